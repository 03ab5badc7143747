#include "core/inference/epochparts.h"

#include <algorithm>

namespace learnscope {

std::string quantityName(Phase phase)
{
    return std::string(toString(phase)) + " accuracy";
}

/// The images of one block as clusters.
RatioColumn imageColumn(const AnswerBlock& block)
{
    RatioColumn column;
    for (std::size_t image = 0; image < block.images.size(); ++image) {
        double correct = 0;
        double trials = 0;
        for (std::size_t run = 0; run < block.runs; ++run) {
            correct += block.correct[run * block.images.size() + image];
            trials += block.trials[run * block.images.size() + image];
        }
        column.numerator.push_back(correct);
        column.denominator.push_back(trials);
    }
    return column;
}

std::size_t imagesOfEpoch(const StudiedObserver& observer, Phase phase, std::int32_t epoch)
{
    const AnswerBlock* const block = observer.findBlock(phase, epoch);
    return block ? block->images.size() : observer.images[static_cast<std::size_t>(phase)];
}

std::size_t presentRuns(const StudiedObserver::Cell& cell)
{
    return static_cast<std::size_t>(std::count_if(cell.perRun.denominator.begin(),
                                                  cell.perRun.denominator.end(),
                                                  [](double trials) { return trials > 0; }));
}

} // namespace learnscope
