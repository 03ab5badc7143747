#include "widgets/figures/figures.h"

#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/figureparts.h"

#include <charconv>
#include <cmath>

namespace learnscope {

namespace {
Result<void> check(const FigureRequest& request, const FigureInput& input)
{
    if (input.curves.observers.empty())
        return failure(Error::Kind::Mismatch, "there is nothing to draw: no observer is chosen");
    if (!epochRange(input.curves.observers))
        return failure(Error::Kind::Mismatch, "there is nothing to draw: no observer has trials");
    const auto outside = [](double length) { return length != 0 && !(length >= 20 && length <= 1000); };
    if (outside(request.width) || outside(request.height))
        return failure(Error::Kind::Usage, "expected a width and a height of 20 to 1000 mm");
    if (!(request.fontSize >= 4 && request.fontSize <= 24))
        return failure(Error::Kind::Usage, "expected a font size of 4 to 24 pt");
    for (const NetworkFacts& facts : request.networks)
        if (!(facts.imagenetTop1 >= 0 && facts.imagenetTop1 <= 1) || !(facts.parametersMillion > 0))
            return failure(
                Error::Kind::OutOfRange,
                "network '" + facts.observer
                    + "' needs an ImageNet accuracy from 0 to 1 and a number of parameters above 0");
    return {};
}

/// The shortest text that reads back as the same number; nothing for NaN.
std::string number(double value)
{
    if (std::isnan(value))
        return {};
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return std::string(text, end);
}

std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string result = "\"";
    for (const char letter : text)
        result += letter == '"' ? "\"\"" : std::string(1, letter);
    return result + '"';
}

std::string row(const std::vector<std::string>& fields)
{
    std::string line;
    for (const std::string& field : fields)
        line += (line.empty() && &field == &fields.front() ? "" : ",") + quoted(field);
    return line + '\n';
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
        fields.push_back(number(curves.chance));
        const bool known = band && curves.chanceTrials > 0;
        fields.push_back(known ? number(curves.chanceBand.low) : "");
        fields.push_back(known ? number(curves.chanceBand.high) : "");
        fields.push_back("");
        fields.push_back(known ? std::to_string(curves.chanceTrials) : "");
        text += row(fields);
    }
    return text;
}

std::string curveData(const FigureRequest& request, const FigureInput& input)
{
    const bool bands = request.style == FigureStyle::Publication;
    std::string text = "element,observer,label,phase,epoch,accuracy,low,high,runs,trials\n";
    for (const ObserverCurves& curves : input.curves.observers)
        for (const auto& [phase, points] :
             {std::pair("train", &curves.train), std::pair("test", &curves.test)})
            for (const CurvePoint& point : *points)
                text +=
                    row({"mean", curves.observer.name, labelText(curves), phase, std::to_string(point.epoch),
                         number(point.mean), bands && point.band ? number(point.band->low) : "",
                         bands && point.band ? number(point.band->high) : "", std::to_string(point.runs),
                         std::to_string(point.trials)});
    return text + chanceRows(request, input, 2);
}

std::string lagData(const FigureRequest& request, const FigureInput& input)
{
    const bool bands = request.style == FigureStyle::Publication;
    const LagPoints points = lagPoints(request, input);
    std::string text = "observer,label,kind,imagenet_accuracy,parameters_million,generalisation_lag,low,high,"
                       "first_epoch,last_epoch,runs\n";
    for (const auto* list : {&points.humans, &points.networks})
        for (const LagPoint& point : *list) {
            const ObserverCurves& curves = input.curves.observers[point.observer];
            const bool network = curves.observer.kind == ObserverKind::Network;
            text += row(
                {curves.observer.name, point.facts.label.empty() ? labelText(curves) : point.facts.label,
                 std::string(toString(curves.observer.kind)), network ? number(point.facts.imagenetTop1) : "",
                 network ? number(point.facts.parametersMillion) : "", number(point.lag),
                 bands && point.band ? number(point.band->low) : "",
                 bands && point.band ? number(point.band->high) : "",
                 curves.lag.first ? std::to_string(*curves.lag.first) : "",
                 curves.lag.last ? std::to_string(*curves.lag.last) : "",
                 std::to_string(curves.runs.size())});
        }
    return text;
}

std::string runData(const FigureRequest& request, const FigureInput& input)
{
    std::string text = "element,observer,label,run,phase,epoch,accuracy,low,high,runs,trials\n";
    for (const ObserverCurves& curves : input.curves.observers) {
        for (const AccuracyCell& cell : curves.cells)
            text += row({"run", curves.observer.name, labelText(curves), std::to_string(cell.run),
                         std::string(toString(cell.phase)), std::to_string(cell.epoch),
                         number(cell.accuracy()), "", "", "1", std::to_string(cell.trials)});
        for (const auto& [phase, points] :
             {std::pair("train", &curves.train), std::pair("test", &curves.test)})
            for (const CurvePoint& point : *points)
                text += row({"mean", curves.observer.name, labelText(curves), "", phase,
                             std::to_string(point.epoch), number(point.mean), "", "",
                             std::to_string(point.runs), std::to_string(point.trials)});
    }
    return text + chanceRows(request, input, 3);
}
} // namespace

Result<FigureScene> makeFigure(const FigureRequest& request, const FigureInput& input)
{
    if (const Result<void> fits = check(request, input); !fits)
        return tl::unexpected(fits.error());
    Result<FigureScene> scene = request.kind == FigureKind::LearningCurves
        ? learningCurvesFigure(request, input)
        : request.kind == FigureKind::GapLag ? gapLagFigure(request, input)
                                             : runsFigure(request, input);
    if (!scene)
        return scene;
    scene->caption = figureCaption(request, input);
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
    return request.kind == FigureKind::LearningCurves ? curveData(request, input)
        : request.kind == FigureKind::GapLag          ? lagData(request, input)
                                                      : runData(request, input);
}

} // namespace learnscope
