#include "core/stats/confusion.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace learnscope {

namespace {
/// The place of each label code in the order of the names.
std::vector<std::uint32_t> sortedPlaces(const std::vector<std::string>& names)
{
    std::vector<std::uint32_t> order(names.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t left, std::uint32_t right) { return names[left] < names[right]; });
    std::vector<std::uint32_t> places(names.size());
    for (std::uint32_t place = 0; place < order.size(); ++place)
        places[order[place]] = place;
    return places;
}

/// How often one run was shown one class and gave one answer; places among the labels.
struct Entry
{
    std::uint32_t truth;
    std::uint32_t prediction;
    std::size_t run;
    std::uint64_t count;
};

/// Adds what the rows of a block hold.
void addEntries(std::vector<Entry>& entries, const TrialTable& trials, const TrialBlock& block,
                const std::vector<std::uint32_t>& places)
{
    std::vector<std::uint64_t> answers; // truth and prediction in one number
    for (std::size_t row = block.first; row < block.end; ++row)
        answers.push_back(std::uint64_t(places[trials.truths()[row]]) << 32
                          | places[trials.predictions()[row]]);
    std::sort(answers.begin(), answers.end());
    for (std::size_t first = 0, end = 0; first < answers.size(); first = end) {
        while (end < answers.size() && answers[end] == answers[first])
            ++end;
        entries.push_back({static_cast<std::uint32_t>(answers[first] >> 32),
                           static_cast<std::uint32_t>(answers[first]), block.run, end - first});
    }
}

/// The cells of one phase and epoch from the entries of its blocks.
void addCells(std::vector<ConfusionCell>& cells, std::vector<Entry> entries, Phase phase, std::int32_t epoch,
              std::size_t runs)
{
    std::sort(entries.begin(), entries.end(), [](const Entry& left, const Entry& right) {
        return std::pair(left.truth, left.prediction) < std::pair(right.truth, right.prediction);
    });
    for (std::size_t first = 0, end = 0; first < entries.size(); first = end) {
        PooledShare shown(runs); // the trials of the class, none of them counted
        for (; end < entries.size() && entries[end].truth == entries[first].truth; ++end)
            shown.add(entries[end].run, entries[end].count, 0);
        for (std::size_t at = first; at < end;) {
            ConfusionCell cell {phase, epoch, entries[at].truth, entries[at].prediction, shown};
            for (; at < end && entries[at].prediction == cell.prediction; ++at)
                cell.answers.add(entries[at].run, 0, entries[at].count);
            cells.push_back(std::move(cell));
        }
    }
}
} // namespace

std::vector<std::uint64_t> Confusion::matrix(Phase phase, std::int32_t epoch) const
{
    std::vector<std::uint64_t> counts(labels.size() * labels.size());
    for (const ConfusionCell& cell : cells)
        if (cell.phase == phase && cell.epoch == epoch)
            counts[cell.truth * labels.size() + cell.prediction] = cell.answers.counted();
    return counts;
}

Confusion confusion(const TrialTable& trials, std::span<const TrialBlock> blocks, std::size_t runs)
{
    Confusion result;
    result.labels = trials.labelNames().texts();
    const std::vector<std::uint32_t> places = sortedPlaces(result.labels);
    std::sort(result.labels.begin(), result.labels.end());

    for (const Phase phase : {Phase::Test, Phase::Train}) {
        const std::vector<std::int32_t> epochs = epochsOf(blocks, phase);
        std::vector<std::vector<Entry>> entries(epochs.size());
        for (const TrialBlock& block : blocks)
            if (block.phase == phase) {
                const auto epoch = std::lower_bound(epochs.begin(), epochs.end(), block.epoch);
                addEntries(entries[static_cast<std::size_t>(epoch - epochs.begin())], trials, block, places);
            }
        for (std::size_t epoch = 0; epoch < epochs.size(); ++epoch)
            addCells(result.cells, std::move(entries[epoch]), phase, epochs[epoch], runs);
    }
    return result;
}

} // namespace learnscope
