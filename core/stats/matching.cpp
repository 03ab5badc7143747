#include "core/stats/matching.h"

#include "core/stats/trialblocks.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <unordered_map>

namespace learnscope {

namespace {
using Images = std::vector<std::uint32_t>; // numbers that both tables share, ascending
using Numbers = std::unordered_map<std::string_view, std::uint32_t>;

/// What each run saw in each epoch, every list of images kept once.
struct ShownImages
{
    std::vector<Images> lists;
    std::map<std::int32_t, std::map<std::size_t, std::size_t>>
        epochs; ///< epoch, run's position, list; allEpochs: all
};

class ListPool
{
public:
    explicit ListPool(std::vector<Images>& lists)
        : m_lists(lists)
    {
    }

    std::size_t numberOf(Images images)
    {
        std::sort(images.begin(), images.end());
        images.erase(std::unique(images.begin(), images.end()), images.end());
        const auto [entry, isNew] = m_numbers.emplace(std::move(images), m_lists.size());
        if (isNew)
            m_lists.push_back(entry->first);
        return entry->second;
    }

private:
    std::vector<Images>& m_lists;
    std::map<Images, std::size_t> m_numbers;
};

ShownImages shownImages(const TrialTable& trials, std::span<const std::int32_t> runs, Numbers& numbers)
{
    std::vector<std::uint32_t> numberOfCode;
    for (const std::string& name : trials.imageNames().texts())
        numberOfCode.push_back(
            numbers.emplace(name, static_cast<std::uint32_t>(numbers.size())).first->second);
    std::map<std::int32_t, std::map<std::size_t, Images>> images;
    for (const TrialBlock& block : trialBlocks(trials, runs)) {
        if (block.phase != Phase::Test)
            continue;
        for (const std::int32_t epoch : {block.epoch, allEpochs}) {
            Images& list = images[epoch][block.run];
            for (std::size_t row = block.first; row < block.end; ++row)
                list.push_back(numberOfCode[trials.images()[row]]);
        }
    }
    ShownImages shown;
    ListPool pool(shown.lists);
    for (auto& [epoch, ofRuns] : images)
        for (auto& [run, list] : ofRuns)
            shown.epochs[epoch][run] = pool.numberOf(std::move(list));
    return shown;
}

std::size_t sharedBy(const Images& first, const Images& second)
{
    std::size_t shared = 0;
    for (auto one = first.begin(), other = second.begin(); one != first.end() && other != second.end();) {
        if (*one < *other)
            ++one;
        else if (*other < *one)
            ++other;
        else
            ++shared, ++one, ++other;
    }
    return shared;
}

/// Number of runs for each list.
std::map<std::size_t, std::uint64_t> tally(const std::map<std::size_t, std::size_t>& listOfRun)
{
    std::map<std::size_t, std::uint64_t> runs;
    for (const auto& [run, list] : listOfRun)
        ++runs[list];
    return runs;
}

std::size_t differentImages(const ShownImages& one, const std::map<std::size_t, std::uint64_t>& lists,
                            const ShownImages& other, const std::map<std::size_t, std::uint64_t>& otherLists)
{
    const auto all = [](const ShownImages& shown, const auto& numbers) {
        Images images;
        for (const auto& [list, runs] : numbers)
            images.insert(images.end(), shown.lists[list].begin(), shown.lists[list].end());
        std::sort(images.begin(), images.end());
        images.erase(std::unique(images.begin(), images.end()), images.end());
        return images;
    };
    return sharedBy(all(one, lists), all(other, otherLists));
}

/// Compares what was shown in one epoch; @p sharing gets the runs of each that share something.
class EpochMatcher
{
public:
    EpochMatcher(const ShownImages& first, const ShownImages& second, bool within)
        : m_first(first)
        , m_second(second)
        , m_within(within)
    {
    }

    MatchedImages match(std::int32_t epoch);
    const std::set<std::size_t>& sharingFirst() const noexcept { return m_sharingFirst; }
    const std::set<std::size_t>& sharingSecond() const noexcept { return m_sharingSecond; }

private:
    std::uint64_t pairsOf(std::size_t list, std::uint64_t runs, std::size_t other,
                          std::uint64_t otherRuns) const
    {
        if (!m_within)
            return runs * otherRuns;
        return list == other ? runs * (runs - 1) / 2 : list < other ? runs * otherRuns : 0;
    }

