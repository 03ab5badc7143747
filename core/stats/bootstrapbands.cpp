#include "core/stats/bootstrapbands.h"

#include "core/base/parallel.h"
#include "core/stats/drawtile.h"
#include "core/stats/jackknife.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>

namespace learnscope {

namespace {
constexpr double greatestSum = 8191; // more would make the tables of counted sums slow
constexpr std::size_t together = 64; // other columns at a time, so that their draws need little memory

/// A column of small whole numbers whose denominators do not vary.
struct WholeColumn
{
    std::size_t place = 0; ///< among all columns
    std::vector<std::uint16_t> numerator;
    double denominator = 0;
    std::size_t firstSum = 0; ///< place of its sum 0 among the counted sums
    std::size_t sums = 0; ///< how many there can be
};

bool isWhole(const RatioColumn& column)
{
    const double denominator = column.denominator.front();
    double greatest = 0;
    for (std::size_t run = 0; run < column.numerator.size(); ++run) {
        const double value = column.numerator[run];
        if (column.denominator[run] != denominator || !(value >= 0) || value != std::floor(value))
            return false;
        greatest = std::max(greatest, value);
    }
    return denominator > 0 && greatest * static_cast<double>(column.numerator.size()) <= greatestSum;
}

WholeColumn wholeColumn(const RatioColumn& column, std::size_t place, std::size_t firstSum)
{
    WholeColumn whole {place, {}, 0, firstSum, 0};
    for (const double value : column.numerator)
        whole.numerator.push_back(static_cast<std::uint16_t>(value));
    whole.denominator = std::accumulate(column.denominator.begin(), column.denominator.end(), 0.0);
    whole.sums = std::size_t(*std::max_element(whole.numerator.begin(), whole.numerator.end()))
            * whole.numerator.size()
        + 1;
    return whole;
}

/// How often each sum of each column comes about in the draws from @p first to @p end.
void countSums(std::span<const WholeColumn> columns, std::uint64_t seed, std::size_t first, std::size_t end,
               std::vector<std::uint32_t>& times, const JobContext& context)
{
    DrawTile tile(columns.front().numerator.size());
    DrawTile::WholeSums sums;
    for (; first < end && !context.isCancelled(); first += DrawTile::size) {
        DrawTile::Streams streams = DrawTile::streams(seed, first);
        tile.draw(streams);
        const std::size_t size = std::min(DrawTile::size, end - first);
        for (const WholeColumn& column : columns) {
            tile.weightedSums(column.numerator, sums);
            std::uint32_t* const into = times.data() + column.firstSum;
            for (std::size_t draw = 0; draw < size; ++draw)
                ++into[sums[draw]];
        }
    }
}

/// The sum at @p position among all that were counted, in ascending order; between two, a share of both.
double quantile(const WholeColumn& column, std::span<const std::uint32_t> times, double position)
{
    const double below = std::floor(position);
    const auto ratio = [&](std::size_t sum) { return static_cast<double>(sum) / column.denominator; };
    std::uint64_t passed = times[0];
    std::size_t sum = 0;
    while (static_cast<double>(passed) <= below)
        passed += times[++sum];
    const double low = ratio(sum);
    const double share = position - below;
    if (share == 0)
        return low;
    while (static_cast<double>(passed) <= below + 1)
        passed += times[++sum];
    return low + (ratio(sum) - low) * share;
}

/// @p all: what @p columns were made from, by their places.
Result<void> addWholeBands(std::span<const WholeColumn> columns, std::span<const RatioColumn* const> all,
                           std::size_t sums, const BootstrapOptions& options, double level,
                           std::vector<std::optional<Interval>>& bands, JobContext& context)
{
    const std::size_t draws = static_cast<std::size_t>(options.draws);
    const std::size_t parts = std::min<std::size_t>(threadCount(options.threads), draws / 1024 + 1);
    const auto partBegin = [&](std::size_t part) { // a whole number of tiles, of which the last is cut
        const std::size_t tiles = (draws + DrawTile::size - 1) / DrawTile::size;
        return std::min(draws, tiles * part / parts * DrawTile::size);
    };
    std::vector<std::uint32_t> times(sums);
    std::mutex timesMutex; // protects times; in whichever order the parts come, the counts are the same
    parallelFor(parts, options.threads, [&](std::size_t part) {
        std::vector<std::uint32_t> own(sums);
        countSums(columns, options.seed, partBegin(part), partBegin(part + 1), own, context);
        const std::scoped_lock lock(timesMutex);
        std::transform(own.begin(), own.end(), times.begin(), times.begin(), std::plus());
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    const double steps = static_cast<double>(draws - 1);
    for (const WholeColumn& column : columns) {
        const auto counted = std::span(times).subspan(column.firstSum, column.sums);
        const double own = bandLevel(options.bands, *all[column.place], level);
        bands[column.place] = Interval {quantile(column, counted, steps * ((1 - own) / 2)),
                                        quantile(column, counted, steps * ((1 + own) / 2))};
    }
    return {};
}

Result<void> addOtherBands(std::span<const RatioColumn* const> columns, std::span<const std::size_t> places,
                           const BootstrapOptions& options, double level,
                           std::vector<std::optional<Interval>>& bands, JobContext& context)
{
    for (std::size_t first = 0; first < places.size(); first += together) {
        const auto chosen = places.subspan(first, std::min(together, places.size() - first));
        std::vector<RatioColumn> copies;
        for (const std::size_t place : chosen)
            copies.push_back(*columns[place]);
        const auto draws = bootstrapRatios(copies, options, context);
        if (!draws)
            return tl::unexpected(draws.error());
        for (std::size_t index = 0; index < chosen.size(); ++index)
            bands[chosen[index]] =
                percentileInterval((*draws)[index], bandLevel(options.bands, copies[index], level));
    }
    return {};
}
} // namespace

Result<std::vector<std::optional<Interval>>> bootstrapBands(std::span<const RatioColumn* const> columns,
                                                            const BootstrapOptions& options, double level,
                                                            JobContext& context)
{
    std::vector<std::optional<Interval>> bands(columns.size());
    if (columns.empty() || options.draws < 1)
        return bands;
    std::vector<WholeColumn> whole;
    std::vector<std::size_t> others;
    std::size_t sums = 0;
    for (std::size_t place = 0; place < columns.size(); ++place) {
        if (!isWhole(*columns[place])) {
            others.push_back(place);
            continue;
        }
        whole.push_back(wholeColumn(*columns[place], place, sums));
        sums += whole.back().sums;
    }
    if (!whole.empty())
        if (const auto done = addWholeBands(whole, columns, sums, options, level, bands, context); !done)
            return tl::unexpected(done.error());
    if (const auto done = addOtherBands(columns, others, options, level, bands, context); !done)
        return tl::unexpected(done.error());
    return bands;
}

} // namespace learnscope
