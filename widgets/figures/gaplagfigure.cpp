#include "widgets/figures/figurebuilders.h"

#include "widgets/figures/figurefont.h"
#include "widgets/figures/figureparts.h"
#include "widgets/figures/labelplacement.h"
#include "widgets/figures/scenescaling.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
/// As published in brackets.
QString parameterText(double millions, bool published)
{
    const QString text = QString::number(millions, 'f', 1) + QLatin1Char('M');
    return published ? QLatin1Char('(') + text + QLatin1Char(')') : text;
}

QString labelOf(const LagPoint& point, const FigureInput& input)
{
    return point.facts.label.empty() ? labelOf(input.curves.observers[point.observer].observer)
                                     : QString::fromStdString(point.facts.label);
}

QString nameOf(const LagPoint& point, const FigureInput& input)
{
    return QString::fromStdString(input.curves.observers[point.observer].observer.name);
}

struct Look
{
    double font = 7; ///< of labels, pt
    double diameterPerRoot = .6; ///< mm of a circle's diameter for the root of a million parameters
    bool intervals = true;
    bool publishedColors = false;
    bool bold = true;
};

double radiusOf(const LagPoint& point, const Look& look)
{
    return look.diameterPerRoot * std::sqrt(point.facts.parametersMillion) / 2;
}

QColor colorOf(const LagPoint& point, const FigureRequest& request, const FigureInput& input)
{
    const Observer& observer = input.curves.observers[point.observer].observer;
    return request.style == FigureStyle::AsPublished ? publishedColor(observer, request.networks)
                                                     : styleOf(input, point.observer).color;
}

/// The published circles are orange and teal, six tenths opaque.
QColor fillOf(const LagPoint& point, const FigureRequest& request, const FigureInput& input)
{
    if (request.style != FigureStyle::AsPublished)
        return styleOf(input, point.observer).color;
    const auto facts = factsOf(input.curves.observers[point.observer].observer, request.networks);
    return facts && facts->generation == KnownNetwork::Generation::Classic ? QColor(0x008080)
                                                                           : QColor(0xffa500);
}

void addCircles(FigureScene& scene, const ScenePanel& panel, const LagPoints& points, const Look& look,
                const FigureRequest& request, const FigureInput& input)
{
    std::vector<LagPoint> largestFirst = points.networks;
    std::stable_sort(largestFirst.begin(), largestFirst.end(), [](const LagPoint& a, const LagPoint& b) {
        return a.facts.parametersMillion > b.facts.parametersMillion;
    });
    const double scale = look.font / 7;
    for (const LagPoint& point : largestFirst) {
        const QColor fill = fillOf(point, request, input);
        SceneMarker circle {Marker::Circle, panel.map(point.facts.imagenetTop1, point.lag),
                            2 * radiusOf(point, look) / millimetresPerPoint, fill, .6};
        if (look.intervals) {
            circle.opacity = .35;
            circle.outline = fill;
            circle.outlineWidth = .8 * scale;
        }
        scene.items.push_back({circle, {}, nameOf(point, input)});
        if (look.intervals && point.band)
            addErrorBar(scene, panel, point.facts.imagenetTop1, *point.band, readableOnWhite(fill), scale,
                        nameOf(point, input));
    }
}

