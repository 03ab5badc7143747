#include "app/cli/drawingcommands.h"

#include "app/cli/drawingapplication.h"
#include "app/cli/figureanswer.h"
#include "app/cli/figureset.h"
#include "app/cli/mapoption.h"
#include "app/cli/observeroptions.h"
#include "app/cli/pagefigure.h"
#include "app/cli/representationoptions.h"
#include "app/cli/ruleoptions.h"
#include "app/cli/selectionoption.h"
#include "app/cli/styleoptions.h"
#include "app/cli/terminaljob.h"
#include "core/data/selectionexpression.h"
#include "core/io/trialreader.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figurerecord.h"
#include "widgets/figures/figures.h"
#include "widgets/figures/figurewriter.h"
#include "widgets/figures/journals.h"
#include "widgets/figures/networktable.h"

#include <algorithm>
#include <array>
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
    std::string page;
    ObserverOptions observers;
    std::string width;
    std::string height;
    std::string preset;
    std::optional<double> fontSize;
    std::optional<double> lineWidth;
    std::string palette = std::string(toString(FigurePalette::Observers));
    std::string out;
    std::string format;
    std::optional<double> dpi;
    std::string text;
    bool opaque = false;
    std::string data;
    std::string networks;
    RuleOptions rules;
    StyleOptions styles;
    RepresentationArguments representations;
    std::string phase;
    std::string epochs;
    std::string cells = "shares";
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
    names += "or all: every kind, or as-published every figure of the study; of representations:";
    for (const FigureKind kind : representationFigureKinds())
        names += ' ' + std::string(toString(kind));
    return names;
}

std::string presetNames()
{
    std::string names;
    for (const JournalPreset& preset : journalPresets())
        names += (names.empty() ? "" : ", ") + std::string(preset.id);
    return names;
}

std::string paletteNames()
{
    std::string names;
    for (const FigurePalette palette : figurePalettes())
        names += (names.empty() ? "" : ", ") + std::string(toString(palette));
    return names;
}

void addOptions(CLI::App& command, Arguments& arguments)
{
    command.add_option("--kind", arguments.kind, kindNames())->capture_default_str();
    command.add_option("--trials", arguments.trials, "Trial tables, one for each observer");
    CLI::Option* page = command.add_option(
        "--page", arguments.page, "A composed page (JSON): it names its panels, tables and rules itself");
    addObserverOptions(command, arguments.observers);
    addSelectionOption(command, arguments.selection);
    addLabelOption(command, arguments.observers);
    command.add_option("--style", arguments.style, "publication or as-published")->capture_default_str();
    command.add_option("--preset", arguments.preset,
                       "A journal's width, text size and resolution; what is given beside it holds. "
                           + presetNames());
    command.add_option("--width", arguments.width, "Page width in mm, cm, in or pt: 85mm");
    command.add_option("--height", arguments.height,
                       "Page height; what suits the width where it is not given");
    command.add_option("--font-size", arguments.fontSize, "Size of text in pt (style publication); 7");
    command.add_option("--line-width", arguments.lineWidth,
                       "Width of the main curves in pt (style publication); what suits the text");
    command
        .add_option("--palette", arguments.palette,
                    "Colours of the observers (style publication): " + paletteNames())
        ->capture_default_str();
    command.add_option("--out", arguments.out, "The file to write; with --kind all, the folder")->required();
    command.add_option("--format", arguments.format,
                       "pdf, svg, png or tiff; from the file's ending where not given. With --kind all: pdf, "
                       "as-published png");
    command.add_option("--dpi", arguments.dpi,
                       "Dots per inch of PNG and TIFF; 600, or the 300 of the study for all as published");
    command.add_option("--text", arguments.text, "text or outlines: how PDF and SVG hold text; text");
    command.add_flag("--opaque", arguments.opaque, "No transparency in PDF and SVG");
    command.add_option("--data", arguments.data, "Write the numbers drawn to this CSV file too");
    command.add_option("--networks", arguments.networks,
                       "CSV of observer,label,imagenet_accuracy,parameters_million,generation");
    addRuleOptions(command, arguments.rules);
    addStyleOptions(command, arguments.styles);
    addRepresentationOptions(command, arguments.representations);
    command
        .add_option("--phase", arguments.phase,
                    "test or train alone; where not given, what the kind shows by itself (confusion: test)")
        ->check(CLI::IsMember({"test", "train"}));
    command.add_option("--cells", arguments.cells, "shares or counts: the numbers in confusion matrices")
        ->check(CLI::IsMember({"shares", "counts"}))
        ->capture_default_str();
    command.add_option("--epochs", arguments.epochs,
                       "The epochs of confusion matrices, such as 1,4-6; as many as fit where not given");
    command.add_option("--threads", arguments.curves.threads, "Threads; 0 for all of the machine's")
        ->capture_default_str();
    command.add_flag("--json", arguments.json, "Say what was written as JSON");
    command.add_flag("--quiet", arguments.quiet, "Say nothing but errors");
    constexpr std::array<std::string_view, 10> ofFiles = {"--help", "--page", "--out",    "--format",
                                                          "--dpi",  "--text", "--opaque", "--threads",
                                                          "--json", "--quiet"};
    for (CLI::Option* option : command.get_options())
        if (std::find(ofFiles.begin(), ofFiles.end(), option->get_name()) == ofFiles.end()
            && option->get_name() != "-h,--help")
            page->excludes(option); // the page says it
}

