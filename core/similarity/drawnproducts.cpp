#include "core/similarity/drawnproducts.h"

#include "core/base/vectorclones.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace learnscope {

namespace {
/// One row of pairs of both triangles. Its columns are there @p times often.
template<typename T>
struct PairRow
{
    const T* first;
    const T* second;
    const double* times;
    std::size_t count;
    double rowTimes;
};

/// Adds a row's pairs to the sums @p firstRows and @p secondRows of its columns, and gives its own sums.
template<typename T>
[[gnu::always_inline]] inline DrawnSums sumsOfRow(const PairRow<T>& row, double* firstRows,
                                                  double* secondRows)
{
    constexpr std::size_t lanes = 8;
    double products[lanes] = {};
    double firsts[lanes] = {};
    double seconds[lanes] = {};
    double firstSum[lanes] = {};
    double secondSum[lanes] = {};
    const auto add = [&](std::size_t index, std::size_t lane) {
        const double a = row.first[index];
        const double b = row.second[index];
        const double weightedA = row.times[index] * a;
        const double weightedB = row.times[index] * b;
        products[lane] += weightedA * b;
        firsts[lane] += weightedA * a;
        seconds[lane] += weightedB * b;
        firstSum[lane] += weightedA;
        secondSum[lane] += weightedB;
        firstRows[index] += row.rowTimes * a;
        secondRows[index] += row.rowTimes * b;
    };
    std::size_t index = 0;
    for (; index + lanes <= row.count; index += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            add(index + lane, lane);
    for (; index < row.count; ++index)
        add(index, 0);
    DrawnSums sums;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        sums.firstSecond += products[lane];
        sums.firstFirst += firsts[lane];
        sums.secondSecond += seconds[lane];
        sums.first += firstSum[lane];
        sums.second += secondSum[lane];
    }
    return sums;
}

LEARNSCOPE_VECTOR_CLONES
DrawnSums addRow(const PairRow<float>& row, double* firstRows, double* secondRows)
{
    return sumsOfRow(row, firstRows, secondRows);
}

LEARNSCOPE_VECTOR_CLONES
DrawnSums addRow(const PairRow<double>& row, double* firstRows, double* secondRows)
{
    return sumsOfRow(row, firstRows, secondRows);
}

template<typename T>
DrawnSums sumsOf(std::span<const T> first, std::span<const T> second, std::span<const std::uint32_t> times)
{
    const std::size_t items = times.size();
    DrawnSums sums;
    sums.times.assign(times.begin(), times.end());
    sums.items = std::accumulate(sums.times.begin(), sums.times.end(), 0.);
    sums.firstRows.resize(items);
    sums.secondRows.resize(items);
    for (std::size_t row = 0, begin = 0; row + 1 < items; ++row) {
        const std::size_t next = row + 1;
        const std::size_t count = items - next;
        const double weight = sums.times[row];
        if (weight > 0) {
            const DrawnSums added = addRow(PairRow<T> {first.data() + begin, second.data() + begin,
                                                       sums.times.data() + next, count, weight},
                                           sums.firstRows.data() + next, sums.secondRows.data() + next);
            sums.firstRows[row] += added.first;
            sums.secondRows[row] += added.second;
            sums.firstSecond += weight * added.firstSecond;
            sums.firstFirst += weight * added.firstFirst;
            sums.secondSecond += weight * added.secondSecond;
            sums.first += weight * added.first;
            sums.second += weight * added.second;
        }
        begin += count;
    }
    return sums;
}

/// What of each row's sum belongs to the item: the solution e of (ridge + W - 2 w_i) e_i + sum w_j e_j = s_i,
/// W being how many items are drawn and s_i row sums.
std::vector<double> itemEffects(const std::vector<double>& rowSums, const DrawnSums& drawn, double ridge)
{
    const std::size_t items = drawn.times.size();
    std::vector<double> scales(items);
    std::size_t half = items; // the one item, if any, that stands for half of all drawn
    double share = 1;
    double sum = 0;
    for (std::size_t item = 0; item < items; ++item) {
        scales[item] = ridge + drawn.items - 2 * drawn.times[item];
        if (scales[item] == 0) {
            half = item;
            continue;
        }
        share += drawn.times[item] / scales[item];
        sum += drawn.times[item] / scales[item] * rowSums[item];
    }
    const double common = half < items ? rowSums[half] : sum / share;
    std::vector<double> effects(items);
    for (std::size_t item = 0; item < items; ++item)
        effects[item] = item == half ? 0 : (rowSums[item] - common) / scales[item];
    if (half < items)
        effects[half] = (common - std::inner_product(effects.begin(), effects.end(), drawn.times.begin(), 0.))
            / drawn.times[half];
    return effects;
}

double weightedDot(const std::vector<double>& times, const std::vector<double>& a,
                   const std::vector<double>& b)
{
    double sum = 0;
    for (std::size_t item = 0; item < times.size(); ++item)
        sum += times[item] * a[item] * b[item];
    return sum;
}

void takeMeansAway(DrawnSums& sums)
{
    double pairs = 0;
    for (const double times : sums.times)
        pairs += .5 * times * (sums.items - times);
    const double a = sums.first / pairs;
    const double b = sums.second / pairs;
    sums.firstSecond -= a * sums.second;
    sums.firstFirst -= a * sums.first;
    sums.secondSecond -= b * sums.second;
    for (std::size_t item = 0; item < sums.times.size(); ++item) {
        sums.firstRows[item] -= a * (sums.items - sums.times[item]);
        sums.secondRows[item] -= b * (sums.items - sums.times[item]);
    }
}
} // namespace

DrawnSums drawnSums(std::span<const float> first, std::span<const float> second,
                    std::span<const std::uint32_t> times)
{
    return sumsOf(first, second, times);
}

DrawnSums drawnSums(std::span<const double> first, std::span<const double> second,
                    std::span<const std::uint32_t> times)
{
    return sumsOf(first, second, times);
}

/// With x_ij = u_ij - e_i - e_j for the item effects e of u, an inner product is sum w_i w_j x_ij v_ij. Least
/// squares ask sum_j w_j x_ij = 0 of every item. The covariance of pairs is 4 on the diagonal and 1 where one
/// item is shared, so that V x = 2 x_ij + r_i + r_j, r being the row sums of x; V x = u then gives twice x as
/// u less the effects that have a ridge of 2.
KernelProducts drawnProducts(DrawnSums sums, PairCentring centring)
{
    const bool isLeastSquares = centring == PairCentring::ItemEffects;
    const auto different =
        std::count_if(sums.times.begin(), sums.times.end(), [](double times) { return times > 0; });
    if (different < (isLeastSquares ? 4 : 3)) {
        constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
        return {undefined, undefined, undefined};
    }
    if (centring == PairCentring::WhiteningAboutMean)
        takeMeansAway(sums);
    const double ridge = isLeastSquares ? 0 : 2;
    const std::vector<double> first = itemEffects(sums.firstRows, sums, ridge);
    const std::vector<double> second = itemEffects(sums.secondRows, sums, ridge);
    return {sums.firstSecond - weightedDot(sums.times, first, sums.secondRows),
            sums.firstFirst - weightedDot(sums.times, first, sums.firstRows),
            sums.secondSecond - weightedDot(sums.times, second, sums.secondRows)};
}

} // namespace learnscope
