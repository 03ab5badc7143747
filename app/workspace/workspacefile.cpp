#include "app/workspace/workspacefile.h"

#include "app/workspace/representationentries.h"
#include "app/workspace/workspacejson.h"
#include "core/base/jsonplace.h"
#include "core/base/sha256.h"
#include "core/base/version.h"
#include "core/stats/rules.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

constexpr const char* formatName = "learnscope-workspace";
constexpr int majorVersion = 1;
constexpr int minorVersion = 0;

/// The folder that paths in @p file are relative to, without links on the way, as tables are named.
fs::path folderOf(const fs::path& file)
{
    std::error_code status;
    const fs::path folder = fs::weakly_canonical(file.parent_path(), status);
    return status ? file.parent_path() : folder;
}

Json tableToJson(const WorkspaceTable& table, const fs::path& folder)
{
    Json json;
    addPath(json, table.file, folder);
    if (!table.sha256.empty())
        json["sha256"] = table.sha256;
    json["name"] = table.name;
    json["label"] = table.label;
    json["kind"] = toString(table.kind);
    json["runs"] = table.checkedRuns ? Json(*table.checkedRuns) : Json("all");
    json["color"] = table.color;
    json["marker"] = table.marker;
    if (!table.columns.empty())
        json["columns"] = table.columns;
    if (!table.repairs.empty())
        json["repairs"] = table.repairs;
    addRest(json, table.unknown);
    return json;
}

std::optional<std::vector<std::int32_t>> runsFrom(const Json& json, const std::string& pointer)
{
    if (json.is_null() || json == "all")
        return {};
    const auto isRun = [](const Json& value) {
        return value.is_number_integer() && value == Json(value.get<std::int32_t>());
    };
    if (!json.is_array() || !std::all_of(json.begin(), json.end(), isRun))
        throw Misfit {pointer, "expected \"all\" or a list of runs"};
    auto runs = json.get<std::vector<std::int32_t>>();
    std::sort(runs.begin(), runs.end());
    return runs;
}

WorkspaceTable tableFromJson(const Json& json, const std::string& pointer, const fs::path& folder)
{
    Members members(json, pointer);
    WorkspaceTable table;
    table.file = takePath(members, folder);
    table.sha256 = members.text("sha256");
    table.name = members.text("name");
    if (table.name.empty())
        table.name = observerNameFromFile(table.file);
    table.label = members.text("label");
    if (table.label.empty())
        table.label = observerLabelFromName(table.name);
    const std::string kind = members.text("kind");
    if (kind != "human" && kind != "network" && !kind.empty())
        throw Misfit {members.pointerTo("kind"), "expected human or network, found '" + kind + "'"};
    table.kind = kind.empty() ? observerKindFromName(table.name)
        : kind == "human"     ? ObserverKind::Human
                              : ObserverKind::Network;
    const Json runs = members.take("runs");
    table.runsAreSaid = !runs.is_null();
    table.checkedRuns = runsFrom(runs, members.pointerTo("runs"));
    table.color = members.text("color");
    table.marker = members.text("marker");
    table.columns = members.texts("columns");
    table.repairs = members.texts("repairs");
    table.unknown = members.rest();
    return table;
}

Json rulesToJson(const AnalysisOptions& options)
{
    Json json;
    for (const Rule& rule : analysisRules())
        json[std::string(rule.name)] = rule.text(options);
    if (options.trainObjects)
        json["train-objects"] = *options.trainObjects;
    return json;
}

/// Rules that are not known are named in @p unknown.
AnalysisOptions rulesFromJson(Json json, const std::string& pointer, Json& unknown)
{
    AnalysisOptions options;
    if (json.is_null())
        return options;
    Members members(std::move(json), pointer);
    for (const Rule& rule : analysisRules()) {
        const std::string name(rule.name);
        const Json value = members.take(name);
        if (value.is_null())
            continue;
        const auto set = rule.set(options, value.is_string() ? value.get<std::string>() : value.dump());
        if (!set)
            throw Misfit {members.pointerTo(name), set.error().message};
    }
    const Json objects = members.take("train-objects");
    if (!objects.is_null()) {
        if (!objects.is_array()
            || !std::all_of(objects.begin(), objects.end(), [](const Json& id) { return id.is_string(); }))
            throw Misfit {members.pointerTo("train-objects"), "expected a list of texts"};
        options.trainObjects.emplace();
        for (const Json& id : objects)
            options.trainObjects->insert(id.get<std::string>());
    }
    if (const std::string rest = members.rest(); !rest.empty())
        unknown = parsed(rest);
    return options;
}

void checkVersion(Members& members)
{
    if (members.text("format") != formatName)
        throw Misfit {"", "this is no workspace of Learnscope"};
    const std::string version = members.text("version");
    int major = 0;
    int minor = 0;
    char rest = 0;
    if (std::sscanf(version.c_str(), "%5d.%5d%c", &major, &minor, &rest) != 2 || major < 1)
        throw Misfit {members.pointerTo("version"), "expected a version such as 1.0"};
    if (major > majorVersion)
        throw Misfit {members.pointerTo("version"),
                      "written by a newer Learnscope, in version " + version
                          + " of the format; this one reads versions up to " + std::to_string(majorVersion)
                          + ".x. Open it with a newer Learnscope"};
}

