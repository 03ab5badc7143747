#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// What is done to a row so that the inner product of two rows is their similarity.
enum class RowNormalisation {
    None, ///< dot product
    Length, ///< cosine
    MeanAndLength, ///< Pearson's correlation
};

/// Why a row is like no other row: its pairs are masked.
enum class RowFault {
    None,
    NotFinite, ///< NaN or infinite features
    Constant, ///< all features are equal, so that it correlates with nothing
    Zero, ///< all features are 0, so that it has no direction
};

/// "has features that are NaN or infinite", to follow an item's name.
std::string_view toString(RowFault fault);

struct FaultyRow
{
    std::size_t row = 0;
    RowFault fault = RowFault::None;

    bool operator==(const FaultyRow&) const = default;
};

/// Writes the normalised row, or zeros where it has a fault. Both of the same length. Any thread.
RowFault normaliseRow(std::span<const float> row, RowNormalisation normalisation, std::span<float> out);
RowFault normaliseRow(std::span<const float> row, RowNormalisation normalisation, std::span<double> out);

/// Only the fault, without the row.
RowFault rowFault(std::span<const float> row, RowNormalisation normalisation);

} // namespace learnscope
