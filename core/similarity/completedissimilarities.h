#pragma once

#include "core/base/result.h"
#include "core/data/similaritymatrix.h"

#include <cstdint>
#include <vector>

namespace learnscope {

/// Dissimilarities of all pairs, as clusters and maps need them. Similarities s are taken as largest - s.
struct CompleteDissimilarities
{
    std::vector<std::size_t> items; ///< of the matrix: those with a value, by name, or by row without names
    std::vector<std::size_t> withoutValue; ///< the others, ascending
    std::vector<double> square; ///< items x items, the diagonal 0

    std::size_t size() const noexcept { return items.size(); }
    double at(std::size_t a, std::size_t b) const noexcept { return square[a * size() + b]; }
    const double* row(std::size_t item) const noexcept { return square.data() + item * size(); }
};

/// @p purpose begins the error's sentence: "clusters". Fails (Usage) where more memory than @p memory is
/// needed, where pairs of items that have values otherwise are masked, and with fewer than @p fewest items.
Result<CompleteDissimilarities> completeDissimilarities(const SimilarityMatrix& matrix, const char* purpose,
                                                        std::size_t fewest, std::uint64_t memory);

} // namespace learnscope
