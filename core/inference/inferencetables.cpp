#include "core/inference/inferencetables.h"

#include "core/base/csvtext.h"
#include "core/base/version.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <limits>

namespace learnscope {

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();

void addInterval(CsvText& csv, const std::optional<Interval>& interval)
{
    csv.add(interval ? interval->low : none).add(interval ? interval->high : none);
}

void addEffect(CsvText& csv, const std::optional<EffectSize>& effect)
{
    csv.add(effect ? effect->value : none);
    addInterval(csv, effect ? effect->interval : std::nullopt);
}

nlohmann::json numberOf(double value)
{
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

nlohmann::json intervalOf(const std::optional<Interval>& interval)
{
    return interval ? nlohmann::json {numberOf(interval->low), numberOf(interval->high)} : nlohmann::json();
}

nlohmann::json effectOf(const std::optional<EffectSize>& effect)
{
    return effect
        ? nlohmann::json {{"value", numberOf(effect->value)}, {"interval", intervalOf(effect->interval)}}
        : nlohmann::json();
}

nlohmann::json rowOf(const InferenceRow& row)
{
    return {{"comparison", row.comparison},
            {"first", row.first},
            {"second", row.second},
            {"quantity", row.quantity},
            {"epoch", row.epoch ? nlohmann::json(*row.epoch) : nlohmann::json()},
            {"generalise", toString(row.generalise)},
            {"first_runs", row.firstRuns},
            {"second_runs", row.secondRuns},
            {"images", row.images},
            {"first_value", numberOf(row.firstValue)},
            {"second_value", numberOf(row.secondValue)},
            {"estimate", numberOf(row.estimate)},
            {"standard_error", numberOf(row.standardError)},
            {"interval", intervalOf(row.interval)},
            {"undefined_draws", row.undefinedDraws},
            {"test", row.test},
            {"statistic", numberOf(row.statistic)},
            {"p", numberOf(row.p)},
            {"p_corrected", numberOf(row.correctedP)},
            {"p_maximum", numberOf(row.maximumP)},
            {"hedges_g", effectOf(row.hedgesG)},
            {"cliffs_delta", effectOf(row.cliffsDelta)},
            {"odds_ratio", effectOf(row.oddsRatio)},
            {"note", row.note}};
}
} // namespace

std::string inferenceCsv(const InferenceResult& result)
{
    const InferenceOptions& options = result.options;
    CsvText csv {"question",
                 "comparison",
                 "first",
                 "second",
                 "quantity",
                 "epoch",
                 "generalise",
                 "first_runs",
                 "second_runs",
                 "images",
                 "first_value",
                 "second_value",
                 "estimate",
                 "standard_error",
                 "ci_low",
                 "ci_high",
                 "interval",
                 "level",
                 "undefined_draws",
                 "test",
                 "statistic",
                 "p",
                 "p_corrected",
                 "correction",
                 "tests",
                 "p_maximum",
                 "hedges_g",
                 "hedges_g_low",
                 "hedges_g_high",
                 "cliffs_delta",
                 "cliffs_delta_low",
                 "cliffs_delta_high",
                 "odds_ratio",
                 "odds_ratio_low",
                 "odds_ratio_high",
                 "lag_rule",
                 "draws",
                 "seed",
                 "version",
                 "repairs",
                 "matched_trials",
                 "note"};
    for (const InferenceRow& row : result.rows) {
        csv.add(wordsOf(options.question).id).add(row.comparison).add(row.first).add(row.second);
        csv.add(row.quantity).add(row.epoch ? std::to_string(*row.epoch) : std::string());
        csv.add(toString(row.generalise)).add(std::uint64_t(row.firstRuns));
        csv.add(std::uint64_t(row.secondRuns)).add(std::uint64_t(row.images));
        csv.add(row.firstValue).add(row.secondValue).add(row.estimate).add(row.standardError);
        addInterval(csv, row.interval);
        csv.add(row.generalise == Generalisation::Both ? "student" : toString(options.interval));
        csv.add(options.level).add(std::uint64_t(row.undefinedDraws)).add(row.test).add(row.statistic);
        csv.add(row.p).add(row.correctedP).add(toString(options.correction));
        csv.add(std::uint64_t(result.tests)).add(row.maximumP);
        addEffect(csv, row.hedgesG);
        addEffect(csv, row.cliffsDelta);
        addEffect(csv, row.oddsRatio);
        csv.add(toString(options.lagRule)).add(std::int32_t(options.draws)).add(options.seed);
        csv.add(version()).add(result.repairs).add(result.matching).add(row.note);
        csv.endRow();
    }
    return csv.text();
}

std::string inferenceJson(const InferenceResult& result, const std::vector<AnalysisInput>& inputs)
{
    const InferenceOptions& options = result.options;
    nlohmann::json json {{"question", wordsOf(options.question).id},
                         {"question_text", wordsOf(options.question).text},
                         {"method",
                          {{"name", result.method.name},
                           {"test", result.method.test},
                           {"interval", result.method.interval},
                           {"correction", result.method.correction},
                           {"assumptions", result.method.assumptions}}},
                         {"options",
                          {{"generalise", toString(options.generalise)},
                           {"measure", toString(options.measure)},
                           {"phase", toString(options.phase)},
                           {"interval", toString(options.interval)},
                           {"correction", toString(options.correction)},
                           {"lag", toString(options.lagRule)},
                           {"against", options.against},
                           {"level", options.level},
                           {"draws", options.draws},
                           {"seed", options.seed}}},
                         {"sample", result.sample},
                         {"repairs", result.repairs},
                         {"matched_trials", result.matching},
                         {"tests", result.tests},
                         {"warnings", result.warnings},
                         {"methods_text", result.methodsText},
                         {"version", version()}};
    nlohmann::json& files = json["inputs"] = nlohmann::json::array();
    for (const AnalysisInput& input : inputs)
        files.push_back({{"observer", input.observer}, {"file", input.file}, {"sha256", input.sha256}});
    nlohmann::json& rows = json["rows"] = nlohmann::json::array();
    for (const InferenceRow& row : result.rows)
        rows.push_back(rowOf(row));
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

std::string probabilityText(double p)
{
    if (std::isnan(p))
        return {};
    if (p < .0001)
        return "< .0001";
    char text[32];
    std::snprintf(text, sizeof text, "%.4f", p);
    return text[0] == '0' ? text + 1 : text;
}

} // namespace learnscope
