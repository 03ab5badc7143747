#include "core/stats/responseshare.h"

#include <algorithm>
#include <limits>

namespace learnscope {

namespace {
constexpr auto absent = std::numeric_limits<std::uint32_t>::max();

/// Counts where each label code occurs.
std::vector<ResponseLabel> labelsByCode(const TrialTable& trials, std::span<const TrialBlock> blocks)
{
    std::vector<ResponseLabel> labels;
    for (const std::string& text : trials.labelNames().texts())
        labels.push_back({text});
    for (const TrialBlock& block : blocks)
        for (std::size_t row = block.first; row < block.end; ++row) {
            ResponseLabel& truth = labels[trials.truths()[row]];
            ++(block.phase == Phase::Train ? truth.shownInTraining : truth.shownInTest);
            ++labels[trials.predictions()[row]].answered;
        }
    return labels;
}

/// Keeps the labels that occur, sorted; the place of each code among them, or absent.
std::vector<std::uint32_t> sortLabels(std::vector<ResponseLabel>& labels)
{
    std::vector<std::uint32_t> order;
    for (std::uint32_t code = 0; code < labels.size(); ++code)
        if (labels[code].isClass() || labels[code].answered > 0)
            order.push_back(code);
    std::sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
        return labels[left].text < labels[right].text;
    });
    std::vector<std::uint32_t> places(labels.size(), absent);
    std::vector<ResponseLabel> sorted;
    for (const std::uint32_t code : order) {
        places[code] = static_cast<std::uint32_t>(sorted.size());
        sorted.push_back(std::move(labels[code]));
    }
    labels = std::move(sorted);
    return places;
}

/// Adds the answers of one block to the cells of its epoch, which begin at @p cells.
void addBlock(ResponseShareCell* cells, std::size_t labels, const TrialTable& trials, const TrialBlock& block,
              const std::vector<std::uint32_t>& places)
{
    std::vector<std::uint64_t> answered(labels);
    std::vector<std::uint64_t> shown(labels);
    for (std::size_t row = block.first; row < block.end; ++row) {
        ++shown[places[trials.truths()[row]]];
        ++answered[places[trials.predictions()[row]]];
    }
    for (std::size_t label = 0; label < labels; ++label) {
        cells[label].answered.add(block.run, block.end - block.first, answered[label]);
        cells[label].shown.add(block.run, block.end - block.first, shown[label]);
    }
}

std::string listed(const std::vector<const ResponseLabel*>& labels)
{
    std::string text;
    for (const ResponseLabel* label : labels)
        text += (text.empty() ? "'" : ", '") + label->text + "'";
    return text;
}
} // namespace

ResponseShares responseShares(const TrialTable& trials, std::span<const TrialBlock> blocks, std::size_t runs)
{
    ResponseShares shares;
    shares.labels = labelsByCode(trials, blocks);
    const std::vector<std::uint32_t> places = sortLabels(shares.labels);
    const std::size_t labels = shares.labels.size();
    for (const Phase phase : {Phase::Test, Phase::Train}) {
        const std::vector<std::int32_t> epochs = epochsOf(blocks, phase);
        const std::size_t first = shares.cells.size();
        for (const std::int32_t epoch : epochs)
            for (std::uint32_t label = 0; label < labels; ++label)
                shares.cells.push_back({phase, epoch, label, PooledShare(runs), PooledShare(runs)});
        for (const TrialBlock& block : blocks)
            if (block.phase == phase) {
                const auto epoch = std::lower_bound(epochs.begin(), epochs.end(), block.epoch);
                addBlock(&shares.cells[first + static_cast<std::size_t>(epoch - epochs.begin()) * labels],
                         labels, trials, block, places);
            }
    }
    return shares;
}

std::vector<std::string> responseRemarks(const ResponseShares& shares)
{
    const auto labelsThat = [&](auto fits) {
        std::vector<const ResponseLabel*> found;
        for (const ResponseLabel& label : shares.labels)
            if (fits(label))
                found.push_back(&label);
        return found;
    };
    const bool hasTraining = !labelsThat([](auto& label) { return label.shownInTraining > 0; }).empty();
    const bool hasTest = !labelsThat([](auto& label) { return label.shownInTest > 0; }).empty();
    std::vector<std::string> remarks;
    const auto remark = [&](const std::vector<const ResponseLabel*>& labels, const char* what) {
        if (!labels.empty())
            remarks.push_back(listed(labels) + (labels.size() == 1 ? " is " : " are ") + what);
    };
    remark(labelsThat([](auto& label) { return label.isClass() && label.answered == 0; }), "never answered");
    remark(labelsThat([](auto& label) { return !label.isClass(); }), "answered but never shown");
    if (hasTraining && hasTest) {
        remark(labelsThat([](auto& label) { return label.isClass() && label.shownInTraining == 0; }),
               "shown in test only");
        remark(labelsThat([](auto& label) { return label.isClass() && label.shownInTest == 0; }),
               "shown in training only");
    }
    return remarks;
}

} // namespace learnscope
