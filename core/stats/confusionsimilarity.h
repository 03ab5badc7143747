#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/bootstrap.h"
#include "core/stats/confusion.h"
#include "core/stats/confusionmeasures.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace learnscope {

/// What one measure says of two matrices.
struct ConfusionSimilarity
{
    ConfusionMeasure measure = ConfusionMeasure::Pearson;
    double value = 0; ///< NaN where it is not defined
    /// Bootstrap over runs and, within each run and class, trials. Percentiles for the correlations; for the
    /// distances, whose noise only ever adds, 2 * value - percentile, within 0 and 1 and around the value.
    /// Nothing where value is NaN.
    std::optional<Interval> interval;
    /// What exchangeable observers give: the central part of the measure when runs are dealt anew to both
    /// observers (with a single run each: the trials of each class).
    std::optional<Interval> exchanged;
    std::optional<double> exchangedProbability; ///< of exchangeable observers being this unlike or more so
    /// Of being this alike or more so when it is permuted, within each class, which wrong answer is which.
    std::optional<double> chanceProbability;
};

/// Two observers in one phase and epoch.
struct ConfusionComparison
{
    Phase phase = Phase::Train;
    std::int32_t epoch = 0;
    std::size_t classes = 0; ///< that both were shown
    std::uint64_t firstTrials = 0;
    std::uint64_t secondTrials = 0;
    double firstEntropy = 0; ///< of the responses, in bits
    double secondEntropy = 0;
    std::vector<ConfusionSimilarity> similarities; ///< one for each measure
    bool drawsLeftOut = false; ///< because they would need more than mostSimilarityWork
};

/// No more draws are made than these: each needs several passes through both matrices.
inline constexpr int mostSimilarityDraws = 2000;
/// Trials and cells that the draws of one comparison may touch: some ten seconds of one processor.
inline constexpr double mostSimilarityWork = 5e9;

/// Compares the observers in each phase and epoch that both have, by phase (test first) and epoch. Draw d
/// comes from stream d of the seed. Fails (Cancelled) where the job is stopped. Any thread.
Result<std::vector<ConfusionComparison>> compareConfusions(const Confusion& first, const Confusion& second,
                                                           const BootstrapOptions& options,
                                                           double level = .95,
                                                           JobContext& context = JobContext::none());

} // namespace learnscope
