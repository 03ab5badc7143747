#include "widgets/figures/figurecaption.h"

#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figureparts.h"

#include <set>

namespace learnscope {

std::string groupedNumber(std::uint64_t value)
{
    std::string text = std::to_string(value);
    for (std::ptrdiff_t place = std::ptrdiff_t(text.size()) - 3; place > 0; place -= 3)
        text.insert(static_cast<std::size_t>(place), 1, ',');
    return text;
}

std::string percentText(double level)
{
    return QString::number(level * 100, 'g', 6).toStdString() + " %";
}

std::string observerList(const FigureInput& input)
{
    std::string text;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index) {
        const ObserverCurves& curves = input.curves.observers[index];
        const bool human = curves.observer.kind == ObserverKind::Human;
        const std::size_t all =
            curves.observer.trials ? wholeTable(curves.observer).distinctRuns().size() : curves.runs.size();
        text += (index == 0 ? "" : ", ") + labelOf(curves.observer).toStdString()
            + " (n = " + std::to_string(curves.runs.size());
        if (all > curves.runs.size())
            text += " of " + std::to_string(all);
        text += std::string(human ? " participant" : " run")
            + (std::max(all, curves.runs.size()) == 1 ? "" : "s");
        if (index < input.selections.size() && input.selections[index].rule == RunSelection::Rule::Learners)
            text += " that learned";
        text += ")";
    }
    return text;
}

std::string chanceSentence(const FigureInput& input, bool withBand)
{
    std::set<std::uint32_t> trials;
    for (const ObserverCurves& curves : input.curves.observers)
        if (curves.chanceTrials > 0)
            trials.insert(curves.chanceTrials);
    std::string text = "Dotted line: chance";
    if (withBand && !trials.empty()) {
        text += "; grey band: its central 95 % binomial interval for ";
        for (const std::uint32_t count : trials)
            text += (count == *trials.begin() ? "" : ", ") + std::to_string(count);
        text += " trials (one training epoch of one run)";
    }
    return text + ". ";
}

std::string bootstrapSentence(const FigureInput& input, const char* what)
{
    const CurveOptions& options = input.curves.options;
    if (options.bootstrapDraws <= 0)
        return {};
    return std::string(what) + ": " + percentText(options.level)
        + (options.bands == BandMethod::Percentile ? " percentile" : " expanded percentile")
        + " bootstrap over participants or runs ("
        + groupedNumber(static_cast<std::uint64_t>(options.bootstrapDraws)) + " draws, seed "
        + std::to_string(options.seed) + "). ";
}

std::string singleRunSentence(const FigureInput& input)
{
    for (const ObserverCurves& curves : input.curves.observers)
        if (curves.runs.size() == 1)
            return "Of a single run: Wilson's " + percentText(input.curves.options.level)
                + " interval of its trials. ";
    return {};
}

namespace {
bool hasBands(const FigureInput& input)
{
    for (const ObserverCurves& curves : input.curves.observers)
        for (const auto* points : {&curves.train, &curves.test})
            for (const CurvePoint& point : *points)
                if (point.band)
                    return true;
    return false;
}

std::string lagCaption(const FigureRequest& request, const FigureInput& input)
{
    const bool published = request.style == FigureStyle::AsPublished;
    const LagPoints points = lagPoints(request, input);
    bool bands = false;
    for (const auto* list : {&points.networks, &points.humans})
        for (const LagPoint& point : *list)
            bands = bands || point.band;
    std::string text =
        "Generalisation lag \u0394G (mean train minus test accuracy over a window of epochs) against "
        "ImageNet top-1 accuracy. ";
    text += input.curves.options.lagRule == LagRule::AsPublished
        ? "Window as published: from the first epoch whose mean training accuracy lies above the chance "
          "interval; "
          "for networks to the last epoch before mean test accuracy first falls, for humans to the last "
          "epoch. "
        : "Window common to all: from the first epoch whose mean training accuracy lies above the chance "
          "interval to "
          "the last epoch. ";
    text += "Each lag is of all trials of an observer; no images are matched. ";
    if (!points.networks.empty())
        text += "Circle area: number of parameters (M: millions). ";
    if (!points.humans.empty())
        text += "Horizontal line: humans. ";
    if (!published && bands)
        text += bootstrapSentence(input, points.humans.empty() ? "Bars" : "Bars and band");
    return text + observerList(input) + ".";
}
std::string accuracyByEpoch(const std::optional<Phase>& phase)
{
    return phase ? "Accuracy in " + std::string(toString(*phase)) + " trials by epoch"
                 : std::string("Accuracy by epoch");
}
} // namespace

std::string figureCaption(const FigureRequest& request, const FigureInput& input)
{
    const bool published = request.style == FigureStyle::AsPublished;
    if (request.kind == FigureKind::GapLag)
        return lagCaption(request, input);
    if (request.kind == FigureKind::Confusion)
        return confusionCaption(request, input) + observerList(input) + ".";
    if (request.kind == FigureKind::ErrorConsistency)
        return consistencyCaption(input) + observerList(input) + ".";
    if (request.kind == FigureKind::Runs)
        return accuracyByEpoch(request.filter.phase)
            + ". Thin grey lines: single participants or runs; bold: their mean"
            + (request.filter.phase ? ". " : " (dashed: train, solid: test). ")
            + chanceSentence(input, !published) + observerList(input) + ".";
    return accuracyByEpoch(request.filter.phase) + ", mean over participants or runs"
        + (request.filter.phase ? ". " : "; dashed: train, solid: test. ")
        + (!published && hasBands(input) ? bootstrapSentence(input, "Coloured bands") : std::string())
        + chanceSentence(input, true) + observerList(input) + ".";
}

} // namespace learnscope
