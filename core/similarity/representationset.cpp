#include "core/similarity/representationset.h"

#include "core/base/random.h"
#include "core/similarity/itemdraws.h"
#include "core/similarity/itemorder.h"
#include "core/similarity/pickeditems.h"
#include "core/similarity/placedmaps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace learnscope {

namespace {
constexpr std::array orderingNames = {std::string_view("as-given"), std::string_view("name"),
                                      std::string_view("column"), std::string_view("clusters")};

bool isCancelled(const Error& error)
{
    return error.kind == Error::Kind::Cancelled;
}

std::string itemsText(std::size_t items)
{
    return std::to_string(items) + " items";
}

/// Makes one set from its inputs, step by step.
class Arranger
{
public:
    Arranger(std::span<const RepresentationInput> inputs, const RepresentationOptions& options,
             const RepresentationSet* known, JobContext& context)
        : m_known(known)
        , m_context(context)
    {
        m_set.options = options;
        for (const RepresentationInput& input : inputs)
            m_set.shown.push_back({.input = input});
    }

    Result<RepresentationSet> run()
    {
        for (ShownRepresentation& shown : m_set.shown)
            if (const auto formed = form(shown); !formed)
                return tl::unexpected(formed.error());
        gather();
        for (std::size_t group = 0; group < m_set.groups.size(); ++group)
            if (const auto done = arrange(group); !done)
                return tl::unexpected(done.error());
        return std::move(m_set);
    }

private:
    /// Fails only with Cancelled, as all steps do; other errors go to @p problem.
    Result<void> say(const Error& error, std::string& problem)
    {
        if (isCancelled(error))
            return tl::unexpected(error);
        problem = error.message;
        return {};
    }

    const ShownRepresentation* knownOf(const RepresentationInput& input) const
    {
        if (!m_known)
            return nullptr;
        for (const ShownRepresentation& shown : m_known->shown)
            if (shown.input.measure == input.measure && isSame(shown.input.value, input.value))
                return &shown;
        return nullptr;
    }

    Result<void> form(ShownRepresentation& shown)
    {
        const RepresentationInput& input = shown.input;
        if (const ShownRepresentation* known = knownOf(input)) {
            shown.meaning = known->meaning;
            shown.matrix = known->matrix;
            shown.problem = known->problem;
            shown.note = known->note;
            return {};
        }
        const std::size_t items = itemCount(input.value);
        if (items < 2) {
            shown.problem = "there is only one item";
            return {};
        }
        if (kindOf(input.value) == RepresentationKind::Embedding && items > m_set.options.wholeItems) {
            const bool isSimilarity = input.measure == PairMeasure::Dot;
            shown.meaning = {isSimilarity ? SimilarityMatrix::Kind::Similarity
                                          : SimilarityMatrix::Kind::Dissimilarity,
                             std::string(toString(input.measure))};
            return {};
        }
        m_context.report(.05, "comparing items");
        const auto formed =
            matrixOf(input.value, input.measure, m_set.options.memory, m_set.options.threads, m_context);
        if (!formed)
            return say(formed.error(), shown.problem);
        shown.matrix = std::make_shared<const SimilarityMatrix>(formed->matrix);
        shown.meaning = formed->matrix.meaning();
        shown.note = formed->warning();
        return {};
    }

    void gather()
    {
        std::vector<SourceItems> sources;
        for (const ShownRepresentation& shown : m_set.shown)
            sources.push_back(
                {itemCount(shown.input.value), itemNames(shown.input.value), shown.input.label});
        for (ItemGroup& found : groupItems(sources)) {
            ShownGroup group;
            group.members = found.members;
            group.items = found.size();
            group.names = found.names;
            group.note = found.note;
            group.leader = found.members.front();
            for (const std::size_t member : found.members) {
                const ShownRepresentation& shown = m_set.shown[member];
                if (shown.input.name == m_set.options.order.leader)
                    group.leader = member;
            }
            for (std::size_t place = 0; place < found.members.size(); ++place) {
                ShownRepresentation& shown = m_set.shown[found.members[place]];
                shown.group = m_set.groups.size();
                shown.rows = std::move(found.rows[place]);
            }
            m_set.groups.push_back(std::move(group));
        }
    }

