#include "widgets/plots/chartspecs.h"

#include <QCoreApplication>

#include <algorithm>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

const ObserverDelta* deltaOf(const Analysis& analysis, const std::string& human, const std::string& network)
{
    const auto found =
        std::find_if(analysis.deltas.begin(), analysis.deltas.end(), [&](const ObserverDelta& delta) {
            return analysis.observers[delta.human].curves.observer.name == human
                && analysis.observers[delta.network].curves.observer.name == network;
        });
    return found == analysis.deltas.end() ? nullptr : &*found;
}

ChartSeries deltaSeries(const ChartInput& input, const std::string& human, const std::string& network,
                        const ObserverDelta& delta)
{
    ChartSeries series;
    series.observer = network;
    series.phase = Phase::Test;
    series.name = text("humans − network");
    series.part = "delta " + human;
    for (const DeltaPoint& point : delta.points)
        series.points.push_back(
            {double(point.epoch), point.delta, input.options.bands ? point.band : std::nullopt, point.runs});
    series.trials = [human, network](const ChartPoint& point) {
        TrialClause clause;
        clause.observers = ValueSet<std::string>::only({human, network});
        clause.phases = ValueSet<Phase>::only({Phase::Test});
        clause.epochs = ValueSet<std::int32_t>::only({static_cast<std::int32_t>(point.x)});
        return TrialSelection {{clause}};
    };
    return series;
}

QString lackOf(const ChartInput& input)
{
    const auto has = [&](ObserverKind kind) {
        return std::any_of(input.curves->observers.begin(), input.curves->observers.end(),
                           [kind](const ObserverCurves& curves) { return curves.observer.kind == kind; });
    };
    if (!has(ObserverKind::Human))
        return text("Check a human observer, with whom networks can be compared.");
    if (!has(ObserverKind::Network))
        return text("Check a network, which humans can be compared with.");
    return text("No epoch has test trials of humans and of a network.");
}
} // namespace

ChartSpec deltaSpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.xTitle = text("Epoch");
    spec.xName = text("epoch");
    spec.yTitle = text("Humans − network, test accuracy");
    spec.valueName = text("Difference");
    spec.hasZeroLine = true;
    spec.values = {-.1, .1};
    if (!isReady(input, spec))
        return spec;
    spec.panels.clear();
    std::vector<MatchedPair> pairs;
    for (const ObserverCurves& human : input.curves->observers) {
        if (human.observer.kind != ObserverKind::Human)
            continue;
        ChartPanel panel;
        const auto [title, marker] = input.naming(human.observer);
        panel.title = text("Against %1").arg(title);
        panel.note = QString::fromStdString(std::to_string(human.runs.size()))
            + (human.runs.size() == 1 ? text(" participant") : text(" participants"));
        panel.style = marker;
        for (const ObserverCurves& network : input.curves->observers) {
            const ObserverDelta* delta = deltaOf(*input.analysis, human.observer.name, network.observer.name);
            if (!delta || delta->points.empty())
                continue;
            pairs.push_back({delta->human, delta->network, &delta->matching});
            const auto [label, style] = input.naming(network.observer);
            ChartSeries series = deltaSeries(input, human.observer.name, network.observer.name, *delta);
            series.label = label;
            series.style = style;
            series.panel = static_cast<int>(spec.panels.size());
            if (std::none_of(spec.labels.begin(), spec.labels.end(),
                             [&](const ChartLabel& one) { return one.observer == network.observer.name; }))
                spec.labels.push_back({network.observer.name, label, label, style});
            spec.series.push_back(std::move(series));
        }
        spec.panels.push_back(std::move(panel));
    }
    spec.subtitle = spec.panels.size() > 1 ? text("a panel for each human observer, groups drawn apart")
                                           : text("participants and runs drawn independently");
    addMatching(spec, *input.analysis, pairs);
    spec.panels.resize(std::max<std::size_t>(1, spec.panels.size()));
    spec.values = rangeOf(spec.series, {-.1, .1});
    spec.hint = lackOf(input);
    return spec;
}

} // namespace learnscope
