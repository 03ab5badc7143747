#include "widgets/plots/chartspecs.h"

#include <QCoreApplication>

#include <algorithm>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

ChartSeries splitSeries(const ChartInput& input, const ObserverAnalysis& observer, bool known)
{
    ChartSeries series;
    series.observer = observer.curves.observer.name;
    series.phase = Phase::Test;
    series.name = known ? text("novel views") : text("novel objects");
    series.part = known ? "views" : "objects";
    series.stroke = known ? ChartStroke {2} : trainStroke(2);
    for (const SplitCell& cell : observer.split.cells)
        if (cell.known == known)
            series.points.push_back(pointOf(cell.epoch, cell.answers, input));
    TrialClause clause;
    clause.observers = ValueSet<std::string>::only({series.observer});
    clause.phases = ValueSet<Phase>::only({Phase::Test});
    clause.images = ValueSet<std::string>::only(namesOf(
        *observer.curves.observer.trials, known ? observer.split.knownImages : observer.split.novelImages));
    series.trials = [clause](const ChartPoint& point) {
        TrialClause own = clause;
        own.epochs = ValueSet<std::int32_t>::only({static_cast<std::int32_t>(point.x)});
        return TrialSelection {{own}};
    };
    return series;
}

QString peopleText(const ObserverCurves& curves)
{
    if (curves.observer.kind == ObserverKind::Network)
        return runsText(curves.runs.size());
    return curves.runs.size() == 1 ? text("1 participant") : text("%L1 participants").arg(curves.runs.size());
}

/// Why there is no curve of an observer.
QString lackOf(const ObserverAnalysis& observer)
{
    return observer.curves.test.empty() ? text("no test trials")
        : observer.knownObjects == 0    ? text("not known which objects were trained")
                                        : text("the pattern fits no test image");
}
} // namespace

ChartSpec novelKnownSpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.xTitle = text("Epoch");
    spec.xName = text("epoch");
    spec.yTitle = text("Test accuracy");
    spec.values = {0, 1.07};
    spec.valueName = text("Accuracy");
    spec.count = trialsText;
    spec.countToolTip = text("Trials behind the value, of all participants or runs together");
    spec.labelsAreTitles = true;
    if (!isReady(input, spec))
        return spec;
    spec.panels.clear();
    spec.subtitle = input.analysis->options.splitRule == SplitRule::Exact
        ? text("known objects by exact id, trials pooled")
        : text("known objects as published, trials pooled");
    for (const ObserverCurves& curves : input.curves->observers) {
        const ObserverAnalysis* observer = input.analysisOf(curves.observer.name);
        if (!observer)
            continue;
        const auto [label, style] = input.naming(curves.observer);
        ChartPanel panel {curves.observer.name, label, peopleText(curves), {}, {}};
        panel.style = style;
        if (observer->split.cells.empty())
            panel.note = lackOf(*observer);
        addChance(panel, curves, true);
        panel.chanceBand.reset(); // of an epoch's training trials, which are more
        for (const bool known : {false, true}) {
            ChartSeries series = splitSeries(input, *observer, known);
            series.label = label;
            series.style = style;
            series.panel = static_cast<int>(spec.panels.size());
            if (!series.points.empty())
                spec.series.push_back(std::move(series));
        }
        spec.panels.push_back(std::move(panel));
        spec.labels.push_back({curves.observer.name, label, label, style});
    }
    spec.panels.resize(std::max<std::size_t>(1, spec.panels.size()));
    spec.key = {{text("novel views"), ChartStroke {2}}, {text("novel objects"), trainStroke(2)}};
    spec.hint = text("A split needs test trials, and training trials that tell which objects are known.");
    return spec;
}

} // namespace learnscope
