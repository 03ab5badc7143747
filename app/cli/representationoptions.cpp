#include "app/cli/representationoptions.h"

#include "core/io/arrays/readrepresentation.h"
#include "core/similarity/confusionrdm.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace learnscope {

namespace {
/// The value for the representation at @p place (from 0 on): its own, else that of all, else empty.
std::string valueAt(const std::vector<std::string>& values, std::size_t place)
{
    std::string ofAll;
    for (const std::string& text : values) {
        const std::size_t equals = text.find('=');
        std::size_t number = 0;
        const char* const end = text.data() + std::min(equals, text.size());
        const auto read = std::from_chars(text.data(), end, number);
        if (equals == std::string::npos || read.ec != std::errc() || read.ptr != end)
            ofAll = text;
        else if (number == place + 1)
            return text.substr(equals + 1);
    }
    return ofAll;
}

tl::unexpected<ErrorList> refused(std::string message)
{
    return tl::unexpected(ErrorList(Error {Error::Kind::Usage, std::move(message), {}}));
}

/// How an entry among files says that it is of answers.
constexpr std::string_view answersPrefix = "answers:";

/// Names that differ from each other, for a set.
std::string freeName(const std::vector<RepresentationInput>& inputs, const std::string& wanted)
{
    std::string name = wanted;
    const auto isTaken = [&](const RepresentationInput& input) { return input.name == name; };
    for (int copy = 2; std::any_of(inputs.begin(), inputs.end(), isTaken); ++copy)
        name = wanted + " (" + std::to_string(copy) + ")";
    return name;
}

RepresentationOptions optionsOf(const RepresentationArguments& arguments,
                                const std::vector<RepresentationInput>& inputs, RepresentationParts parts,
                                unsigned threads)
{
    RepresentationOptions options;
    options.order.by = itemOrderingFromName(arguments.order).value_or(ItemOrdering::AsGiven);
    options.order.leader = inputs[arguments.leader - 1].name;
    options.order.column = arguments.column - 1;
    options.order.descending = arguments.descending;
    options.order.linkage = linkageFromName(arguments.linkage).value_or(Linkage::Average);
    options.order.clusters = arguments.clusters;
    options.scaling.method = scalingMethodFromName(arguments.scaling).value_or(ScalingMethod::Metric);
    options.likeness.measure = matrixMeasureFromName(arguments.likeness).value_or(MatrixMeasure::Spearman);
    options.likeness.unit = bootstrapUnitFromName(arguments.unit).value_or(BootstrapUnit::Both);
    options.likeness.correction = correctionFromName(arguments.correction).value_or(Correction::Holm);
    options.parts = parts;
    options.threads = threads;
    return options;
}

/// Files and answers in their order.
std::vector<std::string> entriesOf(const RepresentationArguments& arguments)
{
    std::vector<std::string> entries = arguments.files;
    for (const std::string& answers : arguments.answers)
        entries.push_back(std::string(answersPrefix) + answers);
    return entries;
}

Checked<RepresentationInput> readFile(const RepresentationArguments& arguments, const std::string& file,
                                      std::size_t place, JobContext& job)
{
    const ArrayChoice choice {valueAt(arguments.datasets, place), valueAt(arguments.namesFiles, place),
                              valueAt(arguments.nameColumns, place)};
    const std::string kind = valueAt(arguments.kinds, place);
    constexpr std::size_t one = 1;
    auto read = readRepresentations(file, choice, representationKindFromName(kind), one, job);
    if (!read)
        return tl::unexpected(read.error());
    const std::string stem = std::filesystem::path(file).stem().string();
    RepresentationInput input {stem, stem, std::move(read->front().read.value)};
    input.file = file;
    input.part = choice.dataset;
    return input;
}

Checked<RepresentationInput> readAnswers(std::string_view text, const Analysis* analysis)
{
    const auto answers = representationOfTrialsFromText(text);
    if (!answers)
        return refused("--answers: " + answers.error().message);
    if (!analysis)
        return refused("--answers needs --trials");
    auto matrix = matrixOfAnswers(*analysis, answers->observer, answers->phase, answers->epoch);
    if (!matrix)
        return tl::unexpected(ErrorList(matrix.error()));
    const std::string name = "answers of " + answers->observer;
    RepresentationInput input {name, name, std::move(*matrix)};
    input.part = text;
    return input;
}

/// The representation of an entry.
Checked<RepresentationInput> readInput(const RepresentationArguments& arguments, const std::string& entry,
                                       std::size_t place, const Analysis* analysis, JobContext& job)
{
    return entry.starts_with(answersPrefix)
        ? readAnswers(std::string_view(entry).substr(answersPrefix.size()), analysis)
        : readFile(arguments, entry, place, job);
}

Checked<void> checkWords(const RepresentationArguments& arguments, std::size_t count)
{
    for (std::size_t place = 0; place < count; ++place) {
        const std::string measure = valueAt(arguments.measures, place);
        if (!measure.empty() && !pairMeasureFromName(measure))
            return refused("--measure: there is no measure '" + measure + "'");
        const std::string kind = valueAt(arguments.kinds, place);
        if (!kind.empty() && !representationKindFromName(kind))
            return refused("--as: expected embedding, matrix or triplets, found '" + kind + "'");
    }
    for (const std::size_t place : arguments.references)
        if (place < 1 || place > count)
            return refused("--reference: there is no representation " + std::to_string(place));
    for (const std::size_t place : arguments.shown)
        if (place < 1 || place > count)
            return refused("--show: there is no representation " + std::to_string(place));
    if (!arguments.difference.empty()
        && (arguments.difference.size() != 2
            || *std::max_element(arguments.difference.begin(), arguments.difference.end()) > count
            || *std::min_element(arguments.difference.begin(), arguments.difference.end()) < 1))
        return refused("--difference: expected the places of two representations");
    if (arguments.leader < 1 || arguments.leader > count)
        return refused("--leader: there is no representation " + std::to_string(arguments.leader));
    return {};
}
} // namespace

