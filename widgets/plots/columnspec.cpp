#include "widgets/common/labelstyle.h"
#include "widgets/plots/chartspecs.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace learnscope {

namespace {
constexpr std::size_t mostValuesDrawn = 60; // of all values along the axis
constexpr std::size_t mostCurvesDrawn = 24; // of values over epochs

QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

/// The trials of a cell, where images or runs tell the value; else none: no other part of a selection does.
std::optional<TrialClause> clauseOf(const Observer& observer, const ObserverColumn& column,
                                    const ColumnCell& cell)
{
    TrialClause clause;
    clause.observers = ValueSet<std::string>::only({observer.name});
    clause.phases = ValueSet<Phase>::only({cell.phase});
    if (cell.epoch)
        clause.epochs = ValueSet<std::int32_t>::only({*cell.epoch});
    if (column.told == ObserverColumn::Told::ByNothing)
        return std::nullopt;
    if (column.told == ObserverColumn::Told::ByRun) {
        clause.runs = ValueSet<std::int32_t>::only(column.runs[cell.value]);
        return clause;
    }
    clause.images = ValueSet<std::string>::only(namesOf(*observer.trials, column.images[cell.value]));
    return clause;
}

/// One observer's part of the result.
struct Part
{
    const Observer* observer;
    const ObserverColumn* column;
};

std::vector<Part> partsOf(const ChartInput& input)
{
    std::vector<Part> parts;
    const Analysis& analysis = *input.analysis;
    for (const ObserverCurves& curves : input.curves->observers)
        for (std::size_t place = 0; place < analysis.observers.size(); ++place)
            if (analysis.observers[place].curves.observer.name == curves.observer.name
                && place < analysis.byColumn.observers.size())
                parts.push_back(
                    {&analysis.observers[place].curves.observer, &analysis.byColumn.observers[place]});
    return parts;
}

/// The points of the cells that @p isWanted, at what @p xOf gives for each.
template<typename IsWanted, typename XOf>
ChartSeries seriesOf(const ChartInput& input, const Part& part, IsWanted isWanted, XOf xOf)
{
    ChartSeries series;
    series.observer = part.observer->name;
    series.label = input.naming(*part.observer).first;
    std::vector<std::pair<double, TrialClause>> clauses;
    for (const ColumnCell& cell : part.column->cells) {
        if (!isWanted(cell))
            continue;
        series.phase = cell.phase;
        series.points.push_back(pointOf(xOf(cell), cell.answers, input));
        if (auto clause = clauseOf(*part.observer, *part.column, cell))
            clauses.emplace_back(series.points.back().x, std::move(*clause));
    }
    series.trials = [clauses = std::move(clauses)](const ChartPoint& point) -> TrialSelection {
        for (const auto& [x, clause] : clauses)
            if (x == point.x)
                return {{clause}};
        return {};
    };
    return series;
}

/// Values along the axis, a curve for each observer.
void addByValue(ChartSpec& spec, const ChartInput& input, const std::vector<Part>& parts, Phase phase)
{
    const ColumnAccuracy& found = input.analysis->byColumn;
    const std::size_t count = std::min(found.values.size(), mostValuesDrawn);
    std::set<std::size_t> drawn;
    for (const Part& part : parts) {
        ChartSeries series = seriesOf(
            input, part, [&](const ColumnCell& cell) { return cell.phase == phase && cell.value < count; },
            [](const ColumnCell& cell) { return static_cast<double>(cell.value); });
        series.style = input.naming(*part.observer).second;
        // A line says that values have an order.
        series.stroke.hasLine = found.values.front().numbers.has_value();
        series.name = text("accuracy");
        series.part = "by value";
        for (const ChartPoint& point : series.points)
            drawn.insert(static_cast<std::size_t>(point.x));
        spec.series.push_back(std::move(series));
    }
    for (const std::size_t value : drawn)
        spec.xTicks.push_back({static_cast<double>(value), QString::fromStdString(found.values[value].text)});
    spec.xRange = Interval {-.5, static_cast<double>(count) - .5};
    spec.xTitle = QString::fromStdString(found.column);
    spec.xName = QString::fromStdString(found.column);
    if (found.values.size() > count)
        spec.subtitle += text("; the first %L1 of %L2 values").arg(count).arg(found.values.size());
}

/// Epochs along the axis, a panel for each observer with a curve for each value.
void addByEpoch(ChartSpec& spec, const ChartInput& input, const std::vector<Part>& parts, Phase phase)
{
    const ColumnAccuracy& found = input.analysis->byColumn;
    const std::size_t count = std::min(found.values.size(), mostCurvesDrawn);
    spec.labelsAreTitles = true;
    spec.panels.clear();
    for (const Part& part : parts) {
        ChartPanel panel;
        panel.observer = part.observer->name;
        std::tie(panel.title, panel.style) = input.naming(*part.observer);
        if (!part.column->hasColumn)
            panel.note = text("has no such column");
        for (std::size_t value = 0; value < count; ++value) {
            ChartSeries series = seriesOf(
                input, part,
                [&](const ColumnCell& cell) { return cell.phase == phase && cell.value == value; },
                [](const ColumnCell& cell) { return static_cast<double>(cell.epoch.value_or(0)); });
            series.style = labelStyle(value);
            series.name = QString::fromStdString(found.values[value].text);
            series.part = "value " + found.values[value].text;
            series.panel = static_cast<int>(spec.panels.size());
            if (!series.points.empty())
                spec.series.push_back(std::move(series));
        }
        spec.panels.push_back(std::move(panel));
    }
    spec.panels.resize(std::max<std::size_t>(1, spec.panels.size()));
    for (std::size_t value = 0; value < count; ++value)
        spec.key.push_back({QString::fromStdString(found.values[value].text), ChartStroke {2},
                            labelStyle(value).color, labelStyle(value).marker});
    spec.xTitle = text("Epoch");
    spec.xName = text("epoch");
    if (found.values.size() > count)
        spec.subtitle += text("; the first %L1 of %L2 values").arg(count).arg(found.values.size());
}
} // namespace

