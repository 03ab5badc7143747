#include "app/cli/modelcomparison.h"

#include "app/cli/command.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace learnscope {

namespace {
struct NamedMatrices
{
    std::vector<std::string> names;
    std::vector<SimilarityMatrix> matrices;
};

/// All matrices of all files. Those of a stack are "file 1", "file 2" and so on.
Result<NamedMatrices> readMatrices(const std::vector<std::string>& files, const CommonArguments& common,
                                   JobContext& job)
{
    NamedMatrices result;
    for (const std::string& path : files) {
        const auto file = openArrayFile(path, job);
        if (!file)
            return tl::unexpected(file.error());
        std::size_t count = 1;
        for (const ArrayInfo& info : (*file)->arrays())
            count = std::max(count, matrixCount(info));
        MatrixOptions options;
        for (options.slice = 0; options.slice < count; ++options.slice) {
            auto read = readMatrix(**file, options, job);
            if (!read) {
                Error error = read.error();
                if (error.where.file.empty())
                    error.where.file = path;
                return tl::unexpected(error);
            }
            result.matrices.push_back(withRemarks(std::move(*read), path, common));
            const std::string stem = std::filesystem::path(path).stem().string();
            result.names.push_back(count == 1 ? stem : stem + ' ' + std::to_string(options.slice + 1));
        }
    }
    for (auto name = result.names.begin(); name != result.names.end(); ++name) {
        const std::string original = *name;
        for (int number = 2; std::find(result.names.begin(), name, *name) != name; ++number)
            *name = original + " (" + std::to_string(number) + ')';
    }
    return result;
}

nlohmann::ordered_json numberOrNull(double value)
{
    return std::isnan(value) ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
}

nlohmann::ordered_json jsonOf(const LikenessTest& test)
{
    nlohmann::ordered_json json = {{"value", numberOrNull(test.estimate)}, {"ci", nullptr}};
    if (test.interval)
        json["ci"] = {test.interval->low, test.interval->high};
    json["p"] = numberOrNull(test.probability);
    json["p_corrected"] = numberOrNull(test.correctedProbability);
    return json;
}

/// Tests of one kind that have a p-value, which are those that were corrected for their number.
struct TestCounts
{
    int likeness = 0;
    int differences = 0;
    int belowCeiling = 0;
};

TestCounts countsOf(const ModelComparison& comparison)
{
    TestCounts counts;
    for (const ModelLikeness& model : comparison.models) {
        counts.likeness += !std::isnan(model.likeness.probability);
        counts.belowCeiling += model.belowCeiling && !std::isnan(model.belowCeiling->probability);
    }
    for (const ModelDifference& difference : comparison.differences)
        counts.differences += !std::isnan(difference.difference.probability);
    return counts;
}

nlohmann::ordered_json jsonOf(const ModelComparison& comparison, const NamedMatrices& models,
                              const NamedMatrices& observers, const ModelComparisonOptions& options)
{
    const TestCounts counts = countsOf(comparison);
    nlohmann::ordered_json json = {{"method", toString(options.measure)},
                                   {"unit", toString(options.unit)},
                                   {"n_pairs", comparison.pairs},
                                   {"items", comparison.items},
                                   {"masked_pairs", comparison.maskedPairs},
                                   {"level", options.level},
                                   {"draws", options.draws},
                                   {"seed", options.seed},
                                   {"correction", toString(options.correction)},
                                   {"tests",
                                    {{"against_zero", counts.likeness},
                                     {"differences", counts.differences},
                                     {"against_ceiling", counts.belowCeiling}}},
                                   {"observers", observers.names}};
    json["models"] = nlohmann::ordered_json::array();
    for (std::size_t model = 0; model < comparison.models.size(); ++model) {
        const ModelLikeness& likeness = comparison.models[model];
        nlohmann::ordered_json entry = {{"model", models.names[model]}};
        entry.update(jsonOf(likeness.likeness));
        entry["n_pairs"] = comparison.pairs;
        entry["values"] = nlohmann::ordered_json::array();
        for (const double value : likeness.values)
            entry["values"].push_back(numberOrNull(value));
        entry["less_ceiling"] =
            likeness.belowCeiling ? jsonOf(*likeness.belowCeiling) : nlohmann::ordered_json();
        json["models"].push_back(std::move(entry));
    }
    json["differences"] = nlohmann::ordered_json::array();
    for (const ModelDifference& difference : comparison.differences) {
        nlohmann::ordered_json entry = {{"first", models.names[difference.first]},
                                        {"second", models.names[difference.second]}};
        entry.update(jsonOf(difference.difference));
        json["differences"].push_back(std::move(entry));
    }
    json["noise_ceiling"] = nullptr;
    if (comparison.ceiling)
        json["noise_ceiling"] = {{"lower", comparison.ceiling->lower},
                                 {"upper", comparison.ceiling->upper},
                                 {"lower_of", comparison.ceiling->lowerOf},
                                 {"upper_of", comparison.ceiling->upperOf}};
    return json;
}

std::string textOf(const LikenessTest& test)
{
    std::string text = shortNumber(test.estimate);
    if (test.interval)
        text += " [" + shortNumber(test.interval->low) + ", " + shortNumber(test.interval->high) + "], p = "
            + shortNumber(test.probability) + ", corrected " + shortNumber(test.correctedProbability);
    return text;
}

void printText(const ModelComparison& comparison, const NamedMatrices& models, const NamedMatrices& observers,
               const ModelComparisonOptions& options)
{
    const TestCounts counts = countsOf(comparison);
    std::printf("%s with %zu observers over %zu items, %llu pairs; intervals and tests over %s\n",
                std::string(toString(options.measure)).c_str(), observers.names.size(), comparison.items,
                static_cast<unsigned long long>(comparison.pairs),
                options.unit == BootstrapUnit::Both ? "items and observers"
                                                    : std::string(toString(options.unit)).c_str());
    for (std::size_t model = 0; model < comparison.models.size(); ++model) {
        const ModelLikeness& likeness = comparison.models[model];
        std::printf("%s: %s\n", models.names[model].c_str(), textOf(likeness.likeness).c_str());
        for (std::size_t observer = 0; observer < likeness.values.size(); ++observer)
            std::printf("    %s: %s\n", observers.names[observer].c_str(),
                        shortNumber(likeness.values[observer]).c_str());
        if (likeness.belowCeiling)
            std::printf("    less the noise ceiling's lower bound: %s\n",
                        textOf(*likeness.belowCeiling).c_str());
    }
    for (const ModelDifference& difference : comparison.differences)
        std::printf("%s less %s: %s\n", models.names[difference.first].c_str(),
                    models.names[difference.second].c_str(), textOf(difference.difference).c_str());
    if (comparison.ceiling)
        std::printf("noise ceiling: %s to %s\n", shortNumber(comparison.ceiling->lower).c_str(),
                    shortNumber(comparison.ceiling->upper).c_str());
    std::printf("corrected (%s) for %d tests against 0, %d of differences, %d against the ceiling\n",
                std::string(toString(options.correction)).c_str(), counts.likeness, counts.differences,
                counts.belowCeiling);
}
} // namespace

