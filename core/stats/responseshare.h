#pragma once

#include "core/stats/pooledshare.h"
#include "core/stats/trialblocks.h"

#include <string>
#include <vector>

namespace learnscope {

/// How often one label was answered in an epoch, and how often it was shown; pooled over runs.
struct ResponseShareCell
{
    Phase phase = Phase::Train;
    std::int32_t epoch = 0;
    std::uint32_t label = 0; ///< position in ResponseShares::labels
    PooledShare answered; ///< of all trials of the epoch, 0 of them where it was never answered
    PooledShare shown; ///< of the same trials
};

/// A label and where it occurs.
struct ResponseLabel
{
    std::string text;
    std::uint64_t shownInTraining = 0; ///< trials
    std::uint64_t shownInTest = 0;
    std::uint64_t answered = 0; ///< in both phases

    bool isClass() const noexcept { return shownInTraining + shownInTest > 0; }
};

struct ResponseShares
{
    std::vector<ResponseLabel> labels; ///< that the chosen runs were shown or answered, sorted by text
    std::vector<ResponseShareCell> cells; ///< every label, by phase (test first), epoch and label
};

/// @p runs: how many are chosen. Any thread.
ResponseShares responseShares(const TrialTable& trials, std::span<const TrialBlock> blocks, std::size_t runs);

/// What is odd about the answers, in a sentence without a full stop for each: classes that were never
/// answered, answers that are no class, classes that were shown in one phase only.
std::vector<std::string> responseRemarks(const ResponseShares& shares);

} // namespace learnscope
