#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/bootstrap.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace learnscope {

enum class Alternative { TwoSided, Greater };

struct PermutationOptions
{
    int draws = 9999; ///< fewer arrangements than that are all taken
    std::uint64_t seed = 1;
    unsigned threads = 1; ///< 0: all of the machine's; the result does not depend on it
};

/// Statistics as they were observed and as they would have come out under arrangements that the null
/// hypothesis makes equally likely.
struct NullDistribution
{
    std::vector<double> observed; ///< one for each statistic; NaN where it is not defined
    std::vector<std::vector<double>> values; ///< [statistic][arrangement]
    bool exact = false; ///< all arrangements

    std::size_t arrangements() const { return values.empty() ? 0 : values.front().size(); }

    /// The p-value of one statistic: the share of arrangements at least as extreme where all were taken, else
    /// (1 + b) / (1 + B) (Davison and Hinkley 1997). Two-sided: twice the smaller of both sides, at the most
    /// 1. Arrangements without a value count as more extreme. NaN where nothing was observed.
    double probability(std::size_t statistic, Alternative alternative) const;

    /// p-values that control the family-wise error over all statistics: each is compared with the greatest of
    /// all in each arrangement, statistics being divided by the standard deviation of their own null
    /// distribution (Westfall and Young 1993).
    std::vector<double> maximumProbabilities(Alternative alternative) const;
};

/// Turns the signs of clusters: of each column the ratio of its sums, numerators being deviations from what
/// the null hypothesis says. A cluster's sign is turned in all columns at once, so that curves stay whole.
/// Columns are of one length, at least 1. Fails (Cancelled) where the job is stopped.
Result<NullDistribution> signFlipTest(std::span<const RatioColumn> columns, const PermutationOptions& options,
                                      JobContext& context = JobContext::none());

/// Computes statistics from the columns' ratios in both groups.
using GroupStatistics = std::function<void(std::span<const double> first, std::span<const double> second,
                                           std::span<double> into)>;

/// Shuffles which clusters belong to which of two groups, whole curves kept together, and computes
/// @p statistics many values anew. Both have the same columns. Fails (Cancelled) where the job is stopped.
Result<NullDistribution> labelTest(std::span<const RatioColumn> first, std::span<const RatioColumn> second,
                                   std::size_t statistics, const GroupStatistics& compute,
                                   const PermutationOptions& options,
                                   JobContext& context = JobContext::none());

} // namespace learnscope
