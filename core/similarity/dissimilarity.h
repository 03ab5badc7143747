#pragma once

#include "core/data/embedding.h"
#include "core/data/similaritymatrix.h"
#include "core/jobs/jobcontext.h"
#include "core/similarity/noisecovariance.h"
#include "core/similarity/rownormalisation.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// How unlike two rows x and y of P features are.
enum class PairMeasure {
    Correlation, ///< 1 - Pearson's r
    Cosine, ///< 1 - cosine
    Euclidean, ///< |x - y|
    SquaredEuclidean, ///< |x - y|^2
    SquaredEuclideanPerFeature, ///< |x - y|^2 / P: what rsatoolbox calls "euclidean"
    Mahalanobis, ///< (x - y)' S^-1 (x - y) / P, S the noise covariance with shrinkage
    Gaussian, ///< 1 - exp(-d^2 / mean of d^2 over all pairs, those on the diagonal too), as thingsvision
    Dot, ///< x . y: a similarity
};
std::span<const PairMeasure> allPairMeasures();
/// "correlation", "squared-euclidean-per-feature", ...: also stands in the matrix.
std::string_view toString(PairMeasure measure);
std::optional<PairMeasure> pairMeasureFromName(std::string_view name);

enum class NumberPrecision { Single, Double };

struct DissimilarityOptions
{
    PairMeasure measure = PairMeasure::Correlation;
    NoiseOptions noise = {}; ///< of Mahalanobis and crossnobis
    /// Of the result, and of the products that correlation, cosine and dot are made of. Single precision is
    /// right to 1e-6 and twice as fast; but distances that differ by less become ties, which rank measures
    /// see.
    NumberPrecision precision = NumberPrecision::Single;
    std::uint64_t memory = std::uint64_t {1} << 30; ///< bytes for working, beside the result
    unsigned threads = 0; ///< 0: all of the machine's; the numbers do not depend on it
};

struct Dissimilarities
{
    SimilarityMatrix matrix; ///< condensed
    std::uint64_t maskedPairs = 0; ///< NaN in the matrix
    std::vector<FaultyRow> faultyRows = {}; ///< by row
    std::optional<double> shrinkage = {}; ///< 0 to 1, where the noise covariance was shrunk

    /// "12 of 100 pairs are masked: item 'cat' has 0 in all features; ...", or empty.
    std::string warning() const;
};

/// Compares all rows with each other. Pairs with a row that is not finite, or that the measure is not defined
/// for, are NaN and counted. Fails (Usage) where there are fewer than 2 rows or too few for the noise
/// covariance, and (Cancelled) where the job is stopped. Any thread.
Result<Dissimilarities> dissimilarities(const Embedding& features, const DissimilarityOptions& options = {},
                                        JobContext& context = JobContext::none());

/// Crossvalidated Mahalanobis distances over @p folds, at least 2 independent measurements of the same items
/// in the same order: the mean over folds of (x - y)' in the other folds, averaged, S^-1 (x - y) in the fold,
/// divided by P. Expected to be 0 where patterns are equal, so negative values are right. options.measure is
/// not read; without options.noise S is the identity. Fails (Usage, Mismatch) where the folds do not fit.
Result<Dissimilarities> crossnobis(std::span<const Embedding> folds, const DissimilarityOptions& options = {},
                                   JobContext& context = JobContext::none());

/// What a computation takes, to be shown before it starts.
struct DissimilarityMemory
{
    std::uint64_t result = 0; ///< bytes of the matrix
    std::uint64_t working = 0; ///< bytes beside it, within options.memory where a block of rows fits there
};
DissimilarityMemory dissimilarityMemory(std::size_t rows, std::size_t columns,
                                        const DissimilarityOptions& options);

} // namespace learnscope
