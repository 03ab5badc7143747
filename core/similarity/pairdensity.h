#pragma once

#include "core/jobs/jobcontext.h"
#include "core/similarity/representationset.h"

#include <cstdint>
#include <vector>

namespace learnscope {

/// The values that two representations of a group give to every pair of its items, and how alike they are.
struct PairValues
{
    std::size_t items = 0;
    /// By place, row by row of the upper triangle; NaN where either has no value.
    std::vector<float> first;
    std::vector<float> second;
    std::uint64_t pairs = 0; ///< with a value in both
    std::uint64_t masked = 0; ///< without
    double firstLow = 0; ///< the ends of the pairs with values
    double firstHigh = 0;
    double secondLow = 0;
    double secondHigh = 0;
    double pearson = 0; ///< NaN where it is not defined
    double spearman = 0;
};

/// Fails (Usage) where the two are not of one group, one has no whole matrix or fewer than 3 pairs have a
/// value in both, and (Cancelled) where the job is stopped. Takes up to 60 bytes a pair while it works and 8
/// afterwards. Any thread.
Result<PairValues> pairValues(const ShownRepresentation& first, const ShownRepresentation& second,
                              unsigned threads, JobContext& context = JobContext::none());

/// A part of the plane of both values.
struct PairArea
{
    double firstLow = 0;
    double firstHigh = 0;
    double secondLow = 0;
    double secondHigh = 0;

    bool operator==(const PairArea&) const = default;
};
PairArea wholeArea(const PairValues& values); ///< widened where all values are the same

/// How many pairs there are at each place of that part.
struct PairDensity
{
    PairArea area;
    std::size_t bins = 0; ///< along each side
    std::vector<std::uint32_t> counts; ///< row by row: those of the lowest second values first
    std::uint32_t most = 0; ///< in one cell
    std::uint64_t inside = 0; ///< pairs in the area

    std::uint32_t at(std::size_t firstBin, std::size_t secondBin) const
    {
        return counts[secondBin * bins + firstBin];
    }
    /// The part of a cell: from its low ends on to below its high ones; the last cells have both ends.
    PairArea cell(std::size_t firstBin, std::size_t secondBin) const;
};

/// Fails (Usage) without bins or where the area has no extent, and (Cancelled) where the job is stopped.
Result<PairDensity> densityOf(const PairValues& values, const PairArea& area, std::size_t bins,
                              unsigned threads, JobContext& context = JobContext::none());

/// A pair by its places.
struct PairAt
{
    std::size_t row = 0;
    std::size_t column = 0; ///< above row
    float first = 0;
    float second = 0;

    bool operator==(const PairAt&) const = default;
};

/// The @p most pairs of one cell with the least (@p fromLeast) or greatest first values, ties by place.
Result<std::vector<PairAt>> strongestPairs(const PairValues& values, const PairDensity& density,
                                           std::size_t firstBin, std::size_t secondBin, std::size_t most,
                                           bool fromLeast, JobContext& context = JobContext::none());

} // namespace learnscope
