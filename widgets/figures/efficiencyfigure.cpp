#include "widgets/figures/epochaxis.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurecaption.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/panelchart.h"
#include "widgets/figures/scenescaling.h"

#include "core/base/csvtext.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
bool startsAtZero(const FigureInput& input)
{
    return input.curves.options.efficiencyStart == EfficiencyStart::Zero;
}

std::vector<QPointF> gainsOf(const ObserverCurves& curves)
{
    std::vector<QPointF> points;
    for (const EfficiencyPoint& point : curves.efficiency)
        points.emplace_back(point.epoch, point.gain);
    return points;
}

/// First and last epoch with a gain; nothing where no observer has one.
std::optional<std::pair<int, int>> gainEpochs(const FigureInput& input)
{
    std::optional<std::pair<int, int>> range;
    for (const ObserverCurves& curves : input.curves.observers)
        for (const EfficiencyPoint& point : curves.efficiency)
            range = range
                ? std::pair(std::min(range->first, point.epoch), std::max(range->second, point.epoch))
                : std::pair(point.epoch, point.epoch);
    return range;
}

/// Of all gains and their bands, and 0.
Interval gainRange(const FigureInput& input)
{
    Interval range {0, 0};
    for (const ObserverCurves& curves : input.curves.observers)
        for (const EfficiencyPoint& point : curves.efficiency) {
            range.low = std::min({range.low, point.gain, point.band ? point.band->low : point.gain});
            range.high = std::max({range.high, point.gain, point.band ? point.band->high : point.gain});
        }
    return range.high > range.low ? range : Interval {-.001, .001};
}

void addZeroLine(FigureScene& scene, const ScenePanel& panel, double from, double to, const QColor& color,
                 double width, const std::vector<double>& dash)
{
    scene.items.push_back(
        {SceneLine {{panel.map(from, 0), panel.map(to, 0)}, color, width, dash}, {}, QStringLiteral("zero")});
}

// --- ours -------------------------------------------------------------------------------------------------

PanelChart chartOf(const FigureInput& input)
{
    PanelChart chart;
    chart.headings.emplace_back();
    chart.headingColors.emplace_back(Qt::black);
    chart.levels.push_back({0, 0, QStringLiteral("zero"), {.8, 1.4}});
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index) {
        const ObserverCurves& curves = input.curves.observers[index];
        if (curves.efficiency.empty())
            continue;
        const ObserverStyle style = styleOf(input, index);
        PanelSeries series;
        series.name = QString::fromStdString(curves.observer.name) + QStringLiteral(" gain");
        series.points = gainsOf(curves);
        for (const EfficiencyPoint& gain : curves.efficiency)
            series.intervals.push_back({double(gain.epoch), gain.band});
        series.look = {style.color, 1.1, {}, style.marker, 3.6, style.color, Qt::white, .3};
        series.label = labelOf(curves.observer);
        series.style = style;
        chart.series.push_back(std::move(series));
    }
    const Interval range = gainRange(input);
    chart.y = niceAxis(range.low, range.high, 6,
                       startsAtZero(input) ? QStringLiteral("Gain per image, from 0")
                                           : QStringLiteral("Gain per image, from chance"));
    const auto epochs = *gainEpochs(input);
    chart.x = [epochs](double width, double fontSize) {
        return epochAxis(epochs.first, epochs.second, .35, width, fontSize, QStringLiteral("Epoch"));
    };
    chart.panelWidth = 45;
    chart.aspect = .9;
    return chart;
}

std::string caption(const FigureRequest& request, const FigureInput& input)
{
    std::string text =
        "Data efficiency: gain of mean test accuracy since the tested epoch before, divided by the "
        "number of training images. ";
    text += startsAtZero(input) ? "The first gain is measured from 0, as published. "
                                : "The first gain is measured from chance (as published: from 0). ";
    if (request.style == FigureStyle::Publication)
        text += bootstrapSentence(input, "Bands");
    return text + "Dotted line: no gain. " + observerList(input) + ".";
}

