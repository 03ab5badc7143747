#pragma once

#include "core/base/result.h"
#include "core/data/embedding.h"
#include "core/data/rownames.h"

#include <cstddef>
#include <span>
#include <vector>

namespace learnscope {

/// Rows from first to last; each row once.
using ItemOrder = std::vector<std::size_t>;

/// By name, byte by byte; equal names by row. Fails (Usage) without names.
Result<ItemOrder> orderByName(const RowNames& names);

/// By the values of one column, ascending or from the largest on; NaN last, ties by name or row. Fails
/// (OutOfRange) where there is no such column.
Result<ItemOrder> orderByColumn(const Embedding& embedding, std::size_t column, bool descending = false);

/// As another source's items stand in @p order, matched by name, or by row where either has no names; items
/// the other does not have come last, as they are. Fails (Mismatch) without names where there are not as many
/// rows.
Result<ItemOrder> orderLike(const RowNames& names, std::size_t rows, const RowNames& otherNames,
                            std::span<const std::size_t> order);

} // namespace learnscope
