#include "core/stats/accuracy.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <tuple>

namespace learnscope {

namespace {
constexpr std::size_t rowsPerPart = 1 << 16; // fewer are not worth a thread
constexpr std::uint64_t largestTable = 1 << 22; // cells of counts; beyond that groups are sorted
constexpr std::size_t groupsBeforeMerging = 1 << 20;

struct Counts
{
    std::uint32_t trials = 0;
    std::uint32_t correct = 0;
};

/// The cells of all runs, epochs and phases between the least and the greatest, in the order of the result.
struct Grid
{
    std::int64_t firstRun = 0;
    std::int64_t firstEpoch = 0;
    std::uint64_t runs = 0;
    std::uint64_t epochs = 0;

    std::uint64_t cells() const { return 2 * runs * epochs; }
    bool isSmall() const { return runs < largestTable && epochs < largestTable && cells() <= largestTable; }
    std::uint64_t indexOf(const AccuracyCell& cell) const
    {
        const auto run = static_cast<std::uint64_t>(cell.run - firstRun);
        const auto epoch = static_cast<std::uint64_t>(cell.epoch - firstEpoch);
        return 2 * (run * epochs + epoch) + (cell.phase == Phase::Train ? 1 : 0);
    }
};

/// Calls @p take with each stretch of rows from @p begin to @p end that share run, epoch and phase.
template<typename Take>
void forEachStretch(const TrialTable& trials, std::size_t begin, std::size_t end, Take take)
{
    const std::int32_t* const run = trials.runs().data();
    const std::int32_t* const epoch = trials.epochs().data();
    const Phase* const phase = trials.phases().data();
    const std::uint16_t* const truth = trials.truths().data();
    const std::uint16_t* const prediction = trials.predictions().data();
    for (std::size_t row = begin; row < end;) {
        AccuracyCell cell {run[row], epoch[row], phase[row], 0, 0};
        const std::size_t first = row;
        for (; row < end && run[row] == cell.run && epoch[row] == cell.epoch && phase[row] == cell.phase;
             ++row)
            cell.correct += truth[row] == prediction[row];
        cell.trials = static_cast<std::uint32_t>(row - first);
        take(cell);
    }
}

bool comesBefore(const AccuracyCell& left, const AccuracyCell& right)
{
    const auto key = [](const AccuracyCell& cell) {
        return std::tuple(cell.run, cell.epoch, cell.phase == Phase::Train);
    };
    return key(left) < key(right);
}

void sortAndMerge(std::vector<AccuracyCell>& cells)
{
    std::sort(cells.begin(), cells.end(), comesBefore);
    std::size_t kept = 0;
    for (std::size_t index = 0; index < cells.size(); ++index) {
        if (kept > 0 && !comesBefore(cells[kept - 1], cells[index])) {
            cells[kept - 1].trials += cells[index].trials;
            cells[kept - 1].correct += cells[index].correct;
        } else {
            cells[kept++] = cells[index];
        }
    }
    cells.resize(kept);
}

Grid gridOf(const TrialTable& trials, std::size_t parts, unsigned threads)
{
    struct Range
    {
        std::int32_t lowest;
        std::int32_t highest;
        void include(std::int32_t number)
        {
            lowest = std::min(lowest, number);
            highest = std::max(highest, number);
        }
    };
    const auto rangeOf = [&](std::span<const std::int32_t> numbers) {
        std::vector<Range> ranges(parts, {numbers.front(), numbers.front()});
        parallelFor(parts, threads, [&](std::size_t part) {
            Range range = ranges[part];
            for (std::size_t row = numbers.size() * part / parts; row < numbers.size() * (part + 1) / parts;
                 ++row)
                range.include(numbers[row]);
            ranges[part] = range;
        });
        Range all = ranges.front();
        for (const Range& range : ranges) {
            all.include(range.lowest);
            all.include(range.highest);
        }
        return all;
    };
    const Range runs = rangeOf(trials.runs());
    const Range epochs = rangeOf(trials.epochs());
    return {runs.lowest, epochs.lowest,
            static_cast<std::uint64_t>(std::int64_t(runs.highest) - runs.lowest) + 1,
            static_cast<std::uint64_t>(std::int64_t(epochs.highest) - epochs.lowest) + 1};
}

std::vector<AccuracyCell> countInGrid(const TrialTable& trials, const Grid& grid, std::size_t parts,
                                      unsigned threads)
{
    std::vector<std::vector<Counts>> counts(parts);
    parallelFor(parts, threads, [&](std::size_t part) {
        counts[part].resize(grid.cells());
        forEachStretch(trials, trials.size() * part / parts, trials.size() * (part + 1) / parts,
                       [&](const AccuracyCell& cell) {
                           Counts& into = counts[part][grid.indexOf(cell)];
                           into.trials += cell.trials;
                           into.correct += cell.correct;
                       });
    });
    std::vector<AccuracyCell> cells;
    for (std::uint64_t index = 0; index < grid.cells(); ++index) {
        Counts sum;
        for (const std::vector<Counts>& part : counts) {
            sum.trials += part[index].trials;
            sum.correct += part[index].correct;
        }
        if (sum.trials == 0)
            continue;
        const std::uint64_t runAndEpoch = index / 2;
        cells.push_back({static_cast<std::int32_t>(grid.firstRun + std::int64_t(runAndEpoch / grid.epochs)),
                         static_cast<std::int32_t>(grid.firstEpoch + std::int64_t(runAndEpoch % grid.epochs)),
                         index % 2 == 1 ? Phase::Train : Phase::Test, sum.trials, sum.correct});
    }
    return cells;
}

/// For runs or epochs with numbers far apart.
std::vector<AccuracyCell> countBySorting(const TrialTable& trials, std::size_t parts, unsigned threads)
{
    std::vector<std::vector<AccuracyCell>> cells(parts);
    parallelFor(parts, threads, [&](std::size_t part) {
        std::size_t limit = groupsBeforeMerging;
        forEachStretch(trials, trials.size() * part / parts, trials.size() * (part + 1) / parts,
                       [&](const AccuracyCell& cell) {
                           cells[part].push_back(cell);
                           if (cells[part].size() < limit)
                               return;
                           sortAndMerge(cells[part]);
                           limit = std::max(groupsBeforeMerging, 2 * cells[part].size());
                       });
    });
    std::vector<AccuracyCell> all;
    for (const std::vector<AccuracyCell>& part : cells)
        all.insert(all.end(), part.begin(), part.end());
    sortAndMerge(all);
    return all;
}
} // namespace

std::vector<AccuracyCell> accuracyPerRun(const TrialTable& trials, unsigned threads)
{
    if (trials.size() == 0)
        return {};
    const std::size_t parts =
        std::min<std::size_t>(threadCount(threads), std::max<std::size_t>(1, trials.size() / rowsPerPart));
    const Grid grid = gridOf(trials, parts, threads);
    // A grid much larger than the table would cost more to clear than to sort.
    if (grid.isSmall() && grid.cells() <= 16 * trials.size() + 4096)
        return countInGrid(trials, grid, parts, threads);
    return countBySorting(trials, parts, threads);
}

} // namespace learnscope
