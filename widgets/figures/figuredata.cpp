#include "core/base/csvtext.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figureparts.h"

#include <cmath>
#include <limits>

namespace learnscope {

namespace {
constexpr double nothing = std::numeric_limits<double>::quiet_NaN(); // an empty field

void addObserver(CsvText& csv, std::string_view element, const ObserverCurves& curves)
{
    csv.add(element).add(curves.observer.name).add(labelOf(curves.observer).toStdString());
}

void addBand(CsvText& csv, const std::optional<Interval>& band)
{
    csv.add(band ? band->low : nothing).add(band ? band->high : nothing);
}

void addChance(CsvText& csv, const FigureRequest& request, const FigureInput& input, int blanks)
{
    const bool drawn = !(request.kind == FigureKind::Runs && request.style == FigureStyle::AsPublished);
    for (const ObserverCurves& curves : input.curves.observers) {
        addObserver(csv, "chance", curves);
        for (int blank = 0; blank < blanks; ++blank)
            csv.add("");
        const bool known = drawn && curves.chanceTrials > 0;
        csv.add(curves.chance);
        addBand(csv, known ? std::optional(curves.chanceBand) : std::nullopt);
        csv.add("").add(known ? std::to_string(curves.chanceTrials) : std::string());
        csv.endRow();
    }
}
bool isShown(const FigureRequest& request, Phase phase)
{
    return request.filter.phase.value_or(phase) == phase;
}
} // namespace

std::string learningCurvesData(const FigureRequest& request, const FigureInput& input)
{
    const bool bands = request.style == FigureStyle::Publication;
    CsvText csv {"element",  "observer", "label", "phase", "epoch",
                 "accuracy", "low",      "high",  "runs",  "trials"};
    for (const ObserverCurves& curves : input.curves.observers)
        for (const auto& [phase, points] :
             {std::pair(Phase::Train, &curves.train), std::pair(Phase::Test, &curves.test)})
            for (const CurvePoint& point : *points) {
                if (!isShown(request, phase))
                    break;
                addObserver(csv, "mean", curves);
                csv.add(toString(phase)).add(point.epoch).add(point.mean);
                addBand(csv, bands ? point.band : std::nullopt);
                csv.add(point.runs).add(point.trials).endRow();
            }
    addChance(csv, request, input, 2);
    return csv.text();
}

std::string gapLagData(const FigureRequest& request, const FigureInput& input)
{
    const bool bands = request.style == FigureStyle::Publication;
    const LagPoints points = lagPoints(request, input);
    CsvText csv {"observer",
                 "label",
                 "kind",
                 "imagenet_accuracy",
                 "parameters_million",
                 "generalisation_lag",
                 "low",
                 "high",
                 "first_epoch",
                 "last_epoch",
                 "runs"};
    for (const auto* list : {&points.humans, &points.networks})
        for (const LagPoint& point : *list) {
            const ObserverCurves& curves = input.curves.observers[point.observer];
            const bool network = curves.observer.kind == ObserverKind::Network;
            csv.add(curves.observer.name);
            csv.add(point.facts.label.empty() ? labelOf(curves.observer).toStdString() : point.facts.label);
            csv.add(toString(curves.observer.kind));
            csv.add(network ? point.facts.imagenetTop1 : nothing);
            csv.add(network ? point.facts.parametersMillion : nothing);
            csv.add(point.lag);
            addBand(csv, bands ? point.band : std::nullopt);
            for (const std::optional<int>& epoch : {curves.lag.first, curves.lag.last})
                csv.add(epoch ? std::to_string(*epoch) : std::string());
            csv.add(std::uint64_t(curves.runs.size())).endRow();
        }
    return csv.text();
}

std::string runsData(const FigureRequest& request, const FigureInput& input)
{
    CsvText csv {"element",  "observer", "label", "run",  "phase", "epoch",
                 "accuracy", "low",      "high",  "runs", "trials"};
    for (const ObserverCurves& curves : input.curves.observers) {
        for (const AccuracyCell& cell : curves.cells) {
            if (!isShown(request, cell.phase))
                continue;
            addObserver(csv, "run", curves);
            csv.add(cell.run).add(toString(cell.phase)).add(cell.epoch).add(cell.accuracy());
            csv.add("").add("").add(1).add(cell.trials).endRow();
        }
        for (const auto& [phase, points] :
             {std::pair(Phase::Train, &curves.train), std::pair(Phase::Test, &curves.test)})
            for (const CurvePoint& point : *points) {
                if (!isShown(request, phase))
                    break;
                addObserver(csv, "mean", curves);
                csv.add("").add(toString(phase)).add(point.epoch).add(point.mean).add("").add("");
                csv.add(point.runs).add(point.trials).endRow();
            }
    }
    addChance(csv, request, input, 3);
    return csv.text();
}

} // namespace learnscope
