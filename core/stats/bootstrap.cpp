#include "core/stats/bootstrap.h"

#include "core/base/parallel.h"
#include "core/stats/drawtile.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <iterator>
#include <numeric>

namespace learnscope {

namespace {
double sumOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

bool isConstant(const std::vector<double>& values)
{
    return std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); });
}

/// @p sorted ascending; @p offset is subtracted from positions because only part of the values is at hand.
double interpolated(std::span<const double> sorted, double position, std::size_t offset)
{
    const double below = std::floor(position);
    const std::size_t index = static_cast<std::size_t>(below) - offset;
    const double share = position - below;
    if (share == 0 || index + 1 >= sorted.size())
        return sorted[index];
    return sorted[index] + (sorted[index + 1] - sorted[index]) * share;
}

/// Puts the values that belong at @p index and after it there, as if all were sorted.
void selectPair(std::span<double> values, std::size_t index)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(index);
    std::nth_element(values.begin(), at, values.end());
    if (at + 1 != values.end())
        std::iter_swap(at + 1, std::min_element(at + 1, values.end()));
}

/// The tails of many values without sorting them all: bounds that a small sample suggests cut them off.
/// Nothing where a bound turns out too tight.
std::optional<Interval> intervalFromTails(std::span<const double> values, double lowPosition,
                                          double highPosition)
{
    constexpr std::size_t sampleSize = 256;
    std::array<double, sampleSize> sample;
    for (std::size_t index = 0; index < sampleSize; ++index)
        sample[index] = values[index * values.size() / sampleSize];
    std::sort(sample.begin(), sample.end());
    // Four standard deviations of a sample quantile beyond where the wanted value is expected.
    const double share = (lowPosition + 2) / static_cast<double>(values.size());
    const std::size_t rank =
        static_cast<std::size_t>(sampleSize * share + 4 * std::sqrt(sampleSize * share) + 4);
    if (rank >= sampleSize / 2)
        return std::nullopt;
    const double lowBound = sample[rank];
    const double highBound = sample[sampleSize - 1 - rank];

    // Kept from call to call: to get and clear them takes longer than to fill them.
    thread_local std::vector<double> low;
    thread_local std::vector<double> high;
    low.resize(std::max(low.size(), values.size()));
    high.resize(low.size());
    std::size_t lowCount = 0;
    std::size_t highCount = 0;
    for (const double value : values) {
        low[lowCount] = value;
        lowCount += value <= lowBound;
        high[highCount] = value;
        highCount += value >= highBound;
    }
    const std::size_t lowWanted = static_cast<std::size_t>(lowPosition) + 2;
    const std::size_t highFirst = static_cast<std::size_t>(highPosition);
    const std::size_t highOffset = values.size() - highCount;
    if (lowCount < lowWanted || highFirst < highOffset)
        return std::nullopt;
    const auto lowTail = std::span(low).first(lowCount);
    const auto highTail = std::span(high).first(highCount);
    selectPair(lowTail, lowWanted - 2);
    selectPair(highTail, highFirst - highOffset);
    return Interval {interpolated(lowTail, lowPosition, 0), interpolated(highTail, highPosition, highOffset)};
}
} // namespace

double RatioColumn::value() const
{
    return sumOf(numerator) / sumOf(denominator);
}

Result<std::vector<std::vector<double>>> bootstrapRatios(std::span<const RatioColumn> columns,
                                                         const BootstrapOptions& options, JobContext& context)
{
    const std::size_t draws = static_cast<std::size_t>(std::max(0, options.draws));
    std::vector<std::vector<double>> values(columns.size(), std::vector<double>(draws));
    if (columns.empty() || draws == 0)
        return values;
    const std::size_t runs = columns.front().numerator.size();
    std::vector<double> constants; // the denominators' sum where every draw has the same, else NaN
    for (const RatioColumn& column : columns)
        constants.push_back(isConstant(column.denominator) ? sumOf(column.denominator) : std::nan(""));

    constexpr std::size_t blockSize = 16 * DrawTile::size;
    const std::size_t blocks = (draws + blockSize - 1) / blockSize;
    std::atomic<std::size_t> done = 0;
    parallelFor(blocks, options.threads, [&](std::size_t block) {
        DrawTile tile(runs);
        DrawTile::Sums numerators;
        DrawTile::Sums denominators;
        const std::size_t end = std::min(draws, (block + 1) * blockSize);
        for (std::size_t first = block * blockSize; first < end && !context.isCancelled();
             first += DrawTile::size) {
            DrawTile::Streams streams = DrawTile::streams(options.seed, first);
            tile.draw(streams);
            const std::size_t size = std::min(DrawTile::size, end - first);
            for (std::size_t column = 0; column < columns.size(); ++column) {
                tile.weightedSums(columns[column].numerator, numerators);
                if (std::isnan(constants[column]))
                    tile.weightedSums(columns[column].denominator, denominators);
                else
                    denominators.fill(constants[column]);
                for (std::size_t draw = 0; draw < size; ++draw)
                    values[column][first + draw] = numerators[draw] / denominators[draw];
            }
        }
        context.report(static_cast<double>(++done) / static_cast<double>(blocks), "resampling runs");
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return values;
}

std::string_view toString(BandMethod method)
{
    return method == BandMethod::Percentile ? "percentile" : "expanded";
}

std::optional<Interval> percentileInterval(std::span<const double> values, double level)
{
    std::vector<double> kept; // only where there are gaps
    // Counted, not searched: there is mostly none, and counting needs no branches.
    if (std::count_if(values.begin(), values.end(), [](double value) { return value != value; }) > 0) {
        std::copy_if(values.begin(), values.end(), std::back_inserter(kept),
                     [](double value) { return !std::isnan(value); });
        values = kept;
    }
    if (values.empty())
        return std::nullopt;
    const double steps = static_cast<double>(values.size() - 1);
    const double lowPosition = steps * ((1 - level) / 2);
    const double highPosition = steps * ((1 + level) / 2);
    if (values.size() >= 1024)
        if (const auto interval = intervalFromTails(values, lowPosition, highPosition))
            return interval;
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return Interval {interpolated(sorted, lowPosition, 0), interpolated(sorted, highPosition, 0)};
}

} // namespace learnscope
