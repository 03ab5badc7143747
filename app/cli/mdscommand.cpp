#include "app/cli/command.h"
#include "app/cli/representationinputs.h"
#include "app/cli/terminaljob.h"
#include "core/io/arrays/writerepresentations.h"
#include "core/similarity/scaling.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace learnscope {

namespace {
struct Arguments
{
    ArrayArguments matrix;
    std::string method = "metric";
    ScalingOptions scaling;
    std::string out;
    CommonArguments common;
};

Result<Embedding> coordinates(const ItemMap& map, const RowNames& names)
{
    std::vector<std::string> items;
    for (const std::size_t item : map.items)
        items.push_back(names.label(item));
    std::vector<std::string> axes;
    for (std::size_t axis = 0; axis < map.dimensions; ++axis)
        axes.push_back("axis " + std::to_string(axis + 1));
    return Embedding::make(map.items.size(), map.dimensions,
                           SharedValues<float>(std::vector<float>(map.points.begin(), map.points.end())),
                           RowNames(std::move(items)), RowNames(std::move(axes)));
}

void print(const Arguments& arguments, const ItemMap& map, const RowNames& names)
{
    if (!arguments.common.json) {
        if (!arguments.common.quiet)
            std::printf("%s map of %zu items in %zu dimensions: stress %s\n", arguments.method.c_str(),
                        map.items.size(), map.dimensions, shortNumber(map.stress).c_str());
        return;
    }
    nlohmann::ordered_json json = {{"method", arguments.method},
                                   {"items", map.items.size()},
                                   {"dimensions", map.dimensions},
                                   {"stress", map.stress},
                                   {"iterations", map.iterations},
                                   {"settled", map.settled},
                                   {"positive_share", map.positiveShare},
                                   {"explained_share", map.explainedShare},
                                   {"without_value", map.withoutValue.size()},
                                   {"seed", arguments.scaling.seed}};
    json["points"] = nlohmann::ordered_json::array();
    for (std::size_t point = 0; point < map.items.size(); ++point) {
        nlohmann::ordered_json place = nlohmann::ordered_json::array();
        for (std::size_t axis = 0; axis < map.dimensions; ++axis)
            place.push_back(map.points[point * map.dimensions + axis]);
        json["points"].push_back({{"item", names.label(map.items[point])}, {"at", std::move(place)}});
    }
    printJson(json);
}

int run(Arguments& arguments)
{
    TerminalJob job(arguments.common.quiet || arguments.common.json);
    MatrixOptions matrixOptions;
    matrixOptions.array = arguments.matrix.choice();
    auto read = readMatrix(arguments.matrix.file, matrixOptions, job);
    if (!read)
        return reportError(read.error());
    const SimilarityMatrix matrix = withRemarks(std::move(*read), arguments.matrix.file, arguments.common);
    arguments.scaling.method = scalingMethodFromName(arguments.method).value();
    arguments.scaling.memory = arguments.common.memoryBytes();
    arguments.scaling.threads = arguments.common.threads;
    const auto map = scaledMap(matrix, arguments.scaling, job);
    if (!map)
        return reportError(map.error());
    if (!map->withoutValue.empty())
        printNote(arguments.common,
                  std::to_string(map->withoutValue.size()) + " items have no value and are not on the map");
    if (!map->settled)
        printNote(arguments.common,
                  "the map had not settled after " + std::to_string(map->iterations)
                      + " steps; --iterations allows more");
    if (!arguments.out.empty()) {
        const auto points = coordinates(*map, matrix.names());
        if (!points)
            return reportError(points.error());
        if (const auto written = writeEmbedding(arguments.out, *points); !written) {
            const int code = reportError(written.error());
            return written.error().kind == Error::Kind::Usage ? code : ExitFailed;
        }
    }
    print(arguments, *map, matrix.names());
    return ExitDone;
}
} // namespace

void addMdsCommand(CLI::App& app, int& exitCode)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* const command =
        app.add_subcommand("mds", "Place items on a map by their dissimilarities, and print its stress");
    addArrayOption(*command, arguments->matrix, "--matrix", "", "A matrix")->required();
    command->add_option("--method", arguments->method, "What distances on the map tell")
        ->check(CLI::IsMember({"classical", "metric", "non-metric"}))
        ->capture_default_str();
    command->add_option("--dimensions", arguments->scaling.dimensions, "Axes of the map")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command
        ->add_option("--starts", arguments->scaling.randomStarts,
                     "Random starts besides the classical map; the best map is kept")
        ->check(CLI::Range(0, 10'000))
        ->capture_default_str();
    command->add_option("--iterations", arguments->scaling.iterations, "Steps from each start at the most")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--seed", arguments->scaling.seed, "Seed of the random starts")
        ->capture_default_str();
    command->add_option("--out", arguments->out, "Write the coordinates: .csv, .npy, .npz, .h5 or .mat")
        ->type_name("FILE");
    addCommonOptions(*command, arguments->common);
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace learnscope
