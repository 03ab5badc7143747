#pragma once

#include "core/similarity/pairproducts.h"

#include <functional>
#include <span>

namespace learnscope {

/// What is done with the squared distances of row @p row from rows @p firstColumn, firstColumn + 1 ... Called
/// from several threads.
using UseDistances =
    std::function<void(std::size_t row, std::size_t firstColumn, std::span<double> squaredDistances)>;

/// Squared Euclidean distances of all pairs from their inner products, in double precision; those so small
/// that the products' rounding would be seen in them are summed from differences instead, so that equal rows
/// are at distance 0. It is quickest and most exact where rows are centred on their mean. Fails (Cancelled)
/// where the job is stopped.
Result<void> forSquaredDistances(const PreparedRows<double>& rows, const PairOptions& options,
                                 const UseDistances& use, JobContext& context);

} // namespace learnscope
