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
    std::vector<std::uint32_t> images; ///< codes of the images of this view, ascending
};

struct RotationProfile
{
    std::vector<RotationCell> cells; ///< those with trials; by phase (test first), axis and angle
    OmittedTrials omitted;
};

/// The views about one axis.
struct RotationAxis
{
    std::string axis; ///< empty where pictures are seen in the canonical view only
    std::vector<const RotationCell*>
        cells; ///< by angle; the canonical view stands at 0 degrees of every axis
};

/// The axes of one phase, sorted; empty without trials. Points into @p profile.
std::vector<RotationAxis> rotationAxes(const RotationProfile& profile, Phase phase);

/// Accuracy by view, pooled over all trials of all epochs. @p runs: how many are chosen. Any thread.
RotationProfile rotationProfile(const TrialTable& trials, std::span<const TrialBlock> blocks,
                                std::size_t runs, const ImageNames& names);

} // namespace learnscope
