#pragma once

#include "core/similarity/scaling.h"

#include <memory>
#include <span>

namespace learnscope {

/// Whether both name the same rows, in whatever order.
bool hasSameRows(std::span<const std::size_t> one, std::span<const std::size_t> other);

/// A map whose items are places of @p oldRows, its points by the places of the same rows in @p newRows.
std::shared_ptr<const ItemMap> inOrderOf(const std::shared_ptr<const ItemMap>& map,
                                         std::span<const std::size_t> oldRows,
                                         std::span<const std::size_t> newRows);

/// Turns, mirrors and scales @p map towards @p target (alignedPoints()), point by point of the same items;
/// left as it is where the target lacks one.
void turnTowards(ItemMap& map, const ItemMap& target);

} // namespace learnscope
