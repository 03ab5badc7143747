#pragma once

#include <cstdint>
#include <span>

namespace learnscope {

/// How pairs of observations stand in two rankings.
struct KendallCounts
{
    double pairs = 0; ///< all
    double difference = 0; ///< concordant less discordant ones
    double tiedFirst = 0; ///< equal in the first ranking, whether or not in the second
    double tiedSecond = 0;

    double tauA() const; ///< NaN without pairs
    double tauB() const; ///< NaN where all are tied in one ranking
};

/// Knight's count by merge sort (JASA 1966), in n log n. @p firstRanks and @p secondRanks as denseRanks()
/// gives them, @p secondOrder as ascendingOrder() of the second. @p weights: how often each observation is
/// there; empty: once. Any thread.
KendallCounts kendallCounts(std::span<const std::uint32_t> firstRanks,
                            std::span<const std::uint32_t> secondRanks,
                            std::span<const std::uint32_t> secondOrder,
                            std::span<const std::uint32_t> weights = {}, unsigned threads = 1);

} // namespace learnscope
