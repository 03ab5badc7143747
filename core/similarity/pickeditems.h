#pragma once

#include "core/data/embedding.h"
#include "core/data/similaritymatrix.h"

#include <cstddef>
#include <span>

namespace learnscope {

/// The features of @p rows alone, in their order.
Embedding pickedRows(const Embedding& features, std::span<const std::size_t> rows);

/// The matrix of @p rows alone, in their order.
SimilarityMatrix pickedItems(const SimilarityMatrix& matrix, std::span<const std::size_t> rows);

} // namespace learnscope
