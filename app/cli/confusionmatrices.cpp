#include "app/cli/confusionmatrices.h"

#include "app/cli/selectionoption.h"
#include "app/cli/trialinputs.h"
#include "core/base/csvtext.h"
#include "core/base/filewriter.h"
#include "core/io/arrays/writerepresentations.h"
#include "core/similarity/confusiontrajectory.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace learnscope {

namespace {
/// What is written.
struct Confusions
{
    std::vector<Observer> observers;
    std::vector<std::vector<ConfusionRdm>> matrices; ///< of each observer
    std::vector<ConfusionTrajectory> trajectories; ///< by phase
};

/// Two observers' confusions in one epoch.
struct Likeness
{
    std::size_t first = 0;
    std::size_t second = 0;
    ConfusionRdmLikeness measured;
};

Result<std::vector<ConfusionRdm>> matricesOf(const Observer& observer, const RunSelection& selection,
                                             unsigned threads)
{
    const auto runs = selectRuns(selection, accuracyPerRun(*observer.trials, threads));
    if (!runs) {
        Error error = runs.error();
        error.message = observer.name + ": " + error.message;
        return tl::unexpected(error);
    }
    const std::vector<TrialBlock> blocks = trialBlocks(*observer.trials, *runs);
    return confusionRdms(confusion(*observer.trials, blocks, runs->size()));
}

Result<Confusions> confusionsOf(const ConfusionArguments& arguments, std::vector<Observer> observers,
                                const std::vector<RunSelection>& selections, const CommonArguments& common,
                                JobContext& job)
{
    Confusions result;
    for (std::size_t observer = 0; observer < observers.size(); ++observer) {
        auto matrices = matricesOf(observers[observer], selections[observer], common.threads);
        if (!matrices)
            return tl::unexpected(matrices.error());
        if (matrices->empty())
            return failure(Error::Kind::OutOfRange,
                           observers[observer].name + ": confusions need two or more classes");
        result.matrices.push_back(std::move(*matrices));
    }
    result.observers = std::move(observers);
    ScalingOptions scaling;
    scaling.method = scalingMethodFromName(arguments.mds).value();
    scaling.seed = arguments.seed;
    scaling.threads = common.threads;
    for (const Phase phase : {Phase::Train, Phase::Test}) {
        auto trajectory = confusionTrajectory(result.matrices, phase, scaling, job);
        if (trajectory)
            result.trajectories.push_back(std::move(*trajectory));
        else if (trajectory.error().kind == Error::Kind::Usage)
            printNote(common,
                      "no map of " + std::string(toString(phase)) + " epochs: " + trajectory.error().message);
        else
            return tl::unexpected(trajectory.error());
    }
    return result;
}

/// Of all pairs of observers, people first, in every epoch that both have.
Result<std::vector<Likeness>> likenessesOf(const Confusions& confusions, MatrixMeasure measure,
                                           JobContext& job)
{
    std::vector<std::size_t> order;
    for (const ObserverKind kind : {ObserverKind::Human, ObserverKind::Network})
        for (std::size_t observer = 0; observer < confusions.observers.size(); ++observer)
            if (confusions.observers[observer].kind == kind)
                order.push_back(observer);
    std::vector<Likeness> result;
    for (std::size_t a = 0; a < order.size(); ++a)
        for (std::size_t b = a + 1; b < order.size(); ++b) {
            const std::vector<ConfusionRdm>& first = confusions.matrices[order[a]];
            const std::vector<ConfusionRdm>& second = confusions.matrices[order[b]];
            const auto measured = compareConfusionRdms(first, second, measure, job);
            if (!measured)
                return tl::unexpected(measured.error());
            for (const ConfusionRdmLikeness& likeness : *measured)
                result.push_back({order[a], order[b], likeness});
        }
    return result;
}

/// An observer's name as part of a file's: whatever might not be is an underscore.
std::string fileName(const std::string& name)
{
    std::string result = name;
    for (char& letter : result)
        if (letter == '/' || letter == '\\' || letter == ':' || static_cast<unsigned char>(letter) < ' ')
            letter = '_';
    return result;
}

std::string trajectoryCsv(const Confusions& confusions)
{
    CsvText csv {"observer", "kind", "phase", "epoch", "accuracy", "x", "y"};
    for (const ConfusionTrajectory& trajectory : confusions.trajectories)
        for (const TrajectoryPoint& point : trajectory.points) {
            const Observer& observer = confusions.observers[point.observer];
            csv.add(observer.name).add(toString(observer.kind)).add(toString(trajectory.phase));
            csv.add(point.epoch).add(point.accuracy).add(point.at[0]).add(point.at[1]);
            csv.endRow();
        }
    return csv.text();
}

std::string likenessCsv(const Confusions& confusions, const std::vector<Likeness>& likenesses,
                        const std::string& measure)
{
    CsvText csv {"observer", "other", "phase", "epoch", "measure", "value", "pairs", "distance"};
    for (const Likeness& likeness : likenesses) {
        csv.add(confusions.observers[likeness.first].name).add(confusions.observers[likeness.second].name);
        csv.add(toString(likeness.measured.phase)).add(likeness.measured.epoch).add(measure);
        csv.add(likeness.measured.value).add(likeness.measured.pairs).add(likeness.measured.distance);
        csv.endRow();
    }
    return csv.text();
}

Result<std::size_t> writeMatrices(const Confusions& confusions, const std::filesystem::path& folder,
                                  const std::string& format)
{
    std::size_t written = 0;
    for (std::size_t observer = 0; observer < confusions.observers.size(); ++observer)
        for (const ConfusionRdm& matrix : confusions.matrices[observer]) {
            const std::string name = fileName(confusions.observers[observer].name) + '-'
                + std::string(toString(matrix.phase)) + "-epoch-" + std::to_string(matrix.epoch) + '.'
                + format;
            if (const auto done = writeMatrix(folder / name, matrix.matrix); !done)
                return tl::unexpected(done.error());
            ++written;
        }
    return written;
}

nlohmann::ordered_json jsonOf(const Confusions& confusions, const std::vector<Likeness>& likenesses,
                              const ConfusionArguments& arguments)
{
    const auto numberOrNull = [](double value) {
        return std::isnan(value) ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
    };
    nlohmann::ordered_json json = {
        {"measure", "confusion"}, {"mds", arguments.mds}, {"seed", arguments.seed}};
    json["trajectories"] = nlohmann::ordered_json::array();
    for (const ConfusionTrajectory& trajectory : confusions.trajectories) {
        nlohmann::ordered_json points = nlohmann::ordered_json::array();
        for (const TrajectoryPoint& point : trajectory.points)
            points.push_back({{"observer", confusions.observers[point.observer].name},
                              {"epoch", point.epoch},
                              {"accuracy", point.accuracy},
                              {"at", point.at}});
        json["trajectories"].push_back({{"phase", toString(trajectory.phase)},
                                        {"stress", trajectory.stress},
                                        {"settled", trajectory.settled},
                                        {"points", std::move(points)}});
    }
    json["likeness"] = nlohmann::ordered_json::array();
    for (const Likeness& likeness : likenesses)
        json["likeness"].push_back({{"observer", confusions.observers[likeness.first].name},
                                    {"other", confusions.observers[likeness.second].name},
                                    {"phase", toString(likeness.measured.phase)},
                                    {"epoch", likeness.measured.epoch},
                                    {"method", arguments.likeness},
                                    {"value", numberOrNull(likeness.measured.value)},
                                    {"n_pairs", likeness.measured.pairs},
                                    {"distance", numberOrNull(likeness.measured.distance)}});
    return json;
}
} // namespace

