#include "core/inference/accuracydraws.h"

#include "core/base/parallel.h"
#include "core/base/vectorclones.h"
#include "core/inference/derivedseed.h"
#include "core/stats/bootstrap.h"
#include "core/stats/drawtile.h"

#include <algorithm>
#include <atomic>
#include <numeric>

namespace learnscope {

namespace {
constexpr std::uint64_t imagesPart = 1u << 20; // seeds: observers' runs come before, images after

std::uint64_t imageSeed(const InferenceOptions& options, Phase phase)
{
    return derivedSeed(options.seed, imagesPart + static_cast<std::uint64_t>(phase));
}

/// The keys of all means, observer by observer.
MeanDraws emptyDraws(const Study& study, bool withTraining)
{
    MeanDraws draws;
    for (std::size_t place = 0; place < study.observers.size(); ++place)
        for (const StudiedObserver::Cell& cell : study.observers[place].cells)
            if (withTraining || cell.phase == Phase::Test) {
                draws.keys.push_back({place, cell.phase, cell.epoch});
                draws.estimates.push_back(cell.perRun.value());
            }
    return draws;
}

/// The ratio of @p column without one cluster.
double without(const RatioColumn& column, double numerators, double denominators, std::size_t cluster)
{
    return (numerators - column.numerator[cluster]) / (denominators - column.denominator[cluster]);
}

/// Draws clusters that @p means are ratios over, and leaves each out in turn.
Result<void> addSample(MeanDraws& draws, std::span<const std::size_t> means,
                       std::span<const RatioColumn> columns, std::uint64_t seed,
                       const InferenceOptions& options, JobContext& context)
{
    auto drawn = bootstrapRatios(columns, {options.draws, seed, options.threads}, context);
    if (!drawn)
        return tl::unexpected(drawn.error());
    MeanDraws::Sample& sample = draws.samples.emplace_back();
    sample.withoutOne.assign(columns.front().numerator.size(), draws.estimates);
    for (std::size_t index = 0; index < means.size(); ++index) {
        const RatioColumn& column = columns[index];
        draws.draws[means[index]] = std::move((*drawn)[index]);
        const double numerators = std::accumulate(column.numerator.begin(), column.numerator.end(), 0.0);
        const double denominators =
            std::accumulate(column.denominator.begin(), column.denominator.end(), 0.0);
        for (std::size_t cluster = 0; cluster < sample.withoutOne.size(); ++cluster)
            sample.withoutOne[cluster][means[index]] = without(column, numerators, denominators, cluster);
    }
    return {};
}

Result<MeanDraws> drawPeople(const Study& study, bool withTraining, const InferenceOptions& options,
                             JobContext& context)
{
    MeanDraws draws = emptyDraws(study, withTraining);
    draws.draws.resize(draws.keys.size());
    for (std::size_t place = 0; place < study.observers.size(); ++place) {
        std::vector<std::size_t> means;
        std::vector<RatioColumn> columns;
        for (std::size_t mean = 0; mean < draws.keys.size(); ++mean)
            if (const MeanKey& key = draws.keys[mean]; key.observer == place) {
                means.push_back(mean);
                columns.push_back(study.observers[place].find(key.phase, key.epoch)->perRun);
            }
        if (means.empty())
            continue;
        if (const auto done =
                addSample(draws, means, columns, derivedSeed(options.seed, place), options, context);
            !done)
            return tl::unexpected(done.error());
    }
    return draws;
}

Result<MeanDraws> drawImages(const Study& study, bool withTraining, const InferenceOptions& options,
                             JobContext& context)
{
    MeanDraws draws = emptyDraws(study, withTraining);
    draws.draws.resize(draws.keys.size());
    for (const Phase phase : {Phase::Train, Phase::Test}) {
        std::vector<std::size_t> means;
        std::vector<RatioColumn> columns;
        for (std::size_t mean = 0; mean < draws.keys.size(); ++mean)
            if (const MeanKey& key = draws.keys[mean]; key.phase == phase) {
                means.push_back(mean);
                columns.push_back(study.observers[key.observer]
                                      .findBlock(phase, key.epoch)
                                      ->perImage(study.pools.of(phase).size()));
            }
        if (means.empty())
            continue;
        if (const auto done = addSample(draws, means, columns, imageSeed(options, phase), options, context);
            !done)
            return tl::unexpected(done.error());
    }
    return draws;
}

/// Sums over one run's images in each draw of a tile. @p counts: the drawn times of the block's images.
LEARNSCOPE_VECTOR_CLONES
void addImages(const double* counts, const double* values, std::size_t images, double* sums)
{
    for (std::size_t image = 0; image < images; ++image)
        for (std::size_t draw = 0; draw < DrawTile::size; ++draw)
            sums[draw] += counts[image * DrawTile::size + draw] * values[image];
}

/// The mean of a block in each draw of the tiles.
void crossedMean(const AnswerBlock& block, const DrawTile& runs, const DrawTile& images,
                 std::vector<double>& counts, DrawTile::Sums& means)
{
    const std::size_t width = block.images.size();
    counts.resize(width * DrawTile::size);
    for (std::size_t place = 0; place < width; ++place) {
        const auto drawn = images.counts(block.images[place]);
        std::copy(drawn.begin(), drawn.end(),
                  counts.begin() + static_cast<std::ptrdiff_t>(place * DrawTile::size));
    }
    DrawTile::Sums numerators {};
    DrawTile::Sums denominators {};
    DrawTile::Sums trials {};
    for (std::size_t run = 0; run < block.runs; ++run) {
        DrawTile::Sums correct {};
        addImages(counts.data(), block.correct.data() + run * width, width, correct.data());
        if (run == 0 || !block.complete) {
            trials.fill(0);
            addImages(counts.data(), block.trials.data() + run * width, width, trials.data());
        }
        const auto times = runs.counts(run);
        for (std::size_t draw = 0; draw < DrawTile::size; ++draw) {
            numerators[draw] += times[draw] * correct[draw];
            denominators[draw] += times[draw] * trials[draw];
        }
    }
    for (std::size_t draw = 0; draw < DrawTile::size; ++draw)
        means[draw] = numerators[draw] / denominators[draw];
}

Result<MeanDraws> drawBoth(const Study& study, bool withTraining, const InferenceOptions& options,
                           JobContext& context)
{
    MeanDraws draws = emptyDraws(study, withTraining);
    const std::size_t count = static_cast<std::size_t>(options.draws);
    draws.draws.assign(draws.keys.size(), std::vector<double>(count));
    const std::size_t tiles = (count + DrawTile::size - 1) / DrawTile::size;
    std::atomic<std::size_t> done = 0;
    parallelFor(tiles, options.threads, [&](std::size_t tile) {
        if (context.isCancelled())
            return;
        const std::size_t first = tile * DrawTile::size;
        std::vector<DrawTile> runs;
        for (std::size_t place = 0; place < study.observers.size(); ++place) {
            auto streams = DrawTile::streams(derivedSeed(options.seed, place), first);
            runs.emplace_back(study.observers[place].runs()).draw(streams);
        }
        DrawTile images[2] = {DrawTile(study.pools.train.size()), DrawTile(study.pools.test.size())};
        for (const Phase phase : {Phase::Train, Phase::Test}) {
            auto streams = DrawTile::streams(imageSeed(options, phase), first);
            if (study.pools.of(phase).size() > 0)
                images[static_cast<std::size_t>(phase)].draw(streams);
        }
        std::vector<double> counts;
        DrawTile::Sums means;
        for (std::size_t mean = 0; mean < draws.keys.size(); ++mean) {
            const MeanKey& key = draws.keys[mean];
            crossedMean(*study.observers[key.observer].findBlock(key.phase, key.epoch), runs[key.observer],
                        images[static_cast<std::size_t>(key.phase)], counts, means);
            std::copy_n(means.begin(), std::min(DrawTile::size, count - first),
                        draws.draws[mean].begin() + static_cast<std::ptrdiff_t>(first));
        }
        context.report(static_cast<double>(++done) / static_cast<double>(tiles),
                       "resampling people and images");
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return draws;
}
} // namespace

Result<MeanDraws> drawAccuracies(const Study& study, Generalisation unit, bool withTraining,
                                 const InferenceOptions& options, JobContext& context)
{
    switch (unit) {
    case Generalisation::People:
        return drawPeople(study, withTraining, options, context);
    case Generalisation::Images:
        return drawImages(study, withTraining, options, context);
    default:
        return drawBoth(study, withTraining, options, context);
    }
}

} // namespace learnscope
