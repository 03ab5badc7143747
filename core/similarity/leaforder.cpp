#include "core/similarity/leaforder.h"

#include "core/base/parallel.h"
#include "core/base/vectorclones.h"

#include <algorithm>
#include <limits>

namespace learnscope {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

/// A cluster as a stretch of leaves that stand side by side: the left child's first, then the right one's.
struct Node
{
    std::size_t begin = 0;
    std::size_t middle = 0; ///< where the right child begins; begin for a leaf
    std::size_t end = 0;
};

/// Leaves from left to right, and every merge as a stretch of them.
struct Layout
{
    std::vector<std::size_t> leaves;
    std::vector<Node> nodes;
};

Layout layoutOf(const std::vector<ClusterMerge>& merges)
{
    const std::size_t count = merges.size() + 1;
    const auto sizeOf = [&](std::size_t cluster) {
        return cluster < count ? std::size_t {1} : merges[cluster - count].size;
    };
    Layout layout {std::vector<std::size_t>(count), std::vector<Node>(merges.size())};
    std::vector<std::size_t> begins(2 * count - 1);
    for (std::size_t merge = merges.size(); merge-- > 0;) {
        const std::size_t begin = begins[count + merge];
        const std::size_t middle = begin + sizeOf(merges[merge].first);
        begins[merges[merge].first] = begin;
        begins[merges[merge].second] = middle;
        layout.nodes[merge] = {begin, middle, begin + merges[merge].size};
    }
    for (std::size_t leaf = 0; leaf < count; ++leaf)
        layout.leaves[begins[leaf]] = leaf;
    return layout;
}

struct Stretch
{
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const { return end - begin; }
};

/// out[i] = min(out[i], add + row[i]).
LEARNSCOPE_VECTOR_CLONES
void lower(double* out, const double* row, double add, std::size_t count)
{
    for (std::size_t index = 0; index < count; ++index) {
        const double value = add + row[index];
        out[index] = value < out[index] ? value : out[index];
    }
}

/// Costs are kept in one square over places: of two leaves the cost of the best order of the smallest cluster
/// with both in which they stand at its two ends.
class LeafOrderer
{
public:
    LeafOrderer(const std::vector<ClusterMerge>& merges, const CompleteDissimilarities& distances,
                unsigned threads, JobContext& context)
        : m_layout(layoutOf(merges))
        , m_count(merges.size() + 1)
        , m_threads(threads)
        , m_context(context)
        , m_distances(m_count * m_count)
        , m_costs(m_count * m_count)
    {
        for (std::size_t row = 0; row < m_count; ++row)
            for (std::size_t column = 0; column < m_count; ++column)
                m_distances[row * m_count + column] =
                    distances.at(m_layout.leaves[row], m_layout.leaves[column]);
        m_children.resize(merges.size());
        for (std::size_t merge = 0; merge < merges.size(); ++merge)
            m_children[merge] = {nodeOf(merges[merge].first), nodeOf(merges[merge].second)};
    }

    std::vector<std::size_t> ordered()
    {
        if (m_count == 1)
            return m_layout.leaves;
        for (std::size_t merge = 0; merge + 1 < m_layout.nodes.size(); ++merge) {
            if (m_context.isCancelled())
                return {};
            fill(merge);
        }
        const std::size_t root = m_layout.nodes.size() - 1;
        const Ends ends = bestEnds(root);
        std::vector<std::size_t> places;
        append(root, ends.first, ends.last, places);
        for (std::size_t& place : places)
            place = m_layout.leaves[place];
        return places;
    }

private:
    struct Children
    {
        std::optional<std::size_t> left; ///< its merge; nothing for a leaf
        std::optional<std::size_t> right;
    };
    struct Ends
    {
        std::size_t first = 0;
        std::size_t last = 0;
    };

    std::optional<std::size_t> nodeOf(std::size_t cluster) const
    {
        return cluster < m_count ? std::nullopt : std::optional(cluster - m_count);
    }

    /// Where the other end of a cluster may be when @p place is one: in the other child; or there in a leaf.
    Stretch otherEnds(std::optional<std::size_t> merge, std::size_t place) const
    {
        if (!merge)
            return {place, place + 1};
        const Node& node = m_layout.nodes[*merge];
        return place < node.middle ? Stretch {node.middle, node.end} : Stretch {node.begin, node.middle};
    }

    const double* distancesOf(std::size_t place) const { return m_distances.data() + place * m_count; }
    double* costsOf(std::size_t place) { return m_costs.data() + place * m_count; }

