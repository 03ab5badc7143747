#pragma once

#include "core/similarity/matrixmeasure.h"

#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// Several matrices over the items they have in common, without the pairs that are masked in any. For use
/// inside this folder.
struct MatrixSet
{
    static Result<MatrixSet> make(std::span<const SimilarityMatrix* const> matrices);

    /// Two rows of numbers over the set's pairs, such as a matrix and a pool of others.
    ComparedPairs compared(std::vector<double> first, std::vector<double> second) const;

    std::size_t items = 0;
    std::uint64_t masked = 0;
    std::vector<std::uint32_t> places; ///< of the pairs in the full triangle; empty: all
    std::vector<std::vector<double>> values; ///< of each matrix
    std::string note;
};

/// The mean of matrices, each first normalised as suits the measure.
std::vector<double> pooled(std::span<const std::vector<double>> matrices, MatrixMeasure measure);

} // namespace learnscope
