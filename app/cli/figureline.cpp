#include "app/cli/figureline.h"

#include "app/cli/mapoption.h"
#include "app/cli/observeroptions.h"
#include "app/cli/representationline.h"
#include "app/cli/shellwords.h"
#include "app/cli/styleoptions.h"
#include "core/data/selectionexpression.h"
#include "core/stats/rules.h"
#include "core/stats/runselection.h"

#include <algorithm>

namespace learnscope {

namespace {
/// Empty where all runs are chosen.
std::string runsText(const OpenObserver& open, bool learnersOnly)
{
    std::vector<std::int32_t> all;
    for (const AccuracyCell& cell : *open.cells)
        if (all.empty() || all.back() != cell.run)
            all.push_back(cell.run);
    if (open.checkedRuns == all)
        return {};
    if (learnersOnly && open.observer.kind == ObserverKind::Human
        && open.checkedRuns == learners(*open.cells))
        return "learners";
    std::string text;
    for (const std::int32_t run : open.checkedRuns)
        text += (text.empty() ? "" : ",") + std::to_string(run);
    return text;
}

/// What the command would make of the files alone.
std::vector<Observer> asRead(const std::vector<OpenObserver>& drawn)
{
    std::vector<Observer> observers;
    for (const OpenObserver& open : drawn)
        observers.push_back(makeObserver(open.observer.file, nullptr));
    makeNamesDiffer(observers);
    return observers;
}

void addMappings(ShellWords& words, const std::vector<OpenObserver>& drawn, const std::vector<Observer>& read)
{
    std::vector<Observer> observers;
    std::vector<std::string> names;
    for (std::size_t place = 0; place < drawn.size(); ++place) {
        observers.push_back(drawn[place].observer);
        names.push_back(read[place].name);
    }
    for (const std::string& text : mapOptionsOf(observers, names))
        words.add("--map", text);
}

void addObservers(ShellWords& words, const std::vector<OpenObserver>& drawn, bool learnersOnly)
{
    std::vector<Observer> observers = asRead(drawn);
    addMappings(words, drawn, observers);
    for (std::size_t place = 0; place < drawn.size(); ++place) {
        const OpenObserver& open = drawn[place];
        Observer& read = observers[place];
        if (const std::string runs = runsText(open, learnersOnly); !runs.empty())
            words.add("--runs", read.name + '=' + runs);
        if (open.observer.kind != read.kind)
            words.add("--observer-kind", read.name + '=' + std::string(toString(open.observer.kind)));
        if (open.observer.label != read.label)
            words.add("--label", read.name + '=' + open.observer.label);
        for (const RepairRecord& record : open.observer.repairs)
            words.add("--repair",
                      read.name + ':' + record.repair
                          + (record.parameters.empty() ? std::string() : '=' + record.parameters));
        if (open.observer.name != read.name)
            words.add("--name", read.name + '=' + open.observer.name);
        read.kind = open.observer.kind;
    }
    for (std::size_t place = 0; place < drawn.size(); ++place)
        observers[place].name = drawn[place].observer.name; // as style options know them
    const std::vector<ObserverStyle> usual = standardStyles(observers);
    for (std::size_t place = 0; place < drawn.size(); ++place) {
        const ObserverStyle& style = drawn[place].style;
        if (style.color != usual[place].color)
            words.add("--color", observers[place].name + '=' + style.color.name().toStdString());
        if (style.marker != usual[place].marker)
            words.add("--marker", observers[place].name + '=' + std::string(toString(style.marker)));
    }
}

void addRules(ShellWords& words, const AnalysisOptions& rules, bool isOurStyle)
{
    const AnalysisOptions usual;
    for (const Rule& rule : analysisRules())
        // The seed is always said, so that the line is whole for who reads it; what objects are known depends
        // on the style where it is not said.
        if (const std::string text = rule.text(rules);
            text != rule.text(usual) || rule.name == "seed" || (rule.name == "split" && !isOurStyle))
            words.add("--" + std::string(rule.name), text);
}

void addLook(ShellWords& words, const FigureRequest& request)
{
    const FigureRequest usual;
    if (request.style != usual.style)
        words.add("--style", toString(request.style));
    words.addLength("--width", request.width, "mm");
    words.addLength("--height", request.height, "mm");
    if (request.fontSize != usual.fontSize)
        words.addLength("--font-size", request.fontSize, "");
    words.addLength("--line-width", request.lineWidth, "");
    if (request.palette != usual.palette && !isOfRepresentations(request.kind))
        words.add("--palette", toString(request.palette));
    if (request.filter.phase)
        words.add("--phase", toString(*request.filter.phase));
    if (request.coloring != usual.coloring)
        words.add("--coloring", toString(request.coloring));
    if (request.colors != usual.colors)
        words.add("--colors", toString(request.colors));
    if (request.counts)
        words.add("--cells", "counts");
    if (!request.filter.epochs.empty())
        words.add("--epochs", numbersText(request.filter.epochs));
}
} // namespace

std::string figureCommandLine(const Session& session, const FigureLine& line)
{
    const FigureRequest& request = line.request;
    const bool ofRepresentations = isOfRepresentations(request.kind);
    const auto& asked = request.filter.observers;
    const std::set<std::string> answering =
        ofRepresentations ? observersOfAnswers(session.representations) : std::set<std::string>();
    std::vector<OpenObserver> drawn;
    for (const OpenObserver& open : session.observers) {
        const std::string& name = open.observer.name;
        const bool isDrawn = ofRepresentations ? answering.contains(name)
                                               : !line.hidden.contains(name)
                && (asked.empty() || std::find(asked.begin(), asked.end(), name) != asked.end());
        if (isDrawn && !open.checkedRuns.empty())
            drawn.push_back(open);
    }
    if (ofRepresentations ? !hasDrawn(session.representations) : drawn.empty())
        return {};
    ShellWords words;
    words.add("learnscope-cli");
    words.add("figure");
    words.add("--kind", toString(request.kind));
    if (!drawn.empty())
        words.add("--trials");
    for (const OpenObserver& open : drawn)
        words.add(open.observer.file);
    addObservers(words, drawn, session.learnersOnly);
    if (session.onlySelected && !drawn.empty())
        words.add("--selection", toJson(session.selection));
    if (!drawn.empty())
        addRules(words, session.rules, request.style == FigureStyle::Publication);
    if (ofRepresentations)
        addRepresentations(words, session.representations, request);
    addLook(words, request);
    words.add("--out", std::string(toString(request.kind)) + ".pdf");
    return words.text();
}

} // namespace learnscope
