#pragma once

#include "core/stats/intervals.h"
#include "core/stats/jackknife.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

/// How an interval is made of bootstrap draws.
enum class IntervalMethod {
    Expanded, ///< percentiles at a level widened for few clusters (Hesterberg, The American Statistician
              ///< 2015)
    Percentile, ///< plain percentiles (Efron and Tibshirani 1993)
    Bca, ///< bias-corrected and accelerated (Efron, JASA 1987)
};

/// "expanded", "percentile" or "bca".
std::string_view toString(IntervalMethod method);

/// A statistic, its bootstrap draws, and its values with one cluster left out at a time.
struct DrawnStatistic
{
    double estimate = 0; ///< NaN where it is not defined
    std::vector<double> draws; ///< NaN where a draw has no value; those are left out of intervals
    /// One list for each sample that is resampled by itself, such as the runs of each of two observers. NaN
    /// where the statistic is not defined without that cluster.
    std::vector<std::vector<double>> withoutOne;

    std::size_t undefinedDraws() const;
    /// Of the draws that have a value; NaN for fewer than two.
    double variance() const;
};

/// The interval of @p statistic; nothing where no draw has a value, the estimate has none, or all draws lie
/// on one side of it, which BCa cannot work with.
std::optional<Interval> drawnInterval(const DrawnStatistic& statistic, IntervalMethod method,
                                      double level = .95);

} // namespace learnscope
