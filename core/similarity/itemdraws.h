#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/jobs/jobcontext.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

namespace learnscope {

/// How often each of @p items is drawn when as many are drawn with replacement.
inline std::vector<std::uint32_t> drawnTimes(std::size_t items, Random random)
{
    std::vector<std::uint32_t> times(items);
    for (std::size_t draw = 0; draw < items; ++draw)
        ++times[random.below(static_cast<std::uint32_t>(items))];
    return times;
}

/// The numbers below @p items in random order.
inline std::vector<std::uint32_t> shuffledItems(std::size_t items, Random random)
{
    std::vector<std::uint32_t> order(items);
    std::iota(order.begin(), order.end(), 0u);
    for (std::size_t left = items; left > 1; --left)
        std::swap(order[left - 1], order[random.below(static_cast<std::uint32_t>(left))]);
    return order;
}

/// Calls @p work for each draw, on up to @p threads threads, and tells how far it is. Fails (Cancelled) where
/// the job is stopped.
Result<void> forDraws(int draws, unsigned threads, std::string_view step, JobContext& context,
                      const std::function<void(std::size_t)>& work);

} // namespace learnscope
