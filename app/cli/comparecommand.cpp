#include "app/cli/command.h"
#include "app/cli/modelcomparison.h"
#include "app/cli/representationinputs.h"
#include "app/cli/terminaljob.h"
#include "core/similarity/cka.h"
#include "core/similarity/matrixcomparison.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <memory>

namespace learnscope {

namespace {
struct Arguments
{
    ArrayArguments first;
    ArrayArguments second;
    ModelArguments models;
    std::string method = "spearman";
    int draws = 1000;
    int permutations = 0;
    double level = .95;
    double medianFraction = 1;
    std::uint64_t seed = 1;
    CommonArguments common;
};

/// CKA compares features, the other methods matrices.
struct CkaMethod
{
    const char* name;
    CkaKernel kernel;
    bool debiased;
};
constexpr CkaMethod ckaMethods[] = {{"cka", CkaKernel::Linear, true},
                                    {"cka-biased", CkaKernel::Linear, false},
                                    {"rbf-cka", CkaKernel::Rbf, true},
                                    {"rbf-cka-biased", CkaKernel::Rbf, false}};

int failed(const Error& error, const std::string& file)
{
    Error told = error;
    if (told.where.file.empty() && !file.empty())
        told.where.file = file;
    return reportError(told);
}

nlohmann::ordered_json jsonOf(const std::optional<Interval>& interval)
{
    return interval ? nlohmann::ordered_json {interval->low, interval->high} : nlohmann::ordered_json();
}

std::string textOf(const std::optional<Interval>& interval)
{
    return interval ? " [" + shortNumber(interval->low) + ", " + shortNumber(interval->high) + ']'
                    : std::string();
}

int compareFeatures(const Arguments& arguments, const CkaMethod& method, TerminalJob& job)
{
    auto first = readEmbedding(arguments.first.file, arguments.first.choice(), job);
    if (!first)
        return failed(first.error(), {});
    auto second = readEmbedding(arguments.second.file, arguments.second.choice(), job);
    if (!second)
        return failed(second.error(), {});
    CkaOptions options;
    options.kernel = method.kernel;
    options.debiased = method.debiased;
    options.medianFraction = arguments.medianFraction;
    options.draws = arguments.draws;
    options.level = arguments.level;
    options.seed = arguments.seed;
    options.memory = arguments.common.memoryBytes();
    options.threads = arguments.common.threads;
    const auto result =
        cka(withRemarks(std::move(*first), arguments.first.file, arguments.common),
            withRemarks(std::move(*second), arguments.second.file, arguments.common), options, job);
    if (!result)
        return failed(result.error(), {});
    printNote(arguments.common, result->note);
    if (result->leftOut > 0)
        printNote(arguments.common,
                  std::to_string(result->leftOut)
                      + " items have features that are NaN or infinite and are left out");
    if (arguments.common.json)
        printJson({{"method", arguments.method},
                   {"value", result->value},
                   {"n_pairs", result->items * (result->items - 1) / 2},
                   {"ci", jsonOf(result->interval)},
                   {"items", result->items},
                   {"items_left_out", result->leftOut},
                   {"features", {result->firstFeatures, result->secondFeatures}},
                   {"level", arguments.level},
                   {"draws", arguments.draws},
                   {"seed", arguments.seed}});
    else if (!arguments.common.quiet)
        std::printf("%s %s%s (%zu items; %zu and %zu features)\n", arguments.method.c_str(),
                    shortNumber(result->value).c_str(), textOf(result->interval).c_str(), result->items,
                    result->firstFeatures, result->secondFeatures);
    return ExitDone;
}

void print(const Arguments& arguments, const MatrixComparison& result)
{
    if (arguments.common.json) {
        nlohmann::ordered_json json = {{"method", arguments.method},
                                       {"value", result.value},
                                       {"n_pairs", result.pairs},
                                       {"ci", jsonOf(result.interval)},
                                       {"p", nullptr},
                                       {"items", result.items},
                                       {"masked_pairs", result.maskedPairs},
                                       {"level", arguments.level},
                                       {"draws", arguments.draws},
                                       {"permutations", arguments.permutations},
                                       {"seed", arguments.seed}};
        if (result.probability)
            json["p"] = *result.probability;
        printJson(json);
        return;
    }
    if (arguments.common.quiet)
        return;
    std::string text = arguments.method + ' ' + shortNumber(result.value) + textOf(result.interval);
    if (result.probability)
        text += ", p = " + shortNumber(*result.probability);
    std::printf("%s (%zu items, %llu pairs)\n", text.c_str(), result.items,
                static_cast<unsigned long long>(result.pairs));
}

int compareMatrixFiles(const Arguments& arguments, TerminalJob& job)
{
    MatrixOptions firstOptions;
    firstOptions.array = arguments.first.choice();
    auto first = readMatrix(arguments.first.file, firstOptions, job);
    if (!first)
        return failed(first.error(), {});
    MatrixOptions secondOptions;
    secondOptions.array = arguments.second.choice();
    auto second = readMatrix(arguments.second.file, secondOptions, job);
    if (!second)
        return failed(second.error(), {});
    MatrixComparisonOptions options;
    options.measure = matrixMeasureFromName(arguments.method).value();
    options.draws = arguments.draws;
    options.permutations = arguments.permutations;
    options.level = arguments.level;
    options.seed = arguments.seed;
    options.memory = arguments.common.memoryBytes();
    options.threads = arguments.common.threads;
    const auto result = compareMatrices(
        withRemarks(std::move(*first), arguments.first.file, arguments.common),
        withRemarks(std::move(*second), arguments.second.file, arguments.common), options, job);
    if (!result)
        return failed(result.error(), {});
    printNote(arguments.common, result->note);
    if (result->maskedPairs > 0)
        printNote(arguments.common,
                  std::to_string(result->maskedPairs)
                      + " pairs have no value in one matrix and are left out");
    if (std::isnan(result->value))
        printNote(arguments.common, "the value is not defined because a matrix is the same for all pairs");
    print(arguments, *result);
    return ExitDone;
}

int compareWithObservers(const Arguments& arguments, TerminalJob& job)
{
    const auto measure = matrixMeasureFromName(arguments.method);
    if (!measure)
        return reportError(
            {Error::Kind::Usage, "--models and --observers hold matrices, which cka does not compare"});
    ModelComparisonOptions options;
    options.measure = *measure;
    options.draws = arguments.draws;
    options.level = arguments.level;
    options.seed = arguments.seed;
    options.threads = arguments.common.threads;
    return compareModelFiles(arguments.models, options, arguments.common, job);
}

int run(const Arguments& arguments)
{
    TerminalJob job(arguments.common.quiet || arguments.common.json);
    if (arguments.models.areGiven())
        return compareWithObservers(arguments, job);
    for (const CkaMethod& method : ckaMethods)
        if (arguments.method == method.name)
            return compareFeatures(arguments, method, job);
    return compareMatrixFiles(arguments, job);
}
} // namespace

void addCompareCommand(CLI::App& app, int& exitCode)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = app.add_subcommand("compare",
                                                 "Compare two similarity matrices, or with cka two sets of "
                                                 "features, over their common items; or models "
                                                 "with observers");
    CLI::Option* const first =
        addArrayOption(*command, arguments->first, "--a", "-a", "A matrix; features for cka");
    CLI::Option* const second = addArrayOption(*command, arguments->second, "--b", "-b", "Another one");
    addModelOptions(*command, arguments->models);
    for (CLI::Option* const option : {first, second})
        option->excludes("--models");
    std::vector<std::string> methods;
    for (const MatrixMeasure measure : allMatrixMeasures())
        methods.emplace_back(toString(measure));
    for (const CkaMethod& method : ckaMethods)
        methods.emplace_back(method.name);
    command->add_option("--method", arguments->method, "How they are compared")
        ->check(CLI::IsMember(methods))
        ->capture_default_str();
    command->add_option("--draws", arguments->draws, "Bootstrap draws of items for the interval; 0 for none")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    command
        ->add_option("--permutations", arguments->permutations,
                     "Permutations of items for the p-value; 0 for none")
        ->check(CLI::Range(0, 10'000'000))
        ->capture_default_str();
    command->add_option("--level", arguments->level, "Coverage of the interval")
        ->check(CLI::Range(.5, .9999))
        ->capture_default_str();
    command
        ->add_option("--median-fraction", arguments->medianFraction,
                     "rbf-cka: width of the kernel as a fraction of the median distance")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--seed", arguments->seed, "Seed of draws and permutations")->capture_default_str();
    addCommonOptions(*command, arguments->common);
    command->callback([arguments, first, second, &exitCode] {
        if (!arguments->models.areGiven() && (first->count() == 0 || second->count() == 0))
            throw CLI::RequiredError("--a and --b, or --models and --observers");
        exitCode = run(*arguments);
    });
}

} // namespace learnscope