Checked<std::vector<Observer>> readObservers(const Arguments& arguments, JobContext& context)
{
    const auto mappings = readMapOption(arguments.observers.map, arguments.trials);
    if (!mappings)
        return tl::unexpected(ErrorList(mappings.error()));
    std::vector<Observer> observers;
    ErrorList errors;
    for (std::size_t place = 0; place < arguments.trials.size(); ++place) {
        const std::string& file = arguments.trials[place];
        Checked<TrialTable> trials =
            readTrials(file, {arguments.curves.threads, (*mappings)[place]}, context);
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

/// Fails (Usage) where a part is chosen that the kind does not let one choose.
Result<void> checkPart(const Arguments& arguments, FigureKind kind)
{
    const auto none = [&](const char* option) {
        return failure(Error::Kind::Usage,
                       std::string(option) + ": there is nothing of this in figures of kind "
                           + std::string(toString(kind)));
    };
    if (!arguments.phase.empty() && !figureHasPhases(kind))
        return none("--phase");
    if (arguments.cells == "counts" && !figureHasCells(kind))
        return none("--cells");
    if (!arguments.epochs.empty() && !figureHasCells(kind))
        return none("--epochs");
    return {};
}

Result<FigureRequest> requestFrom(const Arguments& arguments)
{
    FigureRequest request;
    if (!arguments.preset.empty()) {
        const auto preset = journalPresetFromId(arguments.preset);
        if (!preset)
            return tl::unexpected(preset.error());
        request.width = preset->width;
        request.fontSize = preset->fontSize;
    }
    request.fontSize = arguments.fontSize.value_or(request.fontSize);
    request.lineWidth = arguments.lineWidth.value_or(0);
    const auto palette = figurePaletteFromName(arguments.palette);
    if (!palette)
        return tl::unexpected(palette.error());
    request.palette = *palette;
    if (arguments.kind != "all") {
        const auto kind = figureKindFromName(arguments.kind);
        if (!kind)
            return tl::unexpected(kind.error());
        request.kind = *kind;
        if (const auto fits = checkPart(arguments, *kind); !fits)
            return tl::unexpected(fits.error());
    }
    const auto style = figureStyleFromName(arguments.style);
    if (!style)
        return tl::unexpected(style.error());
    request.style = *style;
    if (!arguments.phase.empty())
        request.filter.phase = arguments.phase == "train" ? Phase::Train : Phase::Test;
    request.counts = arguments.cells == "counts";
    if (!arguments.epochs.empty()) {
        auto epochs = parseNumbers(arguments.epochs);
        if (!epochs)
            return failure(Error::Kind::Usage, "--epochs: " + epochs.error().message);
        request.filter.epochs = std::move(*epochs);
    }
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
    FigureOutput output;
    output.format = *format;
    output.opaque = arguments.opaque;
    if (!arguments.preset.empty()) {
        const auto preset = journalPresetFromId(arguments.preset);
        if (!preset)
            return tl::unexpected(preset.error());
        output.dpi = preset->dpi;
        output.textAs = preset->textAs;
    }
    output.dpi = arguments.dpi.value_or(output.dpi);
    if (!arguments.text.empty())
        output.textAs = arguments.text == "outlines" ? TextAs::Outlines : TextAs::Text;
    if (!arguments.text.empty() && arguments.text != "text" && arguments.text != "outlines")
        return failure(Error::Kind::Usage,
                       "--text: expected text or outlines, found '" + arguments.text + "'");
    const std::filesystem::path data = std::filesystem::path(arguments.data).lexically_normal();
    if (!data.empty() && data == path.lexically_normal())
        return failure(Error::Kind::Usage, "--data and --out name the same file");
    if (!data.empty() && data == recordPath(path).lexically_normal())
        return failure(Error::Kind::Usage, "--data names the file that tells what the figure rests on");
    return output;
}

/// The format of a set of figures.
Result<FigureOutput> setOutputFrom(const Arguments& arguments, FigureStyle style)
{
    if (!arguments.data.empty())
        return failure(Error::Kind::Usage, "--data: with --kind all, every figure has its CSV beside it");
    Arguments each = arguments;
    constexpr double publishedDpi = 300;
    if (style == FigureStyle::AsPublished && !each.dpi && each.preset.empty())
        each.dpi = publishedDpi;
    if (each.format.empty())
        each.format = style == FigureStyle::AsPublished ? "png" : "pdf";
    return outputFrom(each);
}

int draw(const Arguments& arguments, FigureRequest request, const FigureOutput& output, FigureInput input)
{
    const DrawingApplication application;
    auto scene = makeFigure(request, input);
    if (!scene)
        return reportError(scene.error());
    FigureFiles files {arguments.out, recordJson(makeRecord(request, input, *scene))};
    if (!arguments.data.empty()) {
        auto data = figureData(request, input);
        if (!data)
            return reportError(data.error());
        files.data = arguments.data;
        files.numbers = std::move(*data);
    }
    if (const auto written = writeFigureFiles(files, *scene, output); !written)
        return reportUnwritten(written.error());
    if (!arguments.preset.empty())
        for (std::string& remark : remarksOn(*scene, output, *journalPresetFromId(arguments.preset)))
            scene->notes.push_back(std::move(remark));
    tellOfFigure(files, *scene, arguments.json, arguments.quiet);
    return ExitDone;
}

int drawAll(const Arguments& arguments, const FigureRequest& like, const FigureOutput& output,
            const FigureInput& input)
{
    const DrawingApplication application;
    const auto set = writeFigureSet(arguments.out, like, input, output);
    if (!set)
        return set.error().kind == Error::Kind::Io ? reportUnwritten(set.error()) : reportError(set.error());
    tellOfSet(*set, arguments.json, arguments.quiet);
    return ExitDone;
}

/// Reads the tables and computes what is drawn of them. The exit code where that fails.
std::optional<int> readTrialInput(const Arguments& arguments, AnalysisParts parts, FigureInput& input,
                                  TerminalJob& job)
{
    auto observers = readObservers(arguments, job);
    if (!observers)
        return reportErrors(observers.error());
    auto selections = applyObserverOptions(arguments.observers, *observers, arguments.curves.threads, job);
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
    if (const auto computed = addAnalysis(input, parts, job); !computed)
        return reportError(computed.error());
    return {};
}

int runFigure(Arguments arguments)
{
    if (arguments.trials.empty() && arguments.page.empty() && !arguments.representations.areGiven())
        return reportError({Error::Kind::Usage, "--trials is required, or --representations"});
    auto request = requestFrom(arguments);
    if (!request)
        return reportError(request.error());
    const bool all = arguments.kind == "all";
    const auto output = all ? setOutputFrom(arguments, request->style) : outputFrom(arguments);
    if (!output)
        return reportError(output.error());
    if (!arguments.page.empty())
        return drawPage({arguments.page, arguments.out, *output, arguments.curves.threads, arguments.json,
                         arguments.quiet});
    FigureInput input;
    if (request->style == FigureStyle::AsPublished)
        input.rules.splitRule = SplitRule::AsPublished; // unless another is asked for
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
        const bool ofRepresentations = !all && isOfRepresentations(request->kind);
        if (!ofRepresentations || !arguments.trials.empty()) {
            const AnalysisParts parts = all ? AnalysisParts::all()
                : ofRepresentations         ? AnalysisParts {AnalysisPart::Confusion}
                                            : partsForFigure(request->kind);
            if (const auto failed = readTrialInput(arguments, parts, input, job))
                return *failed;
        }
        if (ofRepresentations) {
            auto set =
                arrangeFrom(arguments.representations, input.analysis.get(),
                            representationPartsForFigure(request->kind), arguments.curves.threads, job);
            if (!set)
                return reportErrors(set.error());
            input.representations = std::move(*set);
            applyRepresentationOptions(arguments.representations, *input.representations, *request);
        }
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
