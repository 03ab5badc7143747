#include "core/stats/analysistables.h"

#include "core/base/version.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace learnscope {

namespace {
using Json = nlohmann::ordered_json;

Json omittedJson(const OmittedTrials& omitted)
{
    return {{"images", omitted.images}, {"trials", omitted.trials}};
}

/// What a comparison lacks.
std::vector<std::string> consistencyNotes(const ObserverComparison& comparison)
{
    std::vector<std::string> notes;
    const auto any = [&](const auto& is) {
        return std::any_of(comparison.points.begin(), comparison.points.end(), is);
    };
    if (any([](const ConsistencyPoint& point) { return point.bandsLeftOut; }))
        notes.push_back("no bands: too many pairs of runs for this many draws");
    if (any([](const ConsistencyPoint& point) { return point.intervalLeftOut; }))
        notes.push_back("no intervals: too many pairs of runs or images for this many draws");
    if (any([](const ConsistencyPoint& point) { return point.leftOutPairs > 0; }))
        notes.push_back("runs that share only some of their images are left out: too many different lists");
    for (const UnmatchedEpoch& epoch : comparison.unmatched)
        notes.push_back((epoch.epoch == allEpochs ? "all epochs" : "epoch " + std::to_string(epoch.epoch))
                        + ": " + std::string(toString(epoch.reason)));
    return notes;
}

/// What a reader of the tables might wonder about.
Json notesOf(const Analysis& analysis, std::size_t index)
{
    const ObserverAnalysis& observer = analysis.observers[index];
    const ObserverCurves& curves = observer.curves;
    Json notes = Json::array();
    for (const RepairRecord& record : curves.observer.repairs)
        if (record.changedAnything())
            notes.push_back("repaired before all else: " + record.sentence);
    if (curves.runs.size() == 1)
        notes.push_back("one run only: no SD, no SE and no bootstrap band");
    if (curves.train.empty())
        notes.push_back("no training trials: no lag and no data efficiency");
    if (curves.test.empty())
        notes.push_back("no test trials: no lag, data efficiency, split or error consistency");
    if (!curves.train.empty() && !curves.test.empty() && !curves.lag.value)
        notes.push_back("no generalisation lag: its window is empty");
    if (!curves.test.empty() && observer.knownObjects == 0)
        notes.push_back("no split by object: it is not known which objects were trained");
    if (observer.rotation.omitted.images > 0)
        notes.push_back("images whose names the pattern does not fit are left out of rotation and split");
    for (const std::string& remark : timeRemarks(observer.times))
        notes.push_back("reaction times: " + remark);
    for (const std::string& remark : responseRemarks(observer.responses))
        notes.push_back("labels: " + remark);
    for (const ObserverComparison& comparison : analysis.comparisons)
        if (comparison.first == index)
            for (std::string& note : consistencyNotes(comparison))
                notes.push_back("error consistency with "
                                + analysis.observers[comparison.second].curves.observer.name + ": "
                                + std::move(note));
    return notes;
}

Json repairsJson(const Observer& observer)
{
    Json repairs = Json::array();
    for (const RepairRecord& record : observer.repairs)
        repairs.push_back({{"repair", record.repair},
                           {"parameters", record.parameters},
                           {"rows", record.rows},
                           {"runs", record.runs},
                           {"what", record.sentence}});
    return repairs;
}

Json observerJson(const Analysis& analysis, std::size_t index)
{
    const ObserverAnalysis& observer = analysis.observers[index];
    const ObserverCurves& curves = observer.curves;
    return {{"name", curves.observer.name},
            {"label", curves.observer.label},
            {"kind", std::string(toString(curves.observer.kind))},
            {"trials", curves.observer.trials->size()},
            {"runs_in_table", curves.observer.trials->distinctRuns().size()},
            {"runs_chosen_by", std::string(toString(analysis.options.selections[index].rule))},
            {"runs", curves.runs},
            {"classes", wholeTable(curves.observer).classes()},
            {"chance", curves.chance},
            {"training_images", curves.trainingImages},
            {"known_objects", observer.knownObjects},
            {"omitted_from_rotation", omittedJson(observer.rotation.omitted)},
            {"omitted_from_split", omittedJson(observer.split.omitted)},
            {"columns", curves.observer.trials->mapping()},
            {"repairs", repairsJson(curves.observer)},
            {"notes", notesOf(analysis, index)}};
}

Json comparisonsJson(const Analysis& analysis)
{
    Json comparisons = Json::array();
    for (const ObserverComparison& comparison : analysis.comparisons)
        comparisons.push_back({{"observer_1", analysis.observers[comparison.first].curves.observer.name},
                               {"observer_2", analysis.observers[comparison.second].curves.observer.name},
                               {"compared", std::string(toString(analysis.options.consistencyMatching))},
                               {"matched_trials", matchingSentence(analysis, comparison)}});
    return comparisons;
}

Json rulesJson(const AnalysisOptions& options)
{
    return {{"lag", std::string(toString(options.curves.lagRule))},
            {"efficiency_start", std::string(toString(options.curves.efficiencyStart))},
            {"bands", std::string(toString(options.curves.bands))},
            {"split", std::string(toString(options.splitRule))},
            {"consistency", std::string(toString(options.consistencyMatching))},
            {"moving_average_windows",
             {{"train", options.movingAverage.train}, {"test", options.movingAverage.test}}},
            {"train_objects", options.trainObjects ? "given" : "of each observer's training trials"},
            {"name_pattern", options.pattern.text()}};
}

Json bootstrapJson(const CurveOptions& options)
{
    return {{"draws", options.bootstrapDraws},
            {"seed", options.seed},
            {"level", options.level},
            {"unit", "runs"}};
}
} // namespace

std::string definitionsJson(const AnalysisOptions& options)
{
    return Json {{"bootstrap", bootstrapJson(options.curves)}, {"rules", rulesJson(options)}}.dump(
        -1, ' ', false, Json::error_handler_t::replace);
}

std::string analysisJson(const Analysis& analysis, const std::vector<AnalysisTable>& tables,
                         const std::vector<AnalysisInput>& inputs)
{
    const AnalysisOptions& options = analysis.options;
    Json json {{"program", "learnscope " + std::string(version())},
               {"bootstrap", bootstrapJson(options.curves)},
               {"rules", rulesJson(options)},
               {"inputs", Json::array()},
               {"observers", Json::array()},
               {"comparisons", comparisonsJson(analysis)},
               {"tables", Json::array()}};
    for (const AnalysisInput& input : inputs) {
        Json entry {{"file", input.file}, {"sha256", input.sha256}};
        if (!input.observer.empty())
            entry["observer"] = input.observer;
        json["inputs"].push_back(std::move(entry));
    }
    for (std::size_t index = 0; index < analysis.observers.size(); ++index)
        json["observers"].push_back(observerJson(analysis, index));
    for (const AnalysisTable& table : tables)
        json["tables"].push_back(
            {{"file", std::string(table.file)}, {"rows", table.rows}, {"definition", table.definition}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace learnscope
