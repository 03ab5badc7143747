#include "widgets/plots/chartspec.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

QString levelText(const CurveSet& curves)
{
    return QString::number(100 * curves.options.level, 'g', 4) + QStringLiteral(" %");
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

bool isFinite(const Interval& interval)
{
    return std::isfinite(interval.low) && std::isfinite(interval.high);
}

ChartSeries meanSeries(const ObserverCurves& curves, Phase phase, bool bands)
{
    ChartSeries series;
    series.observer = curves.observer.name;
    series.phase = phase;
    for (const CurvePoint& point : phase == Phase::Train ? curves.train : curves.test)
        if (std::isfinite(point.mean)) {
            ChartPoint drawn {point.epoch, point.mean, {}, point.runs};
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

/// The level of chance where all agree, or all levels; a band only where all share one.
void addChance(ChartPanel& panel, const ObserverCurves& curves, bool isFirst)
{
    if (curves.chance <= 0 || curves.chance >= 1)
        return;
    const std::optional<Interval> band =
        curves.chanceTrials > 0 ? std::optional(curves.chanceBand) : std::nullopt;
    if (isFirst)
        panel.chanceBand = band;
    else if (panel.chanceBand != band)
        panel.chanceBand.reset();
    if (std::find(panel.chances.begin(), panel.chances.end(), curves.chance) == panel.chances.end())
        panel.chances.push_back(curves.chance);
}

QString emptyHint(const CurveSet* curves, const ViewOptions& options)
{
    if (!curves || curves->observers.empty())
        return text("Open trial tables, or drop them here, to see how their observers learn.");
    if (!options.train && !options.test)
        return text("Switch on train or test to see the curves.");
    return text("The chosen runs have no trials in the phases shown: switch on the other phase.");
}

/// Accuracies fill the axis from 0 to 1; markers at 1 keep their upper half, in small panels too.
constexpr Interval accuracyRange {0, 1.04};
constexpr Interval smallPanelRange {0, 1.07};
} // namespace

ChartSpec learningSpec(const CurveSet* curves, const ViewOptions& options, const ChartNaming& naming)
{
    ChartSpec spec;
    spec.xTitle = text("Epoch");
    spec.yTitle = text("Accuracy");
    spec.values = accuracyRange;
    spec.hasPhaseKey = true;
    spec.panels.resize(1);
    if (curves)
        for (const ObserverCurves& observer : curves->observers) {
            const auto [label, style] = naming(observer.observer);
            addChance(spec.panels[0], observer, spec.labels.empty());
            for (const Phase phase : shownPhases(options)) {
                ChartSeries series = meanSeries(observer, phase, options.bands);
                if (series.points.empty())
                    continue;
                series.label = label;
                series.style = style;
                series.width = phase == Phase::Train ? 1.5 : 2;
                if (options.singleRuns)
                    spec.runs.push_back({observer.observer.name, style, phase, 0, &observer});
                spec.series.push_back(std::move(series));
            }
            spec.labels.push_back({observer.observer.name, label, label, style});
        }
    std::stable_partition(spec.series.begin(), spec.series.end(),
                          [](const ChartSeries& series) { return series.isTrain(); });
    spec.hint = emptyHint(curves, options);
    return spec;
}

namespace {
QString number(double value)
{
    QString digits = QString::number(std::abs(value), 'f', 3);
    return value < 0 && digits.toDouble() > 0 ? QChar(0x2212) + digits : digits;
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
    const Lag& lag = curves.lag;
    for (const GapPoint& point : curves.gap) {
        if (!std::isfinite(point.gap))
            continue;
        ChartPoint drawn {point.epoch, point.gap, {}, static_cast<std::uint32_t>(curves.runs.size())};
        if (bands && point.band && isFinite(*point.band))
            drawn.band = point.band;
        drawn.strong =
            lag.value && lag.first && lag.last && point.epoch >= *lag.first && point.epoch <= *lag.last;
        series.points.push_back(drawn);
    }
    return series;
}

/// From 0 and all that is drawn, with a little air.
Interval gapRange(const std::vector<ChartSeries>& series)
{
    Interval range {-.05, .05};
    for (const ChartSeries& one : series)
        for (const ChartPoint& point : one.points) {
            range.low = std::min({range.low, point.value, point.band ? point.band->low : point.value});
            range.high = std::max({range.high, point.value, point.band ? point.band->high : point.value});
        }
    const double air = .06 * (range.high - range.low);
    return {range.low - air, range.high + air};
}
} // namespace

ChartSpec gapSpec(const CurveSet* curves, const ViewOptions& options, const ChartNaming& naming)
{
    ChartSpec spec;
    spec.xTitle = text("Epoch");
    spec.yTitle = text("Train − test accuracy");
    spec.hasZeroLine = true;
    spec.panels.resize(1);
    if (curves)
        for (const ObserverCurves& observer : curves->observers) {
            const auto [label, style] = naming(observer.observer);
            ChartSeries series = gapSeries(observer, options.bands);
            series.label = label;
            series.style = style;
            spec.labels.push_back(gapLabel(observer, label, style, levelText(*curves)));
            if (!series.points.empty())
                spec.series.push_back(std::move(series));
        }
    spec.values = gapRange(spec.series);
    spec.hint = curves && !curves->observers.empty()
        ? text("The gap needs epochs that have both training and test trials.")
        : emptyHint(curves, options);
    return spec;
}

ChartSpec runsSpec(const CurveSet* curves, const ViewOptions& options, const ChartNaming& naming)
{
    ChartSpec spec;
    spec.xTitle = text("Epoch");
    spec.yTitle = text("Accuracy");
    spec.values = smallPanelRange;
    spec.hasPhaseKey = true;
    spec.labelsAreTitles = true;
    if (curves)
        for (const ObserverCurves& observer : curves->observers) {
            const auto [label, style] = naming(observer.observer);
            const int place = static_cast<int>(spec.panels.size());
            ChartPanel panel;
            panel.observer = observer.observer.name;
            panel.title = label;
            panel.note =
                observer.runs.size() == 1 ? text("1 run") : text("%L1 runs").arg(observer.runs.size());
            addChance(panel, observer, true);
            for (const Phase phase : shownPhases(options)) {
                ChartSeries series = meanSeries(observer, phase, false);
                if (series.points.empty())
                    continue;
                series.label = label;
                series.style = style;
                series.panel = place;
                series.width = phase == Phase::Train ? 2 : 2.5;
                const bool isMuted = phase == Phase::Train && options.test;
                spec.runs.push_back({observer.observer.name, style, phase, place, &observer, isMuted});
                spec.series.push_back(std::move(series));
            }
            spec.panels.push_back(std::move(panel));
            spec.labels.push_back({observer.observer.name, label, label, style});
        }
    if (spec.panels.empty())
        spec.panels.resize(1);
    spec.hint = emptyHint(curves, options);
    return spec;
}

QString learningSubtitle(const CurveSet* curves, const ViewOptions& options)
{
    QString subtitle = text("mean over runs");
    if (curves && options.bands && hasBands(*curves))
        subtitle += text(", %1 band").arg(levelText(*curves));
    return subtitle;
}

QString gapSubtitle(const CurveSet* curves)
{
    const bool common = curves && curves->options.lagRule == LagRule::CommonWindow;
    return common ? text("lag window bold, common window") : text("lag window bold, as published");
}

QString runsSubtitle(const CurveSet* curves, const ViewOptions& options)
{
    std::size_t runs = 0;
    if (curves)
        for (const ObserverCurves& observer : curves->observers)
            runs += observer.runs.size();
    QString subtitle = runs == 0 ? text("every run") : text("all %L1 runs").arg(runs);
    subtitle += text(", mean bold");
    if (options.train != options.test)
        subtitle += options.train ? text(", train") : text(", test");
    return subtitle;
}

} // namespace learnscope
