#include "core/checks/groupfacts.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace learnscope {

namespace {
/// FNV-1a with a final mix, so that sums of hashes stay telling.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3u;
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
    return hash ^ (hash >> 31);
}
} // namespace

GroupInspector::GroupInspector(const TrialTable& trials, std::span<const std::uint64_t> imageHashes,
                               std::array<std::uint32_t, 2> usualTrials)
    : m_trials(trials)
    , m_imageHashes(imageHashes)
    , m_usualTrials(usualTrials)
    , m_seen(trials.imageNames().size(), 0)
{
}

GroupFacts GroupInspector::inspect(std::span<const Row> rows, Phase phase)
{
    GroupFacts facts;
    if (rows.empty())
        return facts;
    const auto epochs = m_trials.epochs();
    std::int32_t lowest = epochs[rows.front()];
    std::int32_t highest = lowest;
    for (const Row row : rows) {
        lowest = std::min(lowest, epochs[row]);
        highest = std::max(highest, epochs[row]);
    }
    const std::uint64_t range = static_cast<std::uint64_t>(std::int64_t(highest) - lowest) + 1;
    // A table of counts pays only where clearing it costs no more than walking the rows.
    if (range <= (8 * rows.size() + 4096) / m_seen.size())
        countKeys(rows, lowest, range, phase == Phase::Test, facts);
    else
        sortKeys(rows, phase == Phase::Test, facts);
    findMisfiled(rows, facts);
    findFirstAttempt(rows, m_usualTrials[static_cast<std::size_t>(phase)], facts);
    return facts;
}

void GroupInspector::countKeys(std::span<const Row> rows, std::int32_t lowestEpoch, std::size_t epochCount,
                               bool wantSets, GroupFacts& facts)
{
    const auto epochs = m_trials.epochs();
    const auto images = m_trials.images();
    std::vector<std::uint64_t> sets(wantSets ? epochCount : 0);
    std::vector<bool> hasSet(sets.size(), false);
    m_counts.assign(epochCount * m_seen.size(), 0);
    for (const Row row : rows) {
        const auto epoch = static_cast<std::size_t>(std::int64_t(epochs[row]) - lowestEpoch);
        const std::uint32_t count = ++m_counts[epoch * m_seen.size() + images[row]];
        facts.doubledKeys += count == 2;
        if (count > 1) {
            facts.surplus.push_back(row);
        } else if (wantSets) {
            sets[epoch] += m_imageHashes[images[row]];
            hasSet[epoch] = true;
        }
    }
    for (std::size_t epoch = 0; epoch < sets.size(); ++epoch)
        if (hasSet[epoch])
            facts.imageSets.emplace_back(static_cast<std::int32_t>(lowestEpoch + std::int64_t(epoch)),
                                         sets[epoch]);
}

void GroupInspector::sortKeys(std::span<const Row> rows, bool wantSets, GroupFacts& facts)
{
    const auto epochs = m_trials.epochs();
    const auto images = m_trials.images();
    std::vector<Row> sorted(rows.begin(), rows.end());
    std::sort(sorted.begin(), sorted.end(), [&](Row a, Row b) {
        return std::tuple(epochs[a], images[a], a) < std::tuple(epochs[b], images[b], b);
    });
    std::size_t equal = 0; // how many rows with this key came before
    for (std::size_t index = 0; index < sorted.size(); ++index) {
        const Row row = sorted[index];
        const bool same =
            index > 0 && epochs[sorted[index - 1]] == epochs[row] && images[sorted[index - 1]] == images[row];
        equal = same ? equal + 1 : 0;
        facts.doubledKeys += equal == 1;
        if (same)
            facts.surplus.push_back(row);
        if (same || !wantSets)
            continue;
        if (facts.imageSets.empty() || facts.imageSets.back().first != epochs[row])
            facts.imageSets.emplace_back(epochs[row], 0);
        facts.imageSets.back().second += m_imageHashes[images[row]];
    }
    std::sort(facts.surplus.begin(), facts.surplus.end());
}

std::size_t GroupInspector::distinctImages(std::span<const Row> rows)
{
    ++m_question;
    std::size_t distinct = 0;
    for (const Row row : rows) {
        std::uint32_t& seen = m_seen[m_trials.images()[row]];
        distinct += seen != m_question;
        seen = m_question;
    }
    return distinct;
}

