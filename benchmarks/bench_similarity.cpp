#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/similarity/cka.h"
#include "core/similarity/clustering.h"
#include "core/similarity/dissimilarity.h"
#include "core/similarity/matrixcomparison.h"
#include "core/similarity/oddoneout.h"
#include "core/similarity/rowpyramid.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>

using namespace learnscope;

namespace {
constexpr std::size_t items = 1854;

/// Features that are noise about 27 centres, as those of objects in categories.
Embedding made(std::size_t columns, std::uint64_t seed, std::size_t rows = items)
{
    std::vector<float> values(rows * columns);
    for (std::size_t row = 0; row < rows; ++row) {
        Random centre(seed, row % 27);
        Random noise(seed + 1, row);
        for (std::size_t column = 0; column < columns; ++column)
            values[row * columns + column] =
                static_cast<float>(centre.uniform() + noise.uniform() + noise.uniform() - 1.5);
    }
    return Embedding::make(rows, columns, SharedValues<float>(std::move(values))).value();
}

void correlationMatrix(benchmark::State& state)
{
    const Embedding features = made(2048, 1);
    DissimilarityOptions options;
    options.threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(dissimilarities(features, options).value());
}
BENCHMARK(correlationMatrix)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

void spearman(benchmark::State& state)
{
    const auto first = dissimilarities(made(768, 1)).value().matrix;
    const auto second = dissimilarities(made(512, 5)).value().matrix;
    MatrixComparisonOptions options;
    options.draws = 0;
    options.threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(compareMatrices(first, second, options).value());
}
BENCHMARK(spearman)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

void tauB(benchmark::State& state)
{
    const auto first = dissimilarities(made(768, 1)).value().matrix;
    const auto second = dissimilarities(made(512, 5)).value().matrix;
    MatrixComparisonOptions options;
    options.measure = MatrixMeasure::TauB;
    options.draws = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(compareMatrices(first, second, options).value());
}
BENCHMARK(tauB)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void linearCka(benchmark::State& state)
{
    const Embedding first = made(static_cast<std::size_t>(state.range(0)), 1);
    const Embedding second = made(static_cast<std::size_t>(state.range(0)), 5);
    CkaOptions options;
    options.threads = static_cast<unsigned>(state.range(1));
    for (auto _ : state)
        benchmark::DoNotOptimize(cka(first, second, options).value());
}
BENCHMARK(linearCka)
    ->ArgNames({"features", "threads"})
    ->ArgsProduct({{768, 2048}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

void leafOrder(benchmark::State& state)
{
    const auto matrix = dissimilarities(made(768, 1)).value().matrix;
    ClusteringOptions options {static_cast<Linkage>(state.range(0))};
    options.optimalOrder = state.range(1) != 0;
    options.threads = static_cast<unsigned>(state.range(2));
    for (auto _ : state)
        benchmark::DoNotOptimize(clusterItems(matrix, options).value());
}
BENCHMARK(leafOrder)
    ->ArgNames({"linkage", "optimal", "threads"})
    ->ArgsProduct({{static_cast<int>(Linkage::Average), static_cast<int>(Linkage::Ward)}, {0, 1}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

void judgedTriplets(benchmark::State& state)
{
    const Embedding embedding = made(768, 1);
    std::vector<Triplet> triplets(4'700'000);
    Random random(7);
    for (Triplet& triplet : triplets) {
        triplet.first = random.below(items);
        do
            triplet.second = random.below(items);
        while (triplet.second == triplet.first);
        do
            triplet.oddOne = random.below(items);
        while (triplet.oddOne == triplet.first || triplet.oddOne == triplet.second);
    }
    const auto choices = Triplets::make(items, SharedValues<Triplet>(std::move(triplets))).value();
    OddOneOutOptions options;
    options.probabilities = state.range(0) != 0;
    options.threads = static_cast<unsigned>(state.range(1));
    for (auto _ : state)
        benchmark::DoNotOptimize(oddOneOut(embedding, choices, options).value());
}
BENCHMARK(judgedTriplets)
    ->ArgNames({"probabilities", "threads"})
    ->ArgsProduct({{0, 1}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

/// A picture of 1000 x 1000 entries of a matrix of as many images as THINGS has, one core.
void pyramidTile(benchmark::State& state)
{
    static const RowPyramid pyramid =
        RowPyramid::fromEmbedding(made(2048, 1, 26107), PairMeasure::Correlation, {}, {}).value();
    const auto level = pyramid.levelFor(26.1);
    const std::size_t blocks = std::min<std::size_t>(1000, pyramid.blockCount(level));
    for (auto _ : state)
        benchmark::DoNotOptimize(pyramid.tile(level, {0, blocks}, {0, blocks}));
    state.counters["blocks"] = static_cast<double>(blocks);
}
BENCHMARK(pyramidTile)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

/// From the features of 26,107 images to the first picture of their matrix, 1000 x 1000 tiles in all.
void firstPicture(benchmark::State& state)
{
    const Embedding features = made(2048, 1, 26107);
    RowPyramid::Options options;
    options.threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state) {
        const RowPyramid pyramid =
            RowPyramid::fromEmbedding(features, PairMeasure::Correlation, {}, options).value();
        const std::size_t level = pyramid.levelFor(26.1);
        const std::size_t blocks = pyramid.blockCount(level);
        constexpr std::size_t side = 256;
        const std::size_t tiles = (blocks + side - 1) / side;
        parallelFor(tiles * tiles, options.threads, [&](std::size_t tile) {
            const auto range = [&](std::size_t index) {
                return BlockRange {index * side, std::min(blocks, (index + 1) * side)};
            };
            benchmark::DoNotOptimize(pyramid.tile(level, range(tile / tiles), range(tile % tiles)));
        });
    }
    state.counters["pyramid_MiB"] =
        static_cast<double>(RowPyramid::memoryOfEmbedding(features.rows(), features.columns()) >> 20);
}
BENCHMARK(firstPicture)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();
} // namespace

BENCHMARK_MAIN();