/// Name and number of parameters, each a line, where there is room. Returns the labels left out.
std::vector<std::string> addLabels(FigureScene& scene, const ScenePanel& panel, const LagPoints& points,
                                   const Look& look, std::vector<QRectF> obstacles,
                                   const FigureRequest& request, const FigureInput& input)
{
    const double row = lineHeight(look.font);
    std::vector<PointLabel> labels;
    const bool published = request.style == FigureStyle::AsPublished;
    for (const LagPoint& point : points.networks) {
        const double width =
            std::max(textWidth(labelOf(point, input), look.font, look.bold),
                     textWidth(parameterText(point.facts.parametersMillion, published), look.font));
        labels.push_back({panel.map(point.facts.imagenetTop1, point.lag), radiusOf(point, look),
                          QSizeF(width + .2, 2 * row)});
        if (look.intervals && point.band) {
            const QPointF high = panel.map(point.facts.imagenetTop1, point.band->high);
            const QPointF low = panel.map(point.facts.imagenetTop1, point.band->low);
            obstacles.push_back(QRectF(high - QPointF(.9, .3), low + QPointF(.9, .3)));
        }
    }
    const auto places = placeLabels(labels, panel.area.adjusted(.3, .3, -.3, -.3), obstacles);
    std::vector<std::string> leftOut;
    const FontExtent extent = fontExtent(look.font);
    for (std::size_t index = 0; index < labels.size(); ++index) {
        const LagPoint& point = points.networks[index];
        if (!places[index]) {
            leftOut.push_back("there is no room for the label of " + labelOf(point, input).toStdString());
            continue;
        }
        const QRectF& box = *places[index];
        const QString name = nameOf(point, input) + QStringLiteral(" label");
        const QPointF nearest(std::clamp(labels[index].point.x(), box.left(), box.right()),
                              std::clamp(labels[index].point.y(), box.top(), box.bottom()));
        const QPointF towards = nearest - labels[index].point;
        const double distance = std::hypot(towards.x(), towards.y());
        if (distance > labels[index].radius + 1.4) // far enough that the eye needs help
            scene.items.push_back(
                {SceneLine {{labels[index].point + towards * (labels[index].radius / distance), nearest},
                            QColor(0x7c8290),
                            .4},
                 {},
                 name});
        // Both lines keep to the side where the point is.
        const bool rightOfPoint = labels[index].point.x() <= box.left();
        const bool leftOfPoint = labels[index].point.x() >= box.right();
        const SceneText::Anchor anchor = rightOfPoint ? SceneText::Anchor::Start
            : leftOfPoint                             ? SceneText::Anchor::End
                                                      : SceneText::Anchor::Middle;
        const double x = rightOfPoint ? box.left() : leftOfPoint ? box.right() : box.center().x();
        const double baseline = box.top() + extent.ascent;
        const QColor black(Qt::black);
        addText(scene,
                {labelOf(point, input),
                 {x, baseline},
                 look.font,
                 published ? black : readableOnWhite(colorOf(point, request, input)),
                 look.bold,
                 anchor},
                name);
        addText(scene,
                {parameterText(point.facts.parametersMillion, published),
                 {x, baseline + row},
                 look.font,
                 published ? black : QColor(0x3c414b),
                 false,
                 anchor},
                name);
    }
    return leftOut;
}

/// Lines for humans from @p left to the right edge, with their bands. Returns the places of lines and labels.
std::vector<QRectF> addHumans(FigureScene& scene, const ScenePanel& panel, const LagPoints& points,
                              const Look& look, double left, double width, const FigureRequest& request,
                              const FigureInput& input)
{
    std::vector<QRectF> taken;
    const FontExtent extent = fontExtent(look.font);
    for (const LagPoint& human : points.humans) {
        const QColor color = colorOf(human, request, input);
        const double level = panel.map(0, human.lag).y();
        const double right = panel.area.right();
        const QString name = nameOf(human, input);
        if (look.intervals && human.band)
            scene.items.push_back({ScenePolygon {{{left, panel.map(0, human.band->high).y()},
                                                  {right, panel.map(0, human.band->high).y()},
                                                  {right, panel.map(0, human.band->low).y()},
                                                  {left, panel.map(0, human.band->low).y()}},
                                                 color,
                                                 .14},
                                   panel.area, name});
        scene.items.push_back({SceneLine {{{left, level}, {right, level}}, color, width}, {}, name});
        const double half = width * millimetresPerPoint / 2;
        taken.push_back(QRectF(left, level - half, right - left, 2 * half));

        // At the left end above the line, else below it, else at the right end.
        const double textSize = textWidth(labelOf(human, input), look.font, look.bold);
        const double above = level - half - .6 - extent.descent;
        const double below = level + half + .4 + extent.ascent;
        for (const auto& [x, baseline] :
             {std::pair(left + .8, above), std::pair(left + .8, below),
              std::pair(right - textSize - .8, above), std::pair(right - textSize - .8, below)}) {
            const QRectF box(x, baseline - extent.ascent, textSize, extent.ascent + extent.descent);
            const bool last = x > left + .8 && baseline == below;
            const bool hits =
                std::any_of(points.networks.begin(), points.networks.end(), [&](const LagPoint& point) {
                    const double radius = radiusOf(point, look) + .4;
                    const QPointF at = panel.map(point.facts.imagenetTop1, point.lag);
                    return box.adjusted(-radius, -radius, radius, radius).contains(at)
                        || (look.intervals && point.band && at.x() > box.left() - 1
                            && at.x() < box.right() + 1 && panel.map(0, point.band->low).y() > box.top()
                            && panel.map(0, point.band->high).y() < box.bottom());
                });
            const bool overText = std::any_of(taken.begin(), taken.end(),
                                              [&](const QRectF& other) { return other.intersects(box); });
            if ((hits || overText || !panel.area.contains(box)) && !last)
                continue;
            if (!overText) {
                addText(scene,
                        {labelOf(human, input), {x, baseline}, look.font, readableOnWhite(color), look.bold},
                        name + QStringLiteral(" label"));
                taken.push_back(box);
            }
            break;
        }
    }
    return taken;
}

