#include "core/similarity/itemdraws.h"

#include "core/base/parallel.h"

#include <atomic>

namespace learnscope {

Result<void> forDraws(int draws, unsigned threads, std::string_view step, JobContext& context,
                      const std::function<void(std::size_t)>& work)
{
    std::atomic<int> done = 0;
    parallelFor(static_cast<std::size_t>(draws), threads, [&](std::size_t draw) {
        if (context.isCancelled())
            return;
        work(draw);
        context.report(static_cast<double>(++done) / draws, step);
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return {};
}

} // namespace learnscope
