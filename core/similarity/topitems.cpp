#include "core/similarity/topitems.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>

namespace learnscope {

namespace {
constexpr std::size_t columnsAtOnce =
    64; // of each row: a few lines of cache, and a page is seldom fetched twice

/// The items that are looked at: all rows, or some.
class Rows
{
public:
    Rows(const Embedding& features, std::span<const std::size_t> rows)
        : m_features(features)
        , m_rows(rows)
    {
    }

    std::size_t size() const { return m_rows.empty() ? m_features.rows() : m_rows.size(); }
    std::span<const float> at(std::size_t place, std::size_t column, std::size_t columns) const
    {
        return m_features.row(m_rows.empty() ? place : m_rows[place]).subspan(column, columns);
    }

private:
    const Embedding& m_features;
    std::span<const std::size_t> m_rows;
};

/// Puts an item among the largest, which are kept in order.
void rank(std::vector<RankedItem>& top, const RankedItem& item, std::size_t most)
{
    if (top.size() == most && (most == 0 || item.value <= top.back().value))
        return;
    if (top.size() == most)
        top.pop_back();
    const auto after = std::upper_bound(top.begin(), top.end(), item, [](const auto& one, const auto& other) {
        return one.value > other.value;
    });
    top.insert(after, item);
}

/// Everything that one walk over the items tells.
void lookOver(const Rows& rows, std::size_t first, std::span<DimensionSummary> block, std::size_t most)
{
    for (DimensionSummary& one : block) {
        one.minimum = std::numeric_limits<double>::infinity();
        one.maximum = -std::numeric_limits<double>::infinity();
    }
    for (std::size_t place = 0; place < rows.size(); ++place) {
        const auto values = rows.at(place, first, block.size());
        for (std::size_t column = 0; column < block.size(); ++column) {
            const float value = values[column];
            if (!std::isfinite(value))
                continue;
            DimensionSummary& one = block[column];
            ++one.values;
            one.mean += double {value}; // the sum so far
            one.minimum = std::min(one.minimum, double {value});
            one.maximum = std::max(one.maximum, double {value});
            rank(one.top, {static_cast<std::uint32_t>(place), value}, most);
        }
    }
    for (DimensionSummary& one : block) {
        one.mean = one.values > 0 ? one.mean / static_cast<double>(one.values) : std::nan("");
        if (one.values == 0)
            one.minimum = one.maximum = std::nan("");
    }
}

/// What needs the mean and the ends.
void lookAgain(const Rows& rows, std::size_t first, std::span<DimensionSummary> block, std::size_t bins)
{
    for (DimensionSummary& one : block)
        one.histogram.assign(bins, 0);
    for (std::size_t place = 0; place < rows.size(); ++place) {
        const auto values = rows.at(place, first, block.size());
        for (std::size_t column = 0; column < block.size(); ++column) {
            const float value = values[column];
            if (!std::isfinite(value))
                continue;
            DimensionSummary& one = block[column];
            one.variance += (value - one.mean) * (value - one.mean);
            const double range = one.maximum - one.minimum;
            const double share = range > 0 ? (value - one.minimum) / range : 0;
            ++one.histogram[std::min(static_cast<std::size_t>(share * static_cast<double>(bins)), bins - 1)];
        }
    }
    for (DimensionSummary& one : block)
        one.variance = one.values > 1 ? one.variance / static_cast<double>(one.values - 1) : std::nan("");
}
} // namespace

Result<DimensionSummaries> summarisedDimensions(const Embedding& features, std::span<const std::size_t> rows,
                                                const DimensionOptions& options, JobContext& context)
{
    if (options.bins == 0)
        return failure(Error::Kind::Usage, "a histogram needs at least one bin");
    const Rows looked(features, rows);
    DimensionSummaries all;
    all.items = looked.size();
    all.dimensions.resize(features.columns());
    const std::size_t blocks = (features.columns() + columnsAtOnce - 1) / columnsAtOnce;
    std::atomic<std::size_t> done = 0;
    parallelFor(blocks, options.threads, [&](std::size_t block) {
        if (context.isCancelled())
            return;
        const std::size_t first = block * columnsAtOnce;
        const auto part =
            std::span(all.dimensions).subspan(first, std::min(columnsAtOnce, features.columns() - first));
        lookOver(looked, first, part, options.top);
        lookAgain(looked, first, part, options.bins);
        context.report(static_cast<double>(++done) / static_cast<double>(blocks), "looking at dimensions");
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    for (const DimensionSummary& one : all.dimensions)
        if (std::isfinite(one.variance))
            all.varianceSum += one.variance;
    return all;
}

std::vector<ItemLoading> loadingsOf(std::span<const float> row)
{
    std::vector<ItemLoading> loadings;
    loadings.reserve(row.size());
    for (std::size_t dimension = 0; dimension < row.size(); ++dimension)
        loadings.push_back({static_cast<std::uint32_t>(dimension), row[dimension]});
    const auto finite = std::stable_partition(loadings.begin(), loadings.end(),
                                              [](const auto& one) { return std::isfinite(one.value); });
    std::stable_sort(loadings.begin(), finite,
                     [](const auto& one, const auto& other) { return one.value > other.value; });
    return loadings;
}

} // namespace learnscope