const auto accuracyTitle = QStringLiteral("ImageNet top-1 accuracy");

// --- ours -------------------------------------------------------------------------------------------------

std::pair<double, double> lagRange(const LagPoints& points, bool intervals)
{
    double low = 0;
    double high = 0;
    for (const auto* list : {&points.networks, &points.humans})
        for (const LagPoint& point : *list) {
            low = std::min(low, intervals && point.band ? point.band->low : point.lag);
            high = std::max(high, intervals && point.band ? point.band->high : point.lag);
        }
    return {low, high};
}

/// Wide enough that every circle lies inside and labels have room beside them.
Axis networkAxis(const LagPoints& points, const Look& look, double length, double fontSize)
{
    if (points.networks.empty())
        return niceAxis(.5, .9, 5, accuracyTitle);
    double low = 1;
    double high = 0;
    double radius = 0;
    for (const LagPoint& point : points.networks) {
        low = std::min(low, point.facts.imagenetTop1);
        high = std::max(high, point.facts.imagenetTop1);
        radius = std::max(radius, radiusOf(point, look));
    }
    const double margin = radius + 2 * lineHeight(fontSize);
    const double span = std::max(high - low, .02) * length / std::max(length * .3, length - 2 * margin);
    const double room = (span - (high - low)) / 2;
    Axis axis {std::max(0., low - room), std::min(1., high + room), {}, {}, accuracyTitle};
    setNiceTicks(axis, static_cast<int>(length / (2.2 * textWidth(QStringLiteral("0.00"), fontSize))));
    return axis;
}

Result<FigureScene> ours(const FigureRequest& request, const FigureInput& input, const LagPoints& points)
{
    constexpr double pageMargin = 1.2;
    const double font = request.fontSize;
    const double scale = font / 7;
    FigureScene scene {request.width, request.height};
    AxesLook axes {font, font, .6 * scale, .9 * scale};
    axes.gridWidth *= scale;
    const auto [lowest, highest] = lagRange(points, true);
    const int yTicks =
        std::max(2, std::min(7, static_cast<int>(request.height * .75 / (2 * lineHeight(font)))));
    const double room = .06 * std::max(highest - lowest, .02);
    Axis y {lowest - room, highest + room, {}, {}, QStringLiteral("Generalisation lag \u0394G")};
    setNiceTicks(y, yTicks);
    const double left = pageMargin + yAxisWidth(y, axes);
    const double right = request.width - pageMargin - 1.5 * scale;
    const double top = pageMargin + lineHeight(font) / 2;
    const double bottom = request.height - pageMargin - xAxisHeight(axes);
    if (right - left < 20 || bottom - top < 18)
        return tooSmall(scene, request.width + std::max(0., 20 - (right - left)),
                        request.height + std::max(0., 18 - (bottom - top)));
    Look look {font, .6};
    double most = 0;
    for (const LagPoint& point : points.networks)
        most = std::max(most, point.facts.parametersMillion);
    if (most > 0) // no circle wider than a sixth of the panel
        look.diameterPerRoot = std::min(.6, std::min(right - left, bottom - top) / 6 / std::sqrt(most));
    const Axis x = networkAxis(points, look, right - left, font);
    const ScenePanel panel {
        QString(), QRectF(QPointF(left, top), QPointF(right, bottom)), x.low, x.high, y.low, y.high};
    scene.panels.push_back(panel);

    addGrid(scene, panel, y, axes);
    const double zero = panel.map(0, 0).y();
    scene.items.push_back({SceneLine {{{left, zero}, {right, zero}}, QColor(0x7c8290), .6 * scale},
                           {},
                           QStringLiteral("zero")});
    const auto taken = addHumans(scene, panel, points, look, left, 1.4 * scale, request, input);
    addCircles(scene, panel, points, look, request, input);
    scene.notes = addLabels(scene, panel, points, look, taken, request, input);
    addAxes(scene, panel, x, y, axes);
    return scene;
}

