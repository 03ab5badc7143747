#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// The numbers nearest to @p values, in least squares, that never fall where @p keys rise and are equal where
/// keys are equal: pooled adjacent violators. @p order: ascendingOrder() of the keys. Any thread.
std::vector<double> isotonicFit(std::span<const double> keys, std::span<const std::uint32_t> order,
                                std::span<const double> values);

} // namespace learnscope
