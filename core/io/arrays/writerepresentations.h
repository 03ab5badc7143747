#pragma once

#include "core/base/result.h"
#include "core/data/embedding.h"
#include "core/data/similaritymatrix.h"
#include "core/data/triplets.h"

#include <filesystem>

namespace learnscope {

/// Writes an embedding in the format that the file's name asks for: .npy (numbers alone), .npz, .h5, .hdf5
/// and .mat (arrays "embedding", "names" and "columns"), .safetensors (numbers alone), .csv and .tsv. Fails
/// with Io, and Usage for another name.
Result<void> writeEmbedding(const std::filesystem::path& path, const Embedding& embedding);

/// Three numbers a row, counted from 0: .npy (int32), .txt, .csv and .tsv.
Result<void> writeTriplets(const std::filesystem::path& path, const Triplets& triplets);

/// A matrix in its own precision: .npy (numbers alone), .npz and .mat (arrays "matrix", "names", "measure"
/// and "kind"), .csv and .tsv (always square, with names), .h5 and .hdf5 (as rsatoolbox keeps
/// dissimilarities, always condensed). A square has what the matrix says on its diagonal.
Result<void> writeMatrix(const std::filesystem::path& path, const SimilarityMatrix& matrix,
                         SimilarityMatrix::Layout layout = SimilarityMatrix::Layout::Square);

} // namespace learnscope