    const ShownImages& m_first;
    const ShownImages& m_second;
    const bool m_within;
    std::set<std::size_t> m_sharingFirst; ///< positions of runs, of all epochs matched so far
    std::set<std::size_t> m_sharingSecond;
};

MatchedImages EpochMatcher::match(std::int32_t epoch)
{
    static const std::map<std::size_t, std::size_t> none;
    const auto listsIn = [epoch](const ShownImages& shown) -> const auto&
    {
        const auto found = shown.epochs.find(epoch);
        return found == shown.epochs.end() ? none : found->second;
    };
    const auto& first = listsIn(m_first);
    const auto& second = listsIn(m_second);
    const auto firstLists = tally(first);
    const auto secondLists = tally(second);
    MatchedImages matched;
    matched.epoch = epoch;
    matched.fewest = std::numeric_limits<std::size_t>::max();
    std::set<std::size_t> sharingFirst;
    std::set<std::size_t> sharingSecond;
    for (const auto& [list, runs] : firstLists)
        for (const auto& [other, otherRuns] : secondLists) {
            const std::uint64_t pairs = pairsOf(list, runs, other, otherRuns);
            if (pairs == 0)
                continue;
            const Images& images = m_first.lists[list];
            const Images& otherImages = m_second.lists[other];
            const std::size_t shared = sharedBy(images, otherImages);
            matched.pairs += pairs;
            if (shared == 0) {
                matched.apart += pairs;
                continue;
            }
            const bool same = shared == images.size() && shared == otherImages.size();
            (same ? matched.same : matched.partial) += pairs;
            matched.fewest = std::min(matched.fewest, shared);
            matched.most = std::max(matched.most, shared);
            sharingFirst.insert(list);
            sharingSecond.insert(other);
        }
    matched.fewest = matched.sharing() == 0 ? 0 : matched.fewest;
    matched.shown = differentImages(m_first, firstLists, m_second, secondLists);
    for (const auto& [run, list] : first)
        if (sharingFirst.contains(list))
            m_sharingFirst.insert(run);
    for (const auto& [run, list] : second)
        if (sharingSecond.contains(list))
            m_sharingSecond.insert(run);
    return matched;
}

TrialMatching matchShown(const ShownImages& first, const ShownImages& second, bool within)
{
    std::set<std::int32_t> epochs;
    for (const ShownImages* shown : {&first, &second})
        for (const auto& [epoch, lists] : shown->epochs)
            if (epoch != allEpochs)
                epochs.insert(epoch);
    TrialMatching matching;
    EpochMatcher matcher(first, second, within);
    for (const std::int32_t epoch : epochs)
        matching.epochs.push_back(matcher.match(epoch));
    EpochMatcher all(first, second, within);
    matching.pooled = all.match(allEpochs);
    if (within)
        return matching;
    const auto missing = [](const std::set<std::size_t>& pooled, const std::set<std::size_t>& sharing) {
        std::vector<std::int32_t> positions;
        for (const std::size_t run : pooled)
            if (!sharing.contains(run))
                positions.push_back(static_cast<std::int32_t>(run));
        return positions;
    };
    matching.shiftedFirst = missing(all.sharingFirst(), matcher.sharingFirst());
    matching.shiftedSecond = missing(all.sharingSecond(), matcher.sharingSecond());
    return matching;
}
} // namespace

TrialMatching matchTrials(const TrialTable& first, std::span<const std::int32_t> firstRuns,
                          const TrialTable& second, std::span<const std::int32_t> secondRuns)
{
    Numbers numbers;
    const ShownImages one = shownImages(first, firstRuns, numbers);
    const ShownImages other = shownImages(second, secondRuns, numbers);
    TrialMatching matching = matchShown(one, other, false);
    for (std::int32_t& run : matching.shiftedFirst)
        run = firstRuns[static_cast<std::size_t>(run)];
    for (std::int32_t& run : matching.shiftedSecond)
        run = secondRuns[static_cast<std::size_t>(run)];
    return matching;
}

TrialMatching matchTrials(const TrialTable& trials, std::span<const std::int32_t> runs)
{
    Numbers numbers;
    const ShownImages shown = shownImages(trials, runs, numbers);
    return matchShown(shown, shown, true);
}

} // namespace learnscope
