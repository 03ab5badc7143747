#include "core/similarity/pairdensity.h"

#include "core/base/parallel.h"
#include "core/similarity/matrixmeasure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace learnscope {

namespace {
/// Which cell a value is in along one side; nothing for one beyond it.
class Bins
{
public:
    Bins(double low, double high, std::size_t count)
        : m_low(low)
        , m_high(high)
        , m_perUnit(static_cast<double>(count) / (high - low))
        , m_last(count - 1)
    {
    }

    std::optional<std::size_t> of(float value) const
    {
        if (!(value >= m_low && value <= m_high)) // NaN, too
            return {};
        return std::min(static_cast<std::size_t>((value - m_low) * m_perUnit), m_last);
    }

private:
    double m_low;
    double m_high;
    double m_perUnit;
    std::size_t m_last;
};

/// All pairs of both; in double precision, as rank measures see ties.
ComparedPairs pairsOf(const ShownRepresentation& first, const ShownRepresentation& second,
                      JobContext& context)
{
    ComparedPairs pairs;
    pairs.items = first.rows.size();
    const std::size_t count = pairs.items * (pairs.items - 1) / 2;
    pairs.first.reserve(count);
    pairs.second.reserve(count);
    for (std::size_t row = 0; row < pairs.items && !context.isCancelled(); ++row)
        for (std::size_t column = row + 1; column < pairs.items; ++column) {
            pairs.first.push_back(first.matrix->at(first.rows[row], first.rows[column]));
            pairs.second.push_back(second.matrix->at(second.rows[row], second.rows[column]));
        }
    return pairs;
}

/// Leaves out what is masked, as MatrixStatistic wants it.
void dropMasked(ComparedPairs& pairs)
{
    std::size_t kept = 0;
    for (std::size_t pair = 0; pair < pairs.first.size(); ++pair)
        if (std::isfinite(pairs.first[pair]) && std::isfinite(pairs.second[pair])) {
            pairs.first[kept] = pairs.first[pair];
            pairs.second[kept] = pairs.second[pair];
            pairs.places.push_back(static_cast<std::uint32_t>(pair));
            ++kept;
        }
    pairs.masked = pairs.first.size() - kept;
    pairs.first.resize(kept);
    pairs.second.resize(kept);
    if (pairs.masked == 0)
        pairs.places.clear();
}

Result<double> measured(MatrixMeasure measure, const ComparedPairs& pairs, unsigned threads)
{
    const auto statistic = MatrixStatistic::make(measure, pairs, threads);
    if (!statistic)
        return tl::unexpected(statistic.error());
    return statistic->value();
}

/// The numbers of a pair's row and column are counted along while pairs are walked in order.
struct PairCursor
{
    std::size_t items;
    std::size_t row = 0;
    std::size_t column = 1;

    void next()
    {
        if (++column == items)
            column = ++row + 1;
    }
};
} // namespace

Result<PairValues> pairValues(const ShownRepresentation& first, const ShownRepresentation& second,
                              unsigned threads, JobContext& context)
{
    if (first.group != second.group || first.rows.size() != second.rows.size())
        return failure(Error::Kind::Usage, "the two are not of the same items");
    for (const ShownRepresentation* one : {&first, &second})
        if (!one->matrix)
            return failure(Error::Kind::Usage,
                           one->problem.empty() ? "the pairs of " + std::to_string(one->rows.size())
                                   + " items are not all there: whole matrices are not formed of so many"
                                                : one->problem);
    context.report(0, "gathering pairs");
    ComparedPairs pairs = pairsOf(first, second, context);
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    PairValues values;
    values.items = pairs.items;
    const float none = std::numeric_limits<float>::quiet_NaN();
    values.first.resize(pairs.first.size());
    values.second.resize(pairs.first.size());
    for (std::size_t pair = 0; pair < pairs.first.size(); ++pair) {
        const bool has = std::isfinite(pairs.first[pair]) && std::isfinite(pairs.second[pair]);
        values.first[pair] = has ? static_cast<float>(pairs.first[pair]) : none;
        values.second[pair] = has ? static_cast<float>(pairs.second[pair]) : none;
    }
    dropMasked(pairs);
    values.pairs = pairs.first.size();
    values.masked = pairs.masked;
    if (values.pairs < 3)
        return failure(Error::Kind::Usage,
                       std::to_string(values.pairs)
                           + " pairs of items have a value in both matrices; expected 3 or more");
    // Of the numbers that are kept, so that none lies beyond them by rounding.
    const auto ends = [](const std::vector<float>& numbers, double& low, double& high) {
        low = std::numeric_limits<double>::infinity();
        high = -low;
        for (const float number : numbers) // comparisons with NaN are false
            if (number < low || number > high) {
                low = std::min(low, double {number});
                high = std::max(high, double {number});
            }
    };
    ends(values.first, values.firstLow, values.firstHigh);
    ends(values.second, values.secondLow, values.secondHigh);
    context.report(.3, "correlating pairs");
    const auto pearson = measured(MatrixMeasure::Pearson, pairs, threads);
    if (!pearson)
        return tl::unexpected(pearson.error());
    values.pearson = *pearson;
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    context.report(.5, "correlating ranks");
    const auto spearman = measured(MatrixMeasure::Spearman, pairs, threads);
    if (!spearman)
        return tl::unexpected(spearman.error());
    values.spearman = *spearman;
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return values;
}

