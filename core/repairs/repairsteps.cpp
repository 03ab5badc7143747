#include "core/repairs/repairsteps.h"

#include "core/stats/accuracy.h"
#include "core/stats/intervals.h"
#include "core/stats/runselection.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

namespace learnscope {

namespace {
using Row = TrialGroups::Row;

const GroupFacts& factsOf(const FactsOfRuns& facts, Phase phase, std::size_t run)
{
    return facts[static_cast<std::size_t>(phase)][run];
}

KeptRows keepAll(const TrialTable& trials)
{
    return {std::vector<bool>(trials.size(), true), 0, {}};
}

void drop(KeptRows& kept, std::size_t row)
{
    kept.dropped += kept.rows[row];
    kept.rows[row] = false;
}

/// The test trials of the first epoch that stand before @p secondStart and are shown once more behind it.
std::vector<Row> unfinishedTest(const TrialTable& trials, std::span<const Row> test, Row secondStart)
{
    if (test.empty())
        return {};
    const std::int32_t epoch = trials.epochs()[test.front()];
    std::unordered_set<std::uint32_t> shownAgain;
    for (const Row row : test)
        if (row > secondStart && trials.epochs()[row] == epoch)
            shownAgain.insert(trials.images()[row]);
    std::vector<Row> rows;
    for (const Row row : test) {
        if (row > secondStart || trials.epochs()[row] != epoch)
            break;
        if (!shownAgain.contains(trials.images()[row]))
            return {}; // it is all there is of this trial
        rows.push_back(row);
    }
    return rows;
}

/// The epoch of most rows; of two with as many the later one, as the checks have it.
std::int32_t usualEpoch(const TrialTable& trials, std::span<const Row> block)
{
    std::map<std::int32_t, std::size_t> votes;
    for (const Row row : block)
        ++votes[trials.epochs()[row]];
    return std::max_element(votes.begin(), votes.end(),
                            [](const auto& left, const auto& right) {
                                return std::pair(left.second, left.first)
                                    < std::pair(right.second, right.first);
                            })
        ->first;
}

/// The epoch of each block; empty where the blocks fit no epochs.
std::vector<std::int32_t> epochsOfBlocks(const TrialTable& trials, std::span<const Row> rows,
                                         std::size_t size)
{
    std::vector<std::int32_t> inOrder; // of their first rows
    for (const Row row : rows)
        if (std::find(inOrder.begin(), inOrder.end(), trials.epochs()[row]) == inOrder.end())
            inOrder.push_back(trials.epochs()[row]);
    const std::size_t blocks = (rows.size() + size - 1) / size;
    if (blocks == inOrder.size())
        return inOrder;
    std::vector<std::int32_t> usual;
    for (std::size_t begin = 0; begin < rows.size(); begin += size)
        usual.push_back(usualEpoch(trials, rows.subspan(begin, std::min(size, rows.size() - begin))));
    const std::set<std::int32_t> distinct(usual.begin(), usual.end());
    return distinct.size() == inOrder.size() ? usual : std::vector<std::int32_t>();
}

std::vector<std::int32_t> runsBelowChance(const TrialTable& trials, std::span<const AccuracyCell> cells)
{
    struct Sum
    {
        std::uint64_t trials = 0;
        std::uint64_t correct = 0;
    };
    std::map<std::int32_t, std::array<Sum, 2>> sums;
    for (const AccuracyCell& cell : cells) {
        Sum& sum = sums[cell.run][static_cast<std::size_t>(cell.phase)];
        sum.trials += cell.trials;
        sum.correct += cell.correct;
    }
    const double chance = 1.0 / static_cast<double>(trials.classes().size());
    std::vector<std::int32_t> below;
    for (const auto& [run, ofPhase] : sums) {
        const Sum& test = ofPhase[static_cast<std::size_t>(Phase::Test)];
        const Sum& sum = test.trials > 0 ? test : ofPhase[static_cast<std::size_t>(Phase::Train)];
        const double accuracy = static_cast<double>(sum.correct) / static_cast<double>(sum.trials);
        if (!(accuracy > binomialInterval(sum.trials, chance).high))
            below.push_back(run);
    }
    return below;
}
} // namespace

KeptRows withoutAbortedStarts(const TrialTable& trials, const TrialGroups& groups, const FactsOfRuns& facts)
{
    KeptRows kept = keepAll(trials);
    for (std::size_t run = 0; run < groups.runs().size(); ++run) {
        const std::uint64_t before = kept.dropped;
        const std::vector<Row>& train = factsOf(facts, Phase::Train, run).firstAttempt;
        const std::vector<Row>& test = factsOf(facts, Phase::Test, run).firstAttempt;
        for (const auto* rows : {&train, &test})
            for (const Row row : *rows)
                drop(kept, row);
        if (!train.empty() && test.empty()) {
            // The row behind the attempt's last one begins the second start.
            const auto all = groups.rows(run, Phase::Train);
            const auto second = std::upper_bound(all.begin(), all.end(), train.back());
            if (second != all.end())
                for (const Row row : unfinishedTest(trials, groups.rows(run, Phase::Test), *second))
                    drop(kept, row);
        }
        if (kept.dropped > before)
            kept.runs.push_back(groups.runs()[run]);
    }
    return kept;
}

KeptRows withoutDuplicates(const TrialTable& trials, const TrialGroups& groups, Repair::Keep keep)
{
    KeptRows kept = keepAll(trials);
    const auto key = [&](Row row) {
        return std::uint64_t(static_cast<std::uint32_t>(trials.epochs()[row])) << 32 | trials.images()[row];
    };
    for (std::size_t run = 0; run < groups.runs().size(); ++run) {
        const std::uint64_t before = kept.dropped;
        for (const Phase phase : {Phase::Train, Phase::Test}) {
            const auto rows = groups.rows(run, phase);
            std::vector<std::pair<std::uint64_t, Row>> keys;
            keys.reserve(rows.size());
            for (const Row row : rows)
                keys.emplace_back(key(row), row);
            std::sort(keys.begin(), keys.end());
            for (std::size_t index = 1; index < keys.size(); ++index)
                if (keys[index].first == keys[index - 1].first)
                    drop(kept, keys[keep == Repair::Keep::First ? index : index - 1].second);
        }
        if (kept.dropped > before)
            kept.runs.push_back(groups.runs()[run]);
    }
    return kept;
}

Result<KeptRows> withoutRuns(const TrialTable& trials, const Repair& repair, unsigned threads)
{
    const std::vector<std::int32_t> present = trials.distinctRuns();
    KeptRows kept = keepAll(trials);
    if (repair.exclusion == Repair::Exclusion::Listed) {
        for (const std::int32_t run : repair.runs)
            if (!std::binary_search(present.begin(), present.end(), run))
                return failure(Error::Kind::Mismatch, "there is no run " + std::to_string(run));
        kept.runs = repair.runs;
    } else {
        const std::vector<AccuracyCell> cells = accuracyPerRun(trials, threads);
        if (repair.exclusion == Repair::Exclusion::BelowChance) {
            kept.runs = runsBelowChance(trials, cells);
        } else {
            const std::vector<std::int32_t> learned = learners(cells);
            std::set_difference(present.begin(), present.end(), learned.begin(), learned.end(),
                                std::back_inserter(kept.runs));
        }
    }
    for (std::size_t row = 0; row < trials.size(); ++row)
        if (std::binary_search(kept.runs.begin(), kept.runs.end(), trials.runs()[row]))
            drop(kept, row);
    return kept;
}

ChangedEpochs reblocked(const TrialTable& trials, const TrialGroups& groups, const FactsOfRuns& facts)
{
    ChangedEpochs result;
    result.epochs.assign(trials.epochs().begin(), trials.epochs().end());
    for (std::size_t run = 0; run < groups.runs().size(); ++run) {
        std::uint64_t changed = 0;
        for (const Phase phase : {Phase::Train, Phase::Test}) {
            const std::size_t size = factsOf(facts, phase, run).blockSize;
            if (size == 0)
                continue;
            const auto rows = groups.rows(run, phase);
            const std::vector<std::int32_t> epochs = epochsOfBlocks(trials, rows, size);
            if (epochs.empty()) {
                result.leftAlone.push_back(groups.runs()[run]);
                continue;
            }
            const auto place = static_cast<std::size_t>(phase);
            result.blockSize[place] = size;
            for (std::size_t index = 0; index < rows.size(); ++index) {
                std::int32_t& epoch = result.epochs[rows[index]];
                result.changed[place] += epoch != epochs[index / size];
                changed += epoch != epochs[index / size];
                epoch = epochs[index / size];
            }
        }
        if (changed > 0)
            result.runs.push_back(groups.runs()[run]);
    }
    return result;
}

} // namespace learnscope
