#include "app/cli/command.h"
#include "app/cli/representationinputs.h"
#include "app/cli/terminaljob.h"
#include "core/base/csvtext.h"
#include "core/base/filewriter.h"
#include "core/similarity/clustering.h"
#include "core/similarity/itemorder.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace learnscope {

namespace {
struct Arguments
{
    ArrayArguments matrix;
    ArrayArguments features;
    ArrayArguments like;
    std::string by = "clusters";
    std::string linkage = "average";
    std::size_t clusters = 0;
    std::size_t column = 1;
    bool descending = false;
    std::string out;
    CommonArguments common;
};

/// An order, and how it came about where by clusters.
struct Ordered
{
    RowNames names;
    ItemOrder order;
    std::optional<Dendrogram> tree;
    std::vector<std::optional<std::size_t>> clusters;
};

Result<SimilarityMatrix> matrixFrom(const ArrayArguments& array, const Arguments& arguments, TerminalJob& job)
{
    MatrixOptions options;
    options.array = array.choice();
    auto read = readMatrix(array.file, options, job);
    if (!read)
        return tl::unexpected(read.error());
    return withRemarks(std::move(*read), array.file, arguments.common);
}

Result<Dendrogram> treeOf(const SimilarityMatrix& matrix, const Arguments& arguments, TerminalJob& job)
{
    ClusteringOptions options;
    options.linkage = linkageFromName(arguments.linkage).value();
    options.memory = arguments.common.memoryBytes();
    options.threads = arguments.common.threads;
    return clusterItems(matrix, options, job);
}

/// The order that the clusters of another matrix give, for this one's items.
Result<ItemOrder> orderLikeOther(const SimilarityMatrix& matrix, const Arguments& arguments, TerminalJob& job)
{
    const auto other = matrixFrom(arguments.like, arguments, job);
    if (!other)
        return tl::unexpected(other.error());
    const auto tree = treeOf(*other, arguments, job);
    if (!tree)
        return tl::unexpected(tree.error());
    ItemOrder order = tree->order;
    order.insert(order.end(), tree->withoutValue.begin(), tree->withoutValue.end());
    return orderLike(matrix.names(), matrix.size(), other->names(), order);
}

Result<Ordered> ordered(const Arguments& arguments, TerminalJob& job)
{
    Ordered result;
    if (arguments.by == "column") {
        auto read = readEmbedding(arguments.features.file, arguments.features.choice(), job);
        if (!read)
            return tl::unexpected(read.error());
        const Embedding features = withRemarks(std::move(*read), arguments.features.file, arguments.common);
        auto order = orderByColumn(features, arguments.column - 1, arguments.descending);
        if (!order)
            return tl::unexpected(order.error());
        result.names = features.rowNames();
        result.order = std::move(*order);
        return result;
    }
    const auto matrix = matrixFrom(arguments.matrix, arguments, job);
    if (!matrix)
        return tl::unexpected(matrix.error());
    result.names = matrix->names();
    if (arguments.by != "clusters") {
        auto order =
            arguments.by == "name" ? orderByName(matrix->names()) : orderLikeOther(*matrix, arguments, job);
        if (!order)
            return tl::unexpected(order.error());
        result.order = std::move(*order);
        return result;
    }
    auto tree = treeOf(*matrix, arguments, job);
    if (!tree)
        return tl::unexpected(tree.error());
    result.order = tree->order;
    result.order.insert(result.order.end(), tree->withoutValue.begin(), tree->withoutValue.end());
    if (arguments.clusters > 0)
        result.clusters = clustersOf(*tree, arguments.clusters);
    result.tree = std::move(*tree);
    return result;
}

std::string csvOf(const Ordered& result)
{
    const bool cut = !result.clusters.empty();
    CsvText csv = cut ? CsvText {"place", "row", "item", "cluster"} : CsvText {"place", "row", "item"};
    for (std::size_t place = 0; place < result.order.size(); ++place) {
        const std::size_t row = result.order[place];
        csv.add(std::uint64_t {place + 1}).add(std::uint64_t {row + 1}).add(result.names.label(row));
        if (cut && result.clusters[row])
            csv.add(std::uint64_t {*result.clusters[row] + 1});
        else if (cut)
            csv.add("");
        csv.endRow();
    }
    return csv.text();
}

void printAsJson(const Arguments& arguments, const Ordered& result)
{
    nlohmann::ordered_json json = {{"by", arguments.by}, {"items", result.order.size()}};
    json["order"] = nlohmann::ordered_json::array();
    for (const std::size_t row : result.order)
        json["order"].push_back(result.names.label(row));
    if (result.tree) {
        json["linkage"] = arguments.linkage;
        json["adjacent_sum"] = result.tree->adjacentSum;
        json["without_value"] = result.tree->withoutValue.size();
        json["merges"] = nlohmann::ordered_json::array();
        for (const ClusterMerge& merge : result.tree->merges)
            json["merges"].push_back({merge.first, merge.second, merge.height, merge.size});
        json["leaves"] = nlohmann::ordered_json::array();
        for (const std::size_t item : result.tree->items)
            json["leaves"].push_back(result.names.label(item));
    }
    printJson(json);
}

int run(const Arguments& arguments)
{
    TerminalJob job(arguments.common.quiet || arguments.common.json);
    const auto result = ordered(arguments, job);
    if (!result)
        return reportError(result.error());
    if (result->tree && !result->tree->withoutValue.empty())
        printNote(arguments.common,
                  std::to_string(result->tree->withoutValue.size()) + " items have no value and come last");
    if (!arguments.out.empty()) {
        if (const auto written = writeFileAtomically(arguments.out, csvOf(*result)); !written) {
            reportError(written.error());
            return ExitFailed;
        }
    }
    if (arguments.common.json)
        printAsJson(arguments, *result);
    else if (!arguments.common.quiet && arguments.out.empty())
        std::cout << csvOf(*result);
    return ExitDone;
}
} // namespace

