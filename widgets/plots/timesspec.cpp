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

/// An observer with reaction times.
struct Timed
{
    const Observer* observer;
    const ReactionTimes* times;
};

std::vector<Timed> timedObservers(const ChartInput& input)
{
    std::vector<Timed> timed;
    for (const ObserverCurves& curves : input.curves->observers)
        if (const ObserverAnalysis* analysis = input.analysisOf(curves.observer.name))
            if (analysis->times.source)
                timed.push_back({&curves.observer, &analysis->times});
    return timed;
}

/// One quantile of the right or of the wrong answers over epochs.
ChartSeries quantileSeries(const ChartInput& input, const Timed& timed, std::size_t quantile, bool correct,
                           Phase phase)
{
    ChartSeries series;
    series.observer = timed.observer->name;
    std::tie(series.label, series.style) = input.naming(*timed.observer);
    series.phase = phase;
    const bool isMedian = timeProbabilities[quantile] == .5;
    series.name = (correct ? text("right, quantile %1") : text("wrong, quantile %1"))
                      .arg(valueText(timeProbabilities[quantile], 1));
    series.part = (correct ? "right " : "wrong ") + std::to_string(quantile);
    series.stroke = correct ? ChartStroke {isMedian ? 2.2 : 1.1} : trainStroke(1.4);
    series.stroke.hasMarkers = isMedian;
    for (const ReactionTimeCell& cell : timed.times->cells)
        if (cell.phase == phase && cell.epoch && cell.correct == correct)
            series.points.push_back({static_cast<double>(*cell.epoch),
                                     cell.quantiles[quantile],
                                     {},
                                     static_cast<std::uint32_t>(cell.trials)});
    series.trials = [name = series.observer, correct, phase](const ChartPoint& point) {
        TrialClause clause;
        clause.observers = ValueSet<std::string>::only({name});
        clause.phases = ValueSet<Phase>::only({phase});
        clause.epochs = ValueSet<std::int32_t>::only({static_cast<std::int32_t>(point.x)});
        clause.correct = ValueSet<bool>::only({correct});
        return TrialSelection {{clause}};
    };
    return series;
}

void addQuantiles(ChartSpec& spec, const ChartInput& input, const std::vector<Timed>& timed, Phase phase)
{
    spec.xTitle = text("Epoch");
    spec.xName = text("epoch");
    spec.yTitle = text("Reaction time (s)");
    spec.valueName = text("Seconds");
    spec.labelsAreTitles = true;
    spec.subtitle = (phase == Phase::Test ? text("quantiles .1 .3 .5 .7 .9, test trials")
                                          : text("quantiles .1 .3 .5 .7 .9, training trials"));
    spec.panels.clear();
    for (const Timed& one : timed) {
        ChartPanel panel;
        panel.observer = one.observer->name;
        std::tie(panel.title, panel.style) = input.naming(*one.observer);
        for (const std::string& remark : timeRemarks(*one.times))
            panel.note +=
                (panel.note.isEmpty() ? QString() : QStringLiteral("; ")) + QString::fromStdString(remark);
        const std::size_t median = timeProbabilities.size() / 2;
        for (std::size_t quantile = 0; quantile < timeProbabilities.size(); ++quantile)
            for (const bool correct : {false, true}) {
                if (!correct && quantile != median)
                    continue;
                ChartSeries series = quantileSeries(input, one, quantile, correct, phase);
                series.panel = static_cast<int>(spec.panels.size());
                if (!series.points.empty())
                    spec.series.push_back(std::move(series));
            }
        spec.panels.push_back(std::move(panel));
    }
    spec.panels.resize(std::max<std::size_t>(1, spec.panels.size()));
    spec.key = {{text("right, median bold"), ChartStroke {2.2}}, {text("wrong, median"), trainStroke(1.4)}};
    spec.values = {0, rangeOf(spec.series, {0, .1}).high};
}

/// Ticks at round seconds.
std::vector<ChartTick> secondTicks(const Interval& range)
{
    constexpr double mostTicks = 6;
    const double rough = (range.high - range.low) / mostTicks;
    const double power = std::pow(10., std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double part : {5., 2., 1.})
        if (part * power >= rough)
            step = part * power;
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step))));
    std::vector<ChartTick> ticks;
    for (double at = std::ceil(range.low / step); at * step <= range.high; ++at)
        ticks.push_back({at * step, valueText(at * step, decimals)});
    return ticks;
}

void addSpeed(ChartSpec& spec, const ChartInput& input, const std::vector<Timed>& timed, Phase phase)
{
    spec.xTitle = text("Mean reaction time of the bin (s)");
    spec.xName = text("seconds");
    spec.yTitle = text("Accuracy");
    spec.valueName = text("Accuracy");
    spec.values = {0, 1.04};
    spec.subtitle =
        (phase == Phase::Test ? text("test trials in fifths by speed, within each run's epoch")
                              : text("training trials in fifths by speed, within each run's epoch"));
    Interval range {1e9, 0};
    for (const Timed& one : timed) {
        ChartSeries series;
        series.observer = one.observer->name;
        std::tie(series.label, series.style) = input.naming(*one.observer);
        series.phase = phase;
        series.name = text("accuracy");
        series.part = "speed";
        for (const SpeedAccuracyBin& bin : one.times->speed) {
            if (bin.phase != phase)
                continue;
            ChartPoint point {
                bin.meanTime, bin.answers.share(), {}, static_cast<std::uint32_t>(bin.answers.trials())};
            if (input.options.bands)
                point.band = bin.answers.interval(input.analysis->options.curves.level);
            range = {std::min(range.low, bin.meanTime), std::max(range.high, bin.meanTime)};
            series.points.push_back(point);
        }
        series.trials = [](const ChartPoint&) { return TrialSelection(); }; // no clause tells a time
        spec.series.push_back(std::move(series));
        const auto [label, style] = input.naming(*one.observer);
        spec.labels.push_back({one.observer->name, label, label, style});
    }
    bool isFirst = true;
    for (const ObserverCurves& curves : input.curves->observers) {
        addChance(spec.panels.front(), curves, isFirst);
        isFirst = false;
    }
    spec.panels.front().chanceBand.reset(); // of one epoch of one run, not of these pooled trials
    if (range.low > range.high)
        return;
    const double margin = std::max(.08 * (range.high - range.low), .02 * range.high);
    spec.xRange = Interval {range.low - margin, range.high + margin};
    spec.xTicks = secondTicks(*spec.xRange);
}
} // namespace

ChartSpec reactionTimesSpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.yTitle = text("Reaction time (s)");
    spec.xTitle = text("Epoch");
    spec.xName = text("epoch");
    spec.values = {0, 1};
    spec.count = trialsText;
    spec.countToolTip = text("Trials behind the value, of all participants or runs together");
    if (!isReady(input, spec))
        return spec;
    const std::vector<Timed> timed = timedObservers(input);
    if (timed.empty()) {
        spec.hint =
            text("No open table has reaction times. Observer > Map columns... says which column holds "
                 "them.");
        return spec;
    }
    const Phase phase = input.options.test ? Phase::Test : Phase::Train;
    if (input.rules.timesShown == TimesShown::Quantiles) {
        addQuantiles(spec, input, timed, phase);
        for (const Timed& one : timed) {
            const auto [label, style] = input.naming(*one.observer);
            spec.labels.push_back({one.observer->name, label, label, style});
        }
    } else {
        addSpeed(spec, input, timed, phase);
    }
    spec.hint = text("The chosen runs have no reaction times in the phase shown: switch on the other phase.");
    return spec;
}

} // namespace learnscope