void addRepresentationOptions(CLI::App& command, RepresentationArguments& arguments)
{
    const auto names = [](auto all) {
        std::vector<std::string> texts;
        for (const auto one : all)
            texts.emplace_back(toString(one));
        return texts;
    };
    command
        .add_option("--representations", arguments.files,
                    "Embeddings, features, matrices or triplets, for figures of representations; "
                    "answers:OBSERVER[:PHASE[:EPOCH]] among them is as --answers")
        ->type_name("FILE");
    command
        .add_option("--answers", arguments.answers,
                    "The matrix of an observer's answers, of --trials: which classes are taken for each "
                    "other. They come "
                    "after --representations")
        ->type_name("OBSERVER[:PHASE[:EPOCH]]");
    const auto placed = [&](const char* name, std::vector<std::string>& values, const char* help) {
        command.add_option(name, values, help)->type_name("[PLACE=]TEXT");
    };
    placed("--dataset", arguments.datasets, "Which array of a file that holds several");
    placed("--as", arguments.kinds, "embedding, matrix or triplets; as the shape tells where not given");
    placed("--item-names", arguments.namesFiles, "A text file or table with the names of the items");
    placed("--name-column", arguments.nameColumns, "The column with the names in that table");
    placed("--measure", arguments.measures, "By which rows of features are compared");
    placed("--representation-label", arguments.labels, "What a representation is called");
    command
        .add_option("--reference", arguments.references,
                    "Which representations the others are held against, by place; the first")
        ->type_name("PLACE");
    command
        .add_option(
            "--show", arguments.shown,
            "Which representations are drawn, by place; all, for the order and groups they have together")
        ->type_name("PLACE");
    command.add_option("--coloring", arguments.coloring, "What of matrices is coloured")
        ->check(CLI::IsMember({"ranks", "values", "percentiles"}))
        ->capture_default_str();
    command.add_option("--colors", arguments.colors, "The colours of matrices")
        ->check(CLI::IsMember({"viridis", "blues", "diverging"}))
        ->capture_default_str();
    command
        .add_option("--difference", arguments.difference,
                    "The first of two matrices less the second, drawn beside them, by place")
        ->type_name("PLACE PLACE")
        ->expected(2);
    command.add_option("--order", arguments.order, "The order of items")
        ->check(CLI::IsMember({"as-given", "name", "clusters", "column"}))
        ->capture_default_str();
    command.add_option("--leader", arguments.leader, "Whose clusters or columns lead, by place")
        ->capture_default_str();
    command.add_option("--column", arguments.column, "Which column of the leader, from 1 on")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command.add_flag("--descending", arguments.descending, "Largest values of the column first");
    command.add_option("--linkage", arguments.linkage, "How far apart two clusters are")
        ->check(CLI::IsMember(
            names(std::array {Linkage::Single, Linkage::Complete, Linkage::Average, Linkage::Ward})))
        ->capture_default_str();
    command.add_option("--clusters", arguments.clusters, "Into how many clusters the tree is cut");
    command.add_option("--scaling", arguments.scaling, "How items are placed on a map")
        ->check(CLI::IsMember(
            names(std::array {ScalingMethod::Classical, ScalingMethod::Metric, ScalingMethod::NonMetric})))
        ->capture_default_str();
    command.add_option("--likeness", arguments.likeness, "How matrices are compared")
        ->check(CLI::IsMember(names(allMatrixMeasures())))
        ->capture_default_str();
    command.add_option("--bootstrap-over", arguments.unit, "What intervals of likenesses are over")
        ->check(CLI::IsMember({"items", "observers", "both"}))
        ->capture_default_str();
    command.add_option("--correction", arguments.correction, "How the tests of likenesses are corrected")
        ->check(CLI::IsMember({"holm", "bh", "none"}))
        ->capture_default_str();
}

