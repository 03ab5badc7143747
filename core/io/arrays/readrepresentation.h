#pragma once

#include "core/data/representation.h"
#include "core/io/arrays/readrepresentations.h"

namespace learnscope {

/// As what an array can be opened without being told: whole numbers in three columns are triplets; a square,
/// or as many numbers as some items have pairs, are a matrix; other numbers in two or more axes an embedding.
/// Nothing for what is neither or cannot be read. @p isMeant: it is the only one, or was asked for; of
/// further arrays only those whose shape or name leaves no doubt are matrices.
std::optional<RepresentationKind> representationKindOf(const ArrayFile& file, std::size_t array,
                                                       bool isMeant);

/// The file of names that lies beside a file of arrays: "F.names.txt" for "F.npy"; empty where there is none.
std::filesystem::path namesBeside(const std::filesystem::path& path);

struct NamedRepresentation
{
    std::string dataset; ///< empty where the file holds one array
    Read<Representation> read;
};

/// The arrays of a file: that which @p choice names, or all that can be opened, @p most at the most. Names
/// come from a file beside it where neither @p choice nor the file itself has any. @p as: nothing: see
/// representationKindOf(). Fails as readEmbedding(), readTriplets() and readMatrix(), and (Usage) where there
/// are more arrays or none.
Checked<std::vector<NamedRepresentation>> readRepresentations(const std::filesystem::path& path,
                                                              const ArrayChoice& choice = {},
                                                              std::optional<RepresentationKind> as = {},
                                                              std::size_t most = 8,
                                                              JobContext& job = JobContext::none());

/// Whether a file is opened as arrays and not as a trial table: by its extension, and of .csv, .tsv and
/// .txt by its first lines, where no column is one of trials and, but for .txt, most fields are numbers. Any
/// thread.
bool looksLikeArrays(const std::filesystem::path& path);

} // namespace learnscope
