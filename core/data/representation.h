#pragma once

#include "core/data/embedding.h"
#include "core/data/similaritymatrix.h"
#include "core/data/triplets.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

namespace learnscope {

/// What tells how alike items are: features of each, a number for each pair, or choices among three. A value
/// that is cheap to copy. Any thread.
using Representation = std::variant<Embedding, SimilarityMatrix, Triplets>;

/// In the order of the variant's alternatives.
enum class RepresentationKind { Embedding, Matrix, Triplets };
std::string_view toString(RepresentationKind kind); ///< "embedding", "matrix" or "triplets"
std::optional<RepresentationKind> representationKindFromName(std::string_view name);

inline RepresentationKind kindOf(const Representation& value)
{
    return static_cast<RepresentationKind>(value.index());
}
std::size_t itemCount(const Representation& value); ///< rows, items or objects
const RowNames& itemNames(const Representation& value); ///< may be empty
const ArraySource& sourceOf(const Representation& value);

/// Whether both are copies of one value: the same numbers in memory under the same names.
bool isSame(const Representation& one, const Representation& other);

} // namespace learnscope
