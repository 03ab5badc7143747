#include "core/stats/trialblocks.h"

#include <algorithm>

namespace learnscope {

std::vector<TrialBlock> trialBlocks(const TrialTable& trials, std::span<const std::int32_t> runs)
{
    std::vector<TrialBlock> blocks;
    const auto sameBlock = [&](std::size_t left, std::size_t right) {
        return trials.runs()[left] == trials.runs()[right] && trials.epochs()[left] == trials.epochs()[right]
            && trials.phases()[left] == trials.phases()[right];
    };
    for (std::size_t first = 0, end = 0; first < trials.size(); first = end) {
        for (end = first + 1; end < trials.size() && sameBlock(first, end);)
            ++end;
        const auto run = std::lower_bound(runs.begin(), runs.end(), trials.runs()[first]);
        if (run != runs.end() && *run == trials.runs()[first])
            blocks.push_back({first, end, static_cast<std::size_t>(run - runs.begin()),
                              trials.epochs()[first], trials.phases()[first]});
    }
    return blocks;
}

std::vector<std::int32_t> epochsOf(std::span<const TrialBlock> blocks, Phase phase)
{
    std::vector<std::int32_t> epochs;
    for (const TrialBlock& block : blocks)
        if (block.phase == phase && (epochs.empty() || epochs.back() != block.epoch))
            epochs.push_back(block.epoch);
    std::sort(epochs.begin(), epochs.end());
    epochs.erase(std::unique(epochs.begin(), epochs.end()), epochs.end());
    return epochs;
}

} // namespace learnscope
