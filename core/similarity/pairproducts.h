#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace learnscope {

/// How pairs of rows are walked.
struct PairOptions
{
    std::uint64_t memory = std::uint64_t {1} << 30; ///< bytes for prepared rows; more only makes it faster
    unsigned threads = 1; ///< 0: all of the machine's; the numbers do not depend on it
};

/// Rows are prepared (centred, scaled, whitened) and multiplied with each other in blocks that fit the
/// memory given, whatever their number.
template<typename T>
struct PreparedRows
{
    std::size_t rows = 0;
    std::size_t columns = 0;
    /// Writes row @p row. Called from several threads, and more than once for a row where not all rows fit.
    std::function<void(std::size_t row, std::span<T> out)> fill;
};

/// What is done with the products of row @p row with rows @p firstColumn, firstColumn + 1 ... Called from
/// several threads, once for each stretch.
template<typename T>
using UseProducts =
    std::function<void(std::size_t row, std::size_t firstColumn, std::span<const T> products)>;

/// Calls @p use for all pairs with row < column. Fails (Cancelled) where the job is stopped.
template<typename T>
Result<void> forPairProducts(const PreparedRows<T>& rows, const PairOptions& options,
                             const UseProducts<T>& use, JobContext& context);

extern template Result<void> forPairProducts(const PreparedRows<float>&, const PairOptions&,
                                             const UseProducts<float>&, JobContext&);
extern template Result<void> forPairProducts(const PreparedRows<double>&, const PairOptions&,
                                             const UseProducts<double>&, JobContext&);

/// The bytes that forPairProducts() takes for @p rows of @p columns numbers of @p numberSize bytes.
std::uint64_t pairProductMemory(std::size_t rows, std::size_t columns, std::size_t numberSize,
                                const PairOptions& options);

} // namespace learnscope
