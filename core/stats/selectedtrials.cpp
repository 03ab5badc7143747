#include "core/stats/selectedtrials.h"

#include "core/base/parallel.h"
#include "core/stats/trialfilter.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace learnscope {

namespace {
constexpr std::size_t rowsPerTile = std::size_t(1) << 15; ///< a multiple of RowSet::rowsPerWord

using CellKey = std::tuple<std::int32_t, std::int32_t, Phase>; // run, epoch, phase
using EpochKey = std::pair<std::int32_t, Phase>;
using AnswersKey =
    std::tuple<std::int32_t, Phase, std::uint16_t, std::uint16_t>; // epoch, phase, truth, answer

/// What is counted in one tile. Rows of a run, epoch and phase mostly follow each other, so the last cell is
/// remembered; answers are counted per cell first.
struct TileCounts
{
    std::map<CellKey, SelectedCount> cells;
    std::map<EpochKey, std::uint32_t> all; // selected or not
    std::map<AnswersKey, std::uint32_t> answers;
    std::unordered_map<std::uint32_t, SelectedCount> images;
};

void add(SelectedCount& sum, const SelectedCount& more)
{
    sum.trials += more.trials;
    sum.right += more.right;
}

/// Counts all rows of @p runs by epoch and phase.
void countAll(const TrialTable& trials, std::span<const std::int32_t> runs, std::size_t first,
              std::size_t end, TileCounts& counts)
{
    std::optional<std::int32_t> lastRun;
    bool isCounted = false;
    EpochKey lastKey;
    std::uint32_t* all = nullptr;
    for (std::size_t row = first; row < end; ++row) {
        const std::int32_t run = trials.runs()[row];
        if (run != lastRun) {
            lastRun = run;
            isCounted = std::binary_search(runs.begin(), runs.end(), run);
        }
        if (!isCounted)
            continue;
        const EpochKey key(trials.epochs()[row], trials.phases()[row]);
        if (!all || key != lastKey) {
            all = &counts.all[key];
            lastKey = key;
        }
        ++*all;
    }
}

TileCounts countTile(const TrialTable& trials, std::span<const std::int32_t> runs, const RowSet& rows,
                     std::size_t first, std::size_t end)
{
    TileCounts counts;
    countAll(trials, runs, first, end, counts);
    CellKey lastCell;
    SelectedCount* cell = nullptr;
    AnswersKey lastAnswers;
    std::uint32_t* answers = nullptr;
    rows.forEach(first, end, [&](std::size_t row) {
        const SelectedCount one {1, trials.isCorrect(row)};
        const CellKey key(trials.runs()[row], trials.epochs()[row], trials.phases()[row]);
        if (!cell || key != lastCell) {
            cell = &counts.cells[key];
            lastCell = key;
        }
        add(*cell, one);
        const AnswersKey answersKey(trials.epochs()[row], trials.phases()[row], trials.truths()[row],
                                    trials.predictions()[row]);
        if (!answers || answersKey != lastAnswers) {
            answers = &counts.answers[answersKey];
            lastAnswers = answersKey;
        }
        ++*answers;
        add(counts.images[trials.images()[row]], one);
    });
    return counts;
}

void merge(const std::vector<TileCounts>& tiles, SelectedObserver& observer)
{
    TileCounts all;
    observer.images.assign(observer.trials->imageNames().size(), {});
    for (const TileCounts& tile : tiles) {
        for (const auto& [key, count] : tile.cells)
            add(all.cells[key], count);
        for (const auto& [key, count] : tile.all)
            all.all[key] += count;
        for (const auto& [key, count] : tile.answers)
            all.answers[key] += count;
        for (const auto& [image, count] : tile.images)
            add(observer.images[image], count);
    }
    std::map<EpochKey, SelectedCount> byEpoch;
    for (const auto& [key, count] : all.cells) {
        const auto& [run, epoch, phase] = key;
        add(byEpoch[{epoch, phase}], count);
        observer.cells.push_back({run, epoch, phase, count});
        add(observer.count, count);
    }
    for (const auto& [key, count] : all.all)
        observer.epochs.push_back({key.first, key.second, count, byEpoch[key]});
    for (const auto& [key, count] : all.answers) {
        const auto& [epoch, phase, truth, prediction] = key;
        observer.answers.push_back({epoch, phase, truth, prediction, count});
    }
}

Result<SelectedObserver> selectFrom(const SelectableObserver& asked, const TrialSelection& selection,
                                    unsigned threads, JobContext& context)
{
    SelectedObserver found {asked.name, asked.trials, {}, {}, {}, {}, {}, {}};
    if (!asked.trials)
        return found;
    const TrialTable& trials = *asked.trials;
    found.rows = RowSet(trials.size());
    const TrialFilter filter(trials, asked.name, withinRuns(selection, asked.runs));
    std::vector<TileCounts> tiles;
    if (!filter.isNone()) {
        tiles.resize((trials.size() + rowsPerTile - 1) / rowsPerTile);
        parallelFor(tiles.size(), threads, [&](std::size_t tile) {
            if (context.isCancelled())
                return;
            const std::size_t first = tile * rowsPerTile;
            const std::size_t end = std::min(first + rowsPerTile, trials.size());
            for (std::size_t row = first; row < end; row += RowSet::rowsPerWord)
                found.rows.words()[row / RowSet::rowsPerWord] = filter.word(row);
            tiles[tile] = countTile(trials, asked.runs, found.rows, first, end);
        });
    }
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    merge(tiles, found);
    return found;
}

std::vector<SelectedEpoch>::const_iterator firstOf(const std::vector<SelectedEpoch>& epochs,
                                                   std::int32_t epoch)
{
    return std::lower_bound(epochs.begin(), epochs.end(), epoch,
                            [](const SelectedEpoch& one, std::int32_t wanted) { return one.epoch < wanted; });
}
} // namespace

