#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace learnscope {

unsigned threadCount(unsigned wanted)
{
    return wanted > 0 ? wanted : std::max(1u, std::thread::hardware_concurrency());
}

void parallelFor(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    std::exception_ptr firstFailure;
    std::mutex failureMutex; // protects firstFailure
    const auto run = [&] {
        for (std::size_t index = next++; index < count; index = next++) {
            try {
                work(index);
            } catch (...) {
                const std::scoped_lock lock(failureMutex);
                if (!firstFailure)
                    firstFailure = std::current_exception();
                next = count;
            }
        }
    };
    std::vector<std::jthread> others;
    const std::size_t wanted = std::min<std::size_t>(count, threadCount(threads));
    for (std::size_t index = 1; index < wanted; ++index)
        others.emplace_back(run);
    run();
    others.clear(); // joins
    if (firstFailure)
        std::rethrow_exception(firstFailure);
}

} // namespace learnscope
