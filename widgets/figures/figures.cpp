#include "widgets/figures/figures.h"

#include "core/base/csvtext.h"
#include "core/stats/rules.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/figurekinds.h"
#include "widgets/figures/figureparts.h"
#include "widgets/figures/matchednote.h"
#include "widgets/figures/scenescaling.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
/// What there is to draw from.
Result<void> checkInput(const FigureRequest& request, const FigureInput& input)
{
    if (isOfRepresentations(request.kind)) {
        if (!input.representations || input.representations->shown.empty())
            return failure(Error::Kind::Mismatch, "there is nothing to draw: no representation is shown");
        if (!input.representations->options.parts.contains(representationPartsForFigure(request.kind)))
            return failure(Error::Kind::Internal, "this kind of figure needs more of the representations");
        return {};
    }
    if (input.curves.observers.empty())
        return failure(Error::Kind::Mismatch, "there is nothing to draw: no observer is chosen");
    for (const std::string& name : request.filter.observers)
        if (std::none_of(input.curves.observers.begin(), input.curves.observers.end(),
                         [&](const ObserverCurves& curves) { return curves.observer.name == name; }))
            return failure(Error::Kind::Mismatch, "there is no observer '" + name + "'");
    if (!epochRange(input.curves.observers))
        return failure(Error::Kind::Mismatch, "there is nothing to draw: no observer has trials");
    return {};
}

Result<void> check(const FigureRequest& request, const FigureInput& input)
{
    if (const Result<void> there = checkInput(request, input); !there)
        return there;
    if (!figureHasStyle(request.kind, request.style))
        return failure(Error::Kind::Usage,
                       "the study has no figure of the kind " + std::string(toString(request.kind))
                           + "; expected the style publication");
    const auto outside = [](double length) { return length != 0 && !(length >= 20 && length <= 1000); };
    if (outside(request.width) || outside(request.height))
        return failure(Error::Kind::Usage, "expected a width and a height of 20 to 1000 mm");
    if (!(request.fontSize >= 4 && request.fontSize <= 24))
        return failure(Error::Kind::Usage, "expected a font size of 4 to 24 pt");
    if (request.lineWidth != 0 && !(request.lineWidth >= .1 && request.lineWidth <= 10))
        return failure(Error::Kind::Usage, "expected a line width of 0.1 to 10 pt");
    for (const NetworkFacts& facts : request.networks)
        if (!(facts.imagenetTop1 >= 0 && facts.imagenetTop1 <= 1) || !(facts.parametersMillion > 0))
            return failure(
                Error::Kind::OutOfRange,
                "network '" + facts.observer
                    + "' needs an ImageNet accuracy from 0 to 1 and a number of parameters above 0");
    return {};
}

bool isShown(const FigureFilter& filter, const std::string& observer)
{
    return filter.observers.empty()
        || std::find(filter.observers.begin(), filter.observers.end(), observer) != filter.observers.end();
}

/// The observers that are asked for, with the styles they have among all, and as-published with the names
/// that the study prints.
FigureInput shownInput(const FigureRequest& request, const FigureInput& input)
{
    FigureInput shown = input;
    shown.curves.observers.clear();
    shown.styles.clear();
    shown.selections.clear();
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index) {
        if (!isShown(request.filter, input.curves.observers[index].observer.name))
            continue;
        shown.curves.observers.push_back(input.curves.observers[index]);
        shown.styles.push_back(styleOf(input, index));
        if (index < input.selections.size())
            shown.selections.push_back(input.selections[index]);
        ObserverCurves& curves = shown.curves.observers.back();
        if (request.kind == FigureKind::LearningCurves && request.filter.phase)
            (request.filter.phase == Phase::Train ? curves.test : curves.train).clear();
        Observer& observer = curves.observer;
        const KnownNetwork* known = findKnownNetwork(observer.name);
        if (request.style == FigureStyle::AsPublished && known && observer.label == known->label)
            observer.label = known->printed;
    }
    return shown;
}

/// Nobody has trials of the phase that is asked for.
bool lacksPhase(const FigureFilter& filter, const FigureInput& shown)
{
    return filter.phase
        && std::all_of(shown.curves.observers.begin(), shown.curves.observers.end(),
                       [&](const ObserverCurves& curves) {
                           return (filter.phase == Phase::Train ? curves.train : curves.test).empty();
                       });
}