// --- as published -----------------------------------------------------------------------------------------

constexpr double publishedWidth = 8 * 25.4;
constexpr double publishedHeight = 4.5 * 25.4;

struct PublishedLook
{
    const char* observer;
    Marker marker;
    double area; ///< of matplotlib's marker of this shape, for a marker size of 2
};

/// In the order of the published legend. Areas of unit markers: regular polygons have their corners on the
/// unit circle, triangles are two wide and two high.
constexpr std::array publishedLooks = {
    PublishedLook {"resnet50", Marker::Circle, 3.14159265},
    PublishedLook {"alexnet", Marker::Pentagon, 2.37764},
    PublishedLook {"vgg16", Marker::Octagon, 2.82843},
    PublishedLook {"vit", Marker::TriangleRight, 2},
    PublishedLook {"convnext", Marker::TriangleLeft, 2},
    PublishedLook {"efficientnet", Marker::TriangleDown, 2},
};

/// Size of the circle of the same area as a marker of matplotlib's size 8.
double publishedSize(double unitArea)
{
    constexpr double size = 8;
    return size * std::sqrt(unitArea / 3.14159265);
}

CurveLook publishedLook(const FigureRequest& request, const FigureInput& input, std::size_t index)
{
    const Observer& observer = input.curves.observers[index].observer;
    const QColor color = publishedColor(observer, request.networks);
    CurveLook look {color, 2, {}, styleOf(input, index).marker, publishedSize(3.14159265), color};
    if (observer.kind == ObserverKind::Human) {
        look.marker = Marker::Square;
        look.markerSize = publishedSize(4);
    }
    for (const PublishedLook& known : publishedLooks)
        if (observer.kind == ObserverKind::Network && observer.name == known.observer) {
            look.marker = known.marker;
            look.markerSize = publishedSize(known.area);
        }
    return look;
}

/// Networks as published, other networks, humans.
std::vector<std::size_t> publishedOrder(const FigureInput& input)
{
    const auto rankOf = [&](std::size_t index) {
        const Observer& observer = input.curves.observers[index].observer;
        if (observer.kind == ObserverKind::Human)
            return publishedLooks.size() + 1;
        return static_cast<std::size_t>(
            std::find_if(publishedLooks.begin(), publishedLooks.end(),
                         [&](const PublishedLook& look) { return observer.name == look.observer; })
            - publishedLooks.begin());
    };
    std::vector<std::size_t> order;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index)
        if (!input.curves.observers[index].efficiency.empty())
            order.push_back(index);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t left, std::size_t right) { return rankOf(left) < rankOf(right); });
    return order;
}

void addPublishedLegend(FigureScene& scene, const ScenePanel& panel, const std::vector<std::size_t>& order,
                        const FigureRequest& request, const FigureInput& input)
{
    constexpr double font = 14;
    const auto name = QStringLiteral("legend");
    const double row = std::min(lineHeight(font), .8 * panel.area.height() / double(order.size()));
    const double swatch = 2 * font * millimetresPerPoint;
    double widest = 0;
    for (const std::size_t index : order)
        widest = std::max(widest, textWidth(labelOf(input.curves.observers[index].observer), font));
    double y = panel.area.top() + 1 + row / 2;
    const double x = panel.area.right() - 2 - widest - 2 - swatch;
    for (const std::size_t index : order) {
        const CurveLook look = publishedLook(request, input, index);
        scene.items.push_back({SceneLine {{{x, y}, {x + swatch, y}}, look.color, look.width}, {}, name});
        scene.items.push_back(
            {SceneMarker {look.marker, {x + swatch / 2, y}, look.markerSize, look.fill}, {}, name});
        addText(scene,
                {labelOf(input.curves.observers[index].observer),
                 {x + swatch + 2, y + fontExtent(font).capHeight / 2},
                 font,
                 Qt::black},
                name);
        y += row;
    }
}

