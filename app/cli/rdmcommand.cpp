#include "app/cli/command.h"
#include "app/cli/confusionmatrices.h"
#include "app/cli/representationinputs.h"
#include "app/cli/terminaljob.h"
#include "core/base/version.h"
#include "core/io/arrays/writerepresentations.h"
#include "core/similarity/blas.h"
#include "core/similarity/dissimilarity.h"
#include "core/similarity/oddoneout.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace learnscope {

namespace {
struct Arguments
{
    ArrayArguments features;
    std::vector<std::string> folds;
    std::string triplets;
    ConfusionArguments confusions;
    std::string measure = "correlation";
    std::string noise;
    std::string shrinkage = "diagonal";
    std::string precision = "single";
    std::string layout = "square";
    std::string out;
    CommonArguments common;
};

constexpr const char* crossnobisName = "crossnobis";

Result<DissimilarityOptions> optionsFrom(const Arguments& arguments, TerminalJob& job)
{
    DissimilarityOptions options;
    if (arguments.measure != crossnobisName)
        options.measure = pairMeasureFromName(arguments.measure).value();
    options.precision = arguments.precision == "double" ? NumberPrecision::Double : NumberPrecision::Single;
    options.memory = arguments.common.memoryBytes();
    options.threads = arguments.common.threads;
    for (const Shrinkage shrinkage : {Shrinkage::Diagonal, Shrinkage::Identity, Shrinkage::None})
        if (toString(shrinkage) == arguments.shrinkage)
            options.noise.shrinkage = shrinkage;
    if (!arguments.noise.empty()) {
        auto noise = readEmbedding(arguments.noise, {}, job);
        if (!noise)
            return tl::unexpected(noise.error());
        options.noise.observations = withRemarks(std::move(*noise), arguments.noise, arguments.common);
    }
    return options;
}

/// What is written, and what is said of it.
struct Computed
{
    Dissimilarities result;
    std::size_t features = 0;
    std::optional<DissimilarityMemory> memory = {};
};

std::string mebibytes(std::uint64_t bytes)
{
    return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB";
}

Result<Computed> fromTriplets(const Arguments& arguments, TerminalJob& job, ErrorList& problems)
{
    TripletOptions options;
    options.array.namesFile = arguments.features.names;
    options.array.nameColumn = arguments.features.nameColumn;
    auto triplets = readTriplets(arguments.triplets, options, job);
    if (!triplets) {
        problems = triplets.error();
        return tl::unexpected(problems.kept().front());
    }
    auto matrix =
        matrixFromTriplets(withRemarks(std::move(*triplets), arguments.triplets, arguments.common), job);
    if (!matrix)
        return tl::unexpected(matrix.error());
    return Computed {{std::move(matrix->matrix), matrix->maskedPairs}};
}

Result<Computed> fromFeatures(const Arguments& arguments, TerminalJob& job)
{
    const auto options = optionsFrom(arguments, job);
    if (!options)
        return tl::unexpected(options.error());
    auto read = readEmbedding(arguments.features.file, arguments.features.choice(), job);
    if (!read)
        return tl::unexpected(read.error());
    const Embedding features = withRemarks(std::move(*read), arguments.features.file, arguments.common);
    const DissimilarityMemory memory = dissimilarityMemory(features.rows(), features.columns(), *options);
    printNote(arguments.common,
              std::to_string(features.rows()) + " items of " + std::to_string(features.columns())
                  + " features: a matrix of " + mebibytes(memory.result) + ", " + mebibytes(memory.working)
                  + " to work in");
    if (arguments.measure != crossnobisName) {
        auto computed = dissimilarities(features, *options, job);
        if (!computed)
            return tl::unexpected(computed.error());
        return Computed {std::move(*computed), features.columns(), memory};
    }
    std::vector<Embedding> folds {features};
    for (const std::string& file : arguments.folds) {
        auto fold = readEmbedding(file, arguments.features.choice(), job);
        if (!fold)
            return tl::unexpected(fold.error());
        folds.push_back(withRemarks(std::move(*fold), file, arguments.common));
    }
    auto computed = crossnobis(folds, *options, job);
    if (!computed)
        return tl::unexpected(computed.error());
    return Computed {std::move(*computed), features.columns(), memory};
}

void print(const Arguments& arguments, const Computed& computed)
{
    const SimilarityMatrix& matrix = computed.result.matrix;
    if (!arguments.common.json) {
        if (!arguments.common.quiet)
            std::printf("%s: %zu items, %zu pairs, %s\n", arguments.out.c_str(), matrix.size(),
                        matrix.pairCount(), matrix.measure().c_str());
        return;
    }
    nlohmann::ordered_json json = {{"out", arguments.out},
                                   {"measure", matrix.measure()},
                                   {"kind", toString(matrix.kind())},
                                   {"items", matrix.size()},
                                   {"n_pairs", matrix.pairCount()},
                                   {"masked_pairs", computed.result.maskedPairs}};
    if (computed.features > 0)
        json["features"] = computed.features;
    if (computed.result.shrinkage)
        json["shrinkage"] = *computed.result.shrinkage;
    json["faulty_items"] = nlohmann::ordered_json::array();
    for (const FaultyRow& faulty : computed.result.faultyRows)
        json["faulty_items"].push_back({{"item", matrix.names().label(faulty.row)},
                                        {"row", faulty.row + 1},
                                        {"fault", toString(faulty.fault)}});
    if (computed.memory)
        json["memory_bytes"] = {{"matrix", computed.memory->result}, {"working", computed.memory->working}};
    json["blas"] = blasDescription();
    json["version"] = version();
    printJson(json);
}

int run(const Arguments& arguments)
{
    if ((arguments.measure == crossnobisName) == arguments.folds.empty())
        return reportError(
            {Error::Kind::Usage,
             "--folds gives further measurements of the same items, which --measure crossnobis "
             "needs and no other measure takes"});
    TerminalJob job(arguments.common.quiet || arguments.common.json);
    if (!arguments.confusions.trials.empty())
        return writeConfusionMatrices(arguments.confusions, arguments.out, arguments.common, job);
    ErrorList problems;
    const auto computed =
        arguments.triplets.empty() ? fromFeatures(arguments, job) : fromTriplets(arguments, job, problems);
    if (!computed)
        return problems.empty() ? reportError(computed.error()) : reportErrors(problems);
    if (computed->result.maskedPairs == computed->result.matrix.pairCount())
        return reportError({Error::Kind::OutOfRange, computed->result.warning()});
    printNote(arguments.common, computed->result.warning());
    const auto layout = arguments.layout == "condensed" ? SimilarityMatrix::Layout::Condensed
                                                        : SimilarityMatrix::Layout::Square;
    if (const auto written = writeMatrix(arguments.out, computed->result.matrix, layout); !written) {
        const int code = reportError(written.error());
        return written.error().kind == Error::Kind::Usage ? code : ExitFailed;
    }
    print(arguments, *computed);
    return ExitDone;
}
} // namespace

