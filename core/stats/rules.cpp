#include "core/stats/rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace learnscope {

namespace {
Error notExpected(const Rule& rule, std::string_view text)
{
    return {Error::Kind::Usage,
            std::string(rule.name) + ": expected " + std::string(rule.expected) + ", found '"
                + std::string(text) + "'"};
}

Result<void> fail(std::string_view name, std::string_view text)
{
    return tl::unexpected(notExpected(*findRule(name), text));
}

/// Whether @p text is a whole number from @p lowest to @p highest, without anything around it.
template<typename T>
bool readNumber(std::string_view text, T lowest, T highest, T& value)
{
    T read {};
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), read);
    if (status != std::errc {} || end != text.data() + text.size() || !(read >= lowest && read <= highest))
        return false;
    value = read;
    return true;
}

/// Sets @p value to the one of @p all whose name is @p text.
template<typename T>
bool readName(std::string_view text, std::initializer_list<T> all, T& value)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](T one) { return toString(one) == text; });
    if (found == all.end())
        return false;
    value = *found;
    return true;
}

std::string numberText(double value)
{
    std::array<char, 32> text {};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

template<Phase phase>
constexpr Rule windowsRule(std::string_view name, std::string_view help)
{
    return {name, "numbers of trials such as 9,18,36", help,
            [](const AnalysisOptions& options) { return windowsText(options.movingAverage.windows(phase)); },
            [](AnalysisOptions& options, std::string_view text) -> Result<void> {
                auto windows = windowsFromText(text);
                if (!windows)
                    return failure(Error::Kind::Usage,
                                   (phase == Phase::Train ? "train-windows: " : "test-windows: ")
                                       + windows.error().message);
                options.movingAverage.windows(phase) = std::move(*windows);
                return {};
            }};
}

constexpr std::array ruleTable = {
    Rule {"lag", "as-published or common-window", "Window of the generalisation lag",
          [](const AnalysisOptions& options) { return std::string(toString(options.curves.lagRule)); },
          [](AnalysisOptions& options, std::string_view text) {
              return readName(text, {LagRule::AsPublished, LagRule::CommonWindow}, options.curves.lagRule)
                  ? Result<void>()
                  : fail("lag", text);
          }},
    Rule {
        "efficiency-start", "zero or chance", "What the first epoch's gain is measured from",
        [](const AnalysisOptions& options) { return std::string(toString(options.curves.efficiencyStart)); },
        [](AnalysisOptions& options, std::string_view text) {
            return readName(text, {EfficiencyStart::Zero, EfficiencyStart::Chance},
                            options.curves.efficiencyStart)
                ? Result<void>()
                : fail("efficiency-start", text);
        }},
    Rule {"split", "exact or as-published", "How known objects are told from novel ones",
          [](const AnalysisOptions& options) { return std::string(toString(options.splitRule)); },
          [](AnalysisOptions& options, std::string_view text) {
              return readName(text, {SplitRule::Exact, SplitRule::AsPublished}, options.splitRule)
                  ? Result<void>()
                  : fail("split", text);
          }},
    Rule {"consistency", "same-epoch or pooled", "The answers that error consistency compares",
          [](const AnalysisOptions& options) { return std::string(toString(options.consistencyMatching)); },
          [](AnalysisOptions& options, std::string_view text) {
              return readName(text, {ConsistencyMatching::SameEpoch, ConsistencyMatching::Pooled},
                              options.consistencyMatching)
                  ? Result<void>()
                  : fail("consistency", text);
          }},
    Rule {"moving-phase", "train or test", "The trials that moving averages show",
          [](const AnalysisOptions& options) { return std::string(toString(options.movingAverage.phase)); },
          [](AnalysisOptions& options, std::string_view text) {
              return readName(text, {Phase::Train, Phase::Test}, options.movingAverage.phase)
                  ? Result<void>()
                  : fail("moving-phase", text);
          }},
    windowsRule<Phase::Train>("train-windows", "Windows of the moving averages of training trials"),
    windowsRule<Phase::Test>("test-windows", "Windows of the moving averages of test trials"),
    Rule {"by", "a further column of the tables; nothing: the first of few values",
          "The column that accuracies are shown by",
          [](const AnalysisOptions& options) { return options.byColumn.column; },
          [](AnalysisOptions& options, std::string_view text) -> Result<void> {
              options.byColumn.column = text;
              return {};
          }},
    Rule {"by-bins", "a whole number from 0 to 100",
          "Bins of a column of numbers; 0: each number for itself, or 10 bins of more than 40",
          [](const AnalysisOptions& options) { return std::to_string(options.byColumn.bins); },
          [](AnalysisOptions& options, std::string_view text) {
              return readNumber(text, 0, ColumnOptions::mostBins, options.byColumn.bins)
                  ? Result<void>()
                  : fail("by-bins", text);
          }},
    Rule {"by-epochs", "pooled or single", "Whether accuracies by a column are told by epoch, too",
          [](const AnalysisOptions& options) {
              return std::string(options.byColumn.byEpoch ? "single" : "pooled");
          },
          [](AnalysisOptions& options, std::string_view text) -> Result<void> {
              if (text != "single" && text != "pooled")
                  return fail("by-epochs", text);
              options.byColumn.byEpoch = text == "single";
              return {};
          }},
    Rule {"times", "quantiles or speed-accuracy", "What is shown of reaction times",
          [](const AnalysisOptions& options) { return std::string(toString(options.timesShown)); },
          [](AnalysisOptions& options, std::string_view text) {
              return readName(text, {TimesShown::Quantiles, TimesShown::SpeedAccuracy}, options.timesShown)
                  ? Result<void>()
                  : fail("times", text);
          }},
    Rule {"bootstrap", "a whole number from 0 to 10000000", "Draws for intervals; 0 for none",
          [](const AnalysisOptions& options) { return std::to_string(options.curves.bootstrapDraws); },
          [](AnalysisOptions& options, std::string_view text) {
              return readNumber(text, 0, 10000000, options.curves.bootstrapDraws) ? Result<void>()
                                                                                  : fail("bootstrap", text);
          }},
    Rule {"bands", "percentile or expanded",
          "Bootstrap bands over runs; expanded percentiles keep their coverage for few runs",
          [](const AnalysisOptions& options) { return std::string(toString(options.curves.bands)); },
          [](AnalysisOptions& options, std::string_view text) {
              return readName(text, {BandMethod::Percentile, BandMethod::Expanded}, options.curves.bands)
                  ? Result<void>()
                  : fail("bands", text);
          }},
    Rule {"seed", "a whole number from 0", "Seed of the draws",
          [](const AnalysisOptions& options) { return std::to_string(options.curves.seed); },
          [](AnalysisOptions& options, std::string_view text) {
              return readNumber<std::uint64_t>(text, 0, ~std::uint64_t(0), options.curves.seed)
                  ? Result<void>()
                  : fail("seed", text);
          }},
    Rule {"level", "a number from 0.5 to 0.999", "Level of the intervals",
          [](const AnalysisOptions& options) { return numberText(options.curves.level); },
          [](AnalysisOptions& options, std::string_view text) {
              return readNumber(text, .5, .999, options.curves.level) ? Result<void>() : fail("level", text);
          }},
    Rule {"pattern", "a pattern such as *_gen_{category}_{object}[_{axis}_{angle}]",
          "How image names are built", [](const AnalysisOptions& options) { return options.pattern.text(); },
          [](AnalysisOptions& options, std::string_view text) -> Result<void> {
              auto pattern = StimulusNamePattern::parse(text);
              if (!pattern)
                  return failure(Error::Kind::Usage, "pattern: " + pattern.error().message);
              options.pattern = std::move(*pattern);
              return {};
          }},
};
} // namespace

std::span<const Rule> analysisRules()
{
    return ruleTable;
}

const Rule* findRule(std::string_view name)
{
    const auto found =
        std::find_if(ruleTable.begin(), ruleTable.end(), [&](const Rule& rule) { return rule.name == name; });
    return found == ruleTable.end() ? nullptr : &*found;
}

Result<void> setRule(AnalysisOptions& options, std::string_view name, std::string_view text)
{
    const Rule* rule = findRule(name);
    if (rule == nullptr)
        return failure(Error::Kind::Usage, "there is no rule '" + std::string(name) + "'");
    return rule->set(options, text);
}

} // namespace learnscope
