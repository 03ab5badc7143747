#include "widgets/figures/figurerecord.h"

#include "core/base/sha256.h"
#include "core/base/version.h"
#include "core/stats/analysistables.h"
#include "widgets/figures/matchednote.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace learnscope {

namespace {
using Json = nlohmann::ordered_json;

RecordedTable tableOf(const FigureInput& input, std::size_t index)
{
    const ObserverCurves& curves = input.curves.observers[index];
    const Observer& observer = curves.observer;
    RecordedTable table;
    table.observer = observer.name;
    table.label = observer.label.empty() ? observer.name : observer.label;
    table.kind = toString(observer.kind);
    table.runs = curves.runs;
    table.repairs = observer.repairs;
    if (observer.trials) {
        table.trials = observer.trials->size();
        table.runsInTable = wholeTable(observer).distinctRuns().size();
    }
    table.chosenBy = index < input.selections.size() ? toString(input.selections[index].rule)
        : table.runs.size() == table.runsInTable     ? toString(RunSelection::Rule::All)
                                                     : toString(RunSelection::Rule::Listed);
    if (!observer.file.empty()) {
        table.file = std::filesystem::path(observer.file).filename().string();
        table.sha256 = sha256OfFile(observer.file).value_or(std::string());
    }
    return table;
}

RecordedRepresentation representationOf(const ShownRepresentation& shown)
{
    const RepresentationInput& input = shown.input;
    RecordedRepresentation recorded {
        input.name,       input.label, {}, {}, input.part, shown.rows.size(), shown.meaning.measure,
        input.isReference};
    if (!input.file.empty()) {
        recorded.file = std::filesystem::path(input.file).filename().string();
        recorded.sha256 = sha256OfFile(input.file).value_or(std::string());
    }
    return recorded;
}

FigureRecord recordOf(const FigureInput& input, const FigureScene& scene)
{
    FigureRecord record;
    record.program = "learnscope " + std::string(version());
    record.width = scene.width;
    record.height = scene.height;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index)
        record.tables.push_back(tableOf(input, index));
    if (input.representations) {
        for (const ShownRepresentation& shown : input.representations->shown)
            record.representations.push_back(representationOf(shown));
        record.arrangement = input.representations->options;
    }
    record.rules = input.rules;
    record.rules.curves = input.curves.options;
    record.caption = scene.caption;
    record.notes = scene.notes;
    return record;
}

Json repairsJson(const std::vector<RepairRecord>& repairs)
{
    Json json = Json::array();
    for (const RepairRecord& repair : repairs)
        json.push_back({{"repair", repair.repair},
                        {"parameters", repair.parameters},
                        {"rows", repair.rows},
                        {"runs", repair.runs},
                        {"what", repair.sentence}});
    return json;
}

Json tableJson(const RecordedTable& table)
{
    return {{"observer", table.observer},
            {"label", table.label},
            {"kind", table.kind},
            {"file", table.file},
            {"sha256", table.sha256.empty() ? Json() : Json(table.sha256)},
            {"trials", table.trials},
            {"runs_chosen_by", table.chosenBy},
            {"n", table.runs.size()},
            {"runs", table.runs},
            {"runs_in_table", table.runsInTable},
            {"repairs", repairsJson(table.repairs)}};
}

Json figureJson(const RecordedFigure& figure)
{
    Json json;
    if (!figure.letter.empty())
        json["letter"] = figure.letter;
    json["kind"] = toString(figure.kind);
    json["style"] = toString(figure.style);
    json["width_mm"] = figure.width;
    json["height_mm"] = figure.height;
    if (!figure.observers.empty())
        json["observers"] = figure.observers;
    if (figure.part.phase)
        json["phase"] = toString(*figure.part.phase);
    if (figureHasCells(figure.kind))
        json["cells"] = figure.part.counts ? "counts" : "shares";
    if (!figure.part.epochs.empty())
        json["epochs"] = figure.part.epochs;
    return json;
}

Json representationJson(const RecordedRepresentation& one)
{
    const auto orNothing = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
    return {{"name", one.name},
            {"label", one.label},
            {"file", orNothing(one.file)},
            {"sha256", orNothing(one.sha256)},
            {"part", orNothing(one.part)},
            {"items", one.items},
            {"measure", one.measure},
            {"reference", one.isReference}};
}

