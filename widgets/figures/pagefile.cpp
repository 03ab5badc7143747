#include "widgets/figures/pagefile.h"

#include "core/base/sha256.h"
#include "core/base/version.h"
#include "core/stats/rules.h"
#include "widgets/figures/figureparts.h"
#include "widgets/figures/jsonreader.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>

namespace learnscope {

namespace {
using Json = JsonReader::Json;

constexpr int formatVersion = 1;

Json rectangleJson(const QRectF& area)
{
    const auto rounded = [](double length) { return std::round(length * 1000) / 1000; }; // micrometres
    return {rounded(area.x()), rounded(area.y()), rounded(area.width()), rounded(area.height())};
}

Json pageObject(const FigurePage& page)
{
    Json json {{"width_mm", page.width},
               {"height_mm", page.height},
               {"style", toString(page.style)},
               {"font_size_pt", page.fontSize},
               {"line_width_pt", page.lineWidth},
               {"palette", toString(page.palette)},
               {"letters",
                {{"shown", page.letters.shown},
                 {"bold", page.letters.bold},
                 {"upper_case", page.letters.upperCase},
                 {"size_pt", page.letters.size}}},
               {"shared_axes", page.sharedAxes},
               {"shared_key", page.sharedKey}};
    if (!page.keyFrame.isEmpty())
        json["key_mm"] = rectangleJson(page.keyFrame);
    json["panels"] = Json::array();
    for (const PagePanel& panel : page.panels) {
        Json entry {{"kind", toString(panel.kind)}, {"frame_mm", rectangleJson(panel.frame)}};
        if (!panel.observers.empty())
            entry["observers"] = panel.observers;
        if (panel.part.phase)
            entry["phase"] = toString(*panel.part.phase);
        if (panel.part.counts)
            entry["cells"] = "counts";
        if (!panel.part.epochs.empty())
            entry["epochs"] = panel.part.epochs;
        if (panel.letter)
            entry["letter"] = *panel.letter;
        json["panels"].push_back(std::move(entry));
    }
    return json;
}

template<typename T>
std::function<Result<void>(const std::string&)> into(T& value, Result<T> (*fromName)(std::string_view))
{
    return [&value, fromName](const std::string& word) -> Result<void> {
        const Result<T> read = fromName(word);
        if (!read)
            return tl::unexpected(read.error());
        value = *read;
        return {};
    };
}

void readRectangle(JsonReader& reader, const Json& value, const std::string& pointer, QRectF& area)
{
    if (reader.error())
        return;
    if (!value.is_array() || value.size() != 4)
        return reader.fail(pointer, "a list of x, y, width and height in mm", value);
    std::array<double, 4> sides {};
    for (std::size_t side = 0; side < 4; ++side) {
        if (!value[side].is_number())
            return reader.fail(pointer + "/" + std::to_string(side), "a number of mm", value[side]);
        sides[side] = value[side].get<double>();
        if (!(sides[side] >= 0 && sides[side] <= 1000))
            return reader.fail(pointer + "/" + std::to_string(side), "a number from 0 to 1000", value[side],
                               Error::Kind::OutOfRange);
    }
    area = QRectF(sides[0], sides[1], sides[2], sides[3]);
}

void readNumbers(JsonReader& reader, const Json& list, const std::string& pointer, const char* what,
                 std::vector<std::int32_t>& numbers)
{
    for (std::size_t index = 0; index < list.size(); ++index) {
        const Json& value = list[index];
        const auto number = value.is_number_integer() ? value.get<std::int64_t>() : INT64_MAX;
        if (number != std::int32_t(number))
            return reader.fail(pointer + "/" + std::to_string(index), what, value);
        numbers.push_back(std::int32_t(number));
    }
}

/// Phase, cells and epochs, where the kind has them.
FigurePart readPart(JsonReader& reader, const Json& json, const std::string& pointer, FigureKind kind)
{
    FigurePart part;
    const auto refuse = [&](const char* member, const std::string& where) {
        if (!reader.error() && json.contains(member))
            reader.fail(pointer + "/" + member, "this member in panels of " + where + " only", json[member]);
    };
    if (!figureHasPhases(kind))
        refuse("phase", "a kind that has phases");
    if (!figureHasCells(kind))
        for (const char* member : {"cells", "epochs"})
            refuse(member, "confusion");
    const auto oneOf = [](const std::string& word, const char* usual, const char* other) -> Result<bool> {
        if (word != usual && word != other)
            return failure(Error::Kind::Syntax,
                           "expected " + std::string(usual) + " or " + other + ", found '" + word + "'");
        return word == other;
    };
    reader.readWord(json, pointer, "phase", [&](const std::string& word) -> Result<void> {
        const auto isTrain = oneOf(word, "test", "train");
        if (!isTrain)
            return tl::unexpected(isTrain.error());
        part.phase = *isTrain ? Phase::Train : Phase::Test;
        return {};
    });
    reader.readWord(json, pointer, "cells", [&](const std::string& word) -> Result<void> {
        const auto counts = oneOf(word, "shares", "counts");
        if (!counts)
            return tl::unexpected(counts.error());
        part.counts = *counts;
        return {};
    });
    if (reader.error() || !json.contains("epochs"))
        return part;
    const Json& epochs = json["epochs"];
    if (!epochs.is_array())
        reader.fail(pointer + "/epochs", "a list of epochs", epochs);
    else
        readNumbers(reader, epochs, pointer + "/epochs", "the number of an epoch", part.epochs);
    std::sort(part.epochs.begin(), part.epochs.end());
    part.epochs.erase(std::unique(part.epochs.begin(), part.epochs.end()), part.epochs.end());
    return part;
}

PagePanel readPanel(JsonReader& reader, const Json& json, const std::string& pointer)
{
    PagePanel panel;
    if (!reader.isObject(json, pointer,
                         {"kind", "frame_mm", "observers", "phase", "cells", "epochs", "letter"}))
        return panel;
    reader.require(json, pointer, "kind");
    reader.readWord(json, pointer, "kind", into(panel.kind, figureKindFromName));
    if (const Json* frame = reader.require(json, pointer, "frame_mm"))
        readRectangle(reader, *frame, pointer + "/frame_mm", panel.frame);
    reader.read(json, pointer, "observers", panel.observers);
    panel.part = readPart(reader, json, pointer, panel.kind);
    if (json.contains("letter")) {
        panel.letter.emplace();
        reader.read(json, pointer, "letter", *panel.letter);
    }
    return panel;
}

FigurePage readPage(JsonReader& reader, const Json& json, const std::string& pointer)
{
    FigurePage page;
    if (!reader.isObject(json, pointer,
                         {"width_mm", "height_mm", "style", "font_size_pt", "line_width_pt", "palette",
                          "letters", "shared_axes", "shared_key", "key_mm", "panels"}))
        return page;
    reader.require(json, pointer, "width_mm");
    reader.require(json, pointer, "height_mm");
    reader.read(json, pointer, "width_mm", page.width, 20, 1000);
    reader.read(json, pointer, "height_mm", page.height, 20, 1000);
    reader.readWord(json, pointer, "style", into(page.style, figureStyleFromName));
    reader.read(json, pointer, "font_size_pt", page.fontSize, 4, 24);
    reader.read(json, pointer, "line_width_pt", page.lineWidth, 0, 10);
    reader.readWord(json, pointer, "palette", into(page.palette, figurePaletteFromName));
    if (json.contains("letters")
        && reader.isObject(json["letters"], pointer + "/letters",
                           {"shown", "bold", "upper_case", "size_pt"})) {
        const Json& letters = json["letters"];
        reader.read(letters, pointer + "/letters", "shown", page.letters.shown);
        reader.read(letters, pointer + "/letters", "bold", page.letters.bold);
        reader.read(letters, pointer + "/letters", "upper_case", page.letters.upperCase);
        reader.read(letters, pointer + "/letters", "size_pt", page.letters.size, 4, 24);
    }
    reader.read(json, pointer, "shared_axes", page.sharedAxes);
    reader.read(json, pointer, "shared_key", page.sharedKey);
    if (json.contains("key_mm"))
        readRectangle(reader, json["key_mm"], pointer + "/key_mm", page.keyFrame);
    const Json* panels = reader.require(json, pointer, "panels");
    if (panels && !panels->is_array())
        reader.fail(pointer + "/panels", "a list of panels", *panels);
    if (!panels || reader.error())
        return page;
    for (std::size_t index = 0; index < panels->size(); ++index)
        page.panels.push_back(
            readPanel(reader, (*panels)[index], pointer + "/panels/" + std::to_string(index)));
    return page;
}

Json runsJson(const RunSelection& runs)
{
    return runs.rule == RunSelection::Rule::Listed ? Json(runs.runs) : Json(toString(runs.rule));
}

void readRuns(JsonReader& reader, const Json& value, const std::string& pointer, RunSelection& runs)
{
    const char* expected = "all, learners or a list of runs";
    if (value == "all" || value == "learners") {
        runs.rule = value == "all" ? RunSelection::Rule::All : RunSelection::Rule::Learners;
        return;
    }
    if (!value.is_array() || value.empty())
        return reader.fail(pointer, expected, value);
    runs.rule = RunSelection::Rule::Listed;
    readNumbers(reader, value, pointer, "the number of a run", runs.runs);
}

Json tableJson(const PageTable& table, const std::filesystem::path& folder)
{
    const std::filesystem::path relative =
        std::filesystem::absolute(table.file).lexically_normal().lexically_relative(folder);
    Json json {{"file", (relative.empty() ? std::filesystem::path(table.file) : relative).generic_string()},
               {"name", table.name},
               {"label", table.label},
               {"kind", toString(table.kind)},
               {"runs", runsJson(table.runs)}};
    if (!table.sha256.empty())
        json["sha256"] = table.sha256;
    if (table.style) {
        json["color"] = table.style->color.name().toStdString();
        json["marker"] = toString(table.style->marker);
    }
    if (!table.repairs.empty())
        json["repairs"] = table.repairs;
    return json;
}

PageTable readTable(JsonReader& reader, const Json& json, const std::string& pointer,
                    const std::filesystem::path& folder)
{
    PageTable table;
    if (!reader.isObject(json, pointer,
                         {"file", "name", "label", "kind", "runs", "sha256", "color", "marker", "repairs"}))
        return table;
    reader.require(json, pointer, "file");
    reader.read(json, pointer, "file", table.file);
    table.file = (folder / table.file).lexically_normal().string();
    table.name = observerNameFromFile(table.file);
    reader.read(json, pointer, "name", table.name);
    table.label = observerLabelFromName(table.name);
    reader.read(json, pointer, "label", table.label);
    table.kind = observerKindFromName(table.name);
    reader.readWord(json, pointer, "kind", [&](const std::string& word) -> Result<void> {
        if (word != "human" && word != "network")
            return failure(Error::Kind::Syntax, "expected human or network, found '" + word + "'");
        table.kind = word == "human" ? ObserverKind::Human : ObserverKind::Network;
        return {};
    });
    if (json.contains("runs"))
        readRuns(reader, json["runs"], pointer + "/runs", table.runs);
    reader.read(json, pointer, "sha256", table.sha256);
    Observer observer;
    observer.name = table.name;
    observer.kind = table.kind;
    ObserverStyle style = styleFor(observer, 0);
    reader.readWord(json, pointer, "color", [&](const std::string& word) -> Result<void> {
        style.color = QColor(QString::fromStdString(word));
        if (!style.color.isValid())
            return failure(Error::Kind::Syntax, "expected a colour such as #0072b2, found '" + word + "'");
        return {};
    });
    reader.readWord(json, pointer, "marker", [&](const std::string& word) -> Result<void> {
        const auto marker = markerFromName(word);
        if (!marker)
            return failure(Error::Kind::Syntax, "expected a marker such as square, found '" + word + "'");
        style.marker = *marker;
        return {};
    });
    if (json.contains("color") || json.contains("marker"))
        table.style = style;
    reader.read(json, pointer, "repairs", table.repairs);
    return table;
}

Json rulesJson(const AnalysisOptions& options)
{
    Json json = Json::object();
    for (const Rule& rule : analysisRules())
        json[std::string(rule.name)] = rule.text(options);
    return json;
}

void readRules(JsonReader& reader, const Json& json, AnalysisOptions& options)
{
    if (!json.is_object())
        return reader.fail("/rules", "an object", json);
    for (const auto& [name, value] : json.items())
        reader.readWord(json, "/rules", name.c_str(),
                        [&, name = name](const std::string& word) { return setRule(options, name, word); });
}

NetworkFacts readNetwork(JsonReader& reader, const Json& json, const std::string& pointer)
{
    NetworkFacts facts;
    if (!reader.isObject(json, pointer,
                         {"observer", "label", "imagenet_accuracy", "parameters_million", "classic"}))
        return facts;
    for (const char* member : {"observer", "imagenet_accuracy", "parameters_million"})
        reader.require(json, pointer, member);
    reader.read(json, pointer, "observer", facts.observer);
    reader.read(json, pointer, "label", facts.label);
    reader.read(json, pointer, "imagenet_accuracy", facts.imagenetTop1, 0, 1);
    reader.read(json, pointer, "parameters_million", facts.parametersMillion, 1e-6, 1e9);
    bool classic = false;
    reader.read(json, pointer, "classic", classic);
    facts.generation = classic ? KnownNetwork::Generation::Classic : KnownNetwork::Generation::StateOfTheArt;
    return facts;
}

/// The list of that name, or an empty one.
const Json& listOf(JsonReader& reader, const char* member)
{
    static const Json empty = Json::array();
    const Json& root = reader.root();
    if (reader.error() || !root.contains(member))
        return empty;
    if (!root[member].is_array())
        reader.fail(std::string("/") + member, "a list", root[member]);
    return reader.error() ? empty : root[member];
}

void checkVersion(JsonReader& reader)
{
    const Json* version = reader.require(reader.root(), "", "learnscope_page");
    if (version && *version != formatVersion)
        reader.fail("/learnscope_page",
                    "version " + std::to_string(formatVersion) + " of page files, which this program knows",
                    *version);
}
} // namespace

PageFile pageFileOf(const FigurePage& page, const FigureInput& input,
                    const std::vector<NetworkFacts>& networks)
{
    PageFile file {page, {}, input.rules, networks};
    file.rules.curves = input.curves.options;
    file.rules.selections.clear();
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index) {
        const ObserverCurves& curves = input.curves.observers[index];
        PageTable table {
            curves.observer.file, {}, curves.observer.name, labelOf(curves.observer).toStdString(),
            curves.observer.kind, {}, styleOf(input, index)};
        table.runs = index < input.selections.size() ? input.selections[index]
                                                     : RunSelection {RunSelection::Rule::Listed, curves.runs};
        if (!table.file.empty())
            table.sha256 = sha256OfFile(table.file).value_or(std::string());
        for (const RepairRecord& repair : curves.observer.repairs)
            table.repairs.push_back(repair.repair
                                    + (repair.parameters.empty() ? "" : "=" + repair.parameters));
        file.tables.push_back(std::move(table));
    }
    return file;
}