PairArea wholeArea(const PairValues& values)
{
    PairArea area {values.firstLow, values.firstHigh, values.secondLow, values.secondHigh};
    const auto widen = [](double& low, double& high) {
        if (high > low)
            return;
        const double by = std::max(.5, std::abs(low) * .01);
        low -= by;
        high += by;
    };
    widen(area.firstLow, area.firstHigh);
    widen(area.secondLow, area.secondHigh);
    return area;
}

PairArea PairDensity::cell(std::size_t firstBin, std::size_t secondBin) const
{
    const auto at = [this](double low, double high, std::size_t edge) {
        return edge == bins ? high
                            : low + (high - low) * static_cast<double>(edge) / static_cast<double>(bins);
    };
    return {at(area.firstLow, area.firstHigh, firstBin), at(area.firstLow, area.firstHigh, firstBin + 1),
            at(area.secondLow, area.secondHigh, secondBin),
            at(area.secondLow, area.secondHigh, secondBin + 1)};
}

Result<PairDensity> densityOf(const PairValues& values, const PairArea& area, std::size_t bins,
                              unsigned threads, JobContext& context)
{
    if (bins == 0 || !(area.firstHigh > area.firstLow) || !(area.secondHigh > area.secondLow))
        return failure(Error::Kind::Usage, "there is no area to count pairs in");
    constexpr std::size_t pairsAtOnce = std::size_t {1} << 20;
    const std::size_t chunks = (values.first.size() + pairsAtOnce - 1) / pairsAtOnce;
    const std::size_t workers = std::max<std::size_t>(1, std::min<std::size_t>(threadCount(threads), chunks));
    std::vector<std::vector<std::uint32_t>> counts(workers, std::vector<std::uint32_t>(bins * bins));
    const Bins across(area.firstLow, area.firstHigh, bins);
    const Bins up(area.secondLow, area.secondHigh, bins);
    parallelFor(workers, threads, [&](std::size_t worker) {
        for (std::size_t chunk = worker; chunk < chunks && !context.isCancelled(); chunk += workers) {
            const std::size_t end = std::min(values.first.size(), (chunk + 1) * pairsAtOnce);
            for (std::size_t pair = chunk * pairsAtOnce; pair < end; ++pair) {
                const auto column = across.of(values.first[pair]);
                const auto row = up.of(values.second[pair]);
                if (column && row)
                    ++counts[worker][*row * bins + *column];
            }
        }
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    PairDensity density {area, bins, std::move(counts.front()), 0, 0};
    for (std::size_t worker = 1; worker < workers; ++worker)
        for (std::size_t cell = 0; cell < density.counts.size(); ++cell)
            density.counts[cell] += counts[worker][cell];
    for (const std::uint32_t count : density.counts) {
        density.most = std::max(density.most, count);
        density.inside += count;
    }
    return density;
}

Result<std::vector<PairAt>> strongestPairs(const PairValues& values, const PairDensity& density,
                                           std::size_t firstBin, std::size_t secondBin, std::size_t most,
                                           bool fromLeast, JobContext& context)
{
    std::vector<PairAt> found;
    const Bins across(density.area.firstLow, density.area.firstHigh, density.bins);
    const Bins up(density.area.secondLow, density.area.secondHigh, density.bins);
    PairCursor at {values.items};
    for (std::size_t pair = 0; pair < values.first.size(); ++pair, at.next()) {
        if ((pair & 0xfffff) == 0 && context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        if (across.of(values.first[pair]) == firstBin && up.of(values.second[pair]) == secondBin)
            found.push_back({at.row, at.column, values.first[pair], values.second[pair]});
    }
    std::stable_sort(found.begin(), found.end(), [fromLeast](const PairAt& one, const PairAt& other) {
        return fromLeast ? one.first < other.first : one.first > other.first;
    });
    if (found.size() > most)
        found.resize(most);
    return found;
}

} // namespace learnscope
