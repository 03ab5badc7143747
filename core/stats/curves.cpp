#include "core/stats/curves.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace learnscope {

namespace {
std::vector<CurvePoint> pointsOf(const std::vector<AccuracyCell>& cells, Phase phase, double level)
{
    std::map<int, std::vector<AccuracyCell>> byEpoch;
    for (const AccuracyCell& cell : cells)
        if (cell.phase == phase)
            byEpoch[cell.epoch].push_back(cell);
    std::vector<CurvePoint> points;
    for (const auto& [epoch, members] : byEpoch) {
        CurvePoint point;
        point.epoch = epoch;
        point.runs = static_cast<std::uint32_t>(members.size());
        for (const AccuracyCell& cell : members) {
            point.trials += cell.trials;
            point.correct += cell.correct;
            point.mean += cell.accuracy() / point.runs;
        }
        double squares = 0;
        for (const AccuracyCell& cell : members)
            squares += (cell.accuracy() - point.mean) * (cell.accuracy() - point.mean);
        point.sd =
            point.runs > 1 ? std::sqrt(squares / (point.runs - 1)) : std::numeric_limits<double>::quiet_NaN();
        point.wilson = wilsonInterval(point.correct, point.trials, level);
        points.push_back(point);
    }
    return points;
}
} // namespace

Result<ObserverCurves> computeCurves(const Observer& observer, const RunSelection& selection,
                                     const CurveOptions& options, JobContext& context)
{
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    ObserverCurves curves;
    curves.observer = observer;
    const std::vector<AccuracyCell> all = accuracyPerRun(*observer.trials, options.threads);
    auto runs = selectRuns(selection, all);
    if (!runs)
        return tl::unexpected(runs.error());
    curves.runs = std::move(*runs);
    for (const AccuracyCell& cell : all)
        if (std::binary_search(curves.runs.begin(), curves.runs.end(), cell.run))
            curves.cells.push_back(cell);
    curves.train = pointsOf(curves.cells, Phase::Train, options.level);
    curves.test = pointsOf(curves.cells, Phase::Test, options.level);

    std::map<std::uint32_t, int> sizes;
    for (const AccuracyCell& cell : curves.cells)
        if (cell.phase == Phase::Train)
            ++sizes[cell.trials];
    for (const auto& [trials, times] : sizes)
        if (times > sizes[curves.chanceTrials])
            curves.chanceTrials = trials;
    curves.chance = 1.0 / std::max<std::size_t>(1, observer.trials->classes().size());
    if (curves.chanceTrials > 0)
        curves.chanceBand = binomialInterval(curves.chanceTrials, curves.chance);

    std::vector<int> epochs;
    std::vector<double> train;
    std::vector<double> test;
    for (const CurvePoint& trainPoint : curves.train)
        for (const CurvePoint& testPoint : curves.test)
            if (trainPoint.epoch == testPoint.epoch) {
                epochs.push_back(trainPoint.epoch);
                train.push_back(trainPoint.mean);
                test.push_back(testPoint.mean);
                curves.gap.push_back({trainPoint.epoch, trainPoint.mean - testPoint.mean, {}});
            }
    curves.lag = generalisationLag(epochs, train, test, curves.chanceBand, observer.kind, options.lagRule);
    return curves;
}

} // namespace learnscope
