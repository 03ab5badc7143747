#pragma once

#include "core/stats/curves.h"

#include <cstdint>
#include <vector>

namespace learnscope {

/// The accuracies of all runs of one observer in one phase, made for drawing: one column of runs per epoch.
struct RunTable
{
    std::vector<std::int32_t> runs; ///< ascending
    std::vector<int> epochs; ///< ascending
    std::vector<float> values; ///< [epoch][run]; NaN where a run has no trials in an epoch

    float at(std::size_t epoch, std::size_t run) const { return values[epoch * runs.size() + run]; }
};

RunTable runTable(const ObserverCurves& curves, Phase phase);

/// A line from one epoch to the next that @p count runs share.
struct RunSegment
{
    float from = 0;
    float to = 0;
    std::uint32_t count = 0;
};

/// All lines between neighbouring epochs: place e holds those from epoch e to e + 1. Lines that coincide are
/// counted once, so that thousands of runs with accuracies in 36ths are a few hundred lines, and none is
/// left out.
std::vector<std::vector<RunSegment>> runSegments(const RunTable& table);

/// A value that no line reaches, since the run has none in either neighbouring epoch.
struct RunDot
{
    std::size_t epoch = 0; ///< place in RunTable::epochs
    float value = 0;
    std::uint32_t count = 0;
};

std::vector<RunDot> loneValues(const RunTable& table);

} // namespace learnscope
