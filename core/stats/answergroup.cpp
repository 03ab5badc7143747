#include "core/stats/answergroup.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

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

/// The images of every list of two observers as numbers that are the same for both and follow the names.
class ImageNumbers
{
public:
    using Lists = std::vector<std::vector<std::uint32_t>>;

    ImageNumbers(const AnswerSheets& first, const AnswerSheets& second)
    {
        std::map<std::string_view, std::uint32_t> numbers;
        for (const AnswerSheets* sheets : {&first, &second})
            for (std::size_t list = 0; list < sheets->imageLists(); ++list)
                for (const std::string& image : sheets->images(list))
                    numbers.emplace(image, 0u);
        for (std::uint32_t next = 0; auto& [image, number] : numbers)
            number = next++;
        m_first = numbered(first, numbers);
        m_second = &first == &second ? m_first : numbered(second, numbers);
    }

    const Lists& first() const { return m_first; }
    const Lists& second() const { return m_second; }

private:
    static Lists numbered(const AnswerSheets& sheets,
                          const std::map<std::string_view, std::uint32_t>& numbers)
    {
        Lists lists(sheets.imageLists());
        for (std::size_t list = 0; list < lists.size(); ++list)
            for (const std::string& image : sheets.images(list))
                lists[list].push_back(numbers.at(image));
        return lists;
    }

    Lists m_first;
    Lists m_second;
};

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

/// The sheet with the answers to some of its images only.
std::unique_ptr<Sheet> cutDown(const Sheet& sheet, const std::vector<std::uint32_t>& images,
                               const std::vector<std::uint32_t>& kept)
{
    auto cut = std::make_unique<Sheet>();
    cut->run = sheet.run;
    cut->epoch = sheet.epoch;
    cut->images = kept.size();
    cut->correctBits.assign((kept.size() + 63) / 64, 0);
    for (std::size_t from = 0, into = 0; into < kept.size(); ++from) {
        if (images[from] != kept[into])
            continue;
        const std::uint64_t correct = sheet.correctBits[from / 64] >> (from % 64) & 1;
        cut->correctBits[into / 64] |= correct << (into % 64);
        cut->correct += correct;
        ++into;
    }
    return cut;
}

/// Puts the groups of one epoch together.
class EpochGroups
{
public:
    EpochGroups(std::int32_t epoch, const ImageNumbers& numbers, bool within)
        : m_numbers(numbers)
        , m_within(within)
    {
        m_epoch.epoch = epoch;
    }

    void build(std::span<const Sheet> first, std::span<const Sheet> second, std::size_t& partialGroups)
    {
        m_epoch.firstRuns = first.size();
        m_epoch.secondRuns = second.size();
        const auto lists = byList(first);
        const auto otherLists = byList(second);
        for (const auto& [list, sheets] : lists)
            for (auto other = m_within ? otherLists.find(list) : otherLists.begin();
                 other != otherLists.end(); ++other)
                addGroup(list, sheets, other->first, other->second, partialGroups);
    }

    AnswerEpoch take()
    {
        numberPlaces();
        return std::move(m_epoch);
    }

private:
    using ByList = std::map<std::size_t, Sheets>;

    static ByList byList(std::span<const Sheet> sheets)
    {
        ByList lists;
        for (const Sheet& sheet : sheets)
            lists[sheet.imageList].push_back(&sheet);
        return lists;
    }

    void addGroup(std::size_t list, const Sheets& sheets, std::size_t otherList, const Sheets& otherSheets,
                  std::size_t& partialGroups)
    {
        const std::vector<std::uint32_t>& images = m_numbers.first()[list];
        const std::vector<std::uint32_t>& otherImages = m_numbers.second()[otherList];
        AnswerGroup group;
        group.within = m_within && list == otherList;
        if (images == otherImages) {
            group.first = sheets;
            group.second = otherSheets;
            group.places = images;
        } else {
            const std::uint64_t pairs = sheets.size() * otherSheets.size();
            std::set_intersection(images.begin(), images.end(), otherImages.begin(), otherImages.end(),
                                  std::back_inserter(group.places));
            if (group.places.empty()) {
                m_epoch.unmatchedPairs += pairs;
                return;
            }
            if (++partialGroups > mostPartialGroups) {
                m_epoch.leftOutPairs += pairs;
                return;
            }
            group.partial = true;
            group.first = cutAllDown(sheets, images, group.places);
            group.second = cutAllDown(otherSheets, otherImages, group.places);
        }
        group.images = group.places.size();
        if (group.pairs() > 0)
            m_epoch.groups.push_back(std::move(group));
    }

    Sheets cutAllDown(const Sheets& sheets, const std::vector<std::uint32_t>& images,
                      const std::vector<std::uint32_t>& kept)
    {
        Sheets cut;
        for (const Sheet* sheet : sheets) {
            m_epoch.cutDown.push_back(cutDown(*sheet, images, kept));
            cut.push_back(m_epoch.cutDown.back().get());
        }
        return cut;
    }

    /// Turns the groups' image numbers into places among those that occur in the epoch.
    void numberPlaces()
    {
        std::vector<std::uint32_t> occurring;
        for (const AnswerGroup& group : m_epoch.groups)
            occurring.insert(occurring.end(), group.places.begin(), group.places.end());
        std::sort(occurring.begin(), occurring.end());
        occurring.erase(std::unique(occurring.begin(), occurring.end()), occurring.end());
        m_epoch.images = occurring.size();
        for (AnswerGroup& group : m_epoch.groups)
            for (std::uint32_t& place : group.places)
                place = static_cast<std::uint32_t>(std::lower_bound(occurring.begin(), occurring.end(), place)
                                                   - occurring.begin());
        m_epoch.imageNumbers = std::move(occurring);
    }

    const ImageNumbers& m_numbers;
    const bool m_within;
    AnswerEpoch m_epoch;
};
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
    const ImageNumbers numbers(first, second);
    std::vector<AnswerEpoch> epochs;
    std::span<const Sheet> restOfFirst = first.sheets();
    std::span<const Sheet> restOfSecond = second.sheets();
    std::size_t partialGroups = 0;
    while (!restOfFirst.empty() || !restOfSecond.empty()) {
        const std::int32_t epoch = restOfSecond.empty()
                || (!restOfFirst.empty() && restOfFirst.front().epoch <= restOfSecond.front().epoch)
            ? restOfFirst.front().epoch
            : restOfSecond.front().epoch;
        const auto sheets = takeEpoch(restOfFirst, epoch);
        const auto otherSheets = takeEpoch(restOfSecond, epoch);
        EpochGroups groups(epoch, numbers, within);
        groups.build(sheets, otherSheets, partialGroups);
        epochs.push_back(groups.take());
    }
    return epochs;
}

} // namespace learnscope
