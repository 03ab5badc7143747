#include "core/similarity/clustering.h"

#include "core/similarity/completedissimilarities.h"
#include "core/similarity/leaforder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace learnscope {

namespace {
constexpr std::array<std::pair<Linkage, std::string_view>, 4> linkageNames {{
    {Linkage::Single, "single"},
    {Linkage::Complete, "complete"},
    {Linkage::Average, "average"},
    {Linkage::Ward, "ward"},
}};

/// The distance of a cluster from the union of two others (Lance and Williams 1967).
double updated(Linkage linkage, double toFirst, double toSecond, double between, double first, double second,
               double other)
{
    switch (linkage) {
    case Linkage::Single:
        return std::min(toFirst, toSecond);
    case Linkage::Complete:
        return std::max(toFirst, toSecond);
    case Linkage::Average:
        return (first * toFirst + second * toSecond) / (first + second);
    case Linkage::Ward:
        break;
    }
    const double all = first + second + other;
    return std::sqrt(std::max(0.,
                              ((first + other) * toFirst * toFirst + (second + other) * toSecond * toSecond
                               - other * between * between)
                                  / all));
}

/// Two clusters by one leaf of each.
struct FoundMerge
{
    std::size_t first;
    std::size_t second;
    double height;
};

/// Nearest-neighbour chains (Muellner 2011): in n^2, for all linkages that never bring clusters nearer by
/// merging.
class ChainClustering
{
public:
    ChainClustering(std::vector<double> square, std::size_t size, Linkage linkage, JobContext& context)
        : m_distances(std::move(square))
        , m_size(size)
        , m_linkage(linkage)
        , m_context(context)
        , m_active(size)
        , m_sizes(size, 1)
    {
        std::iota(m_active.begin(), m_active.end(), std::size_t {0});
    }

    /// In the order they were found; fewer than there should be where the job is stopped.
    std::vector<FoundMerge> merges()
    {
        std::vector<FoundMerge> found;
        std::vector<std::size_t> chain;
        while (m_active.size() > 1 && !m_context.isCancelled()) {
            if (chain.empty())
                chain.push_back(m_active.front());
            const std::size_t last = chain.back();
            const std::size_t before = chain.size() > 1 ? chain[chain.size() - 2] : m_size;
            const std::size_t next = nearest(last, before);
            if (next != before) {
                chain.push_back(next);
                continue;
            }
            chain.resize(chain.size() - 2);
            found.push_back({std::min(last, before), std::max(last, before), at(last, before)});
            merge(std::min(last, before), std::max(last, before));
            m_context.report(static_cast<double>(found.size()) / static_cast<double>(m_size), "clustering");
        }
        return found;
    }

private:
    double& at(std::size_t a, std::size_t b) { return m_distances[a * m_size + b]; }

    /// @p preferred where it is as near as any.
    std::size_t nearest(std::size_t cluster, std::size_t preferred)
    {
        double least = preferred < m_size ? at(cluster, preferred) : INFINITY;
        std::size_t result = preferred;
        const double* row = m_distances.data() + cluster * m_size;
        for (const std::size_t other : m_active)
            if (other != cluster && (row[other] < least || result == m_size)) {
                least = row[other];
                result = other;
            }
        return result;
    }

    /// The second keeps the name of the union.
    void merge(std::size_t first, std::size_t second)
    {
        m_active.erase(std::lower_bound(m_active.begin(), m_active.end(), first));
        const double between = at(first, second);
        for (const std::size_t other : m_active) {
            if (other == second)
                continue;
            at(second, other) = at(other, second) =
                updated(m_linkage, at(first, other), at(second, other), between, m_sizes[first],
                        m_sizes[second], m_sizes[other]);
        }
        m_sizes[second] += m_sizes[first];
    }

