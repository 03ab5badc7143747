#pragma once

#include "core/similarity/confusiontrajectory.h"
#include "core/stats/analysis.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace learnscope {

struct LearningTrajectoryOptions
{
    Phase phase = Phase::Test;
    /// Observer::name, with whom the others are compared; empty, or of none that is there: the first human
    /// observer, or the first one where there is no human.
    std::string reference;
    MatrixMeasure measure = MatrixMeasure::Spearman; ///< besides the distance
    ScalingOptions scaling; ///< in two dimensions

    bool operator==(const LearningTrajectoryOptions&) const = default;
};

/// An observer's confusions in one epoch.
struct LearningStep
{
    std::int32_t epoch = 0;
    std::uint64_t trials = 0;
    double accuracy = 0; ///< share of right answers among them
    std::optional<std::array<double, 2>> at; ///< on the map; nothing where there is no map
    std::optional<ConfusionRdmLikeness> likeness; ///< to the reference; nothing where that has no such epoch
};

/// How the confusions of all observers move over learning, and towards or away from a reference, people for
/// choice.
struct LearningTrajectory
{
    LearningTrajectoryOptions options;
    std::size_t reference = 0; ///< position in Analysis::observers
    std::vector<std::vector<LearningStep>> observers; ///< as in Analysis::observers; by epoch
    double stress = 0; ///< of the map
    bool settled = true; ///< false: the map stopped at the greatest number of iterations
    std::string mapProblem; ///< why there is no map; may be empty
};

/// Of @p analysis, which has the part Confusion. Fails (Usage) where nobody has trials of two or more classes
/// in that phase, and (Cancelled) where the job is stopped. Any thread.
Result<LearningTrajectory> learningTrajectory(const Analysis& analysis,
                                              const LearningTrajectoryOptions& options = {},
                                              JobContext& context = JobContext::none());

} // namespace learnscope
