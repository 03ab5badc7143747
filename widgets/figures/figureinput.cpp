#include "widgets/figures/figureinput.h"

#include "widgets/itemmodels/observermodel.h"

#include <algorithm>

namespace learnscope {

namespace {
/// The options of the analysis that belongs to the curves.
AnalysisOptions optionsFor(const FigureInput& input)
{
    AnalysisOptions options = input.rules;
    options.curves = input.curves.options;
    options.selections = input.selections;
    if (options.selections.empty())
        for (const ObserverCurves& curves : input.curves.observers)
            options.selections.push_back({RunSelection::Rule::Listed, curves.runs});
    return options;
}

bool fits(const Analysis& analysis, const FigureInput& input)
{
    AnalysisOptions made = analysis.options;
    made.selections.clear();
    made.parts = input.rules.parts; // more or less of the same
    made.curves.threads = 0; // no result depends on them
    AnalysisOptions wanted = input.rules;
    wanted.selections.clear();
    wanted.curves = input.curves.options;
    wanted.curves.threads = 0;
    if (made != wanted || analysis.observers.size() != input.curves.observers.size())
        return false;
    return std::all_of(input.curves.observers.begin(), input.curves.observers.end(),
                       [&](const ObserverCurves& drawn) {
                           return std::any_of(analysis.observers.begin(), analysis.observers.end(),
                                              [&](const ObserverAnalysis& computed) {
                                                  const ObserverCurves& curves = computed.curves;
                                                  return curves.observer.name == drawn.observer.name
                                                      && curves.observer.kind == drawn.observer.kind
                                                      && curves.observer.trials == drawn.observer.trials
                                                      && curves.runs == drawn.runs;
                                              });
                       });
}
} // namespace

FigureInput figureInput(const CurveSet& curves, const ObserverModel* observers)
{
    FigureInput input {curves, {}, {}};
    if (!observers)
        return input;
    int unknown = 0;
    for (ObserverCurves& shown : input.curves.observers) {
        const int place = observers->placeOf(shown.observer.name);
        if (place < 0) {
            input.styles.push_back(styleFor(shown.observer, unknown++));
            continue;
        }
        shown.observer.label = observers->observer(place).label;
        shown.observer.kind = observers->observer(place).kind;
        input.styles.push_back(observers->style(place));
    }
    return input;
}

Result<void> addAnalysis(FigureInput& input, AnalysisParts parts, JobContext& context)
{
    const AnalysisParts there =
        input.analysis && fits(*input.analysis, input) ? input.analysis->options.parts : AnalysisParts();
    if (there.contains(parts))
        return {};
    AnalysisOptions options = optionsFor(input);
    options.parts = there | parts;
    std::vector<Observer> observers;
    for (const ObserverCurves& curves : input.curves.observers)
        observers.push_back(curves.observer);
    Result<Analysis> analysis = analyse(observers, options, context);
    if (!analysis)
        return tl::unexpected(analysis.error());
    input.analysis = std::make_shared<const Analysis>(std::move(*analysis));
    return {};
}

Result<void> addRepresentationParts(FigureInput& input, RepresentationParts parts, JobContext& context)
{
    if (!input.representations || input.representations->options.parts.contains(parts))
        return {};
    const RepresentationSet& known = *input.representations;
    std::vector<RepresentationInput> inputs;
    for (const ShownRepresentation& shown : known.shown)
        inputs.push_back(shown.input);
    RepresentationOptions options = known.options;
    options.parts = options.parts | parts;
    auto set = arrangeRepresentations(inputs, options, &known, context);
    if (!set)
        return tl::unexpected(set.error());
    input.representations = std::make_shared<const RepresentationSet>(std::move(*set));
    return {};
}

Result<void> completeInput(FigureInput& input, FigureKind kind, JobContext& context)
{
    if (isOfRepresentations(kind))
        return addRepresentationParts(input, representationPartsForFigure(kind), context);
    return addAnalysis(input, partsForFigure(kind), context);
}

} // namespace learnscope