    Result<void> arrange(std::size_t index)
    {
        ShownGroup& group = m_set.groups[index];
        if (group.items >= 2)
            if (const auto done = order(group); !done)
                return done;
        group.numbers = m_set.shown[group.members.front()].rows;
        std::vector<std::string> items;
        items.reserve(group.items);
        for (std::size_t place = 0; place < group.items; ++place)
            items.push_back(group.names.empty() ? std::to_string(group.numbers[place] + 1)
                                                : group.names[place]);
        group.index = std::make_shared<const ItemIndex>(std::move(items));
        for (const std::size_t member : group.members)
            if (const auto done = draw(m_set.shown[member]); !done)
                return done;
        if (m_set.options.parts.maps)
            if (const auto done = mapAll(group); !done)
                return done;
        if (m_set.options.parts.likenesses)
            return compare(group);
        return {};
    }

    // Order

    Result<void> order(ShownGroup& group)
    {
        const ItemOrderRule& rule = m_set.options.order;
        ShownRepresentation& leader = m_set.shown[group.leader];
        Result<ItemOrder> places = ItemOrder();
        if (rule.by == ItemOrdering::Clusters || m_set.options.parts.trees)
            if (const auto done = cluster(group); !done)
                return done;
        if (rule.by == ItemOrdering::Name) {
            places = orderByName(group.names);
        } else if (rule.by == ItemOrdering::Column) {
            const auto* features = std::get_if<Embedding>(&leader.input.value);
            if (features)
                places = columnOrder(*features, leader.rows);
            else
                places = failure(Error::Kind::Usage, leader.input.label + " has no features to order by");
        } else if (rule.by == ItemOrdering::Clusters && group.tree) {
            places = group.tree->order;
            places->insert(places->end(), group.tree->withoutValue.begin(), group.tree->withoutValue.end());
        }
        if (!places)
            return say(places.error(), group.orderProblem);
        if (!places->empty())
            reorder(group, *places);
        return {};
    }

    Result<ItemOrder> columnOrder(const Embedding& features, const std::vector<std::size_t>& rows) const
    {
        const auto order =
            orderByColumn(features, m_set.options.order.column, m_set.options.order.descending);
        if (!order)
            return order;
        std::vector<std::size_t> placeOfRow(features.rows(), rows.size());
        for (std::size_t place = 0; place < rows.size(); ++place)
            placeOfRow[rows[place]] = place;
        ItemOrder places;
        for (const std::size_t row : *order)
            if (placeOfRow[row] < rows.size())
                places.push_back(placeOfRow[row]);
        return places;
    }

    /// The tree of the leader's items as they stand before they are ordered.
    Result<void> cluster(ShownGroup& group)
    {
        const ShownRepresentation& leader = m_set.shown[group.leader];
        if (!leader.matrix) {
            group.orderProblem = leader.problem.empty()
                ? "clusters need the whole matrix, which is not formed of " + itemsText(group.items)
                : leader.problem;
            return {};
        }
        if (auto known = knownTree(leader)) {
            group.tree = std::move(known);
            return {};
        }
        ClusteringOptions options;
        options.linkage = m_set.options.order.linkage;
        options.threads = m_set.options.threads;
        options.memory = m_set.options.memory;
        m_context.report(.3, "finding clusters");
        auto tree = clusterItems(pickedItems(*leader.matrix, leader.rows), options, m_context);
        if (!tree)
            return say(tree.error(), group.orderProblem);
        group.tree = std::make_shared<const Dendrogram>(std::move(*tree));
        return {};
    }

    /// The tree that was found of the same items before, however they stood then: cutting it elsewhere takes
    /// no time. Null where there is none.
    std::shared_ptr<const Dendrogram> knownTree(const ShownRepresentation& leader) const
    {
        const ShownRepresentation* known = knownOf(leader.input);
        if (!known || m_known->options.order.linkage != m_set.options.order.linkage)
            return nullptr;
        const ShownGroup& group = m_known->groups[known->group];
        if (!group.tree || &m_known->shown[group.leader] != known || known->rows.size() != leader.rows.size())
            return nullptr;
        constexpr std::size_t none = std::size_t(-1);
        ItemOrder placeOfRow(itemCount(leader.input.value), none);
        for (std::size_t place = 0; place < leader.rows.size(); ++place)
            placeOfRow[leader.rows[place]] = place;
        auto tree = std::make_shared<Dendrogram>(*group.tree);
        for (ItemOrder* items : {&tree->items, &tree->order, &tree->withoutValue})
            for (std::size_t& item : *items) {
                item = placeOfRow[known->rows[item]];
                if (item == none)
                    return nullptr;
            }
        std::sort(tree->withoutValue.begin(), tree->withoutValue.end());
        return tree;
    }

