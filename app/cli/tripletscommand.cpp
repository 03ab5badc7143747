#include "app/cli/command.h"
#include "app/cli/representationinputs.h"
#include "app/cli/terminaljob.h"
#include "core/base/csvtext.h"
#include "core/base/filewriter.h"
#include "core/io/arrays/writerepresentations.h"
#include "core/similarity/choices.h"
#include "core/similarity/oddoneout.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace learnscope {

namespace {
struct Arguments
{
    ArrayArguments embedding;
    ArrayArguments triplets;
    std::string distance; ///< empty: cosine to judge, dot to simulate
    std::string rule = "strict";
    double temperature = 1;
    std::string perConcept;
    std::string perTriplet;
    std::size_t simulated = 0;
    std::size_t folds = 0;
    std::uint64_t seed = 1;
    std::string out;
    CommonArguments common;
};

ChoiceSimilarity judgedBy(const Arguments& arguments)
{
    return choiceSimilarityFromName(arguments.distance).value_or(ChoiceSimilarity::Cosine);
}

void print(const Arguments& arguments, const OddOneOut& judged)
{
    if (arguments.common.json) {
        printJson({{"accuracy", judged.accuracy},
                   {"n", judged.triplets},
                   {"ties", judged.ties},
                   {"all_equal", judged.allEqual},
                   {"masked", judged.masked},
                   {"chance", OddOneOut::chance},
                   {"distance", toString(judgedBy(arguments))},
                   {"rule", arguments.rule},
                   {"temperature", arguments.temperature},
                   {"mean_probability", judged.meanProbability},
                   {"log_loss", judged.logLoss},
                   {"mean_entropy", judged.meanEntropy}});
        return;
    }
    if (!arguments.common.quiet)
        std::printf("accuracy %s of %llu triplets (chance .3333), %llu ties\n",
                    shortNumber(judged.accuracy).c_str(), static_cast<unsigned long long>(judged.triplets),
                    static_cast<unsigned long long>(judged.ties));
}

Result<void> writeConcepts(const std::string& path, const OddOneOut& judged, const RowNames& names)
{
    CsvText csv {"concept", "n", "correct", "accuracy"};
    for (std::size_t object = 0; object < judged.concepts.size(); ++object) {
        const ConceptAccuracy& accuracy = judged.concepts[object];
        csv.add(names.label(object)).add(accuracy.triplets).add(accuracy.correct).add(accuracy.accuracy());
        csv.endRow();
    }
    return writeFileAtomically(path, csv.text());
}

/// Two columns, one row for each triplet; NaN where it does not count.
Result<void> writePerTriplet(const std::string& path, const OddOneOut& judged)
{
    std::vector<float> values;
    values.reserve(2 * judged.probability.size());
    for (std::size_t triplet = 0; triplet < judged.probability.size(); ++triplet)
        values.insert(values.end(), {judged.probability[triplet], judged.entropy[triplet]});
    const auto table = Embedding::make(judged.probability.size(), 2, SharedValues<float>(std::move(values)),
                                       {}, RowNames({"probability", "entropy"}));
    return table ? writeEmbedding(path, *table) : tl::unexpected(table.error());
}

int cannotWrite(const Error& error)
{
    const int code = reportError(error);
    return error.kind == Error::Kind::Usage ? code : ExitFailed;
}

Result<Embedding> readFeatures(const Arguments& arguments, TerminalJob& job)
{
    auto read = readEmbedding(arguments.embedding.file, arguments.embedding.choice(), job);
    if (!read)
        return tl::unexpected(read.error());
    return withRemarks(std::move(*read), arguments.embedding.file, arguments.common);
}

Checked<Triplets> readChoices(const Arguments& arguments, std::size_t objects, TerminalJob& job)
{
    TripletOptions options;
    options.array = arguments.triplets.choice();
    if (arguments.triplets.names.empty())
        options.objectCount = objects;
    auto read = readTriplets(arguments.triplets.file, options, job);
    if (!read)
        return tl::unexpected(read.error());
    return withRemarks(std::move(*read), arguments.triplets.file, arguments.common);
}

int simulate(const Arguments& arguments, TerminalJob& job)
{
    const auto embedding = readFeatures(arguments, job);
    if (!embedding)
        return reportError(embedding.error());
    ChoiceSimulation options;
    options.triplets = arguments.simulated;
    options.similarity = choiceSimilarityFromName(arguments.distance).value_or(options.similarity);
    options.temperature = arguments.temperature;
    options.seed = arguments.seed;
    const auto choices = simulatedChoices(*embedding, options, job);
    if (!choices)
        return reportError(choices.error());
    if (const auto written = writeTriplets(arguments.out, *choices); !written)
        return cannotWrite(written.error());
    if (arguments.common.json)
        printJson({{"out", arguments.out},
                   {"n", choices->size()},
                   {"objects", choices->objectCount()},
                   {"distance", toString(options.similarity)},
                   {"temperature", options.temperature},
                   {"seed", options.seed}});
    else if (!arguments.common.quiet)
        std::printf("%s: %zu choices among %zu objects\n", arguments.out.c_str(), choices->size(),
                    choices->objectCount());
    return ExitDone;
}

std::string objectsCsv(const std::vector<TripletFold>& folds, const RowNames& names)
{
    CsvText csv {"object", "name", "fold"};
    for (std::size_t fold = 0; fold < folds.size(); ++fold)
        for (const std::size_t object : folds[fold].objects) {
            csv.add(std::uint64_t {object}).add(names.empty() ? std::string() : names[object]);
            csv.add(std::uint64_t {fold + 1});
            csv.endRow();
        }
    return csv.text();
}

/// Writes fold-1-held.npy, fold-1-others.npy and so on, and which object is in which fold.
int split(const Arguments& arguments, TerminalJob& job)
{
    const auto choices = readChoices(arguments, 0, job);
    if (!choices)
        return reportErrors(choices.error());
    const auto folds = tripletFolds(*choices, arguments.folds, arguments.seed);
    if (!folds)
        return reportError(folds.error());
    const std::filesystem::path folder(arguments.out);
    nlohmann::ordered_json json = {{"out", arguments.out}, {"n", choices->size()}, {"seed", arguments.seed}};
    json["folds"] = nlohmann::ordered_json::array();
    for (std::size_t fold = 0; fold < folds->size(); ++fold) {
        const std::string name = "fold-" + std::to_string(fold + 1);
        for (const auto& [part, triplets] :
             {std::pair("-held.npy", &(*folds)[fold].held), std::pair("-others.npy", &(*folds)[fold].others)})
            if (const auto written = writeTriplets(folder / (name + part), *triplets); !written)
                return cannotWrite(written.error());
        json["folds"].push_back({{"objects", (*folds)[fold].objects.size()},
                                 {"held", (*folds)[fold].held.size()},
                                 {"others", (*folds)[fold].others.size()}});
        if (!arguments.common.json && !arguments.common.quiet)
            std::printf("fold %zu: %zu objects, %zu triplets of them alone, %zu of the others alone\n",
                        fold + 1, (*folds)[fold].objects.size(), (*folds)[fold].held.size(),
                        (*folds)[fold].others.size());
    }
    if (const auto written =
            writeFileAtomically(folder / "objects.csv", objectsCsv(*folds, choices->objectNames()));
        !written)
        return cannotWrite(written.error());
    if (arguments.common.json)
        printJson(json);
    return ExitDone;
}

int judge(const Arguments& arguments, TerminalJob& job)
{
    const auto embedding = readFeatures(arguments, job);
    if (!embedding)
        return reportError(embedding.error());
    const auto choices = readChoices(arguments, embedding->rows(), job);
    if (!choices)
        return reportErrors(choices.error());
    OddOneOutOptions options;
    options.similarity = judgedBy(arguments);
    options.rule = tieRuleFromName(arguments.rule).value();
    options.temperature = arguments.temperature;
    options.perTriplet = !arguments.perTriplet.empty();
    options.memory = arguments.common.memoryBytes();
    options.threads = arguments.common.threads;
    const auto judged = oddOneOut(*embedding, *choices, options, job);
    if (!judged)
        return reportError(judged.error());
    if (judged->triplets == 0)
        return reportError({Error::Kind::OutOfRange,
                            "no triplet is of three objects with features that are finite and not all 0",
                            {arguments.triplets.file}});
    if (judged->masked > 0)
        printNote(arguments.common,
                  std::to_string(judged->masked)
                      + " triplets are left out because an object's features are NaN, infinite or all 0");
    const RowNames& names = choices->objectNames().empty() ? embedding->rowNames() : choices->objectNames();
    if (!arguments.perConcept.empty())
        if (const auto written = writeConcepts(arguments.perConcept, *judged, names); !written)
            return cannotWrite(written.error());
    if (!arguments.perTriplet.empty())
        if (const auto written = writePerTriplet(arguments.perTriplet, *judged); !written)
            return cannotWrite(written.error());
    print(arguments, *judged);
    return ExitDone;
}

int run(const Arguments& arguments)
{
    TerminalJob job(arguments.common.quiet || arguments.common.json);
    if (arguments.simulated > 0)
        return simulate(arguments, job);
    return arguments.folds > 0 ? split(arguments, job) : judge(arguments, job);
}

/// Which files a command line must give for what it asks.
void checkFiles(const Arguments& arguments)
{
    const bool simulates = arguments.simulated > 0;
    const bool splits = arguments.folds > 0;
    if (simulates && splits)
        throw CLI::ExcludesError("--simulate", "--folds");
    if (!splits && arguments.embedding.file.empty())
        throw CLI::RequiredError("--embedding");
    if (!simulates && arguments.triplets.file.empty())
        throw CLI::RequiredError("--triplets");
    if ((simulates || splits) && arguments.out.empty())
        throw CLI::RequiredError("--out");
    if (!simulates && !splits && !arguments.out.empty())
        throw CLI::RequiredError("--out is for choices that are simulated or split: --simulate or --folds");
}
} // namespace