void addModelOptions(CLI::App& command, ModelArguments& arguments)
{
    CLI::Option* const models =
        command
            .add_option(
                "--models", arguments.models,
                "Models' matrices, to be compared with those of observers; a stack stands for several")
            ->type_name("FILE");
    CLI::Option* const observers =
        command.add_option("--observers", arguments.observers, "Matrices of observers, such as people")
            ->type_name("FILE")
            ->needs(models);
    models->needs(observers);
    command
        .add_option("--unit", arguments.unit,
                    "Models: what intervals and tests are to hold for: other items, observers or both")
        ->check(CLI::IsMember({"items", "observers", "both"}))
        ->capture_default_str();
    command
        .add_option("--correction", arguments.correction,
                    "Models: how p-values are corrected for the number of tests of one kind")
        ->check(CLI::IsMember({"holm", "bh", "none"}))
        ->capture_default_str();
}

int compareModelFiles(const ModelArguments& arguments, ModelComparisonOptions options,
                      const CommonArguments& common, JobContext& job)
{
    options.unit = bootstrapUnitFromName(arguments.unit).value_or(options.unit);
    options.correction = correctionFromName(arguments.correction).value_or(options.correction);
    const auto models = readMatrices(arguments.models, common, job);
    if (!models)
        return reportError(models.error());
    const auto observers = readMatrices(arguments.observers, common, job);
    if (!observers)
        return reportError(observers.error());
    const auto comparison = compareModels(models->matrices, observers->matrices, options, job);
    if (!comparison)
        return reportError(comparison.error());
    printNote(common, comparison->note);
    if (comparison->maskedPairs > 0)
        printNote(common,
                  std::to_string(comparison->maskedPairs)
                      + " pairs have no value in a matrix and are left out of all");
    if (!comparison->ceiling)
        printNote(common, "a noise ceiling needs 3 or more observers");
    if (common.json)
        printJson(jsonOf(*comparison, *models, *observers, options));
    else if (!common.quiet)
        printText(*comparison, *models, *observers, options);
    return ExitDone;
}

} // namespace learnscope
