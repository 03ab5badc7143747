#include "core/similarity/matrixmeasure.h"

#include "core/base/parallel.h"
#include "core/similarity/drawnproducts.h"
#include "core/similarity/kendall.h"
#include "core/similarity/ranking.h"
#include "core/similarity/rowsums.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <utility>

namespace learnscope {

struct MatrixStatistic::Prepared
{
    MatrixMeasure measure = MatrixMeasure::Pearson;
    unsigned threads = 1;
    ComparedPairs pairs;
    // Of rank measures: the pairs in ascending order of each matrix.
    std::array<std::vector<std::uint32_t>, 2> order;
    std::array<std::vector<std::uint32_t>, 2> dense; ///< of Kendall's
    /// Of other rank measures, made when items are first drawn.
    mutable std::array<std::vector<char>, 2> beginsGroup;
    mutable std::once_flag beginsGroupMade;

    std::span<const double> values(int side) const { return side == 0 ? pairs.first : pairs.second; }
};

namespace {
constexpr std::array<std::pair<MatrixMeasure, std::string_view>, 8> measureNames {{
    {MatrixMeasure::Pearson, "pearson"},
    {MatrixMeasure::Cosine, "cosine"},
    {MatrixMeasure::Spearman, "spearman"},
    {MatrixMeasure::RhoA, "rho-a"},
    {MatrixMeasure::TauA, "tau-a"},
    {MatrixMeasure::TauB, "tau-b"},
    {MatrixMeasure::WhitenedCosine, "whitened-cosine"},
    {MatrixMeasure::WhitenedCorrelation, "whitened-correlation"},
}};

bool usesRanks(MatrixMeasure measure)
{
    return measure == MatrixMeasure::Spearman || measure == MatrixMeasure::RhoA;
}

bool isKendall(MatrixMeasure measure)
{
    return measure == MatrixMeasure::TauA || measure == MatrixMeasure::TauB;
}

double meanOf(std::span<const double> values)
{
    return sumOf(values) / static_cast<double>(values.size());
}

double pearson(std::span<const double> first, std::span<const double> second)
{
    const double a = meanOf(first);
    const double b = meanOf(second);
    const double squares = squaresAbout(first, a) * squaresAbout(second, b);
    return squares > 0 ? productsAbout(first, a, second, b) / std::sqrt(squares) : NAN;
}

double cosine(std::span<const double> first, std::span<const double> second)
{
    const double squares = squaresAbout(first, 0) * squaresAbout(second, 0);
    return squares > 0 ? productsAbout(first, 0, second, 0) / std::sqrt(squares) : NAN;
}

double rhoA(std::span<const double> firstRanks, std::span<const double> secondRanks)
{
    const auto count = static_cast<double>(firstRanks.size());
    const double mean = (count + 1) / 2;
    return 12 * productsAbout(firstRanks, mean, secondRanks, mean) / (count * count * count - count);
}

/// How often each pair is there when items are drawn, in the order of the pairs.
void pairTimes(const ComparedPairs& pairs, std::span<const std::uint32_t> times,
               std::vector<std::uint32_t>& result)
{
    result.resize(pairs.first.size());
    std::size_t kept = 0;
    std::size_t place = 0;
    for (std::size_t row = 0; row + 1 < pairs.items; ++row)
        for (std::size_t column = row + 1; column < pairs.items; ++column, ++place) {
            if (!pairs.places.empty() && (kept == result.size() || pairs.places[kept] != place))
                continue;
            result[kept++] = times[row] * times[column];
        }
}

/// Weighted sums for correlations.
struct WeightedSums
{
    double weight = 0;
    double first = 0;
    double second = 0;
    double firstFirst = 0;
    double secondSecond = 0;
    double firstSecond = 0;

