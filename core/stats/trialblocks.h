#pragma once

#include "core/data/trialtable.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// Rows of a trial table that follow each other and are of one run, epoch and phase.
struct TrialBlock
{
    std::size_t first = 0; ///< row
    std::size_t end = 0; ///< the row after the last
    std::size_t run = 0; ///< position among the chosen runs
    std::int32_t epoch = 0;
    Phase phase = Phase::Train;
};

/// The rows of @p runs (ascending) in file order. Any thread.
std::vector<TrialBlock> trialBlocks(const TrialTable& trials, std::span<const std::int32_t> runs);

/// The epochs of the blocks of @p phase, ascending.
std::vector<std::int32_t> epochsOf(std::span<const TrialBlock> blocks, Phase phase);

} // namespace learnscope
