#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/answersheets.h"
#include "core/stats/bootstrap.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace learnscope {

/// What two observers' runs have in common in one epoch, averaged over pairs of runs.
struct ConsistencyPoint
{
    std::int32_t epoch = 0; ///< allEpochs where answers are pooled
    std::uint64_t pairs = 0; ///< of runs that saw the same images, or some of them
    std::uint64_t undefined = 0; ///< of them, those without kappa, left out of its mean
    /// Of them, those with a kappa of 0 by algebra because one run is always right or wrong; left out, too.
    std::uint64_t uninformative = 0;
    std::uint64_t partialPairs = 0; ///< of them, those compared on only a part of the images that one saw
    std::uint64_t unmatchedPairs = 0; ///< of tested runs, not compared: they saw no image in common
    std::uint64_t leftOutPairs = 0; ///< not compared because there are too many different lists of images
    std::uint64_t trials = 0; ///< compared, over all pairs
    std::size_t fewestImages = 0; ///< that a pair shares
    std::size_t mostImages = 0;
    double observedAgreement = 0; ///< mean over pairs
    double kappa = 0; ///< mean over informative pairs; NaN where there is none
    /// Mean over informative pairs of what each one's accuracies allow; nothing where there is none.
    std::optional<Interval> attainable;
    /// Mean over informative pairs of the central 95 % of one pair of independent observers (exact,
    /// hypergeometric); nothing where there is none. The mean of many pairs varies less than one pair.
    std::optional<Interval> chance;
    /// Bootstrap over images and, where an observer has several runs, its runs; nothing without informative
    /// pairs or draws. Draws of both count what is left between runs and images three times (McCullagh,
    /// Bernoulli 2000), so with several runs their percentiles are drawn in about kappa by the square root of
    /// twoFactorVariance() over the variance of the draws.
    std::optional<Interval> kappaInterval;
    std::optional<Interval> agreementBand; ///< bootstrap over the runs of both; nothing for a single pair
    std::optional<Interval> kappaBand; ///< the same images in every draw
    bool bandsLeftOut = false; ///< because they would need more than mostConsistencyBandWork
    bool intervalLeftOut = false; ///< for the same reason

    std::uint64_t informativePairs() const noexcept { return pairs - undefined - uninformative; }
};

/// An epoch in which nothing can be compared.
struct UnmatchedEpoch
{
    enum class Reason {
        FirstNotTested, ///< the first observer has no test trials there
        SecondNotTested,
        NoSharedImage, ///< no run of one saw an image that a run of the other saw
    };

    std::int32_t epoch = 0;
    Reason reason = Reason::NoSharedImage;
    std::uint64_t pairs = 0; ///< of tested runs
};

/// "the first observer has no test trials"
std::string_view toString(UnmatchedEpoch::Reason reason);

struct AnswerComparison
{
    std::vector<ConsistencyPoint> points; ///< epochs with pairs, ascending
    /// The other epochs of either observer, ascending; within an observer those with several runs.
    std::vector<UnmatchedEpoch> unmatched;
};

/// Multiplications that the bands of one comparison may need: about a minute of one processor. A draw needs
/// two for each pair of runs and epoch or, for many runs, about the number of images for each run.
inline constexpr double mostConsistencyBandWork = 3e11;

/// Compares every run of one observer with every run of another in each epoch, on the test images that both
/// saw. With @p second null: the runs of @p first among themselves, each pair once. Means are of all pairs,
/// however many. Bands draw runs of both observers; the interval draws runs and then, for each epoch, images,
/// the same for all runs. Within one observer a pair counts as often as both its runs are drawn, and no run
/// is compared with itself. Fails (Cancelled) where the job is stopped. Any thread.
Result<AnswerComparison> compareAnswers(const AnswerSheets& first, const AnswerSheets* second,
                                        const BootstrapOptions& options, double level = .95,
                                        JobContext& context = JobContext::none());

} // namespace learnscope