    /// @p places: the old place at each new one.
    void reorder(ShownGroup& group, const ItemOrder& places)
    {
        for (const std::size_t member : group.members) {
            std::vector<std::size_t>& rows = m_set.shown[member].rows;
            std::vector<std::size_t> ordered(rows.size());
            for (std::size_t place = 0; place < places.size(); ++place)
                ordered[place] = rows[places[place]];
            rows = std::move(ordered);
        }
        if (!group.names.empty()) {
            std::vector<std::string> names;
            names.reserve(places.size());
            for (const std::size_t place : places)
                names.push_back(group.names[place]);
            group.names = RowNames(std::move(names));
        }
        if (group.tree)
            moveTree(group, places);
    }

    void moveTree(ShownGroup& group, const ItemOrder& places)
    {
        ItemOrder placeOf(places.size());
        for (std::size_t place = 0; place < places.size(); ++place)
            placeOf[places[place]] = place;
        auto tree = std::make_shared<Dendrogram>(*group.tree);
        for (std::vector<std::size_t>* items : {&tree->items, &tree->order, &tree->withoutValue})
            for (std::size_t& item : *items)
                item = placeOf[item];
        group.tree = tree;
        const ItemOrderRule& rule = m_set.options.order;
        if (rule.by != ItemOrdering::Clusters || rule.clusters < 2 || rule.clusters > tree->items.size())
            return;
        const auto clusters = clustersOf(*tree, rule.clusters);
        for (std::size_t place = 1; place < clusters.size(); ++place)
            if (clusters[place] != clusters[place - 1])
                group.clusterStarts.push_back(place);
    }

    // What is drawn

    Result<void> draw(ShownRepresentation& shown)
    {
        if (!shown.problem.empty() || shown.rows.size() < 2)
            return {};
        const ShownRepresentation* known = knownOf(shown.input);
        if (known && known->rows == shown.rows && known->pyramid) {
            shown.pyramid = known->pyramid;
            shown.distribution = known->distribution;
            return {};
        }
        m_context.report(.5, "averaging for every level of detail");
        const RowPyramid::Options options {m_set.options.memory, m_set.options.threads};
        Result<RowPyramid> pyramid = shown.matrix
            ? RowPyramid::fromMatrix(*shown.matrix, shown.rows, options, m_context)
            : RowPyramid::fromEmbedding(std::get<Embedding>(shown.input.value), shown.input.measure,
                                        shown.rows, options, m_context);
        if (!pyramid)
            return say(pyramid.error(), shown.problem);
        shown.pyramid = std::move(*pyramid);
        return distribute(shown);
    }

    Result<void> distribute(ShownRepresentation& shown)
    {
        if (shown.matrix) {
            shown.distribution = ValueDistribution::of(*shown.matrix, shown.rows);
            return {};
        }
        constexpr std::size_t sampledRows = 512;
        const auto shuffled = shuffledItems(shown.rows.size(), Random(1));
        std::vector<std::size_t> rows;
        for (std::size_t draw = 0; draw < std::min(sampledRows, shuffled.size()); ++draw)
            rows.push_back(shown.rows[shuffled[draw]]);
        const auto sample =
            matrixOf(pickedRows(std::get<Embedding>(shown.input.value), rows), shown.input.measure,
                     m_set.options.memory, m_set.options.threads, m_context);
        if (!sample)
            return say(sample.error(), shown.problem);
        const std::uint64_t items = shown.rows.size();
        shown.distribution = ValueDistribution::of(sample->matrix).asSampleOf(items * (items - 1) / 2);
        return {};
    }

    // Maps

    Result<void> mapAll(ShownGroup& group)
    {
        const ItemMap* first = nullptr;
        bool firstIsKnown = true;
        for (const std::size_t member : group.members) {
            ShownRepresentation& shown = m_set.shown[member];
            if (!shown.problem.empty())
                continue;
            if (!shown.matrix) {
                shown.mapProblem =
                    "a map needs the whole matrix, which is not formed of " + itemsText(shown.rows.size());
                continue;
            }
            const ShownRepresentation* known = knownOf(shown.input);
            const bool isKnown = known && known->map && hasSameRows(known->rows, shown.rows)
                && m_known->options.scaling == m_set.options.scaling && firstIsKnown;
            if (isKnown) {
                shown.map = inOrderOf(known->map, known->rows, shown.rows);
            } else {
                ScalingOptions options = m_set.options.scaling;
                options.threads = m_set.options.threads;
                auto map = scaledMap(pickedItems(*shown.matrix, shown.rows), options, m_context);
                if (!map) {
                    if (const auto said = say(map.error(), shown.mapProblem); !said)
                        return said;
                    continue;
                }
                if (first)
                    turnTowards(*map, *first);
                shown.map = std::make_shared<const ItemMap>(std::move(*map));
            }
            if (!first) {
                first = shown.map.get();
                firstIsKnown = isKnown && isFirstOfItsGroup(*known);
            }
        }
        return {};
    }

