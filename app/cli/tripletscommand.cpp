#include "app/cli/command.h"
#include "app/cli/representationinputs.h"
#include "app/cli/terminaljob.h"
#include "core/base/csvtext.h"
#include "core/base/filewriter.h"
#include "core/similarity/oddoneout.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace learnscope {

namespace {
struct Arguments
{
    ArrayArguments embedding;
    ArrayArguments triplets;
    std::string distance = "cosine";
    std::string rule = "strict";
    double temperature = 1;
    std::string perConcept;
    CommonArguments common;
};

void print(const Arguments& arguments, const OddOneOut& judged)
{
    if (arguments.common.json) {
        printJson({{"accuracy", judged.accuracy},
                   {"n", judged.triplets},
                   {"ties", judged.ties},
                   {"all_equal", judged.allEqual},
                   {"masked", judged.masked},
                   {"chance", OddOneOut::chance},
                   {"distance", arguments.distance},
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

int run(const Arguments& arguments)
{
    TerminalJob job(arguments.common.quiet || arguments.common.json);
    auto read = readEmbedding(arguments.embedding.file, arguments.embedding.choice(), job);
    if (!read)
        return reportError(read.error());
    const Embedding embedding = withRemarks(std::move(*read), arguments.embedding.file, arguments.common);
    TripletOptions tripletOptions;
    tripletOptions.array = arguments.triplets.choice();
    if (arguments.triplets.names.empty())
        tripletOptions.objectCount = embedding.rows();
    auto triplets = readTriplets(arguments.triplets.file, tripletOptions, job);
    if (!triplets)
        return reportErrors(triplets.error());
    const Triplets choices = withRemarks(std::move(*triplets), arguments.triplets.file, arguments.common);
    OddOneOutOptions options;
    options.similarity = choiceSimilarityFromName(arguments.distance).value();
    options.rule = tieRuleFromName(arguments.rule).value();
    options.temperature = arguments.temperature;
    options.memory = arguments.common.memoryBytes();
    options.threads = arguments.common.threads;
    const auto judged = oddOneOut(embedding, choices, options, job);
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
    if (!arguments.perConcept.empty()) {
        const RowNames& names = choices.objectNames().empty() ? embedding.rowNames() : choices.objectNames();
        if (const auto written = writeConcepts(arguments.perConcept, *judged, names); !written) {
            reportError(written.error());
            return ExitFailed;
        }
    }
    print(arguments, *judged);
    return ExitDone;
}
} // namespace

void addTripletsCommand(CLI::App& app, int& exitCode)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = app.add_subcommand(
        "triplets", "Judge odd-one-out choices by an embedding: how often both keep the same pair");
    addArrayOption(*command, arguments->embedding, "--embedding", "", "Features, one object a row")
        ->required();
    addArrayOption(*command, arguments->triplets, "--triplets", "-triplets",
                   "Choices: the pair that was kept, then the odd one out")
        ->required();
    command->add_option("--distance", arguments->distance, "How two objects are compared")
        ->check(CLI::IsMember({"cosine", "dot", "euclidean"}))
        ->capture_default_str();
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
    addCommonOptions(*command, arguments->common);
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace learnscope
