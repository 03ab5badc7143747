#include "core/similarity/matrixcomparison.h"

#include "core/inference/derivedseed.h"
#include "core/similarity/itemdraws.h"
#include "core/similarity/kendall.h"
#include "core/similarity/ranking.h"
#include "core/similarity/rowsums.h"
#include "core/stats/bootstrap.h"

#include <atomic>
#include <cmath>
#include <functional>
#include <vector>

namespace learnscope {

namespace {
/// A square whose products with another, entry by entry, give the statistic but for what permuting does not
/// change.
using Square = std::vector<float>;

Square squareOf(std::size_t items, std::span<const double> triangle, std::span<const double> diagonal)
{
    Square square(items * items);
    std::size_t pair = 0;
    for (std::size_t row = 0; row < items; ++row) {
        square[row * items + row] = diagonal.empty() ? 0 : static_cast<float>(diagonal[row]);
        for (std::size_t column = row + 1; column < items; ++column, ++pair)
            square[row * items + column] = square[column * items + row] = static_cast<float>(triangle[pair]);
    }
    return square;
}

/// -J D J / 2 of a hollow D.
Square centredSquare(std::size_t items, std::span<const double> triangle)
{
    std::vector<double> means(items);
    std::size_t pair = 0;
    for (std::size_t row = 0; row < items; ++row)
        for (std::size_t column = row + 1; column < items; ++column, ++pair) {
            means[row] += triangle[pair];
            means[column] += triangle[pair];
        }
    for (double& mean : means)
        mean /= static_cast<double>(items);
    const double grand = sumOf(std::span<const double>(means)) / static_cast<double>(items);
    std::vector<double> centred(triangle.size());
    std::vector<double> diagonal(items);
    pair = 0;
    for (std::size_t row = 0; row < items; ++row) {
        diagonal[row] = -.5 * (grand - 2 * means[row]);
        for (std::size_t column = row + 1; column < items; ++column, ++pair)
            centred[pair] = -.5 * (triangle[pair] - means[row] - means[column] + grand);
    }
    return squareOf(items, centred, diagonal);
}

Square permutable(MatrixMeasure measure, std::size_t items, std::span<const double> triangle)
{
    std::vector<double> values(triangle.begin(), triangle.end());
    if (measure == MatrixMeasure::WhitenedCosine)
        return centredSquare(items, values);
    if (measure == MatrixMeasure::Spearman || measure == MatrixMeasure::RhoA)
        values = averageRanks(triangle);
    // Deviations from the mean keep single precision's digits; of the cosine they change all permutations
    // alike, because the sum of one matrix' pairs stays the same.
    const double mean = sumOf(std::span<const double>(values)) / static_cast<double>(values.size());
    for (double& value : values)
        value -= mean;
    if (measure == MatrixMeasure::WhitenedCorrelation)
        return centredSquare(items, values);
    return squareOf(items, values, {});
}

/// Sum over row <= column of first[row][column] * second[order[row]][order[column]], the diagonal by half.
double permutedProduct(std::size_t items, const Square& first, const Square& second,
                       std::span<const std::uint32_t> order)
{
    double sum = 0;
    for (std::size_t row = 0; row < items; ++row) {
        const float* a = first.data() + row * items;
        const float* b = second.data() + order[row] * items;
        double lanes[4] = {};
        std::size_t column = row + 1;
        for (; column + 4 <= items; column += 4)
            for (std::size_t lane = 0; lane < 4; ++lane)
                lanes[lane] += double {a[column + lane]} * b[order[column + lane]];
        for (; column < items; ++column)
            lanes[0] += double {a[column]} * b[order[column]];
        sum += (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + .5 * double {a[row]} * b[order[row]];
    }
    return sum;
}

/// Kendall's of permuted items: the pairs of the second matrix are put into another order.
std::function<double(std::span<const std::uint32_t>)> permutedKendall(const ComparedPairs& pairs)
{
    const auto ranksOf = [](std::span<const double> values) {
        return denseRanks(values, ascendingOrder(values));
    };
    return [&pairs, first = ranksOf(pairs.first),
            second = ranksOf(pairs.second)](std::span<const std::uint32_t> order) {
        std::vector<double> permuted;
        permuted.reserve(second.size());
        for (std::size_t row = 0; row < pairs.items; ++row)
            for (std::size_t column = row + 1; column < pairs.items; ++column) {
                const std::size_t a = std::min(order[row], order[column]);
                const std::size_t b = std::max(order[row], order[column]);
                permuted.push_back(second[a * (2 * pairs.items - a - 1) / 2 + b - a - 1]);
            }
        const std::vector<std::uint32_t> ascending = ascendingOrder(permuted);
        return kendallCounts(first, denseRanks(permuted, ascending), ascending).difference;
    };
}

Result<double> permutationProbability(const ComparedPairs& pairs, const MatrixComparisonOptions& options,
                                      JobContext& context)
{
    if (!pairs.isComplete())
        return failure(Error::Kind::Usage,
                       "a permutation test needs a value for every pair; " + std::to_string(pairs.masked)
                           + " are masked");
    const std::size_t items = pairs.items;
    if (2 * items * items * sizeof(float) > options.memory)
        return failure(Error::Kind::Usage,
                       "a permutation test of " + std::to_string(items) + " items needs "
                           + std::to_string((2 * items * items * sizeof(float)) >> 20) + " MiB; "
                           + std::to_string(options.memory >> 20) + " are allowed");
    std::function<double(std::span<const std::uint32_t>)> statistic;
    Square first;
    Square second;
    if (options.measure == MatrixMeasure::TauA || options.measure == MatrixMeasure::TauB) {
        statistic = permutedKendall(pairs);
    } else {
        first = permutable(options.measure, items, pairs.first);
        second = permutable(options.measure, items, pairs.second);
        statistic = [&](std::span<const std::uint32_t> order) {
            return permutedProduct(items, first, second, order);
        };
    }
    std::vector<std::uint32_t> asTheyAre(items);
    std::iota(asTheyAre.begin(), asTheyAre.end(), 0u);
    const double observed = statistic(asTheyAre);
    // Permutations that give the same but for the order of summing are as extreme.
    const double enough = observed - 1e-12 * std::abs(observed);
    std::atomic<int> asHigh = 0;
    const auto done =
        forDraws(options.permutations, options.threads, "permuting items", context, [&](std::size_t draw) {
            const auto order = shuffledItems(items, Random(derivedSeed(options.seed, 1), draw));
            if (statistic(order) >= enough)
                ++asHigh;
        });
    if (!done)
        return tl::unexpected(done.error());
    return (1. + asHigh) / (1. + options.permutations);
}
} // namespace

Result<MatrixComparison> compareMatrices(const SimilarityMatrix& first, const SimilarityMatrix& second,
                                         const MatrixComparisonOptions& options, JobContext& context)
{
    context.report(0, "comparing");
    auto pairs = comparedPairs(first, second);
    if (!pairs)
        return tl::unexpected(pairs.error());
    MatrixComparison comparison;
    comparison.measure = options.measure;
    comparison.items = pairs->items;
    comparison.pairs = pairs->first.size();
    comparison.maskedPairs = pairs->leftOut;
    comparison.common = pairs->common;
    comparison.note = pairs->common.note;
    if (first.kind() != second.kind())
        comparison.note += std::string(comparison.note.empty() ? "" : ". ")
            + "One matrix holds similarities and the other dissimilarities: agreement is negative";
    if (options.permutations > 0) {
        const auto tested = permutationProbability(*pairs, options, context);
        if (!tested)
            return tl::unexpected(tested.error());
        comparison.probability = *tested;
    }
    const auto statistic = MatrixStatistic::make(options.measure, std::move(*pairs), options.threads);
    if (!statistic)
        return tl::unexpected(statistic.error());
    comparison.value = statistic->value();
    if (options.draws > 0 && !std::isnan(comparison.value)) {
        std::vector<double> values(static_cast<std::size_t>(options.draws));
        const auto done =
            forDraws(options.draws, options.threads, "drawing items", context, [&](std::size_t draw) {
                values[draw] =
                    statistic->valueOfDraw(drawnTimes(comparison.items, Random(options.seed, draw)));
            });
        if (!done)
            return tl::unexpected(done.error());
        comparison.interval = percentileInterval(values, options.level);
    }
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return comparison;
}

} // namespace learnscope
