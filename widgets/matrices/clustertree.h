#pragma once

#include "core/similarity/clustering.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace learnscope {

/// A tree of items as it stands on a page: its leaves from left to right, and where each branch is. Branches
/// have the numbers of Dendrogram's clusters. Immutable once made. Any thread.
class ClusterTree
{
public:
    static constexpr std::size_t none = std::size_t(-1);

    struct Branch
    {
        std::size_t begin = 0; ///< its first leaf, from the left
        std::size_t end = 0; ///< beyond its last one
        double x = 0; ///< between its two parts; of a leaf its place
        double height = 0; ///< 0: a leaf
        std::size_t parent = none; ///< of the root: none
        std::size_t left = none; ///< of a leaf: none
        std::size_t right = none;

        std::size_t size() const { return end - begin; }
        bool isLeaf() const { return left == none; }
    };

    /// @p tree has a leaf at least.
    explicit ClusterTree(const Dendrogram& tree);

    std::size_t leaves() const noexcept { return m_items.size(); }
    /// The item at a leaf, as Dendrogram::items tells them.
    std::size_t itemAt(std::size_t leaf) const { return m_items[leaf]; }
    const std::vector<std::size_t>& items() const noexcept { return m_items; } ///< by leaf
    const Branch& branch(std::size_t number) const { return m_branches[number]; }
    std::size_t branchCount() const noexcept { return m_branches.size(); }
    std::size_t root() const noexcept { return m_branches.size() - 1; }
    std::size_t leafBranch(std::size_t leaf) const { return m_leafBranches[leaf]; }
    double highest() const { return m_branches.back().height; }

    /// The branch that holds the leaf when the tree is cut at @p height.
    std::size_t branchAt(std::size_t leaf, double height) const;

    /// Whether it can be cut into so many clusters.
    bool canBeCut(std::size_t clusters) const { return clusters >= 2 && clusters <= leaves(); }
    /// Halfway between the merges around a cut.
    double heightOfCut(std::size_t clusters) const;
    /// Into how many clusters a cut at @p height parts the tree.
    std::size_t clustersAt(double height) const;
    /// The first leaf of each cluster, from the left.
    std::vector<std::size_t> startsOfCut(std::size_t clusters) const;
    /// Whether the branch lies within one cluster of the cut.
    bool isWithinCluster(std::size_t branch, std::size_t clusters) const
    {
        return branch < m_branches.size() + 1 - clusters;
    }

private:
    std::vector<std::size_t> m_items;
    std::vector<std::size_t> m_leafBranches;
    std::vector<Branch> m_branches;
};

} // namespace learnscope
