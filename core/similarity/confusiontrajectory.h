#pragma once

#include "core/similarity/confusionrdm.h"
#include "core/similarity/scaling.h"

#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// Where an observer is in one epoch.
struct TrajectoryPoint
{
    std::size_t observer = 0; ///< its place
    std::int32_t epoch = 0;
    double accuracy = 0; ///< share of right answers
    std::vector<double> at; ///< one number for each dimension
};

/// How the confusions of observers move over learning: each epoch of each observer is a point of one map, on
/// which distances tell confusionDistance().
struct ConfusionTrajectory
{
    Phase phase = Phase::Train;
    std::size_t dimensions = 2;
    std::vector<TrajectoryPoint> points; ///< by observer and epoch
    double stress = 0; ///< of the map
    bool settled = true; ///< false: stopped at the greatest number of iterations
};

/// @p observers: confusionRdms() of each. Fails (Usage) where there are fewer than 3 matrices of that phase
/// or no more than dimensions, or two of them have no pair of classes in common, and (Cancelled) where the
/// job is stopped. Any thread.
Result<ConfusionTrajectory> confusionTrajectory(std::span<const std::vector<ConfusionRdm>> observers,
                                                Phase phase, const ScalingOptions& options = {},
                                                JobContext& context = JobContext::none());

} // namespace learnscope