WorkspaceDocument documentFrom(Json json, const fs::path& folder)
{
    Members members(std::move(json), "");
    checkVersion(members);
    members.take("written_by");
    WorkspaceDocument document;
    const Json tables = members.take("tables");
    if (!tables.is_null() && !tables.is_array())
        throw Misfit {"/tables", "expected a list in [ ]"};
    for (std::size_t place = 0; place < tables.size(); ++place)
        document.tables.push_back(tableFromJson(tables[place], "/tables/" + std::to_string(place), folder));
    if (Json value = members.take("stimuli"); !value.is_null()) {
        Members stimuli(std::move(value), "/stimuli");
        document.stimuli.emplace();
        document.stimuli->folder = takePath(stimuli, folder);
        document.stimuli->sha256 = stimuli.text("sha256");
        document.stimuli->unknown = stimuli.rest();
    }
    takeRepresentations(members, folder, document);
    document.learnersOnly = members.flag("learners_only");
    document.onlySelected = members.flag("only_selected");
    if (const Json switches = members.take("shown"); !switches.is_null()) {
        if (!switches.is_object())
            throw Misfit {"/shown", "expected an object in { }"};
        for (const auto& [name, value] : switches.items()) {
            if (!value.is_boolean())
                throw Misfit {"/shown/" + name, "expected true or false"};
            document.shown[name] = value.get<bool>();
        }
    }
    Json unknownRules;
    document.rules = rulesFromJson(members.take("rules"), "/rules", unknownRules);
    document.selection = members.raw("selection");
    document.namedSelections = members.raw("selections");
    document.stimulus = members.text("stimulus");
    document.views = members.raw("views");
    document.zooms = members.raw("zooms");
    document.page = members.raw("page");
    if (Json value = members.take("window"); !value.is_null()) {
        Members window(std::move(value), "/window");
        document.windowGeometry = window.text("geometry");
        document.docks = window.text("docks");
    }
    document.unknown = members.rest();
    if (!unknownRules.is_null()) {
        Json unknown = document.unknown.empty() ? Json::object() : parsed(document.unknown);
        unknown["rules"] = std::move(unknownRules);
        document.unknown = unknown.dump();
    }
    return document;
}

/// nlohmann's "[json.exception.parse_error.101] parse error at line 1, column 1: ... - what is wrong".
std::string reasonIn(const nlohmann::json::parse_error& error)
{
    const std::string_view what = error.what();
    const std::size_t colon = what.find(": ");
    std::string reason(colon == std::string_view::npos ? what : what.substr(colon + 2));
    return "this is no JSON, or only the beginning of it: " + reason;
}
} // namespace

std::string hashOfList(const StimulusSet& stimuli)
{
    std::vector<std::string> paths;
    for (const Stimulus& stimulus : stimuli.stimuli())
        paths.push_back(stimulus.path.lexically_relative(stimuli.root()).generic_string());
    std::sort(paths.begin(), paths.end());
    std::string list;
    for (const std::string& path : paths)
        list += path + '\n';
    return sha256(list);
}

std::string toText(const WorkspaceDocument& document, const fs::path& file)
{
    const fs::path folder = file.empty() ? fs::path() : folderOf(file);
    Json json;
    json["format"] = formatName;
    json["version"] = std::to_string(majorVersion) + '.' + std::to_string(minorVersion);
    json["written_by"] = "learnscope " + std::string(version());
    json["tables"] = Json::array();
    for (const WorkspaceTable& table : document.tables)
        json["tables"].push_back(tableToJson(table, folder));
    if (document.stimuli) {
        Json& stimuli = json["stimuli"];
        addPath(stimuli, document.stimuli->folder, folder);
        if (!document.stimuli->sha256.empty())
            stimuli["sha256"] = document.stimuli->sha256;
        addRest(stimuli, document.stimuli->unknown);
    }
    addRepresentations(json, document, folder);
    json["learners_only"] = document.learnersOnly;
    json["only_selected"] = document.onlySelected;
    json["shown"] = document.shown;
    json["rules"] = rulesToJson(document.rules);
    const auto addRaw = [&](const char* name, const std::string& text) {
        if (!text.empty())
            json[name] = parsed(text);
    };
    addRaw("selection", document.selection);
    addRaw("selections", document.namedSelections);
    if (!document.stimulus.empty())
        json["stimulus"] = document.stimulus;
    addRaw("views", document.views);
    addRaw("zooms", document.zooms);
    addRaw("page", document.page);
    if (!document.windowGeometry.empty() || !document.docks.empty())
        json["window"] = {{"geometry", document.windowGeometry}, {"docks", document.docks}};
    if (!document.unknown.empty()) {
        Json unknown = parsed(document.unknown);
        if (const auto rules = unknown.find("rules"); rules != unknown.end()) {
            json["rules"].update(*rules);
            unknown.erase("rules");
        }
        json.update(unknown);
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<WorkspaceDocument> workspaceFromText(std::string_view text, const fs::path& file)
{
    const std::string name = file.string();
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return failure(Error::Kind::Syntax, "the file is empty; expected a workspace of Learnscope",
                       {name, 1, 1});
    try {
        return documentFrom(Json::parse(text), folderOf(file));
    } catch (const nlohmann::json::parse_error& error) {
        return failure(Error::Kind::Syntax, reasonIn(error),
                       placeInText(text, error.byte > 0 ? error.byte - 1 : 0, name));
    } catch (const Misfit& misfit) {
        return failure(Error::Kind::Mismatch, misfit.message, placeInJson(text, misfit.pointer, name));
    }
}

Result<WorkspaceDocument> readWorkspace(const fs::path& file)
{
    std::ifstream input(file, std::ios::binary);
    std::string text {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
    if (!input.is_open() || input.bad())
        return failure(Error::Kind::Io, "cannot be read", {file.string()});
    return workspaceFromText(text, file);
}

} // namespace learnscope
