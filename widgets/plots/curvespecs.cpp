// The views of curves: learning curves, gap and single runs.
#include "widgets/plots/chartspecs.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

bool hasBands(const CurveSet& curves)
{
    const auto hasBand = [](const auto& points) {
        return std::any_of(points.begin(), points.end(), [](const auto& point) { return point.band; });
    };
    return std::any_of(curves.observers.begin(), curves.observers.end(), [&](const ObserverCurves& observer) {
        return hasBand(observer.train) || hasBand(observer.test) || hasBand(observer.gap);
    });
}

ChartSeries meanSeries(const ObserverCurves& curves, Phase phase, bool bands)
{
    ChartSeries series;
    series.observer = curves.observer.name;
    series.phase = phase;
    for (const CurvePoint& point : phase == Phase::Train ? curves.train : curves.test)
        if (std::isfinite(point.mean)) {
            ChartPoint drawn {double(point.epoch), point.mean, {}, point.runs};
            if (bands && point.band && isFinite(*point.band))
                drawn.band = point.band;
            series.points.push_back(drawn);
        }
    return series;
}

std::vector<Phase> shownPhases(const ViewOptions& options)
{
    std::vector<Phase> phases;
    if (options.train)
        phases.push_back(Phase::Train);
    if (options.test)
        phases.push_back(Phase::Test);
    return phases;
}

QString emptyHint(const ChartInput& input)
{
    if (input.empty())
        return text("Open trial tables, or drop them here, to see how their observers learn.");
    if (!input.options.train && !input.options.test)
        return text("Switch on train or test to see the curves.");
    return text("The chosen runs have no trials in the phases shown: switch on the other phase.");
}

/// Accuracies fill the axis from 0 to 1; markers at 1 keep their upper half, in small panels too.
constexpr Interval accuracyRange {0, 1.04};
constexpr Interval smallPanelRange {0, 1.07};

ChartSpec accuracySpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.xTitle = text("Epoch");
    spec.xName = text("epoch");
    spec.yTitle = text("Accuracy");
    spec.values = accuracyRange;
    spec.hint = emptyHint(input);
    return spec;
}

QString learningSubtitle(const ChartInput& input)
{
    QString subtitle = text("mean over runs");
    if (input.curves && input.options.bands && hasBands(*input.curves))
        subtitle += bandText(input.curves->options);
    return subtitle;
}

QString runsSubtitle(const ChartInput& input)
{
    std::size_t runs = 0;
    if (input.curves)
        for (const ObserverCurves& observer : input.curves->observers)
            runs += observer.runs.size();
    QString subtitle = runs == 0 ? text("every run") : text("all %L1 runs").arg(runs);
    subtitle += text(", mean bold");
    if (input.options.train != input.options.test)
        subtitle += input.options.train ? text(", train") : text(", test");
    return subtitle;
}
} // namespace

ChartSpec learningSpec(const ChartInput& input)
{
    ChartSpec spec = accuracySpec(input);
    spec.subtitle = learningSubtitle(input);
    spec.panels.resize(1);
    if (input.curves)
        for (const ObserverCurves& observer : input.curves->observers) {
            const auto [label, style] = input.naming(observer.observer);
            addChance(spec.panels[0], observer, spec.labels.empty());
            for (const Phase phase : shownPhases(input.options)) {
                ChartSeries series = meanSeries(observer, phase, input.options.bands);
                if (series.points.empty())
                    continue;
                series.label = label;
                series.style = style;
                series.stroke = phase == Phase::Train ? trainStroke(1.5) : ChartStroke {};
                if (input.options.singleRuns)
                    spec.runs.push_back({observer.observer.name, style, phase, 0, &observer});
                spec.series.push_back(std::move(series));
            }
            spec.labels.push_back({observer.observer.name, label, label, style});
        }
    std::stable_partition(spec.series.begin(), spec.series.end(),
                          [](const ChartSeries& series) { return series.phase == Phase::Train; });
    addPhaseKey(spec);
    return spec;
}

