#include "app/workspace/representationentries.h"

#include "core/io/arrays/readrepresentation.h"

#include <algorithm>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

void addText(Json& json, const char* name, const std::string& text)
{
    if (!text.empty())
        json[name] = text;
}

std::size_t takeCount(Members& members, const std::string& name)
{
    const Json value = members.take(name);
    if (value.is_null())
        return 0;
    if (!value.is_number_unsigned())
        throw Misfit {members.pointerTo(name), "expected a whole number"};
    return value.get<std::size_t>();
}

/// One of the words of a table, or a misfit.
template<typename FromName>
std::string takeWord(Members& members, const std::string& name, FromName fromName)
{
    std::string word = members.text(name);
    if (!word.empty() && !fromName(word))
        throw Misfit {members.pointerTo(name), "'" + word + "' is not known"};
    return word;
}

Json pathOf(const std::string& path, const fs::path& folder)
{
    Json json = Json::object();
    addPath(json, path, folder);
    return json;
}

Json toJson(const WorkspaceRepresentation& one, const fs::path& folder)
{
    Json json;
    if (!one.file.empty()) {
        addPath(json, one.file, folder);
        addText(json, "sha256", one.sha256);
        addText(json, "dataset", one.dataset);
        addText(json, "as", one.as);
        if (!one.namesFile.empty())
            json["names"] = pathOf(one.namesFile, folder);
        addText(json, "name_column", one.nameColumn);
    } else {
        json["observer"] = one.observer;
        json["phase"] = one.phase;
        json["epoch"] = one.epoch ? Json(*one.epoch) : Json("last");
    }
    json["name"] = one.name;
    json["label"] = one.label;
    json["measure"] = one.measure;
    json["reference"] = one.isReference;
    json["shown"] = one.isShown;
    addRest(json, one.unknown);
    return json;
}

std::optional<std::int32_t> takeEpoch(Members& members)
{
    const Json value = members.take("epoch");
    if (value.is_null() || value == "last")
        return {};
    if (!value.is_number_integer())
        throw Misfit {members.pointerTo("epoch"), "expected \"last\" or a number"};
    return value.get<std::int32_t>();
}

WorkspaceRepresentation fromJson(const Json& json, const std::string& pointer, const fs::path& folder)
{
    Members members(json, pointer);
    WorkspaceRepresentation one;
    one.observer = members.text("observer");
    if (one.observer.empty()) {
        one.file = takePath(members, folder);
        one.sha256 = members.text("sha256");
        one.dataset = members.text("dataset");
        one.as = takeWord(members, "as", representationKindFromName);
        if (Json names = members.take("names"); !names.is_null()) {
            Members path(std::move(names), members.pointerTo("names"));
            one.namesFile = takePath(path, folder);
        }
        one.nameColumn = members.text("name_column");
    } else {
        one.phase = takeWord(members, "phase",
                             [](const std::string& word) { return word == "test" || word == "train"; });
        one.epoch = takeEpoch(members);
    }
    one.name = members.text("name");
    if (one.name.empty())
        one.name = one.file.empty() ? one.observer : fs::path(one.file).stem().string();
    one.label = members.text("label");
    if (one.label.empty())
        one.label = one.name;
    one.measure = takeWord(members, "measure", pairMeasureFromName);
    one.isReference = members.flag("reference");
    const Json shown = members.take("shown");
    one.isShown = shown.is_null() || (shown.is_boolean() && shown.get<bool>());
    one.unknown = members.rest();
    return one;
}

Json toJson(const WorkspaceItems& items, const fs::path& folder)
{
    Json json = Json::object();
    Json order = Json::object();
    addText(order, "by", items.order);
    addText(order, "leader", items.leader);
    if (items.column > 0)
        order["column"] = items.column;
    if (items.descending)
        order["descending"] = true;
    addText(order, "linkage", items.linkage);
    if (items.clusters > 0)
        order["clusters"] = items.clusters;
    if (!order.empty())
        json["order"] = order;
    addText(json, "scaling", items.scaling);
    addText(json, "likeness", items.likeness);
    addText(json, "bootstrap", items.unit);
    addText(json, "correction", items.correction);
    if (!items.picturesFolder.empty())
        json["pictures"] = pathOf(items.picturesFolder, folder);
    if (!items.selected.empty())
        json["selected"] = items.selected;
    addRest(json, items.unknown);
    return json;
}