CLI::Option* addConfusionOptions(CLI::App& command, ConfusionArguments& arguments)
{
    CLI::Option* const trials =
        command
            .add_option("--trials", arguments.trials,
                        "Trial tables instead of features: each observer's confusions of classes in every "
                        "epoch; --out is then a folder")
            ->type_name("FILE");
    addObserverOptions(command, arguments.observers);
    addSelectionOption(command, arguments.selection);
    std::vector<std::string> measures;
    for (const MatrixMeasure measure : allMatrixMeasures())
        measures.emplace_back(toString(measure));
    command
        .add_option("--likeness", arguments.likeness, "Trials: how two observers' confusions are compared")
        ->check(CLI::IsMember(measures))
        ->capture_default_str();
    command.add_option("--mds", arguments.mds, "Trials: how epochs are placed on the map of the trajectory")
        ->check(CLI::IsMember({"classical", "metric", "non-metric"}))
        ->capture_default_str();
    command.add_option("--format", arguments.format, "Trials: of the matrices' files")
        ->check(CLI::IsMember({"csv", "npy", "npz", "h5", "mat"}))
        ->capture_default_str();
    command.add_option("--seed", arguments.seed, "Trials: seed of the map's random starts")
        ->capture_default_str();
    return trials;
}

int writeConfusionMatrices(const ConfusionArguments& arguments, const std::string& out,
                           const CommonArguments& common, JobContext& job)
{
    auto inputs = readTrialInputs(arguments.trials, arguments.observers.map, common.threads, job);
    if (!inputs)
        return reportErrors(inputs.error());
    auto selections = applyObserverOptions(arguments.observers, inputs->observers, common.threads, job);
    if (!selections)
        return reportError(selections.error());
    if (const auto applied = applySelectionOption(arguments.selection, inputs->observers, *selections,
                                                  common.threads, common.quiet, job);
        !applied)
        return reportError(applied.error());
    const auto confusions = confusionsOf(arguments, std::move(inputs->observers), *selections, common, job);
    if (!confusions)
        return reportError(confusions.error());
    const auto likenesses = likenessesOf(*confusions, matrixMeasureFromName(arguments.likeness).value(), job);
    if (!likenesses)
        return reportError(likenesses.error());
    const std::filesystem::path folder(out);
    const auto matrices = writeMatrices(*confusions, folder, arguments.format);
    const std::string trajectory = trajectoryCsv(*confusions);
    const std::string likeness = likenessCsv(*confusions, *likenesses, arguments.likeness);
    const std::vector<FileContent> tables {{folder / "trajectory.csv", trajectory},
                                           {folder / "likeness.csv", likeness}};
    const auto written = matrices ? writeFilesAtomically(tables) : Result<void>();
    if (!matrices || !written) {
        reportError(matrices ? written.error() : matrices.error());
        return ExitFailed;
    }
    if (common.json)
        printJson(jsonOf(*confusions, *likenesses, arguments));
    else if (!common.quiet)
        std::printf("%zu matrices, trajectory.csv and likeness.csv are in %s\n", *matrices, out.c_str());
    return ExitDone;
}

} // namespace learnscope
