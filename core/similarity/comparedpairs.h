#pragma once

#include "core/base/result.h"
#include "core/data/similaritymatrix.h"

#include <cstdint>
#include <string>
#include <vector>

namespace learnscope {

/// The items that several matrices share, and the place of each in every matrix.
struct CommonItems
{
    std::vector<std::vector<std::size_t>> rows; ///< of each matrix, one for each common item
    RowNames names; ///< of the common items; empty where items are matched by their place
    std::string note; ///< what does not match, in a sentence; empty where all does

    std::size_t size() const { return rows.empty() ? 0 : rows.front().size(); }
};

/// Items with the same name in all matrices. Where no matrix has names, or one lacks them and has as many
/// items as the others, items are matched by their place. Fails (Mismatch) where there are neither names nor
/// equal sizes or fewer than 3 names in common.
Result<CommonItems> commonItems(std::span<const SimilarityMatrix* const> matrices);

/// Two matrices' upper triangles over common items, with the pairs that are NaN in either left out.
struct ComparedPairs
{
    std::size_t items = 0;
    std::vector<double> first;
    std::vector<double> second;
    std::vector<std::uint32_t> places; ///< of each pair in the full triangle of these items; empty: all
    std::uint64_t masked = 0; ///< pairs of these items left out for being NaN in either
    std::uint64_t leftOut =
        0; ///< pairs of common items left out: masked, and those of items without any value
    CommonItems common;

    bool isComplete() const noexcept { return masked == 0; }
};

/// Items all of whose pairs are masked in either matrix are left out first. Fails as commonItems(), and
/// (Usage) where fewer than 3 pairs are left.
Result<ComparedPairs> comparedPairs(const SimilarityMatrix& first, const SimilarityMatrix& second);

} // namespace learnscope
