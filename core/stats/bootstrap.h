#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/intervals.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

/// How a band is made of draws of whole runs.
enum class BandMethod {
    Percentile, ///< plain percentiles (Efron and Tibshirani 1993), somewhat narrow for few runs
    Expanded, ///< percentiles at a level widened for few runs (Hesterberg, The American Statistician 2015)
};

/// "percentile" or "expanded".
std::string_view toString(BandMethod method);

struct BootstrapOptions
{
    int draws = 10000;
    std::uint64_t seed = 1;
    unsigned threads = 1; ///< 0: all of the machine's; the result does not depend on it
    BandMethod bands =
        BandMethod::Percentile; ///< of means over runs, shares of trials and differences of both
};

/// A statistic that is a ratio of two sums over runs. The mean of the runs' accuracies is the sum of
/// accuracies over the number of runs; an accuracy pooled over trials is correct answers over trials. A run
/// that has no value holds 0 in both, and so is left out.
struct RatioColumn
{
    std::vector<double> numerator; ///< one for each run
    std::vector<double> denominator; ///< one for each run, not negative

    /// The ratio over all runs; NaN where the denominators sum to 0.
    double value() const;
};

/// Draws as many runs as there are, with replacement, options.draws times, and computes every ratio anew from
/// each draw (cluster bootstrap, Efron and Tibshirani 1993): result[column][draw], NaN where none of the runs
/// drawn has a value. All columns see the same runs in a draw, so that differences of columns may be taken
/// draw by draw. Draw d comes from stream d of the seed. All columns are of one length, at least 1. Fails
/// (Cancelled) where the job is stopped. Any thread.
Result<std::vector<std::vector<double>>> bootstrapRatios(std::span<const RatioColumn> columns,
                                                         const BootstrapOptions& options,
                                                         JobContext& context = JobContext::none());

/// The quantiles (1 - level) / 2 and (1 + level) / 2 of those of @p values that are not NaN, interpolated
/// linearly between neighbours as numpy.quantile does; nothing where none are left.
std::optional<Interval> percentileInterval(std::span<const double> values, double level = .95);

} // namespace learnscope