/// The part of the input that is asked for; fails (Mismatch) where there is nothing in it.
Result<FigureInput> partShown(const FigureRequest& request, const FigureInput& input)
{
    if (isOfRepresentations(request.kind))
        return input;
    const AnalysisParts there = input.analysis ? input.analysis->options.parts : AnalysisParts();
    if (!there.contains(partsForFigure(request.kind)))
        return failure(Error::Kind::Internal, "this kind of figure needs more of the analysis");
    FigureInput shown = shownInput(request, input);
    if (lacksPhase(request.filter, shown))
        return failure(Error::Kind::Mismatch,
                       "there is nothing to draw: no observer has "
                           + std::string(toString(*request.filter.phase)) + " trials");
    return shown;
}

/// The definitions that are not the usual ones, as options name them: "bands=expanded; split=as-published".
/// How often and from which seed is drawn, and the level of intervals, stand in the caption and the record.
std::string switchedRules(const FigureInput& input)
{
    AnalysisOptions rules = input.rules;
    rules.curves = input.curves.options;
    const AnalysisOptions usual;
    std::string text;
    for (const Rule& rule : analysisRules())
        if (const std::string is = rule.text(rules);
            is != rule.text(usual) && rule.name != "bootstrap" && rule.name != "seed" && rule.name != "level")
            text += (text.empty() ? "" : "; ") + std::string(rule.name) + '=' + is;
    return text;
}

/// More was done to the trials than to select some of them.
bool isRepaired(const Observer& observer)
{
    return std::any_of(observer.repairs.begin(), observer.repairs.end(), [](const RepairRecord& record) {
        return record.changedAnything() && record.repair != "selection";
    });
}
} // namespace

Result<FigureScene> makeFigure(const FigureRequest& request, const FigureInput& input)
{
    if (const Result<void> fits = check(request, input); !fits)
        return tl::unexpected(fits.error());
    FigureInput colored = input; // each observer has its colour among all
    if (request.style == FigureStyle::Publication)
        colored.styles = paletteStyles(request, input);
    const auto part = partShown(request, colored);
    if (!part)
        return tl::unexpected(part.error());
    const FigureInput& shown = *part;
    Result<FigureScene> scene = factsOf(request.kind).build(request, shown);
    if (!scene)
        return scene;
    if (request.style == FigureStyle::Publication && request.lineWidth > 0)
        widenLines(*scene, request.lineWidth / curveWidth(request.fontSize));
    if (scene->caption.empty())
        scene->caption = figureCaption(request, shown);
    const bool isOfTrials = !isOfRepresentations(request.kind);
    for (const ObserverCurves& curves : isOfTrials ? shown.curves.observers : std::vector<ObserverCurves>())
        if (const std::string repairs = repairsText(curves.observer); !repairs.empty())
            scene->caption += (isRepaired(curves.observer) ? " Repaired: " : " ") + repairs;
    if (isOfTrials)
        for (const std::string& sentence : matchedTrials(request.kind, request.filter, shown))
            scene->caption += ' ' + sentence;
    for (const std::string& note : scene->notes)
        scene->caption += " Note: " + note + ".";
    if (const QString substitute = substituteForFigureFont(); !substitute.isEmpty())
        scene->notes.push_back("Liberation Sans is not installed; the text is set in "
                               + substitute.toStdString());
    return scene;
}

Result<std::string> figureData(const FigureRequest& request, const FigureInput& input)
{
    if (const Result<void> fits = check(request, input); !fits)
        return tl::unexpected(fits.error());
    const auto shown = partShown(request, input);
    if (!shown)
        return tl::unexpected(shown.error());
    std::string data = factsOf(request.kind).data(request, *shown);
    if (isOfRepresentations(request.kind))
        return data;
    std::string repairs;
    for (const ObserverCurves& curves : shown->curves.observers)
        if (const std::string text = repairsText(curves.observer); !text.empty())
            repairs += (repairs.empty() ? "" : " ") + text;
    if (!repairs.empty())
        data = withColumn(data, "repairs", repairs);
    const std::string rules = switchedRules(*shown);
    return rules.empty() ? data : withColumn(data, "definitions", rules);
}

} // namespace learnscope
