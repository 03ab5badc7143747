#include "widgets/matrices/clustertree.h"

#include <algorithm>

namespace learnscope {

ClusterTree::ClusterTree(const Dendrogram& tree)
    : m_items(tree.order)
    , m_leafBranches(tree.order.size())
    , m_branches(tree.items.size() + tree.merges.size())
{
    std::vector<std::size_t> leafOfItem(tree.order.size() + tree.withoutValue.size());
    for (std::size_t leaf = 0; leaf < m_items.size(); ++leaf)
        leafOfItem[m_items[leaf]] = leaf;
    for (std::size_t number = 0; number < tree.items.size(); ++number) {
        const std::size_t leaf = leafOfItem[tree.items[number]];
        m_branches[number] = {.begin = leaf, .end = leaf + 1, .x = double(leaf)};
        m_leafBranches[leaf] = number;
    }
    for (std::size_t merge = 0; merge < tree.merges.size(); ++merge) {
        const std::size_t number = tree.items.size() + merge;
        std::size_t left = tree.merges[merge].first;
        std::size_t right = tree.merges[merge].second;
        if (m_branches[right].begin < m_branches[left].begin)
            std::swap(left, right);
        Branch& first = m_branches[left];
        Branch& second = m_branches[right];
        first.parent = second.parent = number;
        m_branches[number] = {.begin = first.begin,
                              .end = second.end,
                              .x = (first.x + second.x) / 2,
                              .height = tree.merges[merge].height,
                              .left = left,
                              .right = right};
    }
}

std::size_t ClusterTree::branchAt(std::size_t leaf, double height) const
{
    std::size_t at = m_leafBranches[leaf];
    while (m_branches[at].parent != none && m_branches[m_branches[at].parent].height <= height)
        at = m_branches[at].parent;
    return at;
}

double ClusterTree::heightOfCut(std::size_t clusters) const
{
    // Merges stand by height: the last ones are undone.
    const std::size_t above = m_branches.size() + 1 - clusters;
    const double below = above > leaves() ? m_branches[above - 1].height : 0;
    return (below + m_branches[above].height) / 2;
}

std::size_t ClusterTree::clustersAt(double height) const
{
    const auto merges = m_branches.begin() + static_cast<std::ptrdiff_t>(leaves());
    const auto above = std::upper_bound(merges, m_branches.end(), height,
                                        [](double cut, const Branch& one) { return cut < one.height; });
    return static_cast<std::size_t>(m_branches.end() - above) + 1;
}

std::vector<std::size_t> ClusterTree::startsOfCut(std::size_t clusters) const
{
    std::vector<std::size_t> starts;
    for (std::size_t leaf = 0; leaf < leaves();) {
        std::size_t at = m_leafBranches[leaf];
        while (m_branches[at].parent != none && isWithinCluster(m_branches[at].parent, clusters))
            at = m_branches[at].parent;
        starts.push_back(leaf);
        leaf = m_branches[at].end;
    }
    return starts;
}

} // namespace learnscope
