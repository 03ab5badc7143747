#pragma once

#include "core/data/representation.h"
#include "core/jobs/jobcontext.h"
#include "core/similarity/clustering.h"
#include "core/similarity/dissimilarity.h"
#include "core/similarity/itemgroups.h"
#include "core/similarity/itemindex.h"
#include "core/similarity/noiseceiling.h"
#include "core/similarity/rowpyramid.h"
#include "core/similarity/scaling.h"
#include "core/similarity/valuedistribution.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// One open representation.
struct RepresentationInput
{
    std::string name; ///< differs from those of the others
    std::string label; ///< what it is called
    Representation value;
    PairMeasure measure = PairMeasure::Correlation; ///< by which rows of an embedding are compared
    bool isReference = false; ///< human judgements, which others are held against
    std::string file = {}; ///< it was read from; empty: computed from answers
    std::string part = {}; ///< which array of the file, or whose answers in which phase and epoch
};

enum class ItemOrdering { AsGiven, Name, Column, Clusters };
/// "as-given", "name", "column" or "clusters"
std::string_view toString(ItemOrdering ordering);
std::optional<ItemOrdering> itemOrderingFromName(std::string_view name);

/// In which order items are drawn. A group that the leader is not in follows its own first member.
struct ItemOrderRule
{
    ItemOrdering by = ItemOrdering::AsGiven;
    std::string leader; ///< RepresentationInput::name, whose clusters or columns lead; empty: the first
    std::size_t column = 0; ///< of the leader's features
    bool descending = false; ///< by column
    Linkage linkage = Linkage::Average;
    std::size_t clusters = 0; ///< into how many the tree is cut; below 2: not at all

    bool operator==(const ItemOrderRule&) const = default;
};

/// What else than order and matrices is computed.
struct RepresentationParts
{
    bool trees = false; ///< also where items are not ordered by clusters
    bool maps = false;
    bool likenesses = false;

    bool contains(const RepresentationParts& parts) const
    {
        return (trees || !parts.trees) && (maps || !parts.maps) && (likenesses || !parts.likenesses);
    }
    RepresentationParts operator|(const RepresentationParts& other) const
    {
        return {trees || other.trees, maps || other.maps, likenesses || other.likenesses};
    }
    bool operator==(const RepresentationParts&) const = default;
};

struct RepresentationOptions
{
    ItemOrderRule order;
    ScalingOptions scaling = {.randomStarts = 0};
    ModelComparisonOptions likeness = {.draws = 200}; ///< 8 s of one core for a model of 1,854 items
    RepresentationParts parts;
    /// Whole matrices are formed of so many items and fewer; of more only what is drawn.
    std::size_t wholeItems = 6000;
    std::uint64_t memory = std::uint64_t {4} << 30; ///< bytes that each step may take
    unsigned threads = 0; ///< 0: all of the machine's

    bool operator==(const RepresentationOptions&) const = default;
};

/// A representation as it is drawn.
struct ShownRepresentation
{
    RepresentationInput input;
    std::size_t group = 0; ///< in RepresentationSet::groups
    std::vector<std::size_t> rows = {}; ///< of the value, at each place of the group's order
    SimilarityMatrix::Meaning meaning = {};
    std::shared_ptr<const SimilarityMatrix> matrix = {}; ///< of all rows; null where it is not formed
    std::optional<RowPyramid> pyramid = {}; ///< in the group's order; nothing: problem says why
    ValueDistribution distribution = {};
    std::shared_ptr<const ItemMap> map = {}; ///< its items are places; null: not asked for, or mapProblem
    std::string problem = {}; ///< why nothing is drawn
    std::string mapProblem = {};
    std::string note = {}; ///< of masked pairs; may be empty

    /// The value of two places, exactly; NaN where there is none.
    double at(std::size_t row, std::size_t column) const;
};

/// How alike a group's models are to its references.
struct GroupLikeness
{
    std::vector<std::size_t> models; ///< in RepresentationSet::shown
    std::vector<std::size_t> references; ///< those said to be, or the first member
    ModelComparison comparison;
};

/// Representations of the same items, in one order.
struct ShownGroup
{
    std::vector<std::size_t> members; ///< in RepresentationSet::shown
    std::size_t items = 0;
    RowNames names; ///< by place; empty where there are none
    std::string note; ///< what was left out; may be empty
    std::size_t leader = 0; ///< the member whose clusters or columns lead, in RepresentationSet::shown
    std::shared_ptr<const Dendrogram> tree; ///< of the leader; its items are places
    std::vector<std::size_t> clusterStarts; ///< places at which a cluster begins, but for the first
    std::string orderProblem; ///< why items are not in the order asked for; may be empty
    std::optional<GroupLikeness> likeness;
    std::string likenessProblem;

    /// By which items are selected: the name, or its number in the first member from 1 on.
    const std::string& itemAt(std::size_t place) const { return index->items()[place]; }
    std::shared_ptr<const ItemIndex> index; ///< never null in a set
    std::vector<std::size_t> numbers; ///< row of the first member at each place
};

/// All that is shown of representations; every view draws from it. Immutable once made.
struct RepresentationSet
{
    RepresentationOptions options;
    std::vector<ShownRepresentation> shown; ///< in the order of the inputs
    std::vector<ShownGroup> groups;

    const ShownGroup& groupOf(std::size_t index) const { return groups[shown[index].group]; }
};

/// The matrix of a representation, in its own order: dissimilarities of features by @p measure, the matrix
/// itself, or that which triplets tell. Fails as dissimilarities() and matrixFromTriplets().
Result<Dissimilarities> matrixOf(const Representation& value, PairMeasure measure, std::uint64_t memory,
                                 unsigned threads, JobContext& context = JobContext::none());

/// Puts @p inputs, whose names differ, into groups and one order and computes what views draw. What cannot be
/// computed for one is said in its place and stops nothing else. Whatever @p known holds already, which may
/// be null, is taken from there. Fails only with Cancelled. Any thread.
Result<RepresentationSet> arrangeRepresentations(std::span<const RepresentationInput> inputs,
                                                 const RepresentationOptions& options,
                                                 const RepresentationSet* known = nullptr,
                                                 JobContext& context = JobContext::none());

} // namespace learnscope
