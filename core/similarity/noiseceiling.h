#pragma once

#include "core/inference/multiplecomparisons.h"
#include "core/jobs/jobcontext.h"
#include "core/similarity/matrixmeasure.h"
#include "core/stats/intervals.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// How alike a perfect model could be to observers who differ (Nili et al. 2014).
struct NoiseCeiling
{
    double lower = 0; ///< mean over observers of their likeness to the pool of the others
    double upper = 0; ///< mean of their likeness to the pool of all
    std::vector<double> lowerOf; ///< each observer's
    std::vector<double> upperOf;
};

/// What is pooled suits the measure: matrices divided by their root mean square (cosines), z-scores
/// (correlations) or ranks (the rank measures; for Kendall's that is an approximation). Pairs that are masked
/// in any matrix are left out of all. Fails (Usage) with fewer than 3 observers, (Mismatch) where items do
/// not match, (Cancelled) where the job is stopped. Any thread.
Result<NoiseCeiling> noiseCeiling(std::span<const SimilarityMatrix> observers, MatrixMeasure measure,
                                  unsigned threads = 0, JobContext& context = JobContext::none());

/// What a claim about models is to hold for.
enum class BootstrapUnit { Items, Observers, Both };
std::string_view toString(BootstrapUnit unit); ///< "items", "observers" or "both"
std::optional<BootstrapUnit> bootstrapUnitFromName(std::string_view name);

struct ModelComparisonOptions
{
    MatrixMeasure measure = MatrixMeasure::Spearman;
    BootstrapUnit unit = BootstrapUnit::Both;
    int draws = 1000;
    double level = .95;
    Correction correction = Correction::Holm; ///< over the tests of one kind
    std::uint64_t seed = 1;
    unsigned threads = 0; ///< 0: all of the machine's; the result does not depend on it

    bool operator==(const ModelComparisonOptions&) const = default;
};

/// An estimated likeness, or difference of two.
struct LikenessTest
{
    double estimate = 0;
    std::optional<Interval> interval; ///< Student's, with the bootstrap's variance
    double probability = 0; ///< two-sided, against 0; NaN where there is no variance
    double correctedProbability = 0;
};

struct ModelLikeness
{
    std::vector<double> values; ///< with each observer
    LikenessTest likeness;
    std::optional<LikenessTest> belowCeiling; ///< less the ceiling's lower bound; with 3 or more observers
};

struct ModelDifference
{
    std::size_t first = 0; ///< models
    std::size_t second = 0;
    LikenessTest difference; ///< first less second
};

struct ModelComparison
{
    std::vector<ModelLikeness> models;
    std::vector<ModelDifference> differences; ///< of all pairs of models
    std::optional<NoiseCeiling> ceiling; ///< with 3 or more observers
    std::size_t items = 0;
    std::uint64_t pairs = 0;
    std::uint64_t maskedPairs = 0;
    std::string note; ///< which names do not match; may be empty
};

/// Compares models with observers over the items that all have in common. Variances are those of crossed
/// bootstraps over items and observers, corrected for few of them (rsatoolbox's two-factor bootstrap). Fails
/// as noiseCeiling(), and (Usage) where the unit includes observers and there are fewer than 2.
Result<ModelComparison> compareModels(std::span<const SimilarityMatrix> models,
                                      std::span<const SimilarityMatrix> observers,
                                      const ModelComparisonOptions& options = {},
                                      JobContext& context = JobContext::none());

} // namespace learnscope