std::string pageJson(const FigurePage& page)
{
    return pageObject(page).dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<FigurePage> pageFromJson(std::string_view json, const std::string& fileName)
{
    JsonReader reader(json, fileName);
    FigurePage page = readPage(reader, reader.root(), "");
    if (reader.error())
        return tl::unexpected(*reader.error());
    return page;
}

std::string pageFileJson(const PageFile& file, const std::filesystem::path& path)
{
    const std::filesystem::path folder = std::filesystem::absolute(path).lexically_normal().parent_path();
    Json json {{"learnscope_page", formatVersion},
               {"program", "learnscope " + std::string(version())},
               {"page", pageObject(file.page)},
               {"tables", Json::array()},
               {"rules", rulesJson(file.rules)}};
    for (const PageTable& table : file.tables)
        json["tables"].push_back(tableJson(table, folder));
    for (const NetworkFacts& facts : file.networks)
        json["networks"].push_back({{"observer", facts.observer},
                                    {"label", facts.label},
                                    {"imagenet_accuracy", facts.imagenetTop1},
                                    {"parameters_million", facts.parametersMillion},
                                    {"classic", facts.generation == KnownNetwork::Generation::Classic}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<PageFile> pageFileFromJson(std::string_view json, const std::filesystem::path& path)
{
    JsonReader reader(json, path.string());
    const std::filesystem::path folder = std::filesystem::absolute(path).lexically_normal().parent_path();
    PageFile file;
    if (!reader.error() && reader.root().is_object())
        checkVersion(reader); // before a newer version's members are called unknown
    if (reader.isObject(reader.root(), "",
                        {"learnscope_page", "program", "page", "tables", "rules", "networks"})) {
        if (const Json* page = reader.require(reader.root(), "", "page"))
            file.page = readPage(reader, *page, "/page");
        const Json& tables = listOf(reader, "tables");
        for (std::size_t index = 0; index < tables.size(); ++index)
            file.tables.push_back(
                readTable(reader, tables[index], "/tables/" + std::to_string(index), folder));
        if (reader.root().contains("rules"))
            readRules(reader, reader.root()["rules"], file.rules);
        const Json& networks = listOf(reader, "networks");
        for (std::size_t index = 0; index < networks.size(); ++index)
            file.networks.push_back(
                readNetwork(reader, networks[index], "/networks/" + std::to_string(index)));
    }
    if (reader.error())
        return tl::unexpected(*reader.error());
    return file;
}

Result<PageFile> readPageFile(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    const std::string text {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream.is_open() || stream.bad())
        return failure(Error::Kind::Io, "cannot be read", {path.string()});
    return pageFileFromJson(text, path);
}

} // namespace learnscope