bool GroupInspector::showsEachImageOnce(std::span<const Row> rows)
{
    ++m_question;
    for (const Row row : rows) {
        std::uint32_t& seen = m_seen[m_trials.images()[row]];
        if (seen == m_question)
            return false;
        seen = m_question;
    }
    return true;
}

void GroupInspector::findMisfiled(std::span<const Row> rows, GroupFacts& facts)
{
    const std::size_t size = distinctImages(rows);
    if (size < 2 || rows.size() < 2 * size)
        return;
    for (std::size_t begin = 0; begin < rows.size(); begin += size)
        if (!showsEachImageOnce(rows.subspan(begin, std::min(size, rows.size() - begin))))
            return;
    for (std::size_t begin = 0; begin < rows.size(); begin += size)
        addMisfiledOf(rows.subspan(begin, std::min(size, rows.size() - begin)), facts);
    facts.blockSize = facts.misfiled.empty() ? 0 : size;
}

void GroupInspector::addMisfiledOf(std::span<const Row> block, GroupFacts& facts) const
{
    const auto epochs = m_trials.epochs();
    const bool allEqual = std::all_of(block.begin(), block.end(),
                                      [&](Row row) { return epochs[row] == epochs[block.front()]; });
    if (allEqual)
        return;
    std::map<std::int32_t, std::size_t> votes;
    for (const Row row : block)
        ++votes[epochs[row]];
    // Of two epochs with as many rows the later one: epoch counters lag.
    const auto usual = std::max_element(votes.begin(), votes.end(), [](const auto& left, const auto& right) {
        return std::pair(left.second, left.first) < std::pair(right.second, right.first);
    });
    std::size_t misfiled = 0;
    for (std::size_t index = 0; index < block.size(); ++index) {
        if (epochs[block[index]] == usual->first)
            continue;
        facts.misfiledOnlyAtFront &= index == misfiled;
        ++misfiled;
        facts.misfiled.push_back(block[index]);
    }
    facts.longestShift = std::max(facts.longestShift, misfiled);
}

/// A run that was begun again shows, under its first epoch, first some or all of the images and then each of
/// them once more.
void GroupInspector::findFirstAttempt(std::span<const Row> rows, std::uint32_t usual, GroupFacts& facts)
{
    const auto epochs = m_trials.epochs();
    std::size_t length = 0;
    while (length < rows.size() && epochs[rows[length]] == epochs[rows.front()])
        ++length;
    if (length <= usual)
        return;
    const std::span<const Row> first = rows.first(length);
    const std::size_t size = distinctImages(first);
    if (size < 2 || length <= size)
        return;
    const std::size_t attempt = std::min(length - size, size);
    // A few rows too many are no second start, and rows under the wrong epoch can look like a short one.
    if (attempt < size && (attempt < std::max<std::size_t>(2, size / 4) || facts.blockSize > 0))
        return;
    if (showsEachImageOnce(first.first(attempt)) && showsEachImageOnce(first.subspan(attempt, size)))
        facts.firstAttempt.assign(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(attempt));
}

FactsOfRuns inspectRuns(const TrialTable& trials, const TrialGroups& groups,
                        std::array<std::uint32_t, 2> usualTrials, unsigned threads, JobContext& context)
{
    std::vector<std::uint64_t> hashes;
    for (const std::string& name : trials.imageNames().texts())
        hashes.push_back(hashOf(name));
    const std::size_t runs = groups.runs().size();
    FactsOfRuns facts;
    for (auto& ofPhase : facts)
        ofPhase.resize(runs);
    // Few chunks: each has scratch space of the size of the image names.
    const std::size_t chunks = std::min<std::size_t>(runs, 4 * threadCount(threads));
    parallelFor(chunks, threads, [&](std::size_t chunk) {
        GroupInspector inspector(trials, hashes, usualTrials);
        for (std::size_t run = runs * chunk / chunks; run < runs * (chunk + 1) / chunks; ++run) {
            if (context.isCancelled())
                return;
            for (const Phase phase : {Phase::Train, Phase::Test})
                facts[static_cast<std::size_t>(phase)][run] =
                    inspector.inspect(groups.rows(run, phase), phase);
        }
    });
    return facts;
}

} // namespace learnscope