ChartSpec columnSpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.yTitle = text("Accuracy");
    spec.values = {0, 1.04};
    spec.valueName = text("Accuracy");
    spec.count = trialsText;
    spec.countToolTip = text("Trials behind the value, of all participants or runs together");
    if (!isReady(input, spec))
        return spec;
    const ColumnAccuracy& found = input.analysis->byColumn;
    if (found.values.empty()) {
        spec.hint = found.available.empty()
            ? text("No open table has further columns.")
            : text("No open table has the column %1. Choose another one in the view's menu.")
                  .arg(QString::fromStdString(found.column));
        return spec;
    }
    const Phase phase = input.options.test ? Phase::Test : Phase::Train;
    const bool byEpoch = input.analysis->options.byColumn.byEpoch;
    spec.subtitle = (phase == Phase::Test ? text("test trials by %1") : text("training trials by %1"))
                        .arg(QString::fromStdString(found.column))
        + (byEpoch ? QString() : text(", all epochs pooled"));
    if (found.isBinned)
        spec.subtitle += text(", bins of about as many trials each");
    const std::vector<Part> parts = partsOf(input);
    byEpoch ? addByEpoch(spec, input, parts, phase) : addByValue(spec, input, parts, phase);
    for (const Part& part : parts) {
        const auto [label, style] = input.naming(*part.observer);
        if (part.column->hasColumn || byEpoch)
            spec.labels.push_back({part.observer->name, label, label, style});
    }
    bool isFirst = true;
    for (const ObserverCurves& curves : input.curves->observers) {
        addChance(spec.panels.front(), curves, isFirst);
        isFirst = false;
    }
    for (ChartPanel& panel : spec.panels) {
        panel.chances = spec.panels.front().chances;
        panel.chanceBand.reset(); // of one epoch of one run, not of these pooled trials
    }
    spec.hint = text("The chosen runs have no trials in the phase shown: switch on the other phase.");
    return spec;
}

} // namespace learnscope
