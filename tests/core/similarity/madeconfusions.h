#pragma once

#include "core/stats/analysis.h"

#include <cstdint>
#include <string>
#include <vector>

namespace learnscope {

/// Counts of one epoch, row by row.
inline void addCounts(Confusion& confusion, Phase phase, std::int32_t epoch,
                      const std::vector<std::uint64_t>& counts)
{
    const auto classes = static_cast<std::uint32_t>(confusion.labels.size());
    for (std::uint32_t truth = 0; truth < classes; ++truth)
        for (std::uint32_t prediction = 0; prediction < classes; ++prediction)
            if (counts[truth * classes + prediction] > 0) {
                ConfusionCell cell;
                cell.phase = phase;
                cell.epoch = epoch;
                cell.truth = truth;
                cell.prediction = prediction;
                const std::uint64_t answered = counts[truth * classes + prediction];
                cell.answers = PooledShare(1);
                cell.answers.add(0, answered, answered);
                confusion.cells.push_back(cell);
            }
}

/// An observer with such counts of the classes a, b and c in test epochs from 1 on.
inline ObserverAnalysis madeObserver(const std::string& name, ObserverKind kind,
                                     const std::vector<std::vector<std::uint64_t>>& epochs)
{
    ObserverAnalysis made;
    made.curves.observer.name = name;
    made.curves.observer.label = name;
    made.curves.observer.kind = kind;
    made.confusion.labels = {"a", "b", "c"};
    for (std::size_t epoch = 0; epoch < epochs.size(); ++epoch)
        addCounts(made.confusion, Phase::Test, static_cast<std::int32_t>(epoch) + 1, epochs[epoch]);
    return made;
}

} // namespace learnscope