// --- as published
// -------------------------------------------------------------------------------------------

FigureScene asPublished(const FigureRequest& request, const FigureInput& input, const LagPoints& points)
{
    constexpr double naturalWidth = 3.8 * 25.4;
    const double factor = request.width > 0 ? request.width / naturalWidth : 1;
    FigureScene scene {naturalWidth, request.height > 0 ? request.height / factor : 5.2 * 25.4};
    // An area of ten square points for a million parameters, as a square's: matplotlib's s.
    const Look look {10, std::sqrt(10.) * millimetresPerPoint, false, true, false};
    AxesLook axes {10, 10, .8, 1.2, Qt::black, Qt::black};
    axes.gridWidth = 0;
    axes.trimmed = true;
    const auto [lowest, highest] = lagRange(points, false);
    Axis y {-.025, .3, {}, {}, QStringLiteral("Generalisation Lag (\u0394G)")};
    if (lowest < y.low || highest > y.high)
        y = niceAxis(std::min(y.low, lowest), std::max(y.high, highest), 7, y.title);
    else
        setNiceTicks(y, 7);
    Axis x {.5, .9, {}, {}, QStringLiteral("ImageNet Accuracy (top-1)")};
    for (const LagPoint& point : points.networks) {
        x.low = std::min(x.low, std::floor(point.facts.imagenetTop1 * 10) / 10);
        x.high = std::max(x.high, std::ceil(point.facts.imagenetTop1 * 10) / 10);
    }
    setNiceTicks(x, 5);
    const QRectF area(QPointF(2 + yAxisWidth(y, axes), 3),
                      QPointF(scene.width - 5, scene.height - 2 - xAxisHeight(axes)));
    const ScenePanel panel {QString(), area, x.low, x.high, y.low, y.high};
    scene.panels.push_back(panel);
    addCircles(scene, panel, points, look, request, input);
    const double left = panel.map(x.low + (x.high - x.low) * .76, 0).x();
    const auto taken = addHumans(scene, panel, points, look, left, 5, request, input);
    scene.notes = addLabels(scene, panel, points, look, taken, request, input);
    addAxes(scene, panel, x, y, axes);
    scaleScene(scene, factor);
    return scene;
}
} // namespace

LagPoints lagPoints(const FigureRequest& request, const FigureInput& input)
{
    LagPoints points;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index) {
        const ObserverCurves& curves = input.curves.observers[index];
        const std::string label = labelOf(curves.observer).toStdString();
        if (!curves.lag.value) {
            points.leftOut.push_back(label
                                     + " is left out: its lag is undefined, no epoch lies in the window");
            continue;
        }
        LagPoint point {index, {}, *curves.lag.value, curves.lagBand};
        if (curves.observer.kind == ObserverKind::Human) {
            points.humans.push_back(std::move(point));
            continue;
        }
        const auto facts = factsOf(curves.observer, request.networks);
        if (!facts) {
            points.leftOut.push_back(label + " is left out: its ImageNet accuracy and size are not known");
            continue;
        }
        point.facts = *facts;
        points.networks.push_back(std::move(point));
    }
    return points;
}

Result<FigureScene> gapLagFigure(const FigureRequest& asked, const FigureInput& input)
{
    const LagPoints points = lagPoints(asked, input);
    if (points.networks.empty() && points.humans.empty())
        return failure(Error::Kind::Mismatch, "there is nothing to draw: " + points.leftOut.front());
    FigureRequest request = asked;
    Result<FigureScene> scene = failure(Error::Kind::Internal, {});
    if (request.style == FigureStyle::AsPublished) {
        scene = asPublished(request, input, points);
        const QRectF area = scene->panels.front().area;
        if (area.height() < .3 * area.width())
            return tooSmall(*scene, scene->width, .7 * scene->width);
    } else {
        if (request.width <= 0)
            request.width = 85;
        if (request.height <= 0)
            request.height = request.width < 100 ? request.width * .8 : request.width * .6;
        scene = ours(request, input, points);
    }
    if (scene)
        scene->notes.insert(scene->notes.begin(), points.leftOut.begin(), points.leftOut.end());
    return scene;
}

} // namespace learnscope
