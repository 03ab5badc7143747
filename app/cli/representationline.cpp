#include "app/cli/representationline.h"

#include <algorithm>

namespace learnscope {

namespace {
/// As views show them.
std::vector<OpenRepresentation> drawnOf(const RepresentationState& state)
{
    std::vector<OpenRepresentation> drawn;
    for (const OpenRepresentation& open : state.open)
        if (open.isShown && open.value)
            drawn.push_back(open);
    return drawn;
}

/// From 1 on; 0: there is none of that name.
std::size_t placeOf(const std::vector<OpenRepresentation>& drawn, const std::string& name)
{
    for (std::size_t place = 0; place < drawn.size(); ++place)
        if (drawn[place].name == name)
            return place + 1;
    return 0;
}

void addSources(ShellWords& words, const std::vector<OpenRepresentation>& drawn)
{
    words.add("--representations");
    for (const OpenRepresentation& open : drawn)
        words.add(open.isOfTrials() ? "answers:" + toText(*open.trials()) : open.file()->path);
    for (std::size_t place = 0; place < drawn.size(); ++place) {
        const auto add = [&](std::string_view option, const std::string& value) {
            if (!value.empty())
                words.add(option, std::to_string(place + 1) + '=' + value);
        };
        const OpenRepresentation& open = drawn[place];
        if (const RepresentationFile* file = open.file()) {
            add("--as", std::string(toString(file->as)));
            add("--dataset", file->dataset);
            add("--item-names", file->namesFile);
            add("--name-column", file->nameColumn);
        }
        if (open.file() && open.file()->as == RepresentationKind::Embedding)
            add("--measure", std::string(toString(open.measure)));
        add("--representation-label", open.label);
        if (open.isReference)
            words.add("--reference", std::to_string(place + 1));
    }
}

void addOrder(ShellWords& words, const ItemOrderRule& order, std::size_t leader)
{
    const ItemOrderRule usual;
    if (order.by != usual.by)
        words.add("--order", toString(order.by));
    if (leader > 1)
        words.add("--leader", std::to_string(leader));
    if (order.by == ItemOrdering::Column)
        words.add("--column", std::to_string(order.column + 1));
    if (order.by == ItemOrdering::Column && order.descending)
        words.add("--descending");
    if (order.linkage != usual.linkage)
        words.add("--linkage", toString(order.linkage));
    if (order.clusters != usual.clusters)
        words.add("--clusters", std::to_string(order.clusters));
}

void addComputations(ShellWords& words, const RepresentationOptions& options)
{
    const RepresentationOptions usual;
    const auto add = [&](std::string_view option, auto is, auto was) {
        if (is != was)
            words.add(option, toString(is));
    };
    add("--scaling", options.scaling.method, usual.scaling.method);
    add("--likeness", options.likeness.measure, usual.likeness.measure);
    add("--bootstrap-over", options.likeness.unit, usual.likeness.unit);
    add("--correction", options.likeness.correction, usual.likeness.correction);
}
} // namespace

std::set<std::string> observersOfAnswers(const RepresentationState& state)
{
    std::set<std::string> observers;
    for (const OpenRepresentation& open : drawnOf(state))
        if (open.isOfTrials())
            observers.insert(open.trials()->observer);
    return observers;
}

bool hasDrawn(const RepresentationState& state)
{
    return !drawnOf(state).empty();
}

void addRepresentations(ShellWords& words, const RepresentationState& state, const FigureRequest& request)
{
    const std::vector<OpenRepresentation> drawn = drawnOf(state);
    addSources(words, drawn);
    for (const std::string& name : request.filter.observers)
        if (const std::size_t place = placeOf(drawn, name); place > 0)
            words.add("--show", std::to_string(place));
    addOrder(words, state.options.order, placeOf(drawn, state.options.order.leader));
    addComputations(words, state.options);
    if (request.difference) {
        words.add("--difference", std::to_string(placeOf(drawn, request.difference->first)));
        words.add(std::to_string(placeOf(drawn, request.difference->second)));
    }
}

} // namespace learnscope
