#include "core/base/csvtext.h"
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

Phase phaseOf(const FigureRequest& request)
{
    return request.filter.phase.value_or(Phase::Test);
}

struct ObserverAxes
{
    std::size_t place; ///< among the input's observers
    std::vector<RotationAxis> axes;
};

struct Profiles
{
    std::vector<ObserverAxes> shown;
    std::vector<std::string> leftOut;
    std::set<std::string> axes; ///< that any of them has; empty: the canonical view only
};

Profiles profilesOf(const FigureRequest& request, const FigureInput& input)
{
    const Phase phase = phaseOf(request);
    Profiles profiles;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index) {
        const ObserverCurves& curves = input.curves.observers[index];
        const ObserverAnalysis* analysis = analysisOf(input, index);
        ObserverAxes own {index,
                          analysis ? rotationAxes(analysis->rotation, phase) : std::vector<RotationAxis>()};
        if (own.axes.empty()) {
            const bool tested = !(phase == Phase::Test ? curves.test : curves.train).empty();
            profiles.leftOut.push_back(labelOf(curves.observer).toStdString() + " is left out: "
                                       + (tested ? "the pattern does not fit the names of its images"
                                                 : "it has no " + std::string(toString(phase)) + " trials"));
            continue;
        }
        for (const RotationAxis& axis : own.axes)
            if (!axis.axis.empty())
                profiles.axes.insert(axis.axis);
        profiles.shown.push_back(std::move(own));
    }
    return profiles;
}

/// The views of an observer in the panel of @p axis: those about it, or its canonical view.
const RotationAxis* axisOf(const ObserverAxes& observer, const std::string& axis)
{
    const auto found = std::find_if(observer.axes.begin(), observer.axes.end(), [&](const RotationAxis& own) {
        return own.axis == axis || own.axis.empty();
    });
    return found == observer.axes.end() ? nullptr : &*found;
}

/// All angles that occur, ascending.
std::vector<int> anglesOf(const Profiles& profiles)
{
    std::set<int> angles;
    for (const ObserverAxes& observer : profiles.shown)
        for (const RotationAxis& axis : observer.axes)
            for (const RotationCell* cell : axis.cells)
                angles.insert(cell->angle);
    return {angles.begin(), angles.end()};
}

int smallestStep(const std::vector<int>& angles)
{
    int step = 360;
    for (std::size_t index = 1; index < angles.size(); ++index)
        step = std::min(step, angles[index] - angles[index - 1]);
    return angles.size() < 2 ? 30 : step;
}

/// Ticks at the angles themselves where they have room.
Axis angleAxis(const std::vector<int>& angles, double width, double fontSize)
{
    const double margin = .5 * smallestStep(angles);
    Axis axis {angles.front() - margin, angles.back() + margin, {}, {}, QStringLiteral("Angle (°)")};
    double widest = 0;
    for (const int angle : angles)
        widest = std::max(widest, textWidth(tickLabel(angle, 1), fontSize));
    const double perDegree = width / (axis.high - axis.low);
    if (smallestStep(angles) * perDegree < widest + .5 * fontSize * millimetresPerPoint) {
        setNiceTicks(axis, std::max(2, int(width / (widest + fontSize * millimetresPerPoint))));
        return axis;
    }
    for (const int angle : angles) {
        axis.ticks.push_back(angle);
        axis.labels.push_back(tickLabel(angle, 1));
    }
    return axis;
}

PanelSeries seriesOf(const FigureInput& input, const ObserverAxes& observer, const RotationAxis& axis,
                     std::size_t panel, double shift)
{
    const Observer& shown = input.curves.observers[observer.place].observer;
    const ObserverStyle style = styleOf(input, observer.place);
    PanelSeries series;
    series.panel = panel;
    series.name = QString::fromStdString(shown.name)
        + (axis.axis.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(axis.axis));
    series.look = {style.color, 1, {}, style.marker, 3.2, style.color, Qt::white, .3};
    series.label = labelOf(shown);
    series.style = style;
    for (const RotationCell* cell : axis.cells) {
        series.points.emplace_back(cell->angle + shift, cell->answers.share());
        series.intervals.push_back({cell->angle + shift, cell->answers.interval(input.curves.options.level)});
    }
    return series;
}

