#include "app/cli/drawingcommands.h"

#include "app/cli/drawingapplication.h"
#include "app/cli/figureset.h"
#include "app/cli/mapoption.h"
#include "app/cli/observeroptions.h"
#include "app/cli/ruleoptions.h"
#include "app/cli/selectionoption.h"
#include "app/cli/styleoptions.h"
#include "app/cli/terminaljob.h"
#include "core/base/filewriter.h"
#include "core/io/trialreader.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figures.h"
#include "widgets/figures/figurewriter.h"
#include "widgets/figures/networktable.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <map>
#include <memory>
#include <optional>

namespace learnscope {

namespace {
struct Arguments
{
    std::string kind = "learning-curves";
    std::string style = "publication";
    std::vector<std::string> trials;
    ObserverOptions observers;
    std::string width;
    std::string height;
    double fontSize = FigureRequest().fontSize;
    std::string out;
    std::string format;
    std::optional<double> dpi;
    std::string text = "text";
    std::string data;
    std::string networks;
    RuleOptions rules;
    StyleOptions styles;
    CurveOptions curves; ///< the threads; all else comes from the rules
    std::string selection;
    bool json = false;
    bool quiet = false;
};

std::string kindNames()
{
    std::string names;
    for (const FigureKind kind : figureKinds())
        names += std::string(toString(kind)) + ", ";
    return names + "or all: every kind, or as-published every figure of the study";
}

void addOptions(CLI::App& command, Arguments& arguments)
{
    command.add_option("--kind", arguments.kind, kindNames())->capture_default_str();
    command.add_option("--trials", arguments.trials, "Trial tables, one for each observer")->required();
    addObserverOptions(command, arguments.observers);
    addSelectionOption(command, arguments.selection);
    addLabelOption(command, arguments.observers);
    command.add_option("--style", arguments.style, "publication or as-published")->capture_default_str();
    command.add_option("--width", arguments.width, "Page width in mm, cm, in or pt: 85mm");
    command.add_option("--height", arguments.height,
                       "Page height; what suits the width where it is not given");
    command.add_option("--font-size", arguments.fontSize, "Size of text in pt (style publication)")
        ->capture_default_str();
    command.add_option("--out", arguments.out, "The file to write; with --kind all, the folder")->required();
    command.add_option("--format", arguments.format,
                       "pdf, svg, png or tiff; from the file's ending where not given. With --kind all: pdf, "
                       "as-published png");
    command.add_option("--dpi", arguments.dpi,
                       "Dots per inch of PNG and TIFF; 600, or the 300 of the study for all as published");
    command.add_option("--text", arguments.text, "text or outlines: how PDF and SVG hold text")
        ->capture_default_str();
    command.add_option("--data", arguments.data, "Write the numbers drawn to this CSV file too");
    command.add_option("--networks", arguments.networks,
                       "CSV of observer,label,imagenet_accuracy,parameters_million,generation");
    addRuleOptions(command, arguments.rules);
    addStyleOptions(command, arguments.styles);
    command.add_option("--threads", arguments.curves.threads, "Threads; 0 for all of the machine's")
        ->capture_default_str();
    command.add_flag("--json", arguments.json, "Say what was written as JSON");
    command.add_flag("--quiet", arguments.quiet, "Say nothing but errors");
}

Checked<std::vector<Observer>> readObservers(const Arguments& arguments, JobContext& context)
{
    const auto mapping = readMapOption(arguments.observers.map);
    if (!mapping)
        return tl::unexpected(ErrorList(mapping.error()));
    std::vector<Observer> observers;
    ErrorList errors;
    for (const std::string& file : arguments.trials) {
        Checked<TrialTable> trials = readTrials(file, {arguments.curves.threads, *mapping}, context);
        if (!trials) {
            for (const Error& error : trials.error().kept())
                errors.add(error);
            continue;
        }
        observers.push_back(makeObserver(file, std::make_shared<const TrialTable>(std::move(*trials))));
    }
    if (!errors.empty())
        return tl::unexpected(errors);
    makeNamesDiffer(observers);
    return observers;
}

Result<FigureRequest> requestFrom(const Arguments& arguments)
{
    FigureRequest request;
    request.fontSize = arguments.fontSize;
    if (arguments.kind != "all") {
        const auto kind = figureKindFromName(arguments.kind);
        if (!kind)
            return tl::unexpected(kind.error());
        request.kind = *kind;
    }
    const auto style = figureStyleFromName(arguments.style);
    if (!style)
        return tl::unexpected(style.error());
    request.style = *style;
    for (const auto& [text, length] :
         {std::pair(&arguments.width, &request.width), std::pair(&arguments.height, &request.height)}) {
        if (text->empty())
            continue;
        const auto parsed = parseLength(*text);
        if (!parsed)
            return tl::unexpected(parsed.error());
        *length = *parsed;
    }
    return request;
}

Result<FigureOutput> outputFrom(const Arguments& arguments)
{
    const std::filesystem::path path(arguments.out);
    const auto format =
        figureFormatFromName(arguments.format.empty() ? path.extension().string() : arguments.format);
    if (!format)
        return tl::unexpected(format.error());
    if (arguments.text != "text" && arguments.text != "outlines")
        return failure(Error::Kind::Usage,
                       "--text: expected text or outlines, found '" + arguments.text + "'");
    if (!arguments.data.empty()
        && std::filesystem::path(arguments.data).lexically_normal() == path.lexically_normal())
        return failure(Error::Kind::Usage, "--data and --out name the same file");
    return FigureOutput {*format, arguments.dpi.value_or(FigureOutput().dpi),
                         arguments.text == "text" ? TextAs::Text : TextAs::Outlines};
}

/// The format of a set of figures.
Result<FigureOutput> setOutputFrom(const Arguments& arguments, FigureStyle style)
{
    if (!arguments.data.empty())
        return failure(Error::Kind::Usage, "--data: with --kind all, every figure has its CSV beside it");
    Arguments each = arguments;
    constexpr double publishedDpi = 300;
    if (style == FigureStyle::AsPublished && !each.dpi)
        each.dpi = publishedDpi;
    if (each.format.empty())
        each.format = style == FigureStyle::AsPublished ? "png" : "pdf";
    return outputFrom(each);
}

/// What could not be written is this program's failure, not bad input.
int reportUnwritten(const Error& error)
{
    const int code = reportError(error);
    return error.kind == Error::Kind::Io ? int(ExitFailed) : code;
}

void tell(const Arguments& arguments, const FigureScene& scene)
{
    if (arguments.json) {
        nlohmann::ordered_json json;
        json["file"] = arguments.out;
        if (!arguments.data.empty())
            json["data"] = arguments.data;
        json["width_mm"] = scene.width;
        json["height_mm"] = scene.height;
        json["caption"] = scene.caption;
        json["notes"] = scene.notes;
        std::cout << json.dump(2) << '\n';
    } else if (!arguments.quiet)
        std::cout << scene.caption << '\n';
    for (const std::string& note : scene.notes)
        std::cerr << "note: " << note << '\n';
}

int draw(const Arguments& arguments, FigureRequest request, const FigureOutput& output, FigureInput input)
{
    const DrawingApplication application;
    const auto scene = makeFigure(request, input);
    if (!scene)
        return reportError(scene.error());
    if (const auto written = writeFigure(arguments.out, *scene, output); !written)
        return reportUnwritten(written.error());
    if (!arguments.data.empty()) {
        const auto data = figureData(request, input);
        if (!data)
            return reportError(data.error());
        if (const auto written = writeFileAtomically(arguments.data, *data); !written)
            return reportUnwritten(written.error());
    }
    tell(arguments, *scene);
    return ExitDone;
}

void tell(const Arguments& arguments, const WrittenSet& set)
{
    if (arguments.json) {
        nlohmann::ordered_json json;
        json["figures"] = nlohmann::ordered_json::array();
        for (const WrittenSet::Figure& figure : set.figures)
            json["figures"].push_back({{"file", figure.file},
                                       {"data", figure.data},
                                       {"width_mm", figure.width},
                                       {"height_mm", figure.height},
                                       {"caption", figure.caption},
                                       {"notes", figure.notes}});
        json["left_out"] = set.leftOut;
        std::cout << json.dump(2) << '\n';
    } else if (!arguments.quiet)
        for (const WrittenSet::Figure& figure : set.figures)
            std::cout << figure.file << '\n';
    for (const std::string& sentence : set.leftOut)
        std::cerr << "note: " << sentence << '\n';
}

int drawAll(const Arguments& arguments, const FigureRequest& like, const FigureOutput& output,
            const FigureInput& input)
{
    const DrawingApplication application;
    const auto set = writeFigureSet(arguments.out, like, input, output);
    if (!set)
        return set.error().kind == Error::Kind::Io ? reportUnwritten(set.error()) : reportError(set.error());
    tell(arguments, *set);
    return ExitDone;
}

int runFigure(Arguments arguments)
{
    auto request = requestFrom(arguments);
    if (!request)
        return reportError(request.error());
    const bool all = arguments.kind == "all";
    const auto output = all ? setOutputFrom(arguments, request->style) : outputFrom(arguments);
    if (!output)
        return reportError(output.error());
    FigureInput input;
    if (request->style == FigureStyle::AsPublished) // unless something else is typed
        input.rules.splitRule = SplitRule::AsPublished;
    if (const auto applied = applyRuleOptions(arguments.rules, input.rules); !applied)
        return reportError(applied.error());
    input.rules.curves.threads = arguments.curves.threads;
    arguments.curves = input.rules.curves;
    if (!arguments.networks.empty()) {
        auto networks = readNetworks(arguments.networks);
        if (!networks)
            return reportErrors(networks.error());
        request->networks = std::move(*networks);
    }
    {
        TerminalJob job(arguments.quiet);
        auto observers = readObservers(arguments, job);
        if (!observers)
            return reportErrors(observers.error());
        auto selections =
            applyObserverOptions(arguments.observers, *observers, arguments.curves.threads, job);
        if (!selections)
            return reportError(selections.error());
        const auto styles = applyStyleOptions(arguments.styles, *observers);
        if (!styles)
            return reportError(styles.error());
        std::map<std::string, ObserverStyle> styleOf; // the selection may leave some observers out
        for (std::size_t place = 0; place < observers->size(); ++place)
            styleOf[(*observers)[place].name] = (*styles)[place];
        if (const auto applied = applySelectionOption(arguments.selection, *observers, *selections,
                                                      arguments.curves.threads, arguments.quiet, job);
            !applied)
            return reportError(applied.error());
        auto curves = computeCurveSet(*observers, *selections, arguments.curves, job);
        if (!curves)
            return reportError(curves.error());
        input.curves = std::move(*curves);
        input.selections = std::move(*selections);
        for (const ObserverCurves& drawn : input.curves.observers)
            input.styles.push_back(styleOf.at(drawn.observer.name));
        if (const auto computed = all ? addAnalysis(input, job) : completeInput(input, request->kind, job);
            !computed)
            return reportError(computed.error());
    }
    if (all)
        return drawAll(arguments, *request, *output, input);
    return draw(arguments, std::move(*request), *output, std::move(input));
}
} // namespace

void addFigureCommand(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("figure", "Draw a figure for print: PDF, SVG, PNG or TIFF");
    auto arguments = std::make_shared<Arguments>();
    arguments->curves.threads = 0;
    addOptions(*command, *arguments);
    command->callback([arguments, &exitCode] { exitCode = runFigure(*arguments); });
}

} // namespace learnscope