void addRdmCommand(CLI::App& app, int& exitCode)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = app.add_subcommand(
        "rdm", "Compute the similarity matrix of items from their features, from triplets or from trials");
    CLI::Option* const features =
        addArrayOption(*command, arguments->features, "--features", "", "Features, one item a row");
    CLI::Option* const triplets =
        command->add_option("--triplets", arguments->triplets, "Odd-one-out choices instead of features")
            ->type_name("FILE")
            ->excludes(features);
    CLI::Option* const trials = addConfusionOptions(*command, arguments->confusions);
    std::vector<std::string> measures {crossnobisName};
    for (const PairMeasure measure : allPairMeasures())
        measures.emplace_back(toString(measure));
    command->add_option("--measure", arguments->measure, "How two items are compared")
        ->check(CLI::IsMember(measures))
        ->capture_default_str();
    command->add_option("--folds", arguments->folds, "crossnobis: independent measurements of the same items")
        ->type_name("FILE");
    command
        ->add_option("--noise", arguments->noise,
                     "mahalanobis, crossnobis: observations of the noise, such as residuals, one a row")
        ->type_name("FILE");
    command->add_option("--shrinkage", arguments->shrinkage, "Towards what the noise covariance is drawn")
        ->check(CLI::IsMember({"diagonal", "identity", "none"}))
        ->capture_default_str();
    command->add_option("--precision", arguments->precision, "Of the numbers in the matrix")
        ->check(CLI::IsMember({"single", "double"}))
        ->capture_default_str();
    command->add_option("--layout", arguments->layout, "Of the matrix in the file")
        ->check(CLI::IsMember({"square", "condensed"}))
        ->capture_default_str();
    command
        ->add_option("--out", arguments->out,
                     "Where the matrix is written: .npy, .npz, .h5, .mat or .csv; with --trials a folder")
        ->required()
        ->type_name("PATH");
    addCommonOptions(*command, arguments->common);
    command->callback([arguments, features, triplets, trials, &exitCode] {
        if ((features->count() > 0) + (triplets->count() > 0) + (trials->count() > 0) != 1)
            throw CLI::RequiredError("--features, --triplets or --trials");
        exitCode = run(*arguments);
    });
}

} // namespace learnscope