namespace {
QString number(double value)
{
    return valueText(value, 3);
}

ChartLabel gapLabel(const ObserverCurves& curves, const QString& name, const ObserverStyle& style,
                    const QString& level)
{
    const Lag& lag = curves.lag;
    ChartLabel label {curves.observer.name, text("no lag"), {}, style};
    if (!lag.value || !lag.first || !lag.last) {
        label.toolTip = lag.first
            ? text("%1: no lag, its window is empty").arg(name)
            : text("%1: no lag, its mean training accuracy is never above chance").arg(name);
        label.text = lag.first ? text("no lag: empty window") : text("no lag: never above chance");
        return label;
    }
    label.shortText = number(*lag.value);
    label.text = text("ΔG %1").arg(label.shortText);
    label.toolTip = text("%1: generalisation lag %2 over epochs %3 to %4")
                        .arg(name, number(*lag.value))
                        .arg(*lag.first)
                        .arg(*lag.last);
    if (curves.lagBand && isFinite(*curves.lagBand))
        label.toolTip += text(", %1 interval %2 to %3")
                             .arg(level, number(curves.lagBand->low), number(curves.lagBand->high));
    return label;
}

ChartSeries gapSeries(const ObserverCurves& curves, bool bands)
{
    ChartSeries series;
    series.observer = curves.observer.name;
    series.isEmphasised = true;
    series.name = text("train − test");
    series.part = "gap";
    const Lag& lag = curves.lag;
    for (const GapPoint& point : curves.gap) {
        if (!std::isfinite(point.gap))
            continue;
        ChartPoint drawn {double(point.epoch), point.gap, {}, static_cast<std::uint32_t>(curves.runs.size())};
        if (bands && point.band && isFinite(*point.band))
            drawn.band = point.band;
        drawn.strong =
            lag.value && lag.first && lag.last && point.epoch >= *lag.first && point.epoch <= *lag.last;
        series.points.push_back(drawn);
    }
    return series;
}

/// The lag as a row of the read-out; nothing where there is none.
std::optional<ReadoutRow> lagRow(const ObserverCurves& curves, const QString& name,
                                 const ObserverStyle& style)
{
    const Lag& lag = curves.lag;
    if (!lag.value)
        return {};
    ReadoutRow row {name,
                    text("ΔG, epochs %1 to %2").arg(lag.first.value_or(0)).arg(lag.last.value_or(0)),
                    {},
                    *lag.value,
                    {},
                    {},
                    static_cast<qint64>(curves.runs.size()),
                    style};
    if (curves.lagBand) {
        row.low = curves.lagBand->low;
        row.high = curves.lagBand->high;
    }
    return row;
}
} // namespace

ChartSpec gapSpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.xTitle = text("Epoch");
    spec.xName = text("epoch");
    spec.yTitle = text("Train − test accuracy");
    const bool common = input.curves && input.curves->options.lagRule == LagRule::CommonWindow;
    spec.subtitle = common ? text("lag window bold, common window; each observer on its own images")
                           : text("lag window bold, as published; each observer on its own images");
    spec.hasZeroLine = true;
    spec.panels.resize(1);
    if (input.curves)
        for (const ObserverCurves& observer : input.curves->observers) {
            const auto [label, style] = input.naming(observer.observer);
            ChartSeries series = gapSeries(observer, input.options.bands);
            series.label = label;
            series.style = style;
            spec.labels.push_back(gapLabel(observer, label, style, levelText(input.curves->options.level)));
            if (series.points.empty())
                continue;
            spec.series.push_back(std::move(series));
            if (auto row = lagRow(observer, label, style))
                spec.summaries.push_back({observer.observer.name, std::move(*row)});
        }
    spec.values = rangeOf(spec.series, {-.05, .05});
    spec.hint = input.empty() ? emptyHint(input)
                              : text("The gap needs epochs that have both training and test trials.");
    return spec;
}

ChartSpec runsSpec(const ChartInput& input)
{
    ChartSpec spec = accuracySpec(input);
    spec.subtitle = runsSubtitle(input);
    spec.values = smallPanelRange;
    spec.labelsAreTitles = true;
    if (input.curves)
        for (const ObserverCurves& observer : input.curves->observers) {
            const auto [label, style] = input.naming(observer.observer);
            const int place = static_cast<int>(spec.panels.size());
            ChartPanel panel;
            panel.observer = observer.observer.name;
            panel.title = label;
            panel.note = runsText(observer.runs.size());
            panel.style = style;
            addChance(panel, observer, true);
            for (const Phase phase : shownPhases(input.options)) {
                ChartSeries series = meanSeries(observer, phase, false);
                if (series.points.empty())
                    continue;
                series.label = label;
                series.style = style;
                series.panel = place;
                series.stroke = phase == Phase::Train ? trainStroke(2) : ChartStroke {2.5};
                const bool isMuted = phase == Phase::Train && input.options.test;
                spec.runs.push_back({observer.observer.name, style, phase, place, &observer, isMuted});
                spec.series.push_back(std::move(series));
            }
            spec.panels.push_back(std::move(panel));
            spec.labels.push_back({observer.observer.name, label, label, style});
        }
    if (spec.panels.empty())
        spec.panels.resize(1);
    addPhaseKey(spec);
    return spec;
}

} // namespace learnscope
