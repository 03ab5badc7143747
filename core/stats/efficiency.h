#pragma once

#include "core/stats/intervals.h"
#include "core/stats/trialblocks.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

/// What the gain of the first tested epoch is measured from.
enum class EfficiencyStart {
    Zero, ///< no right answer at all, as published
    Chance, ///< 1 / number of classes
};

/// "zero" or "chance".
std::string_view toString(EfficiencyStart start);

/// Gain of mean test accuracy per training image from the tested epoch before.
struct EfficiencyPoint
{
    int epoch = 0;
    double gain = 0;
    std::optional<Interval> band; ///< bootstrap over runs
};

/// The number of distinct images that a run is trained on, averaged over the runs that train; 0 where none
/// does. @p runs: how many are chosen. Any thread.
double trainingImages(const TrialTable& trials, std::span<const TrialBlock> blocks, std::size_t runs);

/// Data efficiency (Huber et al. 2024) of the mean test accuracies @p test in @p epochs, ascending. The first
/// gain is from @p start. Nothing where @p images is 0.
std::vector<EfficiencyPoint> dataEfficiency(std::span<const int> epochs, std::span<const double> test,
                                            double images, double start);

} // namespace learnscope
