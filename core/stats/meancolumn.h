#pragma once

#include "core/stats/accuracy.h"
#include "core/stats/bootstrap.h"

#include <cstdint>
#include <span>

namespace learnscope {

/// The mean of the accuracies of @p cells, which are of one epoch and phase, as a ratio over @p runs
/// (ascending). Where all cells have the same number of trials it is made of whole numbers: means that are
/// equal by arithmetic are then equal to the last bit, as strict comparisons need. Runs without a cell hold
/// 0.
RatioColumn meanColumn(std::span<const AccuracyCell> cells, std::span<const std::int32_t> runs);

} // namespace learnscope