void addTripletsCommand(CLI::App& app, int& exitCode)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = app.add_subcommand("triplets",
                                                 "Judge odd-one-out choices by an embedding: how often both "
                                                 "keep the same pair; or simulate choices, or "
                                                 "split them by their objects");
    addArrayOption(*command, arguments->embedding, "--embedding", "", "Features, one object a row");
    addArrayOption(*command, arguments->triplets, "--triplets", "-triplets",
                   "Choices: the pair that was kept, then the odd one out");
    command
        ->add_option("--distance", arguments->distance,
                     "How two objects are compared; if not given by cosine, and by dot to simulate choices")
        ->check(CLI::IsMember({"cosine", "dot", "euclidean"}));
    command
        ->add_option(
            "--rule", arguments->rule,
            "When a choice is right: the pair must be more similar than both others (strict), or as in the "
            "published evaluation or training")
        ->check(CLI::IsMember({"strict", "published-choice", "published-training"}))
        ->capture_default_str();
    command->add_option("--temperature", arguments->temperature, "Multiplies similarities for probabilities")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command
        ->add_option("--per-concept", arguments->perConcept, "Write each object's accuracy to this CSV file")
        ->type_name("FILE");
    command
        ->add_option("--per-triplet", arguments->perTriplet,
                     "Write the probability of each human choice and the entropy of its three probabilities: "
                     ".npy, .csv, .npz, .h5 or .mat")
        ->type_name("FILE");
    command
        ->add_option("--simulate", arguments->simulated,
                     "Write so many choices that an observer with this embedding would make to --out")
        ->check(CLI::Range(std::size_t {1}, std::size_t {1} << 32));
    command
        ->add_option("--folds", arguments->folds,
                     "Split triplets into so many folds of objects: each fold's own and those of all others, "
                     "into the folder --out")
        ->check(CLI::Range(2, 1000));
    command->add_option("--seed", arguments->seed, "Seed of simulated choices and of folds")
        ->capture_default_str();
    command
        ->add_option("--out", arguments->out,
                     "A file for simulated choices (.npy, .txt, .csv), a folder for folds")
        ->type_name("PATH");
    addCommonOptions(*command, arguments->common);
    command->callback([arguments, &exitCode] {
        checkFiles(*arguments);
        exitCode = run(*arguments);
    });
}

} // namespace learnscope
