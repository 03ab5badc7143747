#pragma once

#include "core/data/embedding.h"
#include "core/jobs/jobcontext.h"

#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// An item by its place among those looked at, and its value on a dimension.
struct RankedItem
{
    std::uint32_t place = 0;
    float value = 0;

    bool operator==(const RankedItem&) const = default;
};

/// How items are spread along one dimension (column) of an embedding. Values that are not finite are left
/// out.
struct DimensionSummary
{
    std::uint64_t values = 0; ///< finite ones
    double mean = 0; ///< NaN without values
    double variance = 0; ///< over n - 1; NaN below two values
    double minimum = 0;
    double maximum = 0;
    std::vector<std::uint32_t> histogram; ///< from minimum to maximum in equal steps
    std::vector<RankedItem> top; ///< largest first, ties by place
};

struct DimensionOptions
{
    std::size_t top = 8; ///< items of each dimension, at the most
    std::size_t bins = 24; ///< of histograms
    unsigned threads = 0; ///< 0: all of the machine's; the numbers do not depend on it
};

struct DimensionSummaries
{
    std::size_t items = 0;
    std::vector<DimensionSummary> dimensions; ///< by column
    double varianceSum = 0; ///< of all dimensions
};

/// Looks at the items in @p rows of @p features (empty: at all), place by place. Fails (Usage) without a bin,
/// and (Cancelled) where the job is stopped. Any thread.
Result<DimensionSummaries> summarisedDimensions(const Embedding& features, std::span<const std::size_t> rows,
                                                const DimensionOptions& options = {},
                                                JobContext& context = JobContext::none());

/// The values of one item on a dimension each.
struct ItemLoading
{
    std::uint32_t dimension = 0;
    float value = 0;
};
/// All of a row's, largest first, ties by dimension; those that are not finite come last.
std::vector<ItemLoading> loadingsOf(std::span<const float> row);

} // namespace learnscope
