#include "widgets/figures/figuredata.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figureparts.h"

#include <charconv>
#include <cmath>

namespace learnscope {

namespace {
std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string result = "\"";
    for (const char letter : text)
        result += letter == '"' ? "\"\"" : std::string(1, letter);
    return result + '"';
}

std::string labelText(const ObserverCurves& curves)
{
    return labelOf(curves.observer).toStdString();
}

std::string chanceRows(const FigureRequest& request, const FigureInput& input, std::size_t blanks)
{
    const bool band = !(request.kind == FigureKind::Runs && request.style == FigureStyle::AsPublished);
    std::string text;
    for (const ObserverCurves& curves : input.curves.observers) {
        std::vector<std::string> fields {"chance", curves.observer.name, labelText(curves)};
        fields.resize(fields.size() + blanks);
        fields.push_back(csvNumber(curves.chance));
        const bool known = band && curves.chanceTrials > 0;
        fields.push_back(known ? csvNumber(curves.chanceBand.low) : "");
        fields.push_back(known ? csvNumber(curves.chanceBand.high) : "");
        fields.push_back("");
        fields.push_back(known ? std::to_string(curves.chanceTrials) : "");
        text += csvRow(fields);
    }
    return text;
}
} // namespace

std::string csvNumber(double value)
{
    if (std::isnan(value))
        return {};
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return std::string(text, end);
}

std::string csvRow(const std::vector<std::string>& fields)
{
    std::string line;
    for (const std::string& field : fields)
        line += (line.empty() && &field == &fields.front() ? "" : ",") + quoted(field);
    return line + '\n';
}

std::string learningCurvesData(const FigureRequest& request, const FigureInput& input)
{
    const bool bands = request.style == FigureStyle::Publication;
    std::string text = "element,observer,label,phase,epoch,accuracy,low,high,runs,trials\n";
    for (const ObserverCurves& curves : input.curves.observers)
        for (const auto& [phase, points] :
             {std::pair("train", &curves.train), std::pair("test", &curves.test)})
            for (const CurvePoint& point : *points)
                text += csvRow({"mean", curves.observer.name, labelText(curves), phase,
                                std::to_string(point.epoch), csvNumber(point.mean),
                                bands && point.band ? csvNumber(point.band->low) : "",
                                bands && point.band ? csvNumber(point.band->high) : "",
                                std::to_string(point.runs), std::to_string(point.trials)});
    return text + chanceRows(request, input, 2);
}

std::string gapLagData(const FigureRequest& request, const FigureInput& input)
{
    const bool bands = request.style == FigureStyle::Publication;
    const LagPoints points = lagPoints(request, input);
    std::string text = "observer,label,kind,imagenet_accuracy,parameters_million,generalisation_lag,low,high,"
                       "first_epoch,last_epoch,runs\n";
    for (const auto* list : {&points.humans, &points.networks})
        for (const LagPoint& point : *list) {
            const ObserverCurves& curves = input.curves.observers[point.observer];
            const bool network = curves.observer.kind == ObserverKind::Network;
            text += csvRow({curves.observer.name,
                            point.facts.label.empty() ? labelText(curves) : point.facts.label,
                            std::string(toString(curves.observer.kind)),
                            network ? csvNumber(point.facts.imagenetTop1) : "",
                            network ? csvNumber(point.facts.parametersMillion) : "", csvNumber(point.lag),
                            bands && point.band ? csvNumber(point.band->low) : "",
                            bands && point.band ? csvNumber(point.band->high) : "",
                            curves.lag.first ? std::to_string(*curves.lag.first) : "",
                            curves.lag.last ? std::to_string(*curves.lag.last) : "",
                            std::to_string(curves.runs.size())});
        }
    return text;
}

std::string runsData(const FigureRequest& request, const FigureInput& input)
{
    std::string text = "element,observer,label,run,phase,epoch,accuracy,low,high,runs,trials\n";
    for (const ObserverCurves& curves : input.curves.observers) {
        for (const AccuracyCell& cell : curves.cells)
            text += csvRow({"run", curves.observer.name, labelText(curves), std::to_string(cell.run),
                            std::string(toString(cell.phase)), std::to_string(cell.epoch),
                            csvNumber(cell.accuracy()), "", "", "1", std::to_string(cell.trials)});
        for (const auto& [phase, points] :
             {std::pair("train", &curves.train), std::pair("test", &curves.test)})
            for (const CurvePoint& point : *points)
                text += csvRow({"mean", curves.observer.name, labelText(curves), "", phase,
                                std::to_string(point.epoch), csvNumber(point.mean), "", "",
                                std::to_string(point.runs), std::to_string(point.trials)});
    }
    return text + chanceRows(request, input, 3);
}

} // namespace learnscope
