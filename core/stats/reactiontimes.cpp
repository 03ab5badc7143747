#include "core/stats/reactiontimes.h"

#include "core/data/extravalues.h"
#include "core/data/reactiontime.h"
#include "core/data/wording.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace learnscope {

namespace {
constexpr double highestMedianInSeconds = 20; // more is taken for milliseconds

std::string columnOf(const TrialTable& trials)
{
    if (!trials.columns().reactionTime.empty())
        return trials.columns().reactionTime;
    std::vector<std::string> names;
    for (const ExtraColumn& extra : trials.extras())
        names.push_back(extra.name);
    return usualReactionTimeColumn(names);
}

double medianOf(std::vector<double> values)
{
    std::erase_if(values, [](double value) { return !(value > 0) || !std::isfinite(value); });
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

ReactionTimeSource sourceOf(const TrialTable& trials, const std::string& column,
                            const std::vector<double>& numbers)
{
    const auto secondsOf = [](std::string_view unit) { return unit == "ms" ? .001 : 1.; };
    if (const std::string& stated = trials.columns().reactionTimeUnit; !stated.empty())
        return {column, secondsOf(stated), "stated"};
    if (const std::string_view unit = unitInName(column); !unit.empty())
        return {column, secondsOf(unit), "name"};
    return {column, medianOf(numbers) > highestMedianInSeconds ? .001 : 1., "values"};
}

/// The times of one run in one epoch and phase.
struct RunTimes
{
    std::array<std::vector<double>, 2> ofAnswers; ///< wrong, right
    std::vector<std::pair<double, bool>> inOrder; ///< time and whether right, in file order
};

/// Test before train, as the names sort; then epoch and run.
using RunKey = std::tuple<bool, std::int32_t, std::size_t>;

TimeQuantiles quantilesOf(std::vector<double>& values)
{
    std::sort(values.begin(), values.end());
    TimeQuantiles quantiles;
    std::transform(timeProbabilities.begin(), timeProbabilities.end(), quantiles.begin(),
                   [&](double probability) { return quantileOf(values, probability); });
    return quantiles;
}

/// The cell of one group: @p byRun, the times of each run.
ReactionTimeCell cellOf(std::vector<std::vector<double>> byRun)
{
    ReactionTimeCell cell;
    std::vector<double> all;
    for (std::vector<double>& times : byRun) {
        if (times.empty())
            continue;
        ++cell.runs;
        const TimeQuantiles own = quantilesOf(times);
        for (std::size_t place = 0; place < own.size(); ++place)
            cell.vincentiles[place] += own[place];
        all.insert(all.end(), times.begin(), times.end());
    }
    cell.trials = all.size();
    if (all.empty())
        return cell;
    for (double& value : cell.vincentiles)
        value /= cell.runs;
    cell.quantiles = quantilesOf(all);
    cell.mean = std::accumulate(all.begin(), all.end(), 0.) / static_cast<double>(all.size());
    return cell;
}

void addCells(std::vector<ReactionTimeCell>& cells, Phase phase, std::optional<std::int32_t> epoch,
              const std::vector<const RunTimes*>& parts, const std::vector<std::size_t>& runs,
              std::size_t runCount)
{
    std::array<ReactionTimeCell, 2> made;
    for (const std::size_t correct : {1, 0}) {
        std::vector<std::vector<double>> byRun(runCount);
        for (std::size_t part = 0; part < parts.size(); ++part) {
            const std::vector<double>& times = parts[part]->ofAnswers[correct];
            byRun[runs[part]].insert(byRun[runs[part]].end(), times.begin(), times.end());
        }
        made[correct] = cellOf(std::move(byRun));
    }
    const double total = static_cast<double>(made[0].trials + made[1].trials);
    for (const std::size_t correct : {1, 0}) {
        ReactionTimeCell& cell = made[correct];
        if (cell.trials == 0)
            continue;
        cell.phase = phase;
        cell.epoch = epoch;
        cell.correct = correct == 1;
        cell.share = static_cast<double>(cell.trials) / total;
        cells.push_back(cell);
    }
}

std::vector<ReactionTimeCell> cellsOf(const std::map<RunKey, RunTimes>& times, std::size_t runCount)
{
    std::vector<ReactionTimeCell> cells;
    for (const Phase phase : {Phase::Test, Phase::Train}) {
        std::map<std::int32_t, std::pair<std::vector<const RunTimes*>, std::vector<std::size_t>>> byEpoch;
        std::vector<const RunTimes*> all;
        std::vector<std::size_t> allRuns;
        for (const auto& [key, part] : times) {
            const auto& [isTrain, epoch, run] = key;
            if (isTrain != (phase == Phase::Train))
                continue;
            byEpoch[epoch].first.push_back(&part);
            byEpoch[epoch].second.push_back(run);
            all.push_back(&part);
            allRuns.push_back(run);
        }
        for (const auto& [epoch, parts] : byEpoch)
            addCells(cells, phase, epoch, parts.first, parts.second, runCount);
        addCells(cells, phase, std::nullopt, all, allRuns, runCount);
    }
    return cells;
}

std::vector<SpeedAccuracyBin> speedOf(const std::map<RunKey, RunTimes>& times, std::size_t runCount)
{
    std::vector<SpeedAccuracyBin> bins;
    for (const Phase phase : {Phase::Test, Phase::Train}) {
        std::vector<SpeedAccuracyBin> ofPhase(ReactionTimes::speedBins);
        std::vector<double> sums(ReactionTimes::speedBins);
        for (std::size_t bin = 0; bin < ofPhase.size(); ++bin)
            ofPhase[bin] = {phase, bin, 0, PooledShare(runCount)};
        for (const auto& [key, part] : times) {
            if (std::get<0>(key) != (phase == Phase::Train))
                continue;
            auto sorted = part.inOrder;
            std::stable_sort(sorted.begin(), sorted.end(),
                             [](const auto& one, const auto& other) { return one.first < other.first; });
            for (std::size_t rank = 0; rank < sorted.size(); ++rank) {
                const std::size_t bin = rank * ofPhase.size() / sorted.size();
                sums[bin] += sorted[rank].first;
                ofPhase[bin].answers.add(std::get<2>(key), 1, sorted[rank].second);
            }
        }
        for (std::size_t bin = 0; bin < ofPhase.size(); ++bin)
            if (ofPhase[bin].answers.trials() > 0) {
                ofPhase[bin].meanTime = sums[bin] / static_cast<double>(ofPhase[bin].answers.trials());
                bins.push_back(std::move(ofPhase[bin]));
            }
    }
    return bins;
}
} // namespace

double quantileOf(std::span<const double> sorted, double probability)
{
    const double place = probability * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

std::optional<ReactionTimeSource> reactionTimeSource(const TrialTable& trials)
{
    const std::string column = columnOf(trials);
    const ExtraColumn* extra = column.empty() ? nullptr : findExtra(trials, column);
    const auto numbers = extra ? numbersOf(*extra) : std::nullopt;
    return numbers ? std::optional(sourceOf(trials, column, *numbers)) : std::nullopt;
}

ReactionTimes reactionTimes(const TrialTable& trials, std::span<const TrialBlock> blocks, std::size_t runs)
{
    ReactionTimes result;
    const std::string column = columnOf(trials);
    const ExtraColumn* extra = column.empty() ? nullptr : findExtra(trials, column);
    const auto numbers = extra ? numbersOf(*extra) : std::nullopt;
    if (!numbers) {
        result.reason = extra ? "its column '" + column + "' holds texts that are no numbers"
                              : "its table has no column of reaction times";
        return result;
    }
    result.source = sourceOf(trials, column, *numbers);
    std::map<RunKey, RunTimes> times;
    for (const TrialBlock& block : blocks) {
        RunTimes& part = times[{block.phase == Phase::Train, block.epoch, block.run}];
        for (std::size_t row = block.first; row < block.end; ++row) {
            const double number = (*numbers)[row];
            ++result.trials;
            if (!std::isfinite(number)) {
                ++result.missing;
            } else if (number <= 0) {
                ++result.notPositive;
            } else {
                const double seconds = number * result.source->seconds;
                part.ofAnswers[trials.isCorrect(row)].push_back(seconds);
                part.inOrder.emplace_back(seconds, trials.isCorrect(row));
            }
        }
    }
    result.cells = cellsOf(times, runs);
    result.speed = speedOf(times, runs);
    return result;
}

std::vector<std::string> timeRemarks(const ReactionTimes& times)
{
    std::vector<std::string> remarks;
    if (times.missing > 0)
        remarks.push_back(counted(times.missing, "trial", "trials") + " without a reaction time left out");
    if (times.notPositive > 0)
        remarks.push_back(counted(times.notPositive, "reaction time", "reaction times")
                          + " of zero or less left out");
    return remarks;
}

std::string sourceText(const ReactionTimeSource& source)
{
    const std::string how = source.unitFrom == "stated" ? "as stated"
        : source.unitFrom == "name"                     ? "by its name"
                                                        : "as its values tell";
    return source.column + ", in " + (source.seconds < 1 ? "ms " : "s ") + how;
}

std::string_view toString(TimesShown shown)
{
    return shown == TimesShown::Quantiles ? "quantiles" : "speed-accuracy";
}

} // namespace learnscope
