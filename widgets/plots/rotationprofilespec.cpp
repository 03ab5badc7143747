#include "widgets/plots/chartspecs.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

/// All that the panels are made from.
struct Profile
{
    const ObserverCurves* curves;
    const ObserverAnalysis* analysis;
    std::vector<RotationAxis> axes;
};

ChartSeries profileSeries(const ChartInput& input, const Profile& profile, const RotationAxis& axis)
{
    ChartSeries series;
    series.observer = profile.curves->observer.name;
    series.phase = axis.cells.front()->phase;
    series.name =
        axis.axis.empty() ? text("canonical view") : text("axis %1").arg(QString::fromStdString(axis.axis));
    series.part = "axis " + axis.axis;
    std::vector<std::pair<double, TrialClause>> clauses;
    for (const RotationCell* cell : axis.cells) {
        series.points.push_back(pointOf(cell->angle, cell->answers, input));
        TrialClause clause;
        clause.observers = ValueSet<std::string>::only({series.observer});
        clause.phases = ValueSet<Phase>::only({cell->phase});
        clause.images =
            ValueSet<std::string>::only(namesOf(*profile.analysis->curves.observer.trials, cell->images));
        clauses.emplace_back(cell->angle, std::move(clause));
    }
    series.trials = [clauses = std::move(clauses)](const ChartPoint& point) -> TrialSelection {
        for (const auto& [angle, clause] : clauses)
            if (angle == point.x)
                return {{clause}};
        return {};
    };
    return series;
}

std::vector<Profile> profilesOf(const ChartInput& input, Phase phase)
{
    std::vector<Profile> profiles;
    for (const ObserverCurves& curves : input.curves->observers)
        if (const ObserverAnalysis* analysis = input.analysisOf(curves.observer.name))
            profiles.push_back({&curves, analysis, rotationAxes(analysis->rotation, phase)});
    return profiles;
}

void addAngleTicks(ChartSpec& spec)
{
    std::set<double> angles;
    for (const ChartSeries& series : spec.series)
        for (const ChartPoint& point : series.points)
            angles.insert(point.x);
    for (const double angle : angles)
        spec.xTicks.push_back({angle, valueText(angle, 0) + QStringLiteral("°")});
}
} // namespace

ChartSpec rotationProfileSpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.xTitle = text("Angle");
    spec.xName = text("angle");
    spec.xUnit = QStringLiteral("°");
    spec.yTitle = text("Accuracy");
    spec.values = {0, 1.04};
    spec.valueName = text("Accuracy");
    spec.count = trialsText;
    spec.countToolTip = text("Trials behind the value, of all participants or runs together");
    if (!isReady(input, spec))
        return spec;
    const Phase phase = input.options.test ? Phase::Test : Phase::Train;
    spec.subtitle = phase == Phase::Test ? text("test trials of all epochs, pooled")
                                         : text("training trials of all epochs, pooled");
    const std::vector<Profile> profiles = profilesOf(input, phase);
    std::set<std::string> axes;
    for (const Profile& profile : profiles)
        for (const RotationAxis& axis : profile.axes)
            if (!axis.axis.empty())
                axes.insert(axis.axis);
    if (axes.empty())
        axes.insert(std::string());
    spec.panels.clear();
    for (const std::string& name : axes) {
        ChartPanel panel;
        panel.title =
            name.empty() ? text("Canonical view") : text("Axis %1").arg(QString::fromStdString(name));
        bool isFirst = true;
        for (const Profile& profile : profiles) {
            addChance(panel, *profile.curves, isFirst);
            isFirst = false;
            const auto axis =
                std::find_if(profile.axes.begin(), profile.axes.end(),
                             [&](const RotationAxis& own) { return own.axis == name || own.axis.empty(); });
            if (axis == profile.axes.end())
                continue;
            const auto [label, style] = input.naming(profile.curves->observer);
            ChartSeries series = profileSeries(input, profile, *axis);
            series.label = label;
            series.style = style;
            series.panel = static_cast<int>(spec.panels.size());
            spec.series.push_back(std::move(series));
        }
        panel.chanceBand.reset(); // of one epoch of one run, not of these pooled trials
        spec.panels.push_back(std::move(panel));
    }
    for (const Profile& profile : profiles) {
        const auto [label, style] = input.naming(profile.curves->observer);
        spec.labels.push_back({profile.curves->observer.name, label, label, style});
    }
    addAngleTicks(spec);
    spec.hint = text("A profile needs trials whose images' names tell axis and angle.");
    return spec;
}

} // namespace learnscope