    /// Maps of a group are turned towards that of its first member that has one.
    bool isFirstOfItsGroup(const ShownRepresentation& known) const
    {
        for (const std::size_t member : m_known->groups[known.group].members)
            if (m_known->shown[member].map)
                return &m_known->shown[member] == &known;
        return false;
    }

    // Likenesses

    /// What is known of a group of the same members in the same order.
    const ShownGroup* knownGroup(const ShownGroup& group) const
    {
        const ShownRepresentation* first = knownOf(m_set.shown[group.members.front()].input);
        if (!first)
            return nullptr;
        const ShownGroup& known = m_known->groups[first->group];
        if (known.members.size() != group.members.size())
            return nullptr;
        for (std::size_t place = 0; place < group.members.size(); ++place) {
            const ShownRepresentation& shown = m_set.shown[group.members[place]];
            const ShownRepresentation& other = m_known->shown[known.members[place]];
            if (knownOf(shown.input) != &other || other.rows != shown.rows
                || other.input.isReference != shown.input.isReference)
                return nullptr;
        }
        return &known;
    }

    Result<void> compare(ShownGroup& group)
    {
        const ShownGroup* known = knownGroup(group);
        const bool isKnown = known && known->likeness && m_known->options.likeness == m_set.options.likeness;
        if (isKnown) {
            group.likeness = known->likeness;
            for (auto* indices : {&group.likeness->models, &group.likeness->references})
                for (std::size_t& index : *indices) {
                    const auto place = std::find(known->members.begin(), known->members.end(), index);
                    index = group.members[static_cast<std::size_t>(place - known->members.begin())];
                }
            return {};
        }
        GroupLikeness likeness;
        std::vector<SimilarityMatrix> models;
        std::vector<SimilarityMatrix> references;
        const bool anyReference = std::any_of(group.members.begin(), group.members.end(),
                                              [&](auto member) { return isReference(member); });
        for (const std::size_t member : group.members) {
            const ShownRepresentation& shown = m_set.shown[member];
            if (!shown.problem.empty())
                continue;
            if (!shown.matrix) {
                group.likenessProblem =
                    "comparing needs whole matrices, which are not formed of " + itemsText(group.items);
                return {};
            }
            const bool isOne = anyReference ? isReference(member) : likeness.references.empty();
            (isOne ? likeness.references : likeness.models).push_back(member);
            (isOne ? references : models).push_back(pickedItems(*shown.matrix, shown.rows));
        }
        if (references.empty() || models.empty()) {
            group.likenessProblem = "there is nothing to compare: a reference and a model are needed";
            return {};
        }
        ModelComparisonOptions options = m_set.options.likeness;
        options.threads = m_set.options.threads;
        if (references.size() < 2)
            options.unit = BootstrapUnit::Items;
        m_context.report(.8, "comparing matrices");
        auto compared = compareModels(models, references, options, m_context);
        if (!compared)
            return say(compared.error(), group.likenessProblem);
        likeness.comparison = std::move(*compared);
        group.likeness = std::move(likeness);
        return {};
    }

    bool isReference(std::size_t member) const { return m_set.shown[member].input.isReference; }

    const RepresentationSet* m_known;
    JobContext& m_context;
    RepresentationSet m_set;
};
} // namespace

std::string_view toString(ItemOrdering ordering)
{
    return orderingNames[static_cast<std::size_t>(ordering)];
}

std::optional<ItemOrdering> itemOrderingFromName(std::string_view name)
{
    for (std::size_t ordering = 0; ordering < orderingNames.size(); ++ordering)
        if (orderingNames[ordering] == name)
            return static_cast<ItemOrdering>(ordering);
    return {};
}

double ShownRepresentation::at(std::size_t row, std::size_t column) const
{
    if (matrix)
        return matrix->at(rows[row], rows[column]);
    if (!pyramid)
        return std::nan("");
    return double {pyramid->tile(0, {row, row + 1}, {column, column + 1}).front()};
}

Result<RepresentationSet> arrangeRepresentations(std::span<const RepresentationInput> inputs,
                                                 const RepresentationOptions& options,
                                                 const RepresentationSet* known, JobContext& context)
{
    return Arranger(inputs, options, known, context).run();
}

} // namespace learnscope
