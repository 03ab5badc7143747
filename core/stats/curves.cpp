#include "core/stats/curves.h"

#include "core/base/parallel.h"
#include "core/stats/bootstrap.h"
#include "core/stats/jackknife.h"
#include "core/stats/meancolumn.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

namespace learnscope {

namespace {
/// Accuracies of the runs in one epoch and phase: a point, and what it is resampled from.
struct EpochCells
{
    CurvePoint point;
    RatioColumn column; ///< whose ratio is the mean
};

EpochCells epochCells(std::span<const AccuracyCell> cells, std::span<const std::int32_t> runs, double level)
{
    EpochCells made {{}, meanColumn(cells, runs)};
    CurvePoint& point = made.point;
    point.epoch = cells.front().epoch;
    point.runs = static_cast<std::uint32_t>(cells.size());
    point.mean = made.column.value();
    double squares = 0;
    for (const AccuracyCell& cell : cells) {
        point.trials += cell.trials;
        point.correct += cell.correct;
        squares += (cell.accuracy() - point.mean) * (cell.accuracy() - point.mean);
    }
    point.sd =
        point.runs > 1 ? std::sqrt(squares / (point.runs - 1)) : std::numeric_limits<double>::quiet_NaN();
    point.wilson = wilsonInterval(point.correct, point.trials, level);
    return made;
}

std::vector<EpochCells> epochsOf(const ObserverCurves& curves, Phase phase, double level)
{
    std::map<int, std::vector<AccuracyCell>> byEpoch;
    for (const AccuracyCell& cell : curves.cells)
        if (cell.phase == phase)
            byEpoch[cell.epoch].push_back(cell);
    std::vector<EpochCells> epochs;
    epochs.reserve(byEpoch.size());
    for (const auto& [epoch, cells] : byEpoch)
        epochs.push_back(epochCells(cells, curves.runs, level));
    return epochs;
}

/// The commonest number of trials of a run's epoch, the smaller of two that are as common: of training, or
/// of testing where nothing was trained.
std::uint32_t commonestTrials(std::span<const AccuracyCell> cells)
{
    for (const Phase phase : {Phase::Train, Phase::Test}) {
        std::map<std::uint32_t, int> times;
        for (const AccuracyCell& cell : cells)
            if (cell.phase == phase)
                ++times[cell.trials];
        const auto commonest = std::max_element(
            times.begin(), times.end(), [](auto& left, auto& right) { return left.second < right.second; });
        if (commonest != times.end())
            return commonest->first;
    }
    return 0;
}

/// An epoch that has both phases: where its points and its columns stand.
struct PairedEpoch
{
    std::size_t train;
    std::size_t test;
};

std::vector<PairedEpoch> pairedEpochs(const ObserverCurves& curves)
{
    std::vector<PairedEpoch> pairs;
    std::size_t test = 0;
    for (std::size_t train = 0; train < curves.train.size(); ++train) {
        while (test < curves.test.size() && curves.test[test].epoch < curves.train[train].epoch)
            ++test;
        if (test < curves.test.size() && curves.test[test].epoch == curves.train[train].epoch)
            pairs.push_back({train, test});
    }
    return pairs;
}

/// Finds the lag of one set of means after another.
class LagFinder
{
public:
    LagFinder(const ObserverCurves& curves, std::span<const PairedEpoch> pairs, LagRule rule)
        : m_curves(curves)
        , m_pairs(pairs)
        , m_rule(rule)
    {
    }

