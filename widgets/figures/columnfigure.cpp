#include "core/base/csvtext.h"
#include "widgets/common/labelstyle.h"
#include "widgets/figures/epochaxis.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurecaption.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/panelchart.h"

#include <algorithm>
#include <limits>
#include <set>

namespace learnscope {

namespace {
constexpr double nothing = std::numeric_limits<double>::quiet_NaN(); // an empty field
constexpr std::size_t mostValuesDrawn = 60;
constexpr std::size_t mostCurvesDrawn = 24;
constexpr double room = .5; // of a value's place that observers share, so that their bars can be told

Phase phaseOf(const FigureRequest& request)
{
    return request.filter.phase.value_or(Phase::Test);
}

/// An observer of the figure and its part of the result.
struct Part
{
    std::size_t place; ///< in the input
    const ObserverColumn* column;
};

std::vector<Part> partsOf(const FigureInput& input)
{
    std::vector<Part> parts;
    for (std::size_t place = 0; place < input.curves.observers.size(); ++place)
        for (std::size_t other = 0; other < input.analysis->byColumn.observers.size(); ++other)
            if (input.analysis->observers[other].curves.observer.name
                == input.curves.observers[place].observer.name)
                parts.push_back({place, &input.analysis->byColumn.observers[other]});
    return parts;
}

/// Ticks at all values where their texts have room; else at every second, third...
Axis valueAxis(const std::vector<ColumnValue>& values, std::size_t count, const QString& title, double width,
               double fontSize)
{
    Axis axis {-.5, static_cast<double>(count) - .5, {}, {}, title};
    double widest = 0;
    for (std::size_t value = 0; value < count; ++value)
        widest = std::max(widest, textWidth(QString::fromStdString(values[value].text), fontSize));
    const double one = width / static_cast<double>(count);
    const auto step = static_cast<std::size_t>(
        std::max(1., std::ceil((widest + .5 * fontSize * millimetresPerPoint) / one)));
    for (std::size_t value = 0; value < count; value += step) {
        axis.ticks.push_back(static_cast<double>(value));
        axis.labels.push_back(QString::fromStdString(values[value].text));
    }
    return axis;
}

void addChances(PanelChart& chart, const FigureInput& input, std::size_t panel)
{
    std::set<double> chances;
    for (const ObserverCurves& curves : input.curves.observers)
        chances.insert(curves.chance);
    for (const double chance : chances)
        chart.levels.push_back({panel, chance, QStringLiteral("chance"), {.8, 1.4}});
}

/// Values along the axis.
PanelChart chartByValue(const FigureInput& input, const std::vector<Part>& parts, Phase phase)
{
    const ColumnAccuracy& found = input.analysis->byColumn;
    const std::size_t count = std::min(found.values.size(), mostValuesDrawn);
    PanelChart chart;
    chart.intervals = PanelChart::Intervals::Bars;
    chart.y = {0, 1, {}, {}, QStringLiteral("Accuracy")};
    chart.aspect = .72;
    chart.headings = {QString()};
    chart.headingColors = {QColor(0x1b1e24)};
    const QString title = QString::fromStdString(found.column);
    chart.x = [values = found.values, count, title](double width, double fontSize) {
        return valueAxis(values, count, title, width, fontSize);
    };
    const bool hasOrder = found.values.front().numbers.has_value();
    for (std::size_t member = 0; member < parts.size(); ++member) {
        const Observer& shown = input.curves.observers[parts[member].place].observer;
        const ObserverStyle style = styleOf(input, parts[member].place);
        const double shift = (static_cast<double>(member) - static_cast<double>(parts.size() - 1) / 2) * room
            / static_cast<double>(parts.size());
        PanelSeries series;
        series.name = QString::fromStdString(shown.name);
        series.look = {style.color, hasOrder ? 1. : 0., {}, style.marker, 3.2, style.color, Qt::white, .3};
        series.label = labelOf(shown);
        series.style = style;
        for (const ColumnCell& cell : parts[member].column->cells) {
            if (cell.phase != phase || cell.value >= count)
                continue;
            const double x = static_cast<double>(cell.value) + shift;
            series.points.emplace_back(x, cell.answers.share());
            series.intervals.push_back({x, cell.answers.interval(input.curves.options.level)});
        }
        if (!series.points.empty())
            chart.series.push_back(std::move(series));
    }
    addChances(chart, input, 0);
    return chart;
}

/// Epochs along the axis: a panel for each observer.
PanelChart chartByEpoch(const FigureInput& input, const std::vector<Part>& parts, Phase phase)
{
    const ColumnAccuracy& found = input.analysis->byColumn;
    const std::size_t count = std::min(found.values.size(), mostCurvesDrawn);
    PanelChart chart;
    chart.y = {0, 1, {}, {}, QStringLiteral("Accuracy")};
    for (const Part& part : parts) {
        if (!part.column->hasColumn)
            continue;
        const Observer& shown = input.curves.observers[part.place].observer;
        for (std::size_t value = 0; value < count; ++value) {
            const ObserverStyle style = labelStyle(value);
            PanelSeries series;
            series.panel = chart.headings.size();
            series.label = QString::fromStdString(found.values[value].text);
            series.style = style;
            series.name = QString::fromStdString(shown.name) + QLatin1Char(' ') + series.label;
            series.look = {style.color, 1.1, {}, style.marker, 3.2, style.color, Qt::white, .3};
            series.bandOpacity = .14;
            for (const ColumnCell& cell : part.column->cells) {
                if (cell.phase != phase || cell.value != value || !cell.epoch)
                    continue;
                series.points.emplace_back(*cell.epoch, cell.answers.share());
                series.intervals.push_back(
                    {double(*cell.epoch), cell.answers.interval(input.curves.options.level)});
            }
            if (!series.points.empty())
                chart.series.push_back(std::move(series));
        }
        addChances(chart, input, chart.headings.size());
        chart.headings.push_back(labelOf(shown));
        chart.headingColors.push_back(readableOnWhite(styleOf(input, part.place).color));
    }
    const auto epochs = *epochRange(input.curves.observers);
    chart.x = [epochs](double width, double fontSize) {
        return epochAxis(epochs.first, epochs.second, .35, width, fontSize, QStringLiteral("Epoch"));
    };
    return chart;
}

std::vector<std::string> notesOf(const FigureInput& input, const std::vector<Part>& parts)
{
    const ColumnAccuracy& found = input.analysis->byColumn;
    std::vector<std::string> notes;
    for (const Part& part : parts)
        if (!part.column->hasColumn)
            notes.push_back(labelOf(input.curves.observers[part.place].observer).toStdString()
                            + " is left out: its table has no column " + found.column);
    const std::size_t most = input.analysis->options.byColumn.byEpoch ? mostCurvesDrawn : mostValuesDrawn;
    if (found.values.size() > most)
        notes.push_back("the first " + std::to_string(most) + " of " + std::to_string(found.values.size())
                        + " values are drawn");
    return notes;
}

std::string caption(const FigureRequest& request, const FigureInput& input)
{
    const ColumnAccuracy& found = input.analysis->byColumn;
    return std::string(phaseOf(request) == Phase::Test ? "Test" : "Training") + " accuracy by the column "
        + found.column + " of the trial tables"
        + (found.isBinned ? ", in bins of about as many trials each" : "") + ", pooled over the trials of "
        + (input.analysis->options.byColumn.byEpoch ? "" : "all epochs and ") + "all participants or runs. "
        + bootstrapSentence(input, "Intervals") + singleRunSentence(input) + chanceSentence(input, false)
        + observerList(input) + ".";
}
} // namespace

Result<FigureScene> columnFigure(const FigureRequest& asked, const FigureInput& input)
{
    const ColumnAccuracy& found = input.analysis->byColumn;
    const auto fail = [](const std::string& reason) {
        return failure(Error::Kind::Mismatch, "there is nothing to draw: " + reason);
    };
    if (found.available.empty())
        return fail("no table has further columns");
    if (found.values.empty())
        return fail("no table has a further column '" + found.column + "'");
    const std::vector<Part> parts = partsOf(input);
    FigureRequest request = asked;
    const bool byEpoch = input.analysis->options.byColumn.byEpoch;
    if (request.width <= 0)
        request.width = found.values.size() > 8 || (byEpoch && parts.size() > 2) ? 183 : 85;
    const PanelChart chart =
        byEpoch ? chartByEpoch(input, parts, phaseOf(request)) : chartByValue(input, parts, phaseOf(request));
    if (chart.series.empty())
        return fail("no observer with the column " + found.column + " has trials in that phase");
    auto scene = panelChartFigure(request, chart);
    if (!scene)
        return scene;
    scene->notes = notesOf(input, parts);
    scene->caption = caption(request, input);
    return scene;
}

std::string columnData(const FigureRequest& request, const FigureInput& input)
{
    CsvText csv {"observer", "label", "phase", "epoch",   "column", "value",
                 "accuracy", "low",   "high",  "correct", "trials", "runs"};
    const ColumnAccuracy& found = input.analysis->byColumn;
    for (const Part& part : partsOf(input)) {
        const Observer& shown = input.curves.observers[part.place].observer;
        for (const ColumnCell& cell : part.column->cells) {
            if (cell.phase != phaseOf(request))
                continue;
            const auto interval = cell.answers.interval(input.curves.options.level);
            csv.add(shown.name).add(labelOf(shown).toStdString()).add(toString(cell.phase));
            csv.add(cell.epoch ? std::to_string(*cell.epoch) : std::string("pooled"));
            csv.add(found.column).add(found.values[cell.value].text).add(cell.answers.share());
            csv.add(interval ? interval->low : nothing).add(interval ? interval->high : nothing);
            csv.add(cell.answers.counted()).add(cell.answers.trials());
            csv.add(std::uint64_t(cell.answers.runsWithTrials())).endRow();
        }
    }
    return csv.text();
}

} // namespace learnscope