PanelChart chartOf(const FigureInput& input, const Profiles& profiles)
{
    PanelChart chart;
    chart.intervals = PanelChart::Intervals::Bars;
    chart.y = {0, 1, {}, {}, QStringLiteral("Accuracy")};
    chart.panelWidth = 36;
    chart.aspect = .72;
    const std::vector<int> angles = anglesOf(profiles);
    chart.x = [angles](double width, double fontSize) { return angleAxis(angles, width, fontSize); };
    std::vector<std::string> axes(profiles.axes.begin(), profiles.axes.end());
    if (axes.empty())
        axes.emplace_back();
    // Observers stand a little apart, so that their bars can be told.
    const double room = .5 * smallestStep(angles);
    const auto count = double(profiles.shown.size());
    for (std::size_t panel = 0; panel < axes.size(); ++panel) {
        chart.headings.push_back(axes[panel].empty()
                                     ? QStringLiteral("Canonical view")
                                     : QStringLiteral("Axis %1").arg(QString::fromStdString(axes[panel])));
        chart.headingColors.push_back(QColor(0x1b1e24));
        std::set<double> chances;
        for (std::size_t member = 0; member < profiles.shown.size(); ++member) {
            const ObserverAxes& observer = profiles.shown[member];
            chances.insert(input.curves.observers[observer.place].chance);
            if (const RotationAxis* axis = axisOf(observer, axes[panel]))
                chart.series.push_back(seriesOf(input, observer, *axis, panel,
                                                (double(member) - (count - 1) / 2) * room / count));
        }
        for (const double chance : chances)
            chart.levels.push_back({panel, chance, QStringLiteral("chance"), {.8, 1.4}});
    }
    return chart;
}

std::string caption(const FigureRequest& request, const FigureInput& input)
{
    return std::string(phaseOf(request) == Phase::Test ? "Test" : "Training")
        + " accuracy by axis and angle of rotation, as the images' names tell, pooled over the trials of all "
          "epochs and participants or runs; the canonical view is shared by all axes at 0\u00b0. Observers "
          "stand a little apart. "
        + bootstrapSentence(input, "Bars") + singleRunSentence(input) + chanceSentence(input, false)
        + observerList(input) + ".";
}
} // namespace

Result<FigureScene> rotationProfileFigure(const FigureRequest& asked, const FigureInput& input)
{
    const Profiles profiles = profilesOf(asked, input);
    if (profiles.shown.empty())
        return failure(Error::Kind::Mismatch, "there is nothing to draw: " + profiles.leftOut.front());
    FigureRequest request = asked;
    if (request.width <= 0)
        request.width = profiles.axes.size() > 1 ? 120 : 85;
    auto scene = panelChartFigure(request, chartOf(input, profiles));
    if (!scene)
        return scene;
    scene->notes = profiles.leftOut;
    scene->caption = caption(request, input);
    return scene;
}

std::string rotationProfileData(const FigureRequest& request, const FigureInput& input)
{
    CsvText csv {"observer", "label", "phase",   "axis",   "angle", "accuracy",
                 "low",      "high",  "correct", "trials", "runs"};
    const Profiles profiles = profilesOf(request, input);
    for (const ObserverAxes& observer : profiles.shown) {
        const Observer& shown = input.curves.observers[observer.place].observer;
        for (const RotationAxis& axis : observer.axes)
            for (const RotationCell* cell : axis.cells) {
                const auto interval = cell->answers.interval(input.curves.options.level);
                csv.add(shown.name).add(labelOf(shown).toStdString()).add(toString(cell->phase));
                csv.add(axis.axis).add(cell->angle).add(cell->answers.share());
                csv.add(interval ? interval->low : nothing).add(interval ? interval->high : nothing);
                csv.add(cell->answers.counted()).add(cell->answers.trials());
                csv.add(std::uint64_t(cell->answers.runsWithTrials())).endRow();
            }
    }
    return csv.text();
}

} // namespace learnscope
