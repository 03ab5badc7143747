#include "core/stats/answersheets.h"

#include "core/stats/trialblocks.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace learnscope {

namespace {
/// The rank of each image code in the order of the names.
std::vector<std::uint32_t> ranksOf(const std::vector<std::string>& names, std::vector<std::uint32_t>& order)
{
    order.resize(names.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t left, std::uint32_t right) { return names[left] < names[right]; });
    std::vector<std::uint32_t> ranks(names.size());
    for (std::uint32_t rank = 0; rank < order.size(); ++rank)
        ranks[order[rank]] = rank;
    return ranks;
}

struct RankedRow
{
    std::uint32_t rank; ///< of the row's image
    std::int32_t epoch;
    std::size_t row;

    auto operator<=>(const RankedRow&) const = default;
};

/// Sorts by image and keeps the first row of each, the earliest epoch first.
void keepFirstOfEach(std::vector<RankedRow>& rows)
{
    std::sort(rows.begin(), rows.end());
    rows.erase(
        std::unique(rows.begin(), rows.end(),
                    [](const RankedRow& left, const RankedRow& right) { return left.rank == right.rank; }),
        rows.end());
}
} // namespace

std::string_view toString(ConsistencyMatching matching)
{
    return matching == ConsistencyMatching::SameEpoch ? "same-epoch" : "pooled";
}

AnswerSheets::AnswerSheets(const TrialTable& trials, std::span<const std::int32_t> runs,
                           ConsistencyMatching matching)
    : m_runs(runs.size())
{
    std::vector<TrialBlock> blocks = trialBlocks(trials, runs);
    std::erase_if(blocks, [](const TrialBlock& block) { return block.phase != Phase::Test; });
    const auto place = [matching](const TrialBlock& block) {
        return std::pair(matching == ConsistencyMatching::Pooled ? allEpochs : block.epoch, block.run);
    };
    std::stable_sort(blocks.begin(), blocks.end(), [&](const TrialBlock& left, const TrialBlock& right) {
        return place(left) < place(right);
    });

    const std::vector<std::string>& names = trials.imageNames().texts();
    std::vector<std::uint32_t> order;
    const std::vector<std::uint32_t> ranks = ranksOf(names, order);
    std::map<std::vector<std::uint32_t>, std::size_t> lists;
    std::vector<RankedRow> rows;
    std::vector<std::uint32_t> images;
    for (std::size_t at = 0; at < blocks.size();) {
        Sheet sheet;
        std::tie(sheet.epoch, sheet.run) = place(blocks[at]);
        rows.clear();
        for (; at < blocks.size() && place(blocks[at]) == std::pair(sheet.epoch, sheet.run); ++at)
            for (std::size_t row = blocks[at].first; row < blocks[at].end; ++row)
                rows.push_back({ranks[trials.images()[row]], blocks[at].epoch, row});
        keepFirstOfEach(rows);

        images.clear();
        sheet.correctBits.assign((rows.size() + 63) / 64, 0);
        for (const auto& [rank, epoch, row] : rows) {
            const bool correct = trials.isCorrect(row);
            sheet.correctBits[images.size() / 64] |= std::uint64_t(correct) << (images.size() % 64);
            sheet.correct += correct;
            images.push_back(rank);
        }
        sheet.images = images.size();
        const auto [list, isNew] = lists.emplace(images, m_imageLists.size());
        sheet.imageList = list->second;
        if (isNew) {
            std::vector<std::string>& shown = m_imageLists.emplace_back();
            for (const std::uint32_t rank : images)
                shown.push_back(names[order[rank]]);
        }
        m_sheets.push_back(std::move(sheet));
    }
}

} // namespace learnscope
