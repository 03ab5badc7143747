#pragma once

#include "core/stats/pooledshare.h"
#include "core/stats/trialblocks.h"

#include <string>
#include <vector>

namespace learnscope {

/// How often one class was shown and one answer given in an epoch, pooled over runs.
struct ConfusionCell
{
    Phase phase = Phase::Train;
    std::int32_t epoch = 0;
    std::uint32_t truth = 0; ///< position in Confusion::labels
    std::uint32_t prediction = 0; ///< position in Confusion::labels
    PooledShare answers; ///< counted: those with this answer; trials: all in which the class was shown
};

struct Confusion
{
    std::vector<std::string> labels; ///< all that were shown or answered, sorted
    std::vector<ConfusionCell> cells; ///< counts above 0; by phase (test first), epoch, truth and prediction

    /// The counts of one phase and epoch, row by row: what was shown in rows, answers in columns.
    std::vector<std::uint64_t> matrix(Phase phase, std::int32_t epoch) const;
};

/// @p runs: how many are chosen. Any thread.
Confusion confusion(const TrialTable& trials, std::span<const TrialBlock> blocks, std::size_t runs);

} // namespace learnscope