/// What was computed of representations, and how; @p options of what is not drawn are of no account.
Json arrangementJson(const RepresentationOptions& options)
{
    const ItemOrderRule& order = options.order;
    Json json {{"order", toString(order.by)}, {"leader", order.leader.empty() ? Json() : Json(order.leader)}};
    if (order.by == ItemOrdering::Column) {
        json["column"] = order.column + 1;
        json["descending"] = order.descending;
    }
    json["linkage"] = toString(order.linkage);
    json["clusters"] = order.clusters;
    if (options.parts.maps)
        json["map"] = {{"method", toString(options.scaling.method)}, {"seed", options.scaling.seed}};
    if (options.parts.likenesses)
        json["comparison"] = {{"measure", toString(options.likeness.measure)},
                              {"intervals_over", toString(options.likeness.unit)},
                              {"draws", options.likeness.draws},
                              {"seed", options.likeness.seed},
                              {"correction", toString(options.likeness.correction)}};
    return json;
}

/// Each sentence once, whichever panels it concerns.
void addMatching(FigureRecord& record, const std::vector<std::string>& sentences)
{
    for (const std::string& sentence : sentences)
        if (std::find(record.matching.begin(), record.matching.end(), sentence) == record.matching.end())
            record.matching.push_back(sentence);
}

Json networkJson(const NetworkFacts& facts)
{
    return {{"observer", facts.observer},
            {"imagenet_accuracy", facts.imagenetTop1},
            {"parameters_million", facts.parametersMillion}};
}
} // namespace

FigureRecord makeRecord(const FigureRequest& request, const FigureInput& input, const FigureScene& scene)
{
    FigureRecord record = recordOf(input, scene);
    record.figures = {{{},
                       request.kind,
                       request.style,
                       scene.width,
                       scene.height,
                       request.filter.observers,
                       partOf(request)}};
    record.fontSize = request.fontSize;
    record.lineWidth = request.lineWidth > 0 ? request.lineWidth : curveWidth(request.fontSize);
    record.palette = request.palette;
    record.networks = request.networks;
    addMatching(record, matchedTrials(request.kind, request.filter, input));
    return record;
}

FigureRecord makeRecord(const FigurePage& page, const FigureInput& input,
                        const std::vector<NetworkFacts>& networks, const FigureScene& scene)
{
    FigureRecord record = recordOf(input, scene);
    for (std::size_t index = 0; index < page.panels.size(); ++index) {
        const PagePanel& panel = page.panels[index];
        record.figures.push_back({letterOf(page, index), panel.kind, page.style, panel.frame.width(),
                                  panel.frame.height(), panel.observers, panel.part});
        addMatching(record, matchedTrials(panel.kind, requestFor(page, index, networks).filter, input));
    }
    record.fontSize = page.fontSize;
    record.lineWidth = page.lineWidth > 0 ? page.lineWidth : curveWidth(page.fontSize);
    record.palette = page.palette;
    record.networks = networks;
    return record;
}

std::string recordJson(const FigureRecord& record)
{
    Json json {{"program", record.program}, {"figures", Json::array()}};
    for (const RecordedFigure& figure : record.figures)
        json["figures"].push_back(figureJson(figure));
    json["page"] = {{"width_mm", record.width},
                    {"height_mm", record.height},
                    {"font_size_pt", record.fontSize},
                    {"line_width_pt", record.lineWidth},
                    {"palette", toString(record.palette)}};
    json["tables"] = Json::array();
    for (const RecordedTable& table : record.tables)
        json["tables"].push_back(tableJson(table));
    if (record.arrangement) {
        json["representations"] = Json::array();
        for (const RecordedRepresentation& one : record.representations)
            json["representations"].push_back(representationJson(one));
        json["arrangement"] = arrangementJson(*record.arrangement);
    }
    json["networks"] = Json::array();
    for (const NetworkFacts& facts : record.networks)
        json["networks"].push_back(networkJson(facts));
    json["definitions"] = Json::parse(definitionsJson(record.rules));
    json["matched_trials"] = record.matching;
    json["caption"] = record.caption;
    json["notes"] = record.notes;
    return json.dump(2, ' ', true, Json::error_handler_t::replace) + '\n';
}

std::filesystem::path recordPath(const std::filesystem::path& figure)
{
    std::filesystem::path path = figure;
    path += ".json";
    return path;
}

} // namespace learnscope
