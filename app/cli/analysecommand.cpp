#include "app/cli/command.h"

#include "app/cli/observeroptions.h"
#include "app/cli/selectionoption.h"
#include "app/cli/terminaljob.h"
#include "app/cli/trialinputs.h"
#include "core/base/filewriter.h"
#include "core/base/sha256.h"
#include "core/stats/analysistables.h"
#include "core/stimuli/stimulusfolder.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

namespace learnscope {

namespace {
/// The command's options as they were typed.
struct Arguments
{
    std::vector<std::string> trials;
    std::string stimuli;
    std::string pattern {StimulusNamePattern::usual};
    std::string trainObjects = "auto";
    ObserverOptions observers;
    std::string split = "exact";
    std::string lag = "as-published";
    std::string efficiencyStart = "zero";
    std::string bands = "percentile";
    std::string consistency = "same-epoch";
    ColumnOptions byColumn;
    int bootstrap = 10000;
    std::uint64_t seed = 1;
    unsigned threads = 0;
    std::string selection;
    bool json = false;
    bool quiet = false;
    std::string out;
};

/// Everything that is read before anything is computed.
struct Inputs
{
    std::vector<Observer> observers;
    AnalysisOptions options;
    std::vector<AnalysisInput> files;
};

Checked<Inputs> readTables(const Arguments& arguments, JobContext& job)
{
    auto read = readTrialInputs(arguments.trials, arguments.observers.map, arguments.threads, job);
    if (!read)
        return tl::unexpected(read.error());
    return Inputs {std::move(read->observers), {}, std::move(read->files)};
}

/// Ids of objects, one a line; empty lines and lines that begin with # do not count.
Result<ObjectSet> readObjectList(const std::string& file, const Inputs& inputs)
{
    std::ifstream input(file);
    if (!input)
        return failure(Error::Kind::Io, "cannot be read", {file});
    ObjectSet objects;
    for (std::string line; std::getline(input, line);) {
        const std::size_t first = line.find_first_not_of(" \t\r");
        if (first == std::string::npos || line[first] == '#')
            continue;
        objects.insert(line.substr(first, line.find_last_not_of(" \t\r") + 1 - first));
    }
    for (const Observer& observer : inputs.observers)
        for (const auto& name : matchImageNames(*observer.trials, inputs.options.pattern))
            if (name && objects.contains(name->object))
                return objects;
    return failure(Error::Kind::Mismatch,
                   objects.empty() ? "names no object; expected ids such as second_gen_p_3, one a line"
                                   : "none of its objects, such as '" + *objects.begin()
                           + "', is in the trial tables; expected ids such as second_gen_p_3, one a line",
                   {file});
}

Result<ObjectSet> objectsOfTrainingPictures(const Arguments& arguments, const StimulusNamePattern& pattern,
                                            JobContext& job)
{
    StimulusFolderOptions options;
    options.pattern = pattern;
    const auto stimuli = readStimulusFolder(arguments.stimuli, options, job);
    if (!stimuli)
        return tl::unexpected(stimuli.error());
    ObjectSet objects;
    for (const Stimulus& stimulus : stimuli->stimuli())
        if (stimulus.phase == Phase::Train && stimulus.name)
            objects.insert(stimulus.name->object);
    if (objects.empty())
        return failure(Error::Kind::Mismatch, "no picture below train has a name that the pattern fits",
                       {arguments.stimuli});
    return objects;
}

Result<void> applyRules(Inputs& inputs, const Arguments& arguments, JobContext& job)
{
    AnalysisOptions& options = inputs.options;
    auto pattern = StimulusNamePattern::parse(arguments.pattern);
    if (!pattern)
        return failure(Error::Kind::Usage, "--pattern: " + pattern.error().message);
    options.pattern = std::move(*pattern);
    options.splitRule = arguments.split == "exact" ? SplitRule::Exact : SplitRule::AsPublished;
    options.curves.lagRule = arguments.lag == "as-published" ? LagRule::AsPublished : LagRule::CommonWindow;
    options.curves.efficiencyStart =
        arguments.efficiencyStart == "zero" ? EfficiencyStart::Zero : EfficiencyStart::Chance;
    options.curves.bands = arguments.bands == "percentile" ? BandMethod::Percentile : BandMethod::Expanded;
    options.consistencyMatching =
        arguments.consistency == "pooled" ? ConsistencyMatching::Pooled : ConsistencyMatching::SameEpoch;
    options.byColumn = arguments.byColumn;
    options.curves.bootstrapDraws = arguments.bootstrap;
    options.curves.seed = arguments.seed;
    options.curves.threads = arguments.threads;

    const bool listed = arguments.trainObjects != "auto";
    if (!listed && arguments.stimuli.empty())
        return {}; // each observer's own training trials say it
    auto objects = listed ? readObjectList(arguments.trainObjects, inputs)
                          : objectsOfTrainingPictures(arguments, options.pattern, job);
    if (!objects)
        return tl::unexpected(objects.error());
    options.trainObjects = std::move(*objects);
    if (!listed)
        return {};
    const auto digest = sha256OfFile(arguments.trainObjects);
    if (!digest)
        return tl::unexpected(digest.error());
    inputs.files.push_back({"", arguments.trainObjects, *digest});
    return {};
}

void printSummary(const Analysis& analysis, const std::string& out)
{
    std::size_t width = 8;
    for (const ObserverAnalysis& observer : analysis.observers)
        width = std::max(width, observer.curves.observer.name.size());
    std::printf("%-*s  %5s  %8s  %s\n", static_cast<int>(width), "observer", "runs", "trials",
                "generalisation lag");
    for (const ObserverAnalysis& observer : analysis.observers) {
        const ObserverCurves& curves = observer.curves;
        std::uint64_t trials = 0;
        for (const AccuracyCell& cell : curves.cells)
            trials += cell.trials;
        std::printf("%-*s  %5zu  %8llu  ", static_cast<int>(width), curves.observer.name.c_str(),
                    curves.runs.size(), static_cast<unsigned long long>(trials));
        if (!curves.lag.value)
            std::printf("none\n");
        else if (!curves.lagBand)
            std::printf("%.4f (epochs %d to %d)\n", *curves.lag.value, *curves.lag.first, *curves.lag.last);
        else
            std::printf("%.4f [%.4f, %.4f] (epochs %d to %d)\n", *curves.lag.value, curves.lagBand->low,
                        curves.lagBand->high, *curves.lag.first, *curves.lag.last);
    }
    std::printf("The tables and analysis.json are in %s\n", out.c_str());
}

int writeResults(const Analysis& analysis, const Inputs& inputs, const Arguments& arguments)
{
    const std::vector<AnalysisTable> tables = analysisTables(analysis);
    const std::string json = analysisJson(analysis, tables, inputs.files);
    const std::filesystem::path folder(arguments.out);
    std::vector<FileContent> files;
    for (const AnalysisTable& table : tables)
        files.push_back({folder / table.file, table.text});
    files.push_back({folder / "analysis.json", json}); // last: its presence says that all are there
    if (const auto written = writeFilesAtomically(files); !written) {
        reportError(written.error());
        return ExitFailed;
    }
    if (arguments.json)
        std::cout << json;
    else if (!arguments.quiet)
        printSummary(analysis, arguments.out);
    return ExitDone;
}

Error noSuchColumn(const ColumnAccuracy& found)
{
    std::string names;
    for (const std::string& name : found.available)
        names += (names.empty() ? "; there are " : ", ") + name;
    return {Error::Kind::Usage,
            "--by: no table has a further column '" + found.column + "'"
                + (names.empty() ? "; none has any" : names)};
}

int run(const Arguments& arguments)
{
    TerminalJob job(arguments.quiet);
    auto inputs = readTables(arguments, job);
    if (!inputs)
        return reportErrors(inputs.error());
    if (const auto applied = applyRules(*inputs, arguments, job); !applied)
        return reportError(applied.error());
    auto selections = applyObserverOptions(arguments.observers, inputs->observers, arguments.threads, job);
    if (!selections)
        return reportError(selections.error());
    if (const auto applied = applySelectionOption(arguments.selection, inputs->observers, *selections,
                                                  arguments.threads, arguments.quiet, job);
        !applied)
        return reportError(applied.error());
    inputs->options.selections = std::move(*selections);
    const auto analysis = analyse(inputs->observers, inputs->options, job);
    if (!analysis)
        return reportError(analysis.error());
    if (const ColumnAccuracy& found = analysis->byColumn; !found.column.empty() && found.values.empty())
        return reportError(noSuchColumn(found));
    if (job.isCancelled())
        return reportError({Error::Kind::Cancelled, "cancelled"});
    return writeResults(*analysis, *inputs, arguments);
}
} // namespace

void addAnalyseCommand(CLI::App& app, int& exitCode)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = app.add_subcommand(
        "analyse", "Compute all statistics of trial tables and write them as CSV tables with analysis.json");
    command->add_option("--trials", arguments->trials, "Trial tables, one for each observer")
        ->required()
        ->type_name("FILE");
    command->add_option("--out", arguments->out, "Folder for the tables")->required()->type_name("FOLDER");
    addObserverOptions(*command, arguments->observers, "--observer-kind,--kind");
    addSelectionOption(*command, arguments->selection);
    command
        ->add_option("--stimuli", arguments->stimuli,
                     "Stimulus folder; the objects of its training pictures are the known ones")
        ->type_name("FOLDER");
    command->add_option("--pattern", arguments->pattern, "How image names are built")
        ->capture_default_str()
        ->type_name("PATTERN");
    command
        ->add_option("--train-objects", arguments->trainObjects,
                     "Known objects: auto (those of the training trials) or a file with an id on each line")
        ->capture_default_str()
        ->type_name("auto|FILE");
    command->add_option("--split", arguments->split, "How known objects are told from novel ones")
        ->check(CLI::IsMember({"exact", "as-published"}))
        ->capture_default_str();
    command->add_option("--lag", arguments->lag, "Window of the generalisation lag")
        ->check(CLI::IsMember({"as-published", "common-window"}))
        ->capture_default_str();
    command
        ->add_option("--efficiency-start", arguments->efficiencyStart,
                     "What the first epoch's gain is measured from")
        ->check(CLI::IsMember({"zero", "chance"}))
        ->capture_default_str();
    command
        ->add_option("--bands", arguments->bands,
                     "Bootstrap bands over runs; expanded percentiles keep their coverage for few runs")
        ->check(CLI::IsMember({"percentile", "expanded"}))
        ->capture_default_str();
    command
        ->add_option(
            "--consistency", arguments->consistency,
            "Which answers error consistency compares: those to the same image in the same epoch, or "
            "in any epoch")
        ->check(CLI::IsMember({"same-epoch", "pooled"}))
        ->capture_default_str();
    command
        ->add_option("--by", arguments->byColumn.column,
                     "A further column of the tables: also write accuracy by its values to by_column.csv")
        ->type_name("COLUMN");
    command
        ->add_option("--by-bins", arguments->byColumn.bins,
                     "Bins of a column of numbers; 0: each number for itself, or 10 bins of more than 40")
        ->check(CLI::Range(0, ColumnOptions::mostBins))
        ->capture_default_str();
    command->add_flag("--by-epochs", arguments->byColumn.byEpoch, "By epoch, too");
    command->add_option("--bootstrap", arguments->bootstrap, "Draws for the bands; 0 for none")
        ->check(CLI::Range(0, 10000000))
        ->capture_default_str();
    command->add_option("--seed", arguments->seed, "Seed of the draws")->capture_default_str();
    command->add_option("--threads", arguments->threads, "Threads; 0 for all of the machine's")
        ->capture_default_str();
    command->add_flag("--json", arguments->json, "Print analysis.json on standard output");
    command->add_flag("--quiet", arguments->quiet, "Print nothing but errors");
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace learnscope
