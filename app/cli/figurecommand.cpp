#include "app/cli/drawingcommands.h"

#include "app/cli/drawingapplication.h"
#include "app/cli/terminaljob.h"
#include "core/base/filewriter.h"
#include "core/io/trialreader.h"
#include "core/stats/curves.h"
#include "widgets/figures/figures.h"
#include "widgets/figures/figurewriter.h"
#include "widgets/figures/networktable.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace learnscope {

namespace {
struct Arguments
{
    std::string kind = "learning-curves";
    std::string style = "publication";
    std::vector<std::string> trials;
    std::vector<std::string> runs; ///< OBSERVER=all|learners|1,2,7
    std::vector<std::string> kinds; ///< OBSERVER=human|network
    std::vector<std::string> labels; ///< OBSERVER=TEXT
    std::string width;
    std::string height;
    double fontSize = FigureRequest().fontSize;
    std::string out;
    std::string format;
    double dpi = FigureOutput().dpi;
    std::string text = "text";
    std::string data;
    std::string networks;
    std::string lag = "as-published";
    CurveOptions curves;
    bool json = false;
    bool quiet = false;
};

void addOptions(CLI::App& command, Arguments& arguments)
{
    command.add_option("--kind", arguments.kind, "learning-curves, gap-lag or runs")->capture_default_str();
    command.add_option("--trials", arguments.trials, "Trial tables, one for each observer")->required();
    command.add_option("--runs", arguments.runs,
                       "OBSERVER=all, OBSERVER=learners or OBSERVER=1,2,7: which of its runs");
    command.add_option("--kind-of", arguments.kinds, "OBSERVER=human or OBSERVER=network");
    command.add_option("--label", arguments.labels, "OBSERVER=TEXT: what it is called in the figure");
    command.add_option("--style", arguments.style, "publication or as-published")->capture_default_str();
    command.add_option("--width", arguments.width, "Page width in mm, cm, in or pt: 85mm");
    command.add_option("--height", arguments.height,
                       "Page height; what suits the width where it is not given");
    command.add_option("--font-size", arguments.fontSize, "Size of text in pt (style publication)")
        ->capture_default_str();
    command.add_option("--out", arguments.out, "The file to write")->required();
    command.add_option("--format", arguments.format,
                       "pdf, svg, png or tiff; from the file's ending where not given");
    command.add_option("--dpi", arguments.dpi, "Dots per inch of PNG and TIFF")->capture_default_str();
    command.add_option("--text", arguments.text, "text or outlines: how PDF and SVG hold text")
        ->capture_default_str();
    command.add_option("--data", arguments.data, "Write the numbers drawn to this CSV file too");
    command.add_option("--networks", arguments.networks,
                       "CSV of observer,label,imagenet_accuracy,parameters_million,generation");
    command.add_option("--lag", arguments.lag, "as-published or common-window: the epochs of a lag")
        ->capture_default_str();
    command.add_option("--bootstrap", arguments.curves.bootstrapDraws, "Draws for intervals; 0 for none")
        ->check(CLI::Range(0, 10000000))
        ->capture_default_str();
    command.add_option("--seed", arguments.curves.seed, "Seed of the draws")->capture_default_str();
    command.add_option("--threads", arguments.curves.threads, "Threads; 0 for all of the machine's")
        ->capture_default_str();
    command.add_flag("--json", arguments.json, "Say what was written as JSON");
    command.add_flag("--quiet", arguments.quiet, "Say nothing but errors");
}

Result<Observer*> observerNamed(std::vector<Observer>& observers, const std::string& setting,
                                const char* option, std::string& value)
{
    // A name may hold a '=' itself, and so may a label, but neither a kind nor a list of runs.
    const std::size_t equals = std::string_view(option) == "--label" ? setting.find('=') : setting.rfind('=');
    if (equals == std::string::npos || equals == 0)
        return failure(Error::Kind::Usage,
                       std::string(option) + ": expected OBSERVER=..., found '" + setting + "'");
    value = setting.substr(equals + 1);
    std::string known;
    for (Observer& observer : observers) {
        if (observer.name == setting.substr(0, equals))
            return &observer;
        known += (known.empty() ? "" : ", ") + observer.name;
    }
    return failure(Error::Kind::Usage,
                   std::string(option) + ": there is no observer '" + setting.substr(0, equals)
                       + "'; there are: " + known);
}

Checked<std::vector<Observer>> readObservers(const Arguments& arguments, JobContext& context)
{
    std::vector<Observer> observers;
    ErrorList errors;
    for (const std::string& file : arguments.trials) {
        Checked<TrialTable> trials = readTrials(file, {arguments.curves.threads}, context);
        if (!trials) {
            for (const Error& error : trials.error().kept())
                errors.add(error);
            continue;
        }
        Observer observer = makeObserver(file, std::make_shared<const TrialTable>(std::move(*trials)));
        const std::string name = observer.name;
        const std::string label = observer.label;
        const auto taken = [&] {
            return std::any_of(observers.begin(), observers.end(),
                               [&](const Observer& other) { return other.name == observer.name; });
        };
        for (int copy = 2; taken(); ++copy) {
            observer.name = name + " (" + std::to_string(copy) + ")";
            observer.label = label + " (" + std::to_string(copy) + ")";
        }
        observers.push_back(std::move(observer));
    }
    if (!errors.empty())
        return tl::unexpected(errors);
    return observers;
}

Result<std::vector<RunSelection>> applySettings(const Arguments& arguments, std::vector<Observer>& observers)
{
    std::string value;
    for (const std::string& setting : arguments.kinds) {
        const auto observer = observerNamed(observers, setting, "--kind-of", value);
        if (!observer)
            return tl::unexpected(observer.error());
        if (value != "human" && value != "network")
            return failure(Error::Kind::Usage, "--kind-of: expected human or network, found '" + value + "'");
        (*observer)->kind = value == "human" ? ObserverKind::Human : ObserverKind::Network;
    }
    for (const std::string& setting : arguments.labels) {
        const auto observer = observerNamed(observers, setting, "--label", value);
        if (!observer)
            return tl::unexpected(observer.error());
        (*observer)->label = value;
    }
    std::vector<RunSelection> selections(observers.size());
    for (const std::string& setting : arguments.runs) {
        const auto observer = observerNamed(observers, setting, "--runs", value);
        if (!observer)
            return tl::unexpected(observer.error());
        auto selection = parseRunSelection(value);
        if (!selection)
            return failure(selection.error().kind, "--runs: " + selection.error().message);
        selections[static_cast<std::size_t>(*observer - observers.data())] = std::move(*selection);
    }
    return selections;
}

Result<FigureRequest> requestFrom(const Arguments& arguments)
{
    FigureRequest request;
    request.fontSize = arguments.fontSize;
    const auto kind = figureKindFromName(arguments.kind);
    if (!kind)
        return tl::unexpected(kind.error());
    request.kind = *kind;
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
    return FigureOutput {*format, arguments.dpi, arguments.text == "text" ? TextAs::Text : TextAs::Outlines};
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

int runFigure(Arguments arguments)
{
    auto request = requestFrom(arguments);
    if (!request)
        return reportError(request.error());
    const auto output = outputFrom(arguments);
    if (!output)
        return reportError(output.error());
    if (arguments.lag != toString(LagRule::AsPublished) && arguments.lag != toString(LagRule::CommonWindow))
        return reportError({Error::Kind::Usage,
                            "--lag: expected as-published or common-window, found '" + arguments.lag + "'"});
    arguments.curves.lagRule =
        arguments.lag == toString(LagRule::AsPublished) ? LagRule::AsPublished : LagRule::CommonWindow;
    if (!arguments.networks.empty()) {
        auto networks = readNetworks(arguments.networks);
        if (!networks)
            return reportErrors(networks.error());
        request->networks = std::move(*networks);
    }
    FigureInput input;
    {
        TerminalJob job(arguments.quiet);
        auto observers = readObservers(arguments, job);
        if (!observers)
            return reportErrors(observers.error());
        auto selections = applySettings(arguments, *observers);
        if (!selections)
            return reportError(selections.error());
        auto curves = computeCurveSet(*observers, *selections, arguments.curves, job);
        if (!curves)
            return reportError(curves.error());
        input = {std::move(*curves), {}, std::move(*selections)};
    }
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