    std::vector<double> m_distances;
    std::size_t m_size;
    Linkage m_linkage;
    JobContext& m_context;
    std::vector<std::size_t> m_active; ///< ascending
    std::vector<double> m_sizes;
};

/// By height, with clusters numbered as scipy does.
std::vector<ClusterMerge> numbered(std::vector<FoundMerge> found)
{
    std::stable_sort(found.begin(), found.end(),
                     [](const FoundMerge& a, const FoundMerge& b) { return a.height < b.height; });
    const std::size_t leaves = found.size() + 1;
    std::vector<std::size_t> parents(2 * leaves - 1);
    std::iota(parents.begin(), parents.end(), std::size_t {0});
    const auto rootOf = [&](std::size_t cluster) {
        while (parents[cluster] != cluster)
            cluster = parents[cluster] = parents[parents[cluster]];
        return cluster;
    };
    std::vector<ClusterMerge> merges;
    for (const FoundMerge& merge : found) {
        const std::size_t a = rootOf(merge.first);
        const std::size_t b = rootOf(merge.second);
        const std::size_t number = leaves + merges.size();
        const auto sizeOf = [&](std::size_t cluster) {
            return cluster < leaves ? std::size_t {1} : merges[cluster - leaves].size;
        };
        merges.push_back({std::min(a, b), std::max(a, b), merge.height, sizeOf(a) + sizeOf(b)});
        parents[a] = parents[b] = number;
    }
    return merges;
}
} // namespace

std::string_view toString(Linkage linkage)
{
    return std::find_if(linkageNames.begin(), linkageNames.end(),
                        [&](const auto& entry) { return entry.first == linkage; })
        ->second;
}

std::optional<Linkage> linkageFromName(std::string_view name)
{
    for (const auto& [linkage, text] : linkageNames)
        if (text == name)
            return linkage;
    return std::nullopt;
}

Result<Dendrogram> clusterItems(const SimilarityMatrix& matrix, const ClusteringOptions& options,
                                JobContext& context)
{
    context.report(0, "clustering");
    const auto distances = completeDissimilarities(matrix, "clusters", 2, options.memory);
    if (!distances)
        return tl::unexpected(distances.error());
    std::vector<FoundMerge> found =
        ChainClustering(distances->square, distances->size(), options.linkage, context).merges();
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    Dendrogram tree;
    tree.merges = numbered(std::move(found));
    tree.items = distances->items;
    tree.withoutValue = distances->withoutValue;
    std::vector<std::size_t> leaves = options.optimalOrder
        ? optimalLeaves(tree.merges, *distances, options.threads, context)
        : leavesOf(tree.merges);
    if (context.isCancelled() || leaves.empty())
        return failure(Error::Kind::Cancelled, "cancelled");
    if (leaves.front() > leaves.back())
        std::reverse(leaves.begin(), leaves.end());
    for (std::size_t place = 0; place < leaves.size(); ++place) {
        tree.order.push_back(tree.items[leaves[place]]);
        if (place > 0)
            tree.adjacentSum += distances->at(leaves[place - 1], leaves[place]);
    }
    return tree;
}

std::vector<std::optional<std::size_t>> clustersOf(const Dendrogram& tree, std::size_t clusters)
{
    const std::size_t leaves = tree.items.size();
    const std::size_t wanted = std::clamp<std::size_t>(clusters, 1, leaves);
    std::vector<std::size_t> rootOf(2 * leaves - 1);
    std::iota(rootOf.begin(), rootOf.end(), std::size_t {0});
    // The last wanted - 1 merges are undone; going down, every cluster takes its parent's root.
    for (std::size_t merge = leaves - wanted; merge-- > 0;) {
        const std::size_t root = rootOf[leaves + merge];
        rootOf[tree.merges[merge].first] = root;
        rootOf[tree.merges[merge].second] = root;
    }
    const std::size_t items = leaves + tree.withoutValue.size();
    std::vector<std::size_t> rootOfItem(items);
    for (std::size_t leaf = 0; leaf < leaves; ++leaf)
        rootOfItem[tree.items[leaf]] = rootOf[leaf];
    std::vector<std::optional<std::size_t>> result(items);
    std::vector<std::optional<std::size_t>> numbers(rootOf.size());
    std::size_t next = 0;
    for (const std::size_t item : tree.order) {
        std::optional<std::size_t>& number = numbers[rootOfItem[item]];
        if (!number)
            number = next++;
        result[item] = number;
    }
    return result;
}

} // namespace learnscope
