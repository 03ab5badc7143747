#include "app/cli/command.h"
#include "app/cli/representationinputs.h"
#include "app/cli/terminaljob.h"
#include "core/base/filewriter.h"
#include "core/io/arrays/transformfile.h"
#include "core/probing/probesweep.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace learnscope {

namespace {
struct Arguments
{
    ArrayArguments features;
    ArrayArguments triplets;
    std::string penalty = "eye";
    std::vector<double> lambdas = {.1};
    bool bias = false;
    double start = SweepSettings().start;
    std::size_t folds = SweepSettings().folds;
    std::uint64_t seed = 1;
    int iterations = DescentOptions().iterations;
    int patience = DescentOptions().patience;
    std::size_t task = 1;
    std::size_t tasks = 1;
    std::string out;
    CommonArguments common;
};

SweepSettings settingsOf(const Arguments& arguments)
{
    SweepSettings settings;
    settings.penalty = probePenaltyFromName(arguments.penalty).value_or(settings.penalty);
    settings.lambdas = arguments.lambdas;
    settings.bias = arguments.bias;
    settings.start = arguments.start;
    settings.folds = arguments.folds;
    settings.seed = arguments.seed;
    settings.descent.iterations = arguments.iterations;
    settings.descent.patience = arguments.patience;
    return settings;
}

/// The data that a sweep says it is of.
struct Data
{
    Embedding features;
    Triplets triplets;
};

Checked<Data> readData(const SweepSources& sources, const CommonArguments& common, TerminalJob& job)
{
    auto features = readEmbedding(sources.features, {sources.featuresDataset}, job);
    if (!features)
        return tl::unexpected(ErrorList(features.error()));
    TripletOptions options;
    options.array = {sources.tripletsDataset};
    options.objectCount = features->value.rows();
    auto triplets = readTriplets(sources.triplets, options, job);
    if (!triplets)
        return tl::unexpected(triplets.error());
    return Data {withRemarks(std::move(*features), sources.features, common),
                 withRemarks(std::move(*triplets), sources.triplets, common)};
}

void tellOf(const SweepRecord& record, const CommonArguments& common)
{
    if (common.quiet || common.json)
        return;
    std::printf(
        "lambda %s, fold %zu: validation loss %s, accuracy %s (training loss %s, %d iterations, %s s)\n",
        shortNumber(record.lambda).c_str(), record.fold + 1, shortNumber(record.validation.loss).c_str(),
        shortNumber(record.validation.accuracy).c_str(), shortNumber(record.train.loss).c_str(),
        record.iterations, shortNumber(record.seconds).c_str());
    std::fflush(stdout);
}

/// The transform of the best strength, trained on all triplets.
Result<GlobalProbe> refit(const ProbeSweep& sweep, const Data& data, double lambda, unsigned threads,
                          JobContext& job)
{
    const auto standardisation = standardisationOf(data.features);
    if (!standardisation)
        return tl::unexpected(standardisation.error());
    const SweepSettings& settings = sweep.settings();
    GlobalProbeOptions options;
    options.regularisation = {settings.penalty, lambda};
    options.bias = settings.bias;
    options.start = settings.start;
    options.descent = settings.descent;
    options.threads = threads;
    return trainGlobalProbe(data.features, *standardisation, data.triplets.span(), {}, options, {}, {}, job);
}

int cannotWrite(const Error& error)
{
    const int code = reportError(error);
    return error.kind == Error::Kind::Io ? int {ExitFailed} : code;
}

/// Writes results.csv, and transform.npz where every record is there.
int finish(const std::filesystem::path& folder, const ProbeSweep& sweep, const Data& data, bool mustBeWhole,
           const CommonArguments& common, TerminalJob& job)
{
    const auto results = sweep.results();
    if (!results)
        return reportError(results.error());
    if (const auto written = writeFileAtomically(folder / "results.csv", sweep.csvOf(*results)); !written)
        return cannotWrite(written.error());
    nlohmann::ordered_json json = {
        {"out", folder.string()}, {"records", results->records.size()}, {"missing", results->missing}};
    if (!results->missing.empty()) {
        if (common.json)
            printJson(json);
        std::string text = std::to_string(results->missing.size()) + " still missing: ";
        for (const std::string& one : results->missing)
            text += (&one == &results->missing.front() ? "" : "; ") + one;
        if (mustBeWhole)
            return reportError({Error::Kind::Mismatch, text, {folder.string()}});
        printNote(common, text);
        return ExitDone;
    }
    const double lambda = bestLambda(*results);
    const auto probe = refit(sweep, data, lambda, common.threads, job);
    if (!probe)
        return reportError(probe.error());
    const auto standardisation = standardisationOf(data.features).value();
    if (const auto written = writeTransform(folder / "transform.npz",
                                            transformOf(*probe, data.features.columns(), standardisation));
        !written)
        return cannotWrite(written.error());
    json["best_lambda"] = lambda;
    json["loss"] = probe->train.loss;
    json["accuracy"] = probe->train.accuracy;
    json["iterations"] = probe->descent.iterations;
    json["seconds"] = probe->seconds;
    if (common.json)
        printJson(json);
    else if (!common.quiet)
        std::printf("best lambda %s; trained on all %llu triplets: loss %s, accuracy %s: %s\n",
                    shortNumber(lambda).c_str(), static_cast<unsigned long long>(probe->train.triplets),
                    shortNumber(probe->train.loss).c_str(), shortNumber(probe->train.accuracy).c_str(),
                    (folder / "transform.npz").c_str());
    return ExitDone;
}

int runSweep(const Arguments& arguments)
{
    TerminalJob job(arguments.common.quiet || arguments.common.json);
    const SweepSources sources {arguments.features.file, arguments.features.dataset, arguments.triplets.file,
                                arguments.triplets.dataset};
    const auto data = readData(sources, arguments.common, job);
    if (!data)
        return reportErrors(data.error());
    const auto sweep = ProbeSweep::open(arguments.out, sources, settingsOf(arguments));
    if (!sweep)
        return cannotWrite(sweep.error());
    const auto done = [&](const SweepRecord& record) { tellOf(record, arguments.common); };
    if (const auto ran = sweep->run(data->features, data->triplets, {arguments.task - 1, arguments.tasks},
                                    arguments.common.threads, done, job);
        !ran)
        return cannotWrite(ran.error());
    return finish(arguments.out, *sweep, *data, false, arguments.common, job);
}

int collect(const Arguments& arguments)
{
    TerminalJob job(arguments.common.quiet || arguments.common.json);
    const auto sweep = ProbeSweep::openExisting(arguments.out);
    if (!sweep)
        return reportError(sweep.error());
    const auto data = readData(sweep->sources(), arguments.common, job);
    if (!data)
        return reportErrors(data.error());
    return finish(arguments.out, *sweep, *data, true, arguments.common, job);
}

void addCollect(CLI::App& command, const std::shared_ptr<Arguments>& arguments, int& exitCode)
{
    CLI::App* const collecting = command.add_subcommand(
        "collect",
        "Gather the records of a sweep, say which are missing, and train the best strength on all");
    collecting->add_option("--out", arguments->out, "The folder of the sweep")->required()->type_name("DIR");
    addCommonOptions(*collecting, arguments->common);
    collecting->callback([arguments, &exitCode] { exitCode = collect(*arguments); });
}
} // namespace

