#pragma once

#include "core/data/similaritymatrix.h"
#include "core/jobs/jobcontext.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace learnscope {

/// How far apart two clusters are.
enum class Linkage {
    Single, ///< as their nearest items
    Complete, ///< as their farthest items
    Average, ///< the mean over all pairs of items
    Ward, ///< by how much the variance within clusters would rise; for Euclidean distances
};
std::string_view toString(Linkage linkage); ///< "single", "complete", "average" or "ward"
std::optional<Linkage> linkageFromName(std::string_view name);

/// Two clusters that become one. Clusters below the number of leaves are leaves, that of number leaves + i is
/// made by merge i.
struct ClusterMerge
{
    std::size_t first = 0;
    std::size_t second = 0;
    double height = 0; ///< how far apart they are
    std::size_t size = 0; ///< leaves of the new cluster

    bool operator==(const ClusterMerge&) const = default;
};

/// A tree of items, as scipy's linkage() gives it.
struct Dendrogram
{
    std::vector<std::size_t> items; ///< of the matrix, one for each leaf number
    std::vector<ClusterMerge> merges; ///< by height
    std::vector<std::size_t> order; ///< items of the matrix from left to right
    std::vector<std::size_t> withoutValue; ///< items that are in no cluster
    double adjacentSum = 0; ///< of dissimilarities of neighbours in the order
};

struct ClusteringOptions
{
    Linkage linkage = Linkage::Average;
    /// Turns branches so that the sum of dissimilarities of neighbours is the least that the tree allows
    /// (Bar-Joseph, Gifford and Jaakkola 2001).
    bool optimalOrder = true;
    std::uint64_t memory = std::uint64_t {2} << 30; ///< bytes for working
    unsigned threads = 0; ///< 0: all of the machine's; the result does not depend on it
};

/// Hierarchical clustering by chains of nearest neighbours. Items are first sorted by name, so that ties are
/// broken alike whatever their order; and the order begins at the end whose item comes first by then. Fails
/// (Usage) where pairs are masked, but for items without any value, or memory does not suffice, and
/// (Cancelled) where the job is stopped. Any thread.
Result<Dendrogram> clusterItems(const SimilarityMatrix& matrix, const ClusteringOptions& options = {},
                                JobContext& context = JobContext::none());

/// Items by the number of their cluster from 0 on, when the tree is cut into @p clusters; numbered from left
/// to right. Items without a value have none.
std::vector<std::optional<std::size_t>> clustersOf(const Dendrogram& tree, std::size_t clusters);

} // namespace learnscope
