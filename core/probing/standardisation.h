#pragma once

#include "core/base/result.h"
#include "core/data/embedding.h"

#include <vector>

namespace learnscope {

/// One mean and one standard deviation (over n) of all entries of a table of features together, as
/// transforms keep them.
struct Standardisation
{
    double mean = 0;
    double deviation = 1; ///< above 0
};

/// Fails (OutOfRange) with the row and column of the first entry that is not finite, and where all entries
/// are the same. Any thread.
Result<Standardisation> standardisationOf(const Embedding& features);

/// (x - mean) / deviation of the rows @p rows, row by row. Any thread.
template<typename Real>
std::vector<Real> standardisedRows(const Embedding& features, const Standardisation& standardisation,
                                   std::span<const std::uint32_t> rows);

} // namespace learnscope