WorkspaceItems itemsFromJson(Json json, const fs::path& folder)
{
    WorkspaceItems items;
    if (json.is_null())
        return items;
    Members members(std::move(json), "/items");
    if (Json value = members.take("order"); !value.is_null()) {
        Members order(std::move(value), "/items/order");
        items.order = takeWord(order, "by", itemOrderingFromName);
        items.leader = order.text("leader");
        items.column = takeCount(order, "column");
        items.descending = order.flag("descending");
        items.linkage = takeWord(order, "linkage", linkageFromName);
        items.clusters = takeCount(order, "clusters");
    }
    items.scaling = takeWord(members, "scaling", scalingMethodFromName);
    items.likeness = takeWord(members, "likeness", matrixMeasureFromName);
    items.unit = takeWord(members, "bootstrap", bootstrapUnitFromName);
    items.correction = takeWord(members, "correction", correctionFromName);
    if (Json pictures = members.take("pictures"); !pictures.is_null()) {
        Members path(std::move(pictures), "/items/pictures");
        items.picturesFolder = takePath(path, folder);
    }
    items.selected = members.texts("selected");
    items.unknown = members.rest();
    return items;
}

Finding changedRemark(const std::string& file)
{
    Finding finding;
    finding.code = "changed-representation";
    finding.file = file;
    finding.count = 1;
    finding.message = "is not the same as when the workspace was saved";
    return finding;
}

OpenRepresentation openFile(const WorkspaceRepresentation& entry, std::vector<Finding>& remarks,
                            JobContext& context)
{
    OpenRepresentation open;
    const auto kind = representationKindFromName(entry.as);
    open.origin = RepresentationFile {entry.file, entry.dataset, kind.value_or(RepresentationKind::Embedding),
                                      entry.namesFile, entry.nameColumn};
    const ArrayChoice choice {entry.dataset, entry.namesFile, entry.nameColumn};
    constexpr std::size_t one = 1;
    auto read = readRepresentations(entry.file, choice, kind, one, context);
    if (!read) {
        open.problem = read.error().kept().front().message;
        for (const Error& error : read.error().kept()) {
            Finding finding;
            finding.code = "missing-representation";
            finding.severity = Finding::Severity::Error;
            finding.file = entry.file;
            finding.count = 1;
            finding.message = "this part of the workspace was not opened: " + error.message;
            remarks.push_back(std::move(finding));
        }
        return open;
    }
    Representation& value = read->front().read.value;
    open.origin =
        RepresentationFile {entry.file, entry.dataset, kindOf(value), entry.namesFile, entry.nameColumn};
    open.remarks = read->front().read.remarks;
    if (!entry.sha256.empty())
        if (const auto hash = sourceOf(value).sha256(); hash && *hash != entry.sha256)
            remarks.push_back(changedRemark(entry.file));
    open.value = std::make_shared<const Representation>(std::move(value));
    return open;
}
} // namespace

void addRepresentations(Json& json, const WorkspaceDocument& document, const fs::path& folder)
{
    if (!document.representations.empty()) {
        json["representations"] = Json::array();
        for (const WorkspaceRepresentation& one : document.representations)
            json["representations"].push_back(toJson(one, folder));
    }
    if (Json items = toJson(document.items, folder); !items.empty())
        json["items"] = std::move(items);
}

void takeRepresentations(Members& members, const fs::path& folder, WorkspaceDocument& document)
{
    const Json all = members.take("representations");
    if (!all.is_null() && !all.is_array())
        throw Misfit {"/representations", "expected a list in [ ]"};
    for (std::size_t place = 0; place < all.size(); ++place)
        document.representations.push_back(
            fromJson(all[place], "/representations/" + std::to_string(place), folder));
    document.items = itemsFromJson(members.take("items"), folder);
}

