#pragma once

#include "core/jobs/jobcontext.h"
#include "core/similarity/matrixmeasure.h"
#include "core/stats/intervals.h"

#include <cstdint>
#include <optional>
#include <string>

namespace learnscope {

struct MatrixComparisonOptions
{
    MatrixMeasure measure = MatrixMeasure::Spearman;
    int draws = 1000; ///< of items with replacement, for the interval; 0: none
    int permutations = 0; ///< of one matrix' items, for the p-value; 0: none
    double level = .95;
    std::uint64_t seed = 1;
    std::uint64_t memory = std::uint64_t {2} << 30; ///< bytes that a permutation test may take
    unsigned threads = 0; ///< 0: all of the machine's; the result does not depend on it
};

struct MatrixComparison
{
    MatrixMeasure measure = MatrixMeasure::Spearman;
    double value = 0; ///< NaN where it is not defined: one matrix is constant
    std::size_t items = 0; ///< in common and with a value in both
    std::uint64_t pairs = 0;
    std::uint64_t maskedPairs = 0; ///< of common items, left out because NaN in either
    /// Bootstrap percentiles over items: what other items of the same kind would give. Nothing without draws
    /// or a value.
    std::optional<Interval> interval;
    /// One-sided: of matrices that have nothing to do with each other being as alike: the
    /// items of one matrix are permuted, rows and columns together.
    std::optional<double> probability;
    CommonItems common;
    std::string note; ///< what the reader should know, in sentences; may be empty
};

/// Compares two matrices over their common items. Draw d and permutation d come from streams of their own.
/// Fails (Mismatch, Usage) as comparedPairs() and MatrixStatistic::make(), (Usage) where a permutation test
/// is asked for and pairs are masked or it needs more memory, and (Cancelled) where the job is stopped.
Result<MatrixComparison> compareMatrices(const SimilarityMatrix& first, const SimilarityMatrix& second,
                                         const MatrixComparisonOptions& options = {},
                                         JobContext& context = JobContext::none());

} // namespace learnscope
