#include "core/stats/delta.h"

#include "core/base/parallel.h"
#include "core/stats/drawtile.h"
#include "core/stats/jackknife.h"
#include "core/stats/meancolumn.h"

#include <algorithm>
#include <atomic>

namespace learnscope {

namespace {
/// The test accuracies of one epoch on both sides.
struct DeltaEpoch
{
    DeltaPoint point;
    RatioColumn human;
    RatioColumn network;
};

std::vector<AccuracyCell> testCells(const ObserverCurves& curves, int epoch)
{
    std::vector<AccuracyCell> cells;
    std::copy_if(
        curves.cells.begin(), curves.cells.end(), std::back_inserter(cells),
        [epoch](const AccuracyCell& cell) { return cell.epoch == epoch && cell.phase == Phase::Test; });
    return cells;
}

std::vector<DeltaEpoch> deltaEpochs(const ObserverCurves& human, const ObserverCurves& network)
{
    std::vector<DeltaEpoch> epochs;
    for (const CurvePoint& own : human.test) {
        const auto other = std::find_if(network.test.begin(), network.test.end(),
                                        [&](const CurvePoint& point) { return point.epoch == own.epoch; });
        if (other == network.test.end())
            continue;
        epochs.push_back(
            {{own.epoch, own.mean, other->mean, own.mean - other->mean, own.runs, other->runs, {}},
             meanColumn(testCells(human, own.epoch), human.runs),
             meanColumn(testCells(network, own.epoch), network.runs)});
    }
    return epochs;
}

/// The ratio of a column in each draw of the tile; NaN where none of the runs drawn has a value.
DrawTile::Sums ratiosOf(const RatioColumn& column, const DrawTile& tile)
{
    DrawTile::Sums ratios;
    DrawTile::Sums denominators;
    tile.weightedSums(column.numerator, ratios);
    tile.weightedSums(column.denominator, denominators);
    for (std::size_t draw = 0; draw < DrawTile::size; ++draw)
        ratios[draw] /= denominators[draw]; // 0 / 0 is NaN
    return ratios;
}

/// The differences of every epoch in each draw: [epoch][draw].
std::vector<std::vector<double>> drawDeltas(const std::vector<DeltaEpoch>& epochs, std::size_t participants,
                                            std::size_t runs, const BootstrapOptions& options,
                                            JobContext& context)
{
    const auto draws = static_cast<std::size_t>(options.draws);
    std::vector<std::vector<double>> deltas(epochs.size(), std::vector<double>(draws));
    constexpr std::size_t blockSize = 16 * DrawTile::size;
    const std::size_t blocks = (draws + blockSize - 1) / blockSize;
    std::atomic<std::size_t> done = 0;
    parallelFor(blocks, options.threads, [&](std::size_t block) {
        DrawTile humans(participants);
        DrawTile networks(runs);
        const std::size_t end = std::min(draws, (block + 1) * blockSize);
        for (std::size_t at = block * blockSize; at < end && !context.isCancelled(); at += DrawTile::size) {
            DrawTile::Streams streams = DrawTile::streams(options.seed, at);
            humans.draw(streams);
            networks.draw(streams);
            for (std::size_t epoch = 0; epoch < epochs.size(); ++epoch) {
                const DrawTile::Sums human = ratiosOf(epochs[epoch].human, humans);
                const DrawTile::Sums network = ratiosOf(epochs[epoch].network, networks);
                for (std::size_t draw = 0; draw < std::min(DrawTile::size, end - at); ++draw)
                    deltas[epoch][at + draw] = human[draw] - network[draw];
            }
        }
        context.report(static_cast<double>(++done) / static_cast<double>(blocks), "resampling runs");
    });
    return deltas;
}
} // namespace

Result<std::vector<DeltaPoint>> accuracyDelta(const ObserverCurves& human, const ObserverCurves& network,
                                              const BootstrapOptions& options, double level,
                                              JobContext& context)
{
    const std::vector<DeltaEpoch> epochs = deltaEpochs(human, network);
    std::vector<DeltaPoint> points;
    points.reserve(epochs.size());
    for (const DeltaEpoch& epoch : epochs)
        points.push_back(epoch.point);
    if (options.draws > 0 && !epochs.empty()) {
        const auto deltas = drawDeltas(epochs, human.runs.size(), network.runs.size(), options, context);
        for (std::size_t epoch = 0; epoch < points.size() && !context.isCancelled(); ++epoch)
            if (points[epoch].participants > 1 && points[epoch].runs > 1) {
                // Two samples: each leaves out its own.
                const std::vector<double> withoutOne[] = {withoutEachRun(epochs[epoch].human),
                                                          withoutEachRun(epochs[epoch].network)};
                points[epoch].band = percentileInterval(
                    deltas[epoch],
                    options.bands == BandMethod::Expanded ? expandedLevel(withoutOne, level) : level);
            }
    }
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return points;
}

} // namespace learnscope
