#pragma once

#include "core/base/result.h"
#include "core/data/stringpool.h"
#include "core/data/trialtable.h"
#include "core/stats/bootstrap.h"

#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// The distinct images of each phase, of all observers together.
struct ImagePools
{
    StringPool train;
    StringPool test;

    StringPool& of(Phase phase) { return phase == Phase::Train ? train : test; }
    const StringPool& of(Phase phase) const { return phase == Phase::Train ? train : test; }
};

/// What the runs of one observer answered in one epoch and phase, image by image. Counts are divided by the
/// run's trials here, so that every run weighs the same.
struct AnswerBlock
{
    Phase phase = Phase::Test;
    std::int32_t epoch = 0;
    std::size_t runs = 0;
    std::vector<std::uint32_t> images; ///< places in the phase's pool, ascending
    std::vector<double> correct; ///< run * images + place of the image
    std::vector<double> trials; ///< the same; 0 for images that the run did not see
    bool complete = false; ///< all runs saw every image equally often

    /// Sums over runs for every image of a pool of @p poolSize.
    RatioColumn perImage(std::size_t poolSize) const;
};

/// Values that answer blocks may hold: beyond that there is no memory for drawing images.
inline constexpr std::size_t mostAnswers = 200'000'000;

/// Training epochs, then test epochs, ascending; new image names are added to @p pools. Fails (OutOfRange)
/// where there would be more than mostAnswers.
Result<std::vector<AnswerBlock>> answerBlocks(const TrialTable& trials, std::span<const std::int32_t> runs,
                                              ImagePools& pools);

} // namespace learnscope