std::uint32_t SelectedObserver::trialsIn(std::int32_t epoch, Phase phase) const
{
    const auto one = firstOf(epochs, epoch);
    for (auto place = one; place != epochs.end() && place->epoch == epoch; ++place)
        if (place->phase == phase)
            return place->count.trials;
    return 0;
}

double SelectedObserver::shareOf(std::int32_t epoch, std::optional<Phase> phase) const
{
    std::uint64_t selected = 0;
    std::uint64_t all = 0;
    for (auto one = firstOf(epochs, epoch); one != epochs.end() && one->epoch == epoch; ++one) {
        if (phase && one->phase != *phase)
            continue;
        selected += one->count.trials;
        all += one->all;
    }
    return all == 0 ? 0 : double(selected) / double(all);
}

std::uint32_t SelectedObserver::trialsOfRun(std::int32_t run) const
{
    auto cell =
        std::lower_bound(cells.begin(), cells.end(), run,
                         [](const SelectedCell& one, std::int32_t wanted) { return one.run < wanted; });
    std::uint32_t sum = 0;
    for (; cell != cells.end() && cell->run == run; ++cell)
        sum += cell->count.trials;
    return sum;
}

std::uint32_t SelectedObserver::trialsIn(std::int32_t run, std::int32_t epoch, Phase phase) const
{
    const CellKey key(run, epoch, phase);
    const auto place = std::lower_bound(cells.begin(), cells.end(), key,
                                        [](const SelectedCell& cell, const CellKey& wanted) {
                                            return CellKey(cell.run, cell.epoch, cell.phase) < wanted;
                                        });
    const bool isThere = place != cells.end() && CellKey(place->run, place->epoch, place->phase) == key;
    return isThere ? place->count.trials : 0;
}

std::uint32_t SelectedObserver::trialsOfImage(std::string_view image) const
{
    const auto code = trials ? trials->imageNames().find(image) : std::nullopt;
    return code ? images[*code].trials : 0;
}

std::uint32_t SelectedObserver::trialsIn(std::int32_t epoch, Phase phase, std::string_view truth,
                                         std::string_view prediction) const
{
    const auto shown = trials ? trials->labelNames().find(truth) : std::nullopt;
    const auto answered = trials ? trials->labelNames().find(prediction) : std::nullopt;
    if (!shown || !answered)
        return 0;
    const auto place = std::find_if(answers.begin(), answers.end(), [&](const SelectedAnswers& one) {
        return one.epoch == epoch && one.phase == phase && one.truth == *shown && one.prediction == *answered;
    });
    return place == answers.end() ? 0 : place->trials;
}

const SelectedObserver* SelectedTrials::find(std::string_view observer) const
{
    const auto place = std::find_if(observers.begin(), observers.end(),
                                    [&](const SelectedObserver& one) { return one.name == observer; });
    return place == observers.end() ? nullptr : &*place;
}

Result<SelectedTrials> selectTrials(std::span<const SelectableObserver> observers,
                                    const TrialSelection& selection, unsigned threads, JobContext& context)
{
    SelectedTrials found {selection, {}, 0, 0};
    for (const SelectableObserver& observer : observers) {
        Result<SelectedObserver> one = selectFrom(observer, selection, threads, context);
        if (!one)
            return tl::unexpected(one.error());
        found.trials += one->count.trials;
        found.right += one->count.right;
        found.observers.push_back(std::move(*one));
    }
    return found;
}

} // namespace learnscope