FigureScene asPublished(const FigureRequest& request, const FigureInput& input)
{
    const double factor = request.width > 0 ? request.width / publishedWidth : 1;
    FigureScene scene {publishedWidth, request.height > 0 ? request.height / factor : publishedHeight};
    AxesLook look {18, 16, 2, 1.2, Qt::black, Qt::black};
    look.gridWidth = 0;
    // The published axis; wider only where a value would be lost.
    const Interval range = gainRange(input);
    Axis y {std::min(-.005, range.low), std::max(.022, range.high), {}, {}, {}};
    for (int tick = int(std::ceil(y.low / .005 - 1e-9)); tick * .005 <= y.high; ++tick) {
        y.ticks.push_back(tick * .005);
        y.labels.push_back(tickLabel(tick * .005, .005));
    }
    y.title = QStringLiteral("Test Acc. gain per\nTraining Image");
    if (!startsAtZero(input))
        y.title += QStringLiteral(" (from chance)");
    const QRectF area(QPointF(2 + yAxisWidth(y, look), 4),
                      QPointF(scene.width - 4, scene.height - 2 - xAxisHeight(look)));
    const auto epochs = *gainEpochs(input);
    const double margin = std::max(.25, .05 * (epochs.second - epochs.first));
    const Axis x =
        epochAxis(epochs.first, epochs.second, margin, area.width(), look.tickSize, QStringLiteral("Epoch"));
    const ScenePanel panel {QString(), area, x.low, x.high, y.low, y.high};
    scene.panels.push_back(panel);
    addZeroLine(scene, panel, x.low, x.low + .96 * (x.high - x.low), QColor(0x808080), 1.5, {1.5, 2.475});
    const std::vector<std::size_t> order = publishedOrder(input);
    for (const std::size_t index : order)
        addCurve(scene, panel, gainsOf(input.curves.observers[index]), publishedLook(request, input, index),
                 QString::fromStdString(input.curves.observers[index].observer.name)
                     + QStringLiteral(" gain"));
    addAxes(scene, panel, x, y, look);
    addPublishedLegend(scene, panel, order, request, input);
    scaleScene(scene, factor);
    return scene;
}
} // namespace

Result<FigureScene> dataEfficiencyFigure(const FigureRequest& asked, const FigureInput& input)
{
    if (!gainEpochs(input))
        return failure(Error::Kind::Mismatch,
                       "there is nothing to draw: no observer has both training and test trials");
    FigureRequest request = asked;
    if (request.style == FigureStyle::AsPublished) {
        FigureScene scene = asPublished(request, input);
        if (scene.panels.front().area.height() < .25 * scene.panels.front().area.width())
            return tooSmall(scene, scene.width, .45 * scene.width);
        scene.caption = caption(request, input);
        return scene;
    }
    if (request.width <= 0)
        request.width = 85;
    auto scene = panelChartFigure(request, chartOf(input));
    if (scene)
        scene->caption = caption(request, input);
    return scene;
}

std::string dataEfficiencyData(const FigureRequest& request, const FigureInput& input)
{
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN(); // an empty field
    const bool hasBands = request.style == FigureStyle::Publication;
    CsvText csv {"observer", "label",           "epoch",           "gain", "low",
                 "high",     "first_gain_from", "training_images", "runs"};
    for (const ObserverCurves& curves : input.curves.observers)
        for (const EfficiencyPoint& point : curves.efficiency) {
            csv.add(curves.observer.name)
                .add(labelOf(curves.observer).toStdString())
                .add(point.epoch)
                .add(point.gain);
            csv.add(hasBands && point.band ? point.band->low : nothing);
            csv.add(hasBands && point.band ? point.band->high : nothing);
            csv.add(toString(input.curves.options.efficiencyStart)).add(curves.trainingImages);
            csv.add(std::uint64_t(curves.runs.size())).endRow();
        }
    return csv.text();
}

} // namespace learnscope