void describeRepresentations(const RepresentationState& state, WorkspaceDocument& document)
{
    for (const OpenRepresentation& open : state.open) {
        WorkspaceRepresentation one;
        one.name = open.name;
        one.label = open.label;
        if (const RepresentationFile* file = open.file()) {
            one.file = file->path;
            one.dataset = file->dataset;
            one.as = toString(file->as);
            one.namesFile = file->namesFile;
            one.nameColumn = file->nameColumn;
            if (open.value)
                one.sha256 = sourceOf(*open.value).sha256().value_or(std::string());
        } else if (const RepresentationOfTrials* trials = open.trials()) {
            one.observer = trials->observer;
            one.phase = toString(trials->phase);
            one.epoch = trials->epoch;
        }
        one.measure = toString(open.measure);
        one.isReference = open.isReference;
        one.isShown = open.isShown;
        document.representations.push_back(std::move(one));
    }
    const RepresentationOptions usual;
    const RepresentationOptions& options = state.options;
    WorkspaceItems& items = document.items;
    if (options.order != usual.order) {
        items.order = toString(options.order.by);
        items.leader = options.order.leader;
        items.column = options.order.column;
        items.descending = options.order.descending;
        items.linkage = toString(options.order.linkage);
        items.clusters = options.order.clusters;
    }
    if (options.scaling.method != usual.scaling.method)
        items.scaling = toString(options.scaling.method);
    if (options.likeness.measure != usual.likeness.measure)
        items.likeness = toString(options.likeness.measure);
    if (options.likeness.unit != usual.likeness.unit)
        items.unit = toString(options.likeness.unit);
    if (options.likeness.correction != usual.likeness.correction)
        items.correction = toString(options.likeness.correction);
    items.picturesFolder = state.picturesFolder;
    if (state.items)
        items.selected.assign(state.items->begin(), state.items->end());
}

RepresentationState loadRepresentations(const WorkspaceDocument& document, std::vector<Finding>& remarks,
                                        JobContext& context)
{
    RepresentationState state;
    for (const WorkspaceRepresentation& entry : document.representations) {
        OpenRepresentation open;
        if (!entry.file.empty())
            open = openFile(entry, remarks, context);
        else
            open.origin = RepresentationOfTrials {
                entry.observer, entry.phase == "train" ? Phase::Train : Phase::Test, entry.epoch};
        open.name = entry.name;
        open.label = entry.label;
        open.measure = pairMeasureFromName(entry.measure).value_or(PairMeasure::Correlation);
        open.isReference = entry.isReference;
        open.isShown = entry.isShown;
        const auto isTaken = [&](const OpenRepresentation& other) { return other.name == open.name; };
        for (int copy = 2; std::any_of(state.open.begin(), state.open.end(), isTaken); ++copy)
            open.name = entry.name + " (" + std::to_string(copy) + ")";
        state.open.push_back(std::move(open));
    }
    const WorkspaceItems& items = document.items;
    ItemOrderRule& order = state.options.order;
    order.by = itemOrderingFromName(items.order).value_or(order.by);
    order.leader = items.leader;
    order.column = items.column;
    order.descending = items.descending;
    order.linkage = linkageFromName(items.linkage).value_or(order.linkage);
    order.clusters = items.clusters;
    ScalingOptions& scaling = state.options.scaling;
    scaling.method = scalingMethodFromName(items.scaling).value_or(scaling.method);
    ModelComparisonOptions& likeness = state.options.likeness;
    likeness.measure = matrixMeasureFromName(items.likeness).value_or(likeness.measure);
    likeness.unit = bootstrapUnitFromName(items.unit).value_or(likeness.unit);
    likeness.correction = correctionFromName(items.correction).value_or(likeness.correction);
    state.picturesFolder = items.picturesFolder;
    if (!items.selected.empty())
        state.items = std::make_shared<const ItemSet>(items.selected.begin(), items.selected.end());
    return state;
}

} // namespace learnscope