    /// For u in the left child and w in the right one: the least over inner ends m and k of cost(u, m) +
    /// d(m, k) + cost(k, w), in two steps.
    void fill(std::size_t merge)
    {
        const Node& node = m_layout.nodes[merge];
        const std::size_t lefts = node.middle - node.begin;
        const std::size_t rights = node.end - node.middle;
        const unsigned threads =
            std::uint64_t {lefts} * rights * (lefts + rights) > 1'000'000 ? m_threads : 1;
        constexpr std::size_t together = 16;
        parallelFor((lefts + together - 1) / together, threads, [&](std::size_t block) {
            std::vector<double> toRight(rights);
            const std::size_t end = std::min(node.middle, node.begin + (block + 1) * together);
            for (std::size_t u = node.begin + block * together; u < end; ++u) {
                std::fill(toRight.begin(), toRight.end(), infinity);
                const Stretch inner = otherEnds(m_children[merge].left, u);
                for (std::size_t m = inner.begin; m < inner.end; ++m)
                    lower(toRight.data(), distancesOf(m) + node.middle, costsOf(u)[m], rights);
                std::fill_n(costsOf(u) + node.middle, rights, infinity);
                for (std::size_t k = node.middle; k < node.end; ++k) {
                    const Stretch outer = otherEnds(m_children[merge].right, k);
                    lower(costsOf(u) + outer.begin, costsOf(k) + outer.begin, toRight[k - node.middle],
                          outer.size());
                }
            }
        });
        for (std::size_t u = node.begin; u < node.middle; ++u)
            for (std::size_t w = node.middle; w < node.end; ++w)
                costsOf(w)[u] = costsOf(u)[w];
    }

    /// Of the whole tree any leaf may stand at an end, so that only the best one for each inner end counts.
    Ends bestEnds(std::size_t root)
    {
        const Node& node = m_layout.nodes[root];
        std::vector<std::size_t> outerOf(m_count);
        std::vector<double> costs(m_count);
        for (std::size_t inner = 0; inner < m_count; ++inner) {
            const Stretch outer =
                otherEnds(inner < node.middle ? m_children[root].left : m_children[root].right, inner);
            const double* begin = costsOf(inner) + outer.begin;
            const double* best = std::min_element(begin, begin + outer.size());
            outerOf[inner] = outer.begin + static_cast<std::size_t>(best - begin);
            costs[inner] = *best;
        }
        double best = infinity;
        Ends ends;
        for (std::size_t m = node.begin; m < node.middle; ++m)
            for (std::size_t k = node.middle; k < node.end; ++k) {
                const double cost = costs[m] + distancesOf(m)[k] + costs[k];
                if (cost < best) {
                    best = cost;
                    ends = {outerOf[m], outerOf[k]};
                }
            }
        return ends;
    }

    /// Appends the cluster's places in the best order from @p first to @p last.
    void append(std::size_t merge, std::size_t first, std::size_t last, std::vector<std::size_t>& places)
    {
        struct Part
        {
            std::optional<std::size_t> merge;
            std::size_t first;
            std::size_t last;
        };
        std::vector<Part> left {{merge, first, last}}; // a stack: trees may be as deep as they have leaves
        while (!left.empty()) {
            const Part part = left.back();
            left.pop_back();
            if (!part.merge) {
                places.push_back(part.first);
                continue;
            }
            const Node& node = m_layout.nodes[*part.merge];
            const bool turned = part.first >= node.middle;
            const auto firstChild = turned ? m_children[*part.merge].right : m_children[*part.merge].left;
            const auto lastChild = turned ? m_children[*part.merge].left : m_children[*part.merge].right;
            const Ends inner = innerEnds(firstChild, part.first, lastChild, part.last);
            left.push_back({lastChild, inner.last, part.last});
            left.push_back({firstChild, part.first, inner.first});
        }
    }

    Ends innerEnds(std::optional<std::size_t> firstChild, std::size_t first,
                   std::optional<std::size_t> lastChild, std::size_t last)
    {
        const Stretch ms = otherEnds(firstChild, first);
        const Stretch ks = otherEnds(lastChild, last);
        double best = infinity;
        Ends ends {ms.begin, ks.begin};
        for (std::size_t m = ms.begin; m < ms.end; ++m)
            for (std::size_t k = ks.begin; k < ks.end; ++k) {
                const double cost = costsOf(first)[m] + distancesOf(m)[k] + costsOf(k)[last];
                if (cost < best) {
                    best = cost;
                    ends = {m, k};
                }
            }
        return ends;
    }

    Layout m_layout;
    std::size_t m_count;
    unsigned m_threads;
    JobContext& m_context;
    std::vector<double> m_distances; ///< by place
    std::vector<double> m_costs; ///< 0 on the diagonal
    std::vector<Children> m_children;
};
} // namespace

std::vector<std::size_t> leavesOf(const std::vector<ClusterMerge>& merges)
{
    return layoutOf(merges).leaves;
}

std::vector<std::size_t> optimalLeaves(const std::vector<ClusterMerge>& merges,
                                       const CompleteDissimilarities& distances, unsigned threads,
                                       JobContext& context)
{
    return LeafOrderer(merges, distances, threads, context).ordered();
}

} // namespace learnscope
