#include "app/cli/command.h"
#include "app/cli/observeroptions.h"
#include "app/cli/selectionoption.h"
#include "app/cli/terminaljob.h"
#include "app/cli/trialinputs.h"
#include "core/base/filewriter.h"
#include "core/inference/infer.h"
#include "core/inference/inferencetables.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>

namespace learnscope {

namespace {
struct Arguments
{
    std::string question;
    std::vector<std::string> trials;
    ObserverOptions observers;
    std::string selection;
    std::string generalise = "people";
    std::string measure = "accuracy";
    std::string phase = "test";
    std::string interval = "expanded";
    std::string correction = "holm";
    std::string lag = "as-published";
    std::string against;
    double level = .95;
    int draws = 10000;
    std::uint64_t seed = 1;
    unsigned threads = 0;
    std::string out;
    bool json = false;
    bool quiet = false;
};

/// Of values whose names CLI11 has checked.
template<typename Value>
Value valueOf(const std::string& name, std::initializer_list<Value> values)
{
    return *std::find_if(values.begin(), values.end(), [&](Value value) { return toString(value) == name; });
}

InferenceOptions optionsFrom(const Arguments& arguments)
{
    InferenceOptions options;
    for (const QuestionWords& words : questionTable())
        if (words.id == arguments.question)
            options.question = words.question;
    options.generalise =
        valueOf(arguments.generalise, {Generalisation::People, Generalisation::Images, Generalisation::Both});
    options.measure = valueOf(arguments.measure, {Measure::Accuracy, Measure::Lag});
    options.phase = valueOf(arguments.phase, {Phase::Train, Phase::Test});
    options.interval = valueOf(arguments.interval,
                               {IntervalMethod::Expanded, IntervalMethod::Percentile, IntervalMethod::Bca});
    options.correction =
        valueOf(arguments.correction, {Correction::Holm, Correction::BenjaminiHochberg, Correction::None});
    options.lagRule = valueOf(arguments.lag, {LagRule::AsPublished, LagRule::CommonWindow});
    options.against = arguments.against;
    options.level = arguments.level;
    options.draws = arguments.draws;
    options.seed = arguments.seed;
    options.threads = arguments.threads;
    return options;
}

std::string numberText(double value)
{
    if (std::isnan(value))
        return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.4f", value);
    return text;
}

std::string pText(double p)
{
    const std::string text = probabilityText(p);
    return text.empty() ? "-" : text;
}

/// The rows in columns for the eye.
void printRows(const InferenceResult& result)
{
    std::vector<std::vector<std::string>> lines {{"comparison", "quantity", "epoch", "for new", "estimate",
                                                  "interval", "p", "p corrected", "Hedges' g"}};
    for (const InferenceRow& row : result.rows)
        lines.push_back(
            {row.comparison, row.quantity, row.epoch ? std::to_string(*row.epoch) : "all",
             std::string(toString(row.generalise)), numberText(row.estimate),
             row.interval ? '[' + numberText(row.interval->low) + ", " + numberText(row.interval->high) + ']'
                          : "-",
             pText(row.p), pText(row.correctedP), row.hedgesG ? numberText(row.hedgesG->value) : "-"});
    std::vector<std::size_t> widths(lines.front().size());
    for (const auto& line : lines)
        for (std::size_t column = 0; column < line.size(); ++column)
            widths[column] = std::max(widths[column], line[column].size());
    for (const auto& line : lines) {
        for (std::size_t column = 0; column < line.size(); ++column)
            std::printf(column + 1 < line.size() ? "%-*s  " : "%*s\n", static_cast<int>(widths[column]),
                        line[column].c_str());
    }
}

void printResult(const InferenceResult& result)
{
    std::printf("%s\n\n", std::string(wordsOf(result.options.question).text).c_str());
    printRows(result);
    std::printf("\n%s\n", result.methodsText.c_str());
    for (const std::string& assumption : result.method.assumptions)
        std::printf("Assumed: %s\n", assumption.c_str());
}

int run(const Arguments& arguments)
{
    TerminalJob job(arguments.quiet);
    auto inputs = readTrialInputs(arguments.trials, arguments.observers.map, arguments.threads, job);
    if (!inputs)
        return reportErrors(inputs.error());
    InferenceOptions options = optionsFrom(arguments);
    auto selections = applyObserverOptions(arguments.observers, inputs->observers, arguments.threads, job);
    if (!selections)
        return reportError(selections.error());
    if (const auto applied = applySelectionOption(arguments.selection, inputs->observers, *selections,
                                                  arguments.threads, arguments.quiet, job);
        !applied)
        return reportError(applied.error());
    options.selections = std::move(*selections);
    const auto result = infer(inputs->observers, options, job);
    if (!result)
        return reportError(result.error());
    if (job.isCancelled())
        return reportError({Error::Kind::Cancelled, "cancelled"});
    if (!arguments.out.empty())
        if (const auto written = writeFileAtomically(arguments.out, inferenceCsv(*result)); !written) {
            reportError(written.error());
            return ExitFailed;
        }
    if (arguments.json)
        std::cout << inferenceJson(*result, inputs->files);
    else if (!arguments.quiet)
        printResult(*result);
    if (!arguments.quiet)
        for (const std::string& warning : result->warnings)
            std::cerr << "warning: " << warning << '\n';
    return ExitDone;
}

void addHow(CLI::App& command, Arguments& arguments)
{
    command
        .add_option("--generalise", arguments.generalise,
                    "What the answer is to hold for: new people (and runs), new images, or both")
        ->check(CLI::IsMember({"people", "images", "both"}))
        ->capture_default_str();
    command.add_option("--measure", arguments.measure, "What question generalise is about")
        ->check(CLI::IsMember({"accuracy", "lag"}))
        ->capture_default_str();
    command.add_option("--phase", arguments.phase, "Whose accuracy is compared")
        ->check(CLI::IsMember({"train", "test"}))
        ->capture_default_str();
    command
        .add_option("--against", arguments.against,
                    "Compare all others with this observer (default: each with each)")
        ->type_name("OBSERVER");
    command
        .add_option("--interval", arguments.interval,
                    "Bootstrap intervals; expanded percentiles keep their coverage for few runs")
        ->check(CLI::IsMember({"expanded", "percentile", "bca"}))
        ->capture_default_str();
    command.add_option("--correction", arguments.correction, "For several tests")
        ->check(CLI::IsMember({"holm", "bh", "none"}))
        ->capture_default_str();
    command.add_option("--lag", arguments.lag, "Window of the generalisation lag")
        ->check(CLI::IsMember({"as-published", "common-window"}))
        ->capture_default_str();
    command.add_option("--level", arguments.level, "Coverage of intervals")
        ->check(CLI::Range(.5, .9999))
        ->capture_default_str();
    command.add_option("--draws", arguments.draws, "Draws of bootstraps and permutations")
        ->check(CLI::Range(fewestDraws, mostDraws))
        ->capture_default_str();
    command.add_option("--seed", arguments.seed, "Seed of the draws")->capture_default_str();
    command.add_option("--threads", arguments.threads, "Threads; 0 for all of the machine's")
        ->capture_default_str();
}
} // namespace

void addInferCommand(CLI::App& app, int& exitCode)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = app.add_subcommand(
        "infer", "Answer a question about observers with tests, intervals and effect sizes");
    std::vector<std::string> ids;
    std::string footer = "Questions:";
    for (const QuestionWords& words : questionTable()) {
        ids.emplace_back(words.id);
        footer +=
            "\n  " + std::string(words.id) + std::string(14 - words.id.size(), ' ') + std::string(words.text);
    }
    command->footer(footer);
    command->add_option("--question", arguments->question, "What is asked, see below")
        ->required()
        ->check(CLI::IsMember(ids));
    command->add_option("--trials", arguments->trials, "Trial tables, one for each observer")
        ->required()
        ->type_name("FILE");
    addObserverOptions(*command, arguments->observers);
    addSelectionOption(*command, arguments->selection);
    addHow(*command, *arguments);
    command->add_option("--out", arguments->out, "Write all rows to this CSV file")->type_name("FILE");
    command->add_flag("--json", arguments->json, "Print the whole result as JSON");
    command->add_flag("--quiet", arguments->quiet, "Print nothing but errors");
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace learnscope
