#pragma once

#include "core/base/result.h"
#include "core/data/embedding.h"
#include "core/data/similaritymatrix.h"
#include "core/data/triplets.h"
#include "core/io/arrays/arrayfile.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace learnscope {

/// What was read, and what its reader should know of how ("the numbers count from 1").
template<typename T>
struct Read
{
    T value;
    std::vector<std::string> remarks;
};

/// Which array of a file is meant and what its rows are called.
struct ArrayChoice
{
    std::string dataset = {}; ///< its name; empty: the only one that can be meant
    std::filesystem::path namesFile =
        {}; ///< see readNames(); empty: names from the file itself, where it has any
    std::string nameColumn = {};
    /// Arrays of so many bytes and more, stored as this machine holds them, are mapped and not loaded.
    std::uint64_t mapFrom = std::uint64_t {64} << 20;
};

/// Rows of features. More than two axes are flattened into columns. Fails with Io, Syntax, Mismatch, Usage
/// and Cancelled.
Result<Read<Embedding>> readEmbedding(const std::filesystem::path& path, const ArrayChoice& choice = {},
                                      JobContext& job = JobContext::none());
Result<Read<Embedding>> readEmbedding(ArrayFile& file, const ArrayChoice& choice, JobContext& job);

struct TripletOptions
{
    enum class Base { Detect, Zero, One };

    ArrayChoice array = {}; ///< its names are those of the objects
    std::size_t objectCount = 0; ///< 0: as many as are named, or one more than the largest number
    /// Whether objects are counted from 0 or 1. Detect: from 1 where no triplet names object 0 and the
    /// largest number is the count of objects, or this is not known.
    Base base = Base::Detect;
};

/// Three whole numbers a row; the last one is the odd one out. All that is wrong is reported, each with its
/// row.
Checked<Read<Triplets>> readTriplets(const std::filesystem::path& path, const TripletOptions& options = {},
                                     JobContext& job = JobContext::none());
Checked<Read<Triplets>> readTriplets(ArrayFile& file, const TripletOptions& options, JobContext& job);

struct MatrixOptions
{
    enum class Symmetry { Required, Averaged }; ///< Averaged: of the two entries of a pair

    ArrayChoice array = {};
    std::size_t slice = 0; ///< which of a stack of matrices, from 0 on
    std::optional<SimilarityMatrix::Kind> kind =
        {}; ///< nothing: dissimilarities where the diagonal is 0 or absent
    std::string measure = {}; ///< empty: as the file says
    Symmetry symmetry = Symmetry::Required;
};

/// How many matrices an array can be read as: one that is square (n x n) or condensed (n(n-1)/2 numbers), or
/// a stack of either; 0 where its shape is none of these.
std::size_t matrixCount(const ArrayInfo& info);

/// A square matrix is held to be symmetric where no two entries of a pair differ by more than a millionth of
/// the larger one.
Result<Read<SimilarityMatrix>> readMatrix(const std::filesystem::path& path,
                                          const MatrixOptions& options = {},
                                          JobContext& job = JobContext::none());
Result<Read<SimilarityMatrix>> readMatrix(ArrayFile& file, const MatrixOptions& options, JobContext& job);

} // namespace learnscope
