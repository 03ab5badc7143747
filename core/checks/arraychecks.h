#pragma once

#include "core/base/result.h"
#include "core/checks/finding.h"
#include "core/data/embedding.h"
#include "core/data/similaritymatrix.h"
#include "core/data/triplets.h"
#include "core/jobs/jobcontext.h"

#include <cstdint>
#include <vector>

namespace learnscope {

/// What is counted in an embedding.
struct EmbeddingFacts
{
    std::uint64_t missing = 0; ///< NaN
    std::uint64_t infinite = 0;
    std::vector<std::size_t> oddRows; ///< those with either, ascending
    std::vector<std::size_t> constantColumns; ///< with the same number in every row, of two rows and more
    std::vector<std::size_t> zeroRows; ///< with nothing but 0: no cosine or correlation is defined
    std::vector<RepeatedName> repeatedNames;
};

/// Looks through all numbers, row by row. Fails with Cancelled.
Result<EmbeddingFacts> embeddingFacts(const Embedding& embedding, JobContext& job = JobContext::none());

/// What is counted in odd-one-out judgements.
struct TripletFacts
{
    std::uint64_t repeated = 0; ///< judgements of three objects that were judged before
    std::uint64_t contradicting = 0; ///< those among them with another odd one than the first
    std::uint64_t unjudged = 0; ///< objects that no triplet names
};

TripletFacts tripletFacts(const Triplets& triplets);

/// What is counted in a matrix, over its pairs.
struct MatrixFacts
{
    std::uint64_t missing = 0; ///< NaN
    std::uint64_t infinite = 0;
    std::uint64_t negative = 0;
    double smallest = 0; ///< of the finite ones; NaN where there are none
    double largest = 0;
    std::vector<RepeatedName> repeatedNames;
};

Result<MatrixFacts> matrixFacts(const SimilarityMatrix& matrix, JobContext& job = JobContext::none());

/// The same as findings, in words.
std::vector<Finding> findingsOf(const EmbeddingFacts& facts, const Embedding& embedding);
std::vector<Finding> findingsOf(const TripletFacts& facts, const Triplets& triplets);
std::vector<Finding> findingsOf(const MatrixFacts& facts, const SimilarityMatrix& matrix);

} // namespace learnscope
