#pragma once

#include "core/stats/objectsplit.h"

namespace learnscope {

/// Right answers to images of one view.
struct RotationCell
{
    Phase phase = Phase::Train;
    std::string axis; ///< empty in the canonical view
    int angle = 0; ///< degrees
    PooledShare answers;
};

struct RotationProfile
{
    std::vector<RotationCell> cells; ///< those with trials; by phase (test first), axis and angle
    OmittedTrials omitted;
};

/// Accuracy by view, pooled over all trials of all epochs. @p runs: how many are chosen. Any thread.
RotationProfile rotationProfile(const TrialTable& trials, std::span<const TrialBlock> blocks,
                                std::size_t runs, const ImageNames& names);

} // namespace learnscope