    /// @p trainAt and @p testAt give the means of each paired epoch; epochs where one is NaN are passed over.
    template<typename TrainAt, typename TestAt>
    Lag find(TrainAt trainAt, TestAt testAt)
    {
        m_epochs.clear();
        m_train.clear();
        m_test.clear();
        for (const PairedEpoch& pair : m_pairs) {
            const double train = trainAt(pair.train);
            const double test = testAt(pair.test);
            if (std::isnan(train) || std::isnan(test))
                continue;
            m_epochs.push_back(m_curves.train[pair.train].epoch);
            m_train.push_back(train);
            m_test.push_back(test);
        }
        return generalisationLag(m_epochs, m_train, m_test, m_curves.chanceBand, m_curves.observer.kind,
                                 m_rule);
    }

private:
    const ObserverCurves& m_curves;
    std::span<const PairedEpoch> m_pairs;
    LagRule m_rule;
    std::vector<int> m_epochs;
    std::vector<double> m_train;
    std::vector<double> m_test;
};

/// Bands of the gaps and of the lag, from the same draws as the bands of the means. @p draws: the training
/// epochs' columns, then the test epochs'.
void addGapBands(ObserverCurves& curves, std::span<const PairedEpoch> pairs,
                 const std::vector<std::vector<double>>& draws,
                 std::span<const std::vector<double>> withoutOne, const CurveOptions& options)
{
    const std::size_t firstTest = curves.train.size();
    std::vector<double> without(withoutOne.front().size());
    const std::size_t count = draws.front().size();
    std::vector<double> values(count);
    for (std::size_t index = 0; index < pairs.size(); ++index) {
        const std::vector<double>& train = draws[pairs[index].train];
        const std::vector<double>& test = draws[firstTest + pairs[index].test];
        for (std::size_t draw = 0; draw < count; ++draw)
            values[draw] = train[draw] - test[draw];
        if (curves.train[pairs[index].train].band && curves.test[pairs[index].test].band) {
            const std::vector<double>& trainWithout = withoutOne[pairs[index].train];
            const std::vector<double>& testWithout = withoutOne[firstTest + pairs[index].test];
            std::transform(trainWithout.begin(), trainWithout.end(), testWithout.begin(), without.begin(),
                           std::minus());
            curves.gap[index].band =
                percentileInterval(values, bandLevel(options.bands, without, options.level));
        }
    }
    LagFinder finder(curves, pairs, options.lagRule);
    for (std::size_t draw = 0; draw < count; ++draw) {
        const Lag lag = finder.find([&](std::size_t train) { return draws[train][draw]; },
                                    [&](std::size_t test) { return draws[firstTest + test][draw]; });
        values[draw] = lag.value.value_or(std::numeric_limits<double>::quiet_NaN());
    }
    for (std::size_t run = 0; run < without.size(); ++run)
        without[run] = finder
                           .find([&](std::size_t train) { return withoutOne[train][run]; },
                                 [&](std::size_t test) { return withoutOne[firstTest + test][run]; })
                           .value.value_or(std::numeric_limits<double>::quiet_NaN());
    curves.lagBand = percentileInterval(values, bandLevel(options.bands, without, options.level));
}
double efficiencyStart(const ObserverCurves& curves, const CurveOptions& options)
{
    return options.efficiencyStart == EfficiencyStart::Zero ? 0 : curves.chance;
}

/// @p draws and @p withoutOne: those of the test epochs.
void addEfficiencyBands(ObserverCurves& curves, std::span<const std::vector<double>> draws,
                        std::span<const std::vector<double>> withoutOne, double start,
                        const CurveOptions& options)
{
    std::vector<double> gains(draws.empty() ? 0 : draws.front().size());
    for (std::size_t index = 0; index < curves.efficiency.size(); ++index) {
        for (std::size_t draw = 0; draw < gains.size(); ++draw)
            gains[draw] =
                (draws[index][draw] - (index > 0 ? draws[index - 1][draw] : start)) / curves.trainingImages;
        if (curves.test[index].band && (index == 0 || curves.test[index - 1].band)) {
            std::vector<double> without = withoutOne[index]; // of the gain, but for its scale
            for (std::size_t run = 0; index > 0 && run < without.size(); ++run)
                without[run] -= withoutOne[index - 1][run];
            curves.efficiency[index].band =
                percentileInterval(gains, bandLevel(options.bands, without, options.level));
        }
    }
}

void addEfficiency(ObserverCurves& curves, const CurveOptions& options)
{
    const TrialTable& trials = *curves.observer.trials;
    curves.trainingImages = trainingImages(trials, trialBlocks(trials, curves.runs), curves.runs.size());
    std::vector<int> epochs;
    std::vector<double> means;
    for (const CurvePoint& point : curves.test) {
        epochs.push_back(point.epoch);
        means.push_back(point.mean);
    }
    curves.efficiency =
        dataEfficiency(epochs, means, curves.trainingImages, efficiencyStart(curves, options));
}

/// Adds the training epochs' points, then the test epochs'; gives what each is resampled from.
std::vector<RatioColumn> addPoints(ObserverCurves& curves, double level)
{
    std::vector<RatioColumn> columns;
    for (const Phase phase : {Phase::Train, Phase::Test})
        for (EpochCells& epoch : epochsOf(curves, phase, level)) {
            (phase == Phase::Train ? curves.train : curves.test).push_back(epoch.point);
            columns.push_back(std::move(epoch.column));
        }
    return columns;
}

Result<void> addBands(ObserverCurves& curves, std::span<const RatioColumn> columns,
                      std::span<const PairedEpoch> pairs, const CurveOptions& options, JobContext& context)
{
    const auto draws =
        bootstrapRatios(columns, {options.bootstrapDraws, options.seed, options.threads}, context);
    if (!draws)
        return tl::unexpected(draws.error());
    const std::size_t trainPoints = curves.train.size();
    std::vector<std::vector<double>> withoutOne(columns.size()); // plain percentiles need none
    if (options.bands == BandMethod::Expanded)
        std::transform(columns.begin(), columns.end(), withoutOne.begin(), withoutEachRun);
    for (std::size_t index = 0; index < columns.size(); ++index) {
        CurvePoint& point = index < trainPoints ? curves.train[index] : curves.test[index - trainPoints];
        if (point.runs > 1)
            point.band = percentileInterval((*draws)[index],
                                            bandLevel(options.bands, withoutOne[index], options.level));
    }
    addGapBands(curves, pairs, *draws, withoutOne, options);
    addEfficiencyBands(curves, std::span(*draws).subspan(trainPoints),
                       std::span(withoutOne).subspan(trainPoints), efficiencyStart(curves, options), options);
    return {};
}
} // namespace

Result<ObserverCurves> computeCurves(const Observer& observer, const RunSelection& selection,
                                     const CurveOptions& options, JobContext& context)
{
    return computeCurves(observer, accuracyPerRun(*observer.trials, options.threads), selection, options,
                         context);
}

Result<ObserverCurves> computeCurves(const Observer& observer, std::span<const AccuracyCell> cells,
                                     const RunSelection& selection, const CurveOptions& options,
                                     JobContext& context)
{
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    ObserverCurves curves;
    curves.observer = observer;
    auto runs = selectRuns(selection, cells);
    if (!runs)
        return failure(runs.error().kind, observer.label + ": " + runs.error().message, {observer.file});
    curves.runs = std::move(*runs);
    std::copy_if(cells.begin(), cells.end(), std::back_inserter(curves.cells), [&](const AccuracyCell& cell) {
        return std::binary_search(curves.runs.begin(), curves.runs.end(), cell.run);
    });
    curves.chance =
        1.0 / static_cast<double>(std::max<std::size_t>(1, wholeTable(observer).classes().size()));
    curves.chanceTrials = commonestTrials(curves.cells);
    if (curves.chanceTrials > 0)
        curves.chanceBand = binomialInterval(curves.chanceTrials, curves.chance);

    const std::vector<RatioColumn> columns = addPoints(curves, options.level);
    const std::vector<PairedEpoch> pairs = pairedEpochs(curves);
    for (const PairedEpoch& pair : pairs)
        curves.gap.push_back({curves.train[pair.train].epoch,
                              curves.train[pair.train].mean - curves.test[pair.test].mean,
                              {}});
    curves.lag = LagFinder(curves, pairs, options.lagRule)
                     .find([&](std::size_t train) { return curves.train[train].mean; },
                           [&](std::size_t test) { return curves.test[test].mean; });
    addEfficiency(curves, options);
    if (options.bootstrapDraws > 0 && curves.runs.size() > 1)
        if (const auto done = addBands(curves, columns, pairs, options, context); !done)
            return tl::unexpected(done.error());
    return curves;
}

Result<CurveSet> computeCurveSet(std::span<const Observer> observers,
                                 std::span<const RunSelection> selections, const CurveOptions& options,
                                 JobContext& context)
{
    CurveSet set {options, std::vector<ObserverCurves>(observers.size())};
    std::vector<std::optional<Error>> errors(observers.size());
    CurveOptions single = options;
    single.threads = observers.size() > 1 ? 1 : options.threads;
    parallelFor(observers.size(), options.threads, [&](std::size_t index) {
        auto curves = computeCurves(observers[index], selections[index], single, context);
        if (curves)
            set.observers[index] = std::move(*curves);
        else
            errors[index] = curves.error();
    });
    for (const std::optional<Error>& error : errors)
        if (error)
            return tl::unexpected(*error);
    return set;
}

} // namespace learnscope