void addProbeCommand(CLI::App& app, int& exitCode)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = app.add_subcommand(
        "probe",
        "Train linear transforms of features under which they tell odd-one-out choices, over a grid of "
        "strengths with cross-validation over objects");
    addArrayOption(*command, arguments->features, "--features", "", "Features, one object a row");
    addArrayOption(*command, arguments->triplets, "--triplets", "-triplets",
                   "Choices: the pair that was kept, then the odd one out");
    command->add_option("--penalty", arguments->penalty, "What holds weights back")
        ->check(CLI::IsMember({"eye", "l2", "l2-squared"}))
        ->capture_default_str();
    command->add_option("--lambda", arguments->lambdas, "Strengths of the penalty, parted by commas")
        ->delimiter(',')
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_flag("--bias", arguments->bias, "A bias as well, which is never held back");
    command->add_option("--start", arguments->start, "The diagonal of the first weights")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--folds", arguments->folds, "Folds of objects")
        ->check(CLI::Range(2, 1000))
        ->capture_default_str();
    command->add_option("--seed", arguments->seed, "Seed of the folds")->capture_default_str();
    command->add_option("--iterations", arguments->iterations, "Steps of a descent, at the most")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command
        ->add_option("--patience", arguments->patience,
                     "Steps without a lower validation loss after which a descent stops")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command
        ->add_option("--task-id", arguments->task,
                     "Which of --tasks processes this is, from 1 on: folds are dealt out among them")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--tasks", arguments->tasks, "How many processes share the sweep")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--out", arguments->out, "The folder of the sweep; one that was stopped is continued")
        ->type_name("DIR");
    addCommonOptions(*command, arguments->common);
    command->require_subcommand(0, 1);
    addCollect(*command, arguments, exitCode);
    command->callback([command, arguments, &exitCode] {
        if (!command->get_subcommands().empty())
            return;
        for (const auto& [value, name] :
             {std::pair(&arguments->features.file, "--features"),
              std::pair(&arguments->triplets.file, "--triplets"), std::pair(&arguments->out, "--out")})
            if (value->empty())
                throw CLI::RequiredError(name);
        if (arguments->task > arguments->tasks)
            throw CLI::ValidationError("--task-id", "is above --tasks");
        exitCode = runSweep(*arguments);
    });
}

} // namespace learnscope
