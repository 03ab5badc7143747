#pragma once

#include "core/data/similaritymatrix.h"
#include "core/jobs/jobcontext.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

/// How items are placed so that distances on a map tell their dissimilarities.
enum class ScalingMethod {
    Classical, ///< eigenvectors of the double-centred squares (Torgerson 1952)
    Metric, ///< least squares of distances, by SMACOF (de Leeuw 1977)
    NonMetric, ///< only the ranks of dissimilarities count (Kruskal 1964); equal ones stay equal
};
std::string_view toString(ScalingMethod method); ///< "classical", "metric" or "non-metric"
std::optional<ScalingMethod> scalingMethodFromName(std::string_view name);

struct ScalingOptions
{
    ScalingMethod method = ScalingMethod::Metric;
    std::size_t dimensions = 2;
    int randomStarts = 4; ///< besides the classical solution; the map with the least stress is kept
    int iterations = 300; ///< at the most, from each start
    double tolerance = 1e-6; ///< a relative change of stress that is taken for none
    std::uint64_t seed = 1;
    std::uint64_t memory = std::uint64_t {2} << 30; ///< bytes for working
    unsigned threads = 0; ///< 0: all of the machine's; the result does not depend on it

    bool operator==(const ScalingOptions&) const = default;
};

struct ItemMap
{
    std::vector<std::size_t> items; ///< of the matrix, one for each point
    std::size_t dimensions = 2;
    std::vector<double> points; ///< point by point; about their mean, along their principal axes
    /// Kruskal's stress-1: the root of sum (d - dhat)^2 / sum d^2, d being distances on the map and dhat the
    /// dissimilarities or, of a non-metric map, what is nearest to d in their order.
    double stress = 0;
    int iterations = 0; ///< that led to it; 0 for classical ones
    bool settled = true; ///< false: stopped at the greatest number of iterations
    double positiveShare = 0; ///< classical: of eigenvalues' absolute sum, that of positive ones
    double explainedShare = 0; ///< classical: of the positive ones' sum, that of the axes shown
    std::vector<std::size_t> withoutValue; ///< items that are not on the map
};

/// Fails (Usage) as clusterItems(), with fewer than 3 items or no more items than dimensions, and (Cancelled)
/// where the job is stopped. Any thread.
Result<ItemMap> scaledMap(const SimilarityMatrix& matrix, const ScalingOptions& options = {},
                          JobContext& context = JobContext::none());

/// One map laid upon another.
struct AlignedPoints
{
    std::vector<double> points; ///< moved, turned or mirrored, and scaled to fit
    double disparity = 0; ///< share of the target's sum of squares that is left, 0 to 1
};

/// Procrustes' rotation, reflection and scale (Gower 1975) of @p points towards @p target: as many points, of
/// the same dimensions. Fails (Mismatch, Usage) where they do not fit or all points of one are the same.
Result<AlignedPoints> alignedPoints(std::span<const double> target, std::span<const double> points,
                                    std::size_t dimensions);

} // namespace learnscope
