#pragma once

#include "core/stats/bootstrap.h"

#include <optional>
#include <span>
#include <vector>

namespace learnscope {

/// The percentileInterval, at the level of options.bands, of every column's draws as bootstrapRatios gives
/// them, to the last bit, but without keeping the draws, and several times as fast for small whole numbers
/// with one denominator for all runs, such as counts of answers. Columns are of one length, at least 1;
/// nothing for 0 draws. Fails (Cancelled) where the job is stopped. Any thread.
Result<std::vector<std::optional<Interval>>> bootstrapBands(std::span<const RatioColumn* const> columns,
                                                            const BootstrapOptions& options, double level,
                                                            JobContext& context = JobContext::none());

} // namespace learnscope
