#include "core/stats/accuracy.h"

#include <map>
#include <tuple>

namespace learnscope {

std::vector<AccuracyCell> accuracyPerRun(const TrialTable& trials, unsigned)
{
    std::map<std::tuple<std::int32_t, std::int32_t, bool>, AccuracyCell> cells;
    for (std::size_t row = 0; row < trials.size(); ++row) {
        const Phase phase = trials.phases()[row];
        AccuracyCell& cell = cells[{trials.runs()[row], trials.epochs()[row], phase == Phase::Train}];
        cell.run = trials.runs()[row];
        cell.epoch = trials.epochs()[row];
        cell.phase = phase;
        ++cell.trials;
        cell.correct += trials.isCorrect(row);
    }
    std::vector<AccuracyCell> sorted;
    for (const auto& entry : cells)
        sorted.push_back(entry.second);
    return sorted;
}

} // namespace learnscope
