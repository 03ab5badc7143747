#include "core/stats/efficiency.h"

namespace learnscope {

std::string_view toString(EfficiencyStart start)
{
    return start == EfficiencyStart::Zero ? "zero" : "chance";
}

double trainingImages(const TrialTable& trials, std::span<const TrialBlock> blocks, std::size_t runs)
{
    std::vector<std::vector<const TrialBlock*>> trained(runs);
    for (const TrialBlock& block : blocks)
        if (block.phase == Phase::Train)
            trained[block.run].push_back(&block);
    std::vector<std::size_t> lastSeenBy(trials.imageNames().size(), 0); // run number, from 1
    std::size_t distinct = 0;
    std::size_t trainedRuns = 0;
    for (std::size_t run = 0; run < runs; ++run) {
        trainedRuns += !trained[run].empty();
        for (const TrialBlock* block : trained[run])
            for (std::size_t row = block->first; row < block->end; ++row) {
                std::size_t& last = lastSeenBy[trials.images()[row]];
                distinct += last != run + 1;
                last = run + 1;
            }
    }
    return trainedRuns > 0 ? static_cast<double>(distinct) / static_cast<double>(trainedRuns) : 0;
}

std::vector<EfficiencyPoint> dataEfficiency(std::span<const int> epochs, std::span<const double> test,
                                            double images, double start)
{
    std::vector<EfficiencyPoint> points;
    if (images > 0)
        for (std::size_t index = 0; index < epochs.size(); ++index)
            points.push_back(
                {epochs[index], (test[index] - (index > 0 ? test[index - 1] : start)) / images, {}});
    return points;
}

} // namespace learnscope
