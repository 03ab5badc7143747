#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// Positions of @p values (none NaN) in ascending order of their value, equal ones in their own order. A
/// radix sort: of single precision's four bytes where all values are numbers of single precision. Any thread.
std::vector<std::uint32_t> ascendingOrder(std::span<const double> values);

/// Ranks from 1 on; equal values have the mean of their ranks.
std::vector<double> averageRanks(std::span<const double> values);
std::vector<double> averageRanks(std::span<const double> values, std::span<const std::uint32_t> order);

/// Ranks from 0 on without gaps: equal values have equal ranks, the next value the next rank.
std::vector<std::uint32_t> denseRanks(std::span<const double> values, std::span<const std::uint32_t> order);

} // namespace learnscope