    void add(double times, double a, double b)
    {
        weight += times;
        first += times * a;
        second += times * b;
        firstFirst += times * a * a;
        secondSecond += times * b * b;
        firstSecond += times * a * b;
    }
    double correlation() const
    {
        const double squares =
            (firstFirst - first * first / weight) * (secondSecond - second * second / weight);
        return squares > 0 ? (firstSecond - first * second / weight) / std::sqrt(squares) : NAN;
    }
    double cosine() const
    {
        const double squares = firstFirst * secondSecond;
        return squares > 0 ? firstSecond / std::sqrt(squares) : NAN;
    }
};

/// Average ranks, less the middle rank, of pairs that are there several times; others keep what they were.
void weightedRanks(std::span<const std::uint32_t> order, const std::vector<char>& beginsGroup,
                   std::span<const std::uint32_t> times, double middle, std::vector<double>& ranks)
{
    ranks.resize(order.size());
    std::uint64_t before = 0;
    for (std::size_t begin = 0; begin < order.size();) {
        std::uint64_t here = times[order[begin]];
        std::size_t end = begin + 1;
        for (; end < order.size() && !beginsGroup[end]; ++end)
            here += times[order[end]];
        if (here > 0) {
            const double rank = static_cast<double>(before) + .5 * (static_cast<double>(here) + 1) - middle;
            for (std::size_t place = begin; place < end; ++place)
                ranks[order[place]] = rank;
        }
        begin = end;
        before += here;
    }
}

/// Whether each place of an order has another value than the one before.
std::vector<char> groupBegins(std::span<const double> values, std::span<const std::uint32_t> order)
{
    std::vector<char> begins(order.size(), 1);
    for (std::size_t place = 1; place < order.size(); ++place)
        begins[place] = values[order[place]] != values[order[place - 1]];
    return begins;
}
} // namespace

std::span<const MatrixMeasure> allMatrixMeasures()
{
    static const auto all = [] {
        std::array<MatrixMeasure, measureNames.size()> measures {};
        std::transform(measureNames.begin(), measureNames.end(), measures.begin(),
                       [](const auto& entry) { return entry.first; });
        return measures;
    }();
    return all;
}

std::string_view toString(MatrixMeasure measure)
{
    return std::find_if(measureNames.begin(), measureNames.end(),
                        [&](const auto& entry) { return entry.first == measure; })
        ->second;
}

std::optional<MatrixMeasure> matrixMeasureFromName(std::string_view name)
{
    for (const auto& [measure, text] : measureNames)
        if (text == name)
            return measure;
    return std::nullopt;
}

bool isWhitened(MatrixMeasure measure)
{
    return measure == MatrixMeasure::WhitenedCosine || measure == MatrixMeasure::WhitenedCorrelation;
}

double KernelProducts::cosine() const
{
    const double squares = firstFirst * secondSecond;
    return squares > 0 ? firstSecond / std::sqrt(squares) : NAN;
}

/// With D hollow and symmetric, r its row sums and t their sum, <JDJ, JEJ> = sum D E - 2/n sum r s + t u /
/// n^2.
KernelProducts kernelProducts(std::size_t items, std::span<const double> first,
                              std::span<const double> second)
{
    std::vector<double> a(items);
    std::vector<double> b(items);
    std::size_t begin = 0;
    for (std::size_t row = 0; row + 1 < items; ++row) {
        const std::size_t count = items - row - 1;
        a[row] += sumOf(first.subspan(begin, count));
        b[row] += sumOf(second.subspan(begin, count));
        for (std::size_t index = 0; index < count; ++index) {
            a[row + 1 + index] += first[begin + index];
            b[row + 1 + index] += second[begin + index];
        }
        begin += count;
    }
    const auto size = static_cast<double>(items);
    const double sumA = sumOf(std::span<const double>(a));
    const double sumB = sumOf(std::span<const double>(b));
    const auto product = [&](double entries, std::span<const double> rows, double rowSum,
                             std::span<const double> otherRows, double otherSum) {
        return .25
            * (2 * entries - 2 / size * productsAbout(rows, 0, otherRows, 0)
               + rowSum * otherSum / (size * size));
    };
    return {product(productsAbout(first, 0, second, 0), a, sumA, b, sumB),
            product(squaresAbout(first, 0), a, sumA, a, sumA),
            product(squaresAbout(second, 0), b, sumB, b, sumB)};
}

MatrixStatistic::MatrixStatistic(std::shared_ptr<const Prepared> prepared)
    : m_prepared(std::move(prepared))
{
}

const ComparedPairs& MatrixStatistic::pairs() const noexcept
{
    return m_prepared->pairs;
}

Result<MatrixStatistic> MatrixStatistic::make(MatrixMeasure measure, ComparedPairs pairs, unsigned threads)
{
    if (isWhitened(measure) && !pairs.isComplete())
        return failure(Error::Kind::Usage,
                       std::string(toString(measure)) + " needs a value for every pair; "
                           + std::to_string(pairs.masked) + " are masked");
    auto prepared = std::make_shared<Prepared>();
    prepared->measure = measure;
    prepared->threads = threads;
    prepared->pairs = std::move(pairs);
    if (measure == MatrixMeasure::WhitenedCorrelation)
        for (std::vector<double>* values : {&prepared->pairs.first, &prepared->pairs.second}) {
            const double mean = meanOf(*values);
            for (double& value : *values)
                value -= mean;
        }
    if (usesRanks(measure) || isKendall(measure))
        parallelFor(2, threads, [&](std::size_t side) {
            const std::span<const double> values = prepared->values(static_cast<int>(side));
            prepared->order[side] = ascendingOrder(values);
            if (isKendall(measure))
                prepared->dense[side] = denseRanks(values, prepared->order[side]);
        });
    return MatrixStatistic(std::move(prepared));
}

double MatrixStatistic::value() const
{
    const Prepared& prepared = *m_prepared;
    const std::span<const double> first = prepared.pairs.first;
    const std::span<const double> second = prepared.pairs.second;
    if (prepared.measure == MatrixMeasure::Pearson)
        return pearson(first, second);
    if (prepared.measure == MatrixMeasure::Cosine)
        return cosine(first, second);
    if (isWhitened(prepared.measure))
        return kernelProducts(prepared.pairs.items, first, second).cosine();
    if (isKendall(prepared.measure)) {
        const KendallCounts counts =
            kendallCounts(prepared.dense[0], prepared.dense[1], prepared.order[1], {}, prepared.threads);
        return prepared.measure == MatrixMeasure::TauA ? counts.tauA() : counts.tauB();
    }
    std::array<std::vector<double>, 2> ranks;
    parallelFor(2, prepared.threads, [&](std::size_t side) {
        ranks[side] = averageRanks(prepared.values(static_cast<int>(side)), prepared.order[side]);
    });
    return prepared.measure == MatrixMeasure::Spearman ? pearson(ranks[0], ranks[1])
                                                       : rhoA(ranks[0], ranks[1]);
}

double MatrixStatistic::valueOfDraw(std::span<const std::uint32_t> times) const
{
    const Prepared& prepared = *m_prepared;
    const MatrixMeasure measure = prepared.measure;
    if (isWhitened(measure))
        return drawnProducts(drawnSums(prepared.pairs.first, prepared.pairs.second, times),
                             measure == MatrixMeasure::WhitenedCosine ? PairCentring::Whitening
                                                                      : PairCentring::WhiteningAboutMean)
            .cosine();
    // Kept from draw to draw: to take such memory anew costs as much as the sums.
    thread_local std::vector<std::uint32_t> weights;
    thread_local std::array<std::vector<double>, 2> ranks;
    pairTimes(prepared.pairs, times, weights);
    if (isKendall(measure)) {
        const KendallCounts counts =
            kendallCounts(prepared.dense[0], prepared.dense[1], prepared.order[1], weights);
        return measure == MatrixMeasure::TauA ? counts.tauA() : counts.tauB();
    }
    std::span<const double> first = prepared.pairs.first;
    std::span<const double> second = prepared.pairs.second;
    std::uint64_t total = 0;
    for (const std::uint32_t weight : weights)
        total += weight;
    if (total < 3)
        return NAN;
    const auto count = static_cast<double>(total);
    if (usesRanks(measure)) {
        std::call_once(prepared.beginsGroupMade, [&] {
            for (std::size_t side = 0; side < 2; ++side)
                prepared.beginsGroup[side] =
                    groupBegins(prepared.values(static_cast<int>(side)), prepared.order[side]);
        });
        for (std::size_t side = 0; side < 2; ++side)
            weightedRanks(prepared.order[side], prepared.beginsGroup[side], weights, (count + 1) / 2,
                          ranks[side]);
        first = ranks[0];
        second = ranks[1];
    }
    WeightedSums sums;
    for (std::size_t pair = 0; pair < weights.size(); ++pair)
        if (weights[pair] > 0)
            sums.add(weights[pair], first[pair], second[pair]);
    if (measure == MatrixMeasure::Cosine)
        return sums.cosine();
    if (measure == MatrixMeasure::RhoA)
        return 12 * sums.firstSecond / (count * count * count - count);
    return sums.correlation();
}

} // namespace learnscope
