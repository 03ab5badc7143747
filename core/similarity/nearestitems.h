#pragma once

#include "core/similarity/representationset.h"

#include <cstddef>
#include <vector>

namespace learnscope {

/// An item and how alike it is to another, in the numbers of the matrix.
struct NearItem
{
    std::size_t place = 0; ///< in the group's order
    double value = 0;

    bool operator==(const NearItem&) const = default;
};

/// The @p count items most alike to that at @p place, nearest first; of equally near ones the first places.
/// Pairs without a value are left out, and so is the item itself. Empty where nothing is drawn of @p shown.
/// Any thread; of a matrix that is not formed, as many products as there are items.
std::vector<NearItem> nearestItems(const ShownRepresentation& shown, std::size_t place, std::size_t count);

} // namespace learnscope
