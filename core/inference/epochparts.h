#pragma once

#include "core/inference/study.h"

#include <string>
#include <vector>

namespace learnscope {

/// "test accuracy".
std::string quantityName(Phase phase);
/// Sums over runs of the images of @p block: clusters in their order.
RatioColumn imageColumn(const AnswerBlock& block);
/// Distinct images of that epoch where they are drawn, else of the phase.
std::size_t imagesOfEpoch(const StudiedObserver& observer, Phase phase, std::int32_t epoch);
/// Runs that have trials in the cell.
std::size_t presentRuns(const StudiedObserver::Cell& cell);

} // namespace learnscope