void addOrderCommand(CLI::App& app, int& exitCode)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = app.add_subcommand(
        "order", "Order items by clusters, by name, by a column of features or as in another matrix");
    CLI::Option* const matrix = addArrayOption(*command, arguments->matrix, "--matrix", "",
                                               "A matrix, for clusters, name and matrix");
    CLI::Option* const features =
        addArrayOption(*command, arguments->features, "--features", "-features", "Features, for column");
    CLI::Option* const like = addArrayOption(*command, arguments->like, "--like", "-like",
                                             "The other matrix, whose clusters give the order");
    command->add_option("--by", arguments->by, "What the order follows")
        ->check(CLI::IsMember({"clusters", "name", "column", "matrix"}))
        ->capture_default_str();
    command->add_option("--linkage", arguments->linkage, "How far apart two clusters are")
        ->check(CLI::IsMember({"single", "complete", "average", "ward"}))
        ->capture_default_str();
    command->add_option("--clusters", arguments->clusters,
                        "Cut the tree into so many clusters and write them too");
    command->add_option("--column", arguments->column, "Which column, from 1 on")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_flag("--descending", arguments->descending, "Largest values of the column first");
    command->add_option("--out", arguments->out, "Write the order to this CSV file")->type_name("FILE");
    addCommonOptions(*command, arguments->common);
    command->callback([arguments, matrix, features, like, &exitCode] {
        const bool byColumn = arguments->by == "column";
        if ((byColumn ? features : matrix)->count() == 0)
            throw CLI::RequiredError(byColumn ? "--features" : "--matrix");
        if ((arguments->by == "matrix") != (like->count() > 0))
            throw CLI::RequiredError("--by matrix and --like together");
        exitCode = run(*arguments);
    });
}

} // namespace learnscope