void applyRepresentationOptions(const RepresentationArguments& arguments, const RepresentationSet& set,
                                FigureRequest& request)
{
    const auto nameAt = [&](std::size_t place) { return set.shown[place - 1].input.name; };
    request.coloring = matrixColoringFromName(arguments.coloring).value_or(request.coloring);
    request.colors = matrixColorsFromName(arguments.colors).value_or(request.colors);
    for (const std::size_t place : arguments.shown)
        request.filter.observers.push_back(nameAt(place));
    if (arguments.difference.size() == 2)
        request.difference = {nameAt(arguments.difference[0]), nameAt(arguments.difference[1])};
}

Checked<std::shared_ptr<const RepresentationSet>> arrangeFrom(const RepresentationArguments& arguments,
                                                              const Analysis* analysis,
                                                              RepresentationParts parts, unsigned threads,
                                                              JobContext& job)
{
    const std::vector<std::string> entries = entriesOf(arguments);
    if (entries.empty())
        return refused("--representations is required, or --answers with --trials");
    if (const auto checked = checkWords(arguments, entries.size()); !checked)
        return tl::unexpected(checked.error());
    std::vector<RepresentationInput> inputs;
    for (std::size_t place = 0; place < entries.size(); ++place) {
        auto input = readInput(arguments, entries[place], place, analysis, job);
        if (!input)
            return tl::unexpected(input.error());
        inputs.push_back(std::move(*input));
    }
    for (std::size_t place = 0; place < inputs.size(); ++place) {
        RepresentationInput& input = inputs[place];
        std::vector<RepresentationInput> before(inputs.begin(),
                                                inputs.begin() + static_cast<std::ptrdiff_t>(place));
        input.name = freeName(before, input.name);
        input.label = valueAt(arguments.labels, place);
        if (input.label.empty())
            input.label = input.name;
        input.measure = pairMeasureFromName(valueAt(arguments.measures, place)).value_or(input.measure);
        input.isReference = std::find(arguments.references.begin(), arguments.references.end(), place + 1)
            != arguments.references.end();
    }
    auto set = arrangeRepresentations(inputs, optionsOf(arguments, inputs, parts, threads), nullptr, job);
    if (!set)
        return tl::unexpected(ErrorList(set.error()));
    return std::make_shared<const RepresentationSet>(std::move(*set));
}

} // namespace learnscope
