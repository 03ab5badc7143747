#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/answersheets.h"
#include "core/stats/bootstrap.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace learnscope {

/// What two observers' runs have in common in one epoch, averaged over pairs of runs.
struct ConsistencyPoint
{
    std::int32_t epoch = 0;
    std::uint64_t pairs = 0; ///< of runs that saw the same images
    std::uint64_t undefined = 0; ///< of them, those without kappa, left out of its mean
    std::uint64_t uninformative =
        0; ///< of them, those with a kappa of 0 because one run is always right or wrong
    std::uint64_t trials = 0; ///< compared, over all pairs
    double observedAgreement = 0; ///< mean over pairs
    double kappa = 0; ///< mean over pairs that have one; NaN where none has
    std::optional<Interval> agreementBand; ///< bootstrap over the runs of both; nothing for a single pair
    std::optional<Interval> kappaBand;
    bool bandsLeftOut = false; ///< because they would need more than mostConsistencyBandWork
};

/// Multiplications that the bands of one comparison may need: about a minute of one processor. A draw needs
/// two for each pair of runs and epoch or, for many runs, about the number of images for each run.
inline constexpr double mostConsistencyBandWork = 3e11;

/// Compares every run of one observer with every run of another in each epoch in which they saw exactly the
/// same test images. With @p second null: the runs of @p first among themselves, each pair once. Only epochs
/// with pairs are given, ascending. Means are of all pairs, however many. Bands draw runs of both observers;
/// within one observer a pair counts as often as both its runs are drawn, and no run is compared with itself.
/// Fails (Cancelled) where the job is stopped. Any thread.
Result<std::vector<ConsistencyPoint>> compareAnswers(const AnswerSheets& first, const AnswerSheets* second,
                                                     const BootstrapOptions& options, double level = .95,
                                                     JobContext& context = JobContext::none());

} // namespace learnscope
