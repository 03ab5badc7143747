#include "core/stats/answergroup.h"

#include <algorithm>
#include <map>

namespace learnscope {

namespace {
using Sheet = AnswerSheets::Sheet;
using Sheets = std::vector<const Sheet*>;

std::uint64_t pairsOf(std::uint64_t first, std::uint64_t second, bool within)
{
    return within ? first * (first - (first > 0)) / 2 : first * second;
}

std::uint64_t alwaysRight(const Sheets& sheets)
{
    return static_cast<std::uint64_t>(std::count_if(
        sheets.begin(), sheets.end(), [](const Sheet* sheet) { return sheet->correct == sheet->images; }));
}

std::uint64_t alwaysWrong(const Sheets& sheets)
{
    return static_cast<std::uint64_t>(
        std::count_if(sheets.begin(), sheets.end(), [](const Sheet* sheet) { return sheet->correct == 0; }));
}

std::uint64_t varying(const Sheets& sheets)
{
    return sheets.size() - alwaysRight(sheets) - alwaysWrong(sheets);
}

/// For each image list of @p first the number of the same list in @p second, or one that does not occur.
std::vector<std::size_t> matchLists(const AnswerSheets& first, const AnswerSheets& second)
{
    const auto less = [](const auto* left, const auto* right) { return *left < *right; };
    std::map<const std::vector<std::string>*, std::size_t, decltype(less)> numbers(less);
    for (std::size_t list = 0; list < second.imageLists(); ++list)
        numbers.emplace(&second.images(list), list);
    std::vector<std::size_t> matches;
    for (std::size_t list = 0; list < first.imageLists(); ++list) {
        const auto match = numbers.find(&first.images(list));
        matches.push_back(match == numbers.end() ? second.imageLists() : match->second);
    }
    return matches;
}

/// The sheets of one epoch from @p at on, which is moved behind them.
std::span<const Sheet> takeEpoch(std::span<const Sheet>& sheets, std::int32_t epoch)
{
    const auto isBefore = [](const Sheet& sheet, std::int32_t number) { return sheet.epoch < number; };
    const auto first = std::lower_bound(sheets.begin(), sheets.end(), epoch, isBefore);
    const auto end =
        std::find_if(first, sheets.end(), [&](const Sheet& sheet) { return sheet.epoch != epoch; });
    sheets = {end, sheets.end()};
    return {first, end};
}
} // namespace

std::uint64_t AnswerGroup::pairs() const
{
    return pairsOf(first.size(), second.size(), within);
}

std::uint64_t AnswerGroup::undefined() const
{
    return pairsOf(alwaysRight(first), alwaysRight(second), within)
        + pairsOf(alwaysWrong(first), alwaysWrong(second), within);
}

std::uint64_t AnswerGroup::uninformative() const
{
    return pairs() - pairsOf(varying(first), varying(second), within) - undefined();
}

std::vector<AnswerEpoch> answerEpochs(const AnswerSheets& first, const AnswerSheets& second)
{
    const bool within = &first == &second;
    const std::vector<std::size_t> matches = matchLists(first, second);
    std::vector<AnswerEpoch> epochs;
    std::span<const Sheet> restOfFirst = first.sheets();
    std::span<const Sheet> restOfSecond = second.sheets();
    while (!restOfFirst.empty()) {
        AnswerEpoch epoch {restOfFirst.front().epoch, {}};
        std::map<std::size_t, AnswerGroup> groups; // by the second's image list
        for (const Sheet& sheet : takeEpoch(restOfFirst, epoch.epoch)) {
            AnswerGroup& group = groups[matches[sheet.imageList]];
            group.images = sheet.images;
            group.first.push_back(&sheet);
        }
        for (const Sheet& sheet : takeEpoch(restOfSecond, epoch.epoch))
            if (const auto group = groups.find(sheet.imageList); group != groups.end())
                group->second.second.push_back(&sheet);
        for (auto& [list, group] : groups) {
            group.within = within;
            if (group.pairs() > 0)
                epoch.groups.push_back(std::move(group));
        }
        if (!epoch.groups.empty())
            epochs.push_back(std::move(epoch));
    }
    return epochs;
}

} // namespace learnscope
