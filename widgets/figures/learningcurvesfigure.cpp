#include "widgets/figures/epochaxis.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/figureparts.h"
#include "widgets/figures/labelplacement.h"
#include "widgets/figures/scenescaling.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double pageMargin = 1.2; // mm
const auto accuracyTitle = QStringLiteral("Accuracy");
const auto epochTitle = QStringLiteral("Epoch");

QString itemName(const ObserverCurves& curves, const char* phase)
{
    return QString::fromStdString(curves.observer.name) + QLatin1Char(' ') + QLatin1String(phase);
}

// --- ours -------------------------------------------------------------------------------------------------

std::vector<KeyEntry> phaseKey(const FigureRequest& request)
{
    const double fontSize = request.fontSize;
    const double scale = fontSize / 7;
    const QColor ink(0x3c414b);
    const SceneMarker filled {Marker::Circle, {}, 3.2 * scale, ink};
    const SceneMarker open {Marker::Circle, {}, 3.2 * scale, Qt::white, 1, ink, .7 * scale};
    std::vector<KeyEntry> entries;
    if (request.filter.phase != Phase::Train)
        entries.push_back({QStringLiteral("test"), SceneLine {{}, ink, 1.1 * scale}, filled});
    if (request.filter.phase != Phase::Test)
        entries.push_back({QStringLiteral("train"), SceneLine {{}, ink, .8 * scale, {2.4, 1.6}}, open});
    entries.push_back({QStringLiteral("chance"),
                       SceneLine {{}, QColor(0x646b78), .7 * scale, {.8, 1.4}},
                       {},
                       ScenePolygon {{}, QColor(0xe4e5e8)}});
    return entries;
}

std::vector<KeyEntry> observerKey(const FigureInput& input, double fontSize)
{
    std::vector<KeyEntry> entries;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index) {
        const ObserverStyle style = styleOf(input, index);
        entries.push_back({labelOf(input.curves.observers[index].observer),
                           SceneLine {{}, style.color, 1.1 * fontSize / 7},
                           SceneMarker {style.marker, {}, 3.4 * fontSize / 7, style.color}});
    }
    return entries;
}

/// Where a curve's label belongs: at the end of the test curve, else of the training curve.
const CurvePoint* lastPoint(const ObserverCurves& curves)
{
    if (!curves.test.empty())
        return &curves.test.back();
    return curves.train.empty() ? nullptr : &curves.train.back();
}

void addCurves(FigureScene& scene, const ScenePanel& panel, const FigureInput& input, double scale)
{
    const auto& observers = input.curves.observers;
    for (std::size_t index = 0; index < observers.size(); ++index) {
        const QColor color = styleOf(input, index).color;
        addBand(scene, panel, observers[index].train, color, .08, itemName(observers[index], "train band"));
        addBand(scene, panel, observers[index].test, color, .16, itemName(observers[index], "test band"));
    }
    for (std::size_t index = 0; index < observers.size(); ++index) {
        const ObserverStyle style = styleOf(input, index);
        addCurve(scene, panel, meansOf(observers[index].train),
                 {style.color,
                  .8 * scale,
                  {2.4 * scale, 1.6 * scale},
                  style.marker,
                  3.2 * scale,
                  Qt::white,
                  style.color,
                  .7 * scale},
                 itemName(observers[index], "train"));
    }
    for (std::size_t index = 0; index < observers.size(); ++index) {
        const ObserverStyle style = styleOf(input, index);
        addCurve(
            scene, panel, meansOf(observers[index].test),
            {style.color, 1.1 * scale, {}, style.marker, 3.6 * scale, style.color, Qt::white, .3 * scale},
            itemName(observers[index], "test"));
    }
}

/// What stands right of the panel; @p panel may be null where only the widths count.
std::vector<DirectLabel> directLabels(const FigureInput& input, const ScenePanel* panel)
{
    std::vector<DirectLabel> labels;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index) {
        const ObserverCurves& curves = input.curves.observers[index];
        if (const CurvePoint* last = lastPoint(curves))
            labels.push_back({panel ? panel->map(last->epoch, last->mean) : QPointF(),
                              labelOf(curves.observer), styleOf(input, index),
                              QString::fromStdString(curves.observer.name) + QStringLiteral(" label")});
    }
    return labels;
}

/// @p direct: labels beside the curves, else a key below. Nothing where direct labels do not fit.
Result<std::optional<FigureScene>> ours(const FigureRequest& request, const FigureInput& input, bool direct)
{
    const double font = request.fontSize;
    const double scale = font / 7;
    FigureScene scene {request.width, request.height};
    const auto epochs = *epochRange(input.curves.observers);
    AxesLook look {font, font, .6 * scale, .9 * scale};
    look.gridWidth *= scale;

    Axis y {0, 1, {}, {}, accuracyTitle};
    setNiceTicks(y, std::max(2, std::min(6, int(request.height * .7 / (1.8 * lineHeight(font))))));
    const double left = pageMargin + yAxisWidth(y, look);
    const double right = request.width - pageMargin
        - (direct ? labelColumnWidth(directLabels(input, nullptr), font, request.width)
                  : textWidth(QStringLiteral("0"), font));
    const std::vector<KeyEntry> top = phaseKey(request);
    const std::vector<KeyEntry> bottom = direct ? std::vector<KeyEntry>() : observerKey(input, font);
    const double plotTop = pageMargin + keyHeight(top, right - left, font) + 1.2 * scale;
    const double keyRoom = direct ? 0 : keyHeight(bottom, right - left, font) + 1 * scale;
    const double plotBottom = request.height - pageMargin - xAxisHeight(look) - keyRoom;
    if (right - left < 18 || plotBottom - plotTop < 12)
        return tooSmall(scene, request.width + std::max(0., 18 - (right - left)),
                        request.height + std::max(0., 12 - (plotBottom - plotTop)));
    const Axis x = epochAxis(epochs.first, epochs.second, .3, right - left, font, epochTitle);
    const ScenePanel panel {
        QString(), QRectF(QPointF(left, plotTop), QPointF(right, plotBottom)), x.low, x.high, y.low, y.high};
    scene.panels.push_back(panel);

    addChance(scene, panel, input.curves.observers, QColor(0x646b78), .7 * scale, {.8 * scale, 1.4 * scale},
              QColor(0xececee), 1);
    addGrid(scene, panel, y, look);
    addCurves(scene, panel, input, scale);
    addAxes(scene, panel, x, y, look);
    addKey(scene, top, QRectF(left, pageMargin, right - left, plotTop - pageMargin), font);
    if (direct
        && !addDirectLabels(scene, panel, directLabels(input, &panel), font,
                            request.width - pageMargin - right))
        return std::optional<FigureScene>();
    if (!direct)
        addKey(scene, bottom, QRectF(left, plotBottom + xAxisHeight(look) + 1 * scale, right - left, keyRoom),
               font);
    return std::optional(scene);
}

// --- as published
// -------------------------------------------------------------------------------------------

constexpr double publishedWidth = 5 * 25.4;
constexpr double publishedHeight = 4 * 25.4;
/// matplotlib's size s is the square of a marker's width; ours is the diameter of a circle of its area.
double publishedMarkerSize(Marker marker)
{
    const double width = std::sqrt(80.);
    return marker == Marker::Square ? width * 2 / std::sqrt(3.14159265358979) : width;
}

void addPublishedCurves(FigureScene& scene, const ScenePanel& panel, const ObserverCurves& curves,
                        const QColor& color)
{
    const Marker marker = curves.observer.kind == ObserverKind::Human ? Marker::Square : Marker::Circle;
    const CurveLook solid {color, 2.5, {}, marker, publishedMarkerSize(marker), color, Qt::white, .7};
    CurveLook dashed = solid;
    dashed.dash = {2.5 * 3.7, 2.5 * 1.6};
    addCurve(scene, panel, meansOf(curves.train), dashed, itemName(curves, "train"));
    addCurve(scene, panel, meansOf(curves.test), solid, itemName(curves, "test"));
}

/// Two columns from (.225, .1) of the axes, as published: Train, Test and Chance, then humans and networks.
void addPublishedLegend(FigureScene& scene, const ScenePanel& panel, const QColor* humans,
                        const QColor& networks, const QString& networkText)
{
    constexpr double font = 14;
    const double row = lineHeight(font) * 1.02;
    const double swatch = 2 * font * millimetresPerPoint;
    const auto name = QStringLiteral("legend");
    const auto cap = fontExtent(font).capHeight;
    QPointF at(panel.area.left() + .225 * panel.area.width() + 1,
               panel.area.bottom() - .1 * panel.area.height() - 2.6 * row);
    const QColor ink(Qt::black);
    addLegendFrame(
        scene,
        QRectF(at - QPointF(2, .8 * row),
               QSizeF(2 * (swatch + 1.5) + textWidth(QStringLiteral("ChanceHumans"), font) + 9, 3.6 * row)),
        name);
    const auto entry = [&](QPointF place, const QString& text, const SceneLine* line,
                           const SceneMarker* marker) {
        if (line) {
            SceneLine drawn = *line;
            drawn.points = {place, place + QPointF(swatch, 0)};
            scene.items.push_back({drawn, {}, name, SceneRole::Key});
        }
        if (marker) {
            SceneMarker drawn = *marker;
            drawn.center = place + QPointF(swatch / 2, 0);
            scene.items.push_back({drawn, {}, name, SceneRole::Key});
        }
        const QStringList lines = text.split(QLatin1Char('\n'));
        for (qsizetype index = 0; index < lines.size(); ++index)
            addText(scene,
                    {lines[index], place + QPointF(swatch + 1.5, cap / 2 + double(index) * row), font, ink},
                    name, SceneRole::Key);
    };
    const QColor grey(0x808080);
    const SceneLine dashed {{}, grey, 2.5, {2.5 * 3.7, 2.5 * 1.6}};
    const SceneLine solid {{}, grey, 2.5};
    const SceneLine dotted {{}, grey, 1.5, {1.5, 2.475}};
    entry(at, QStringLiteral("Train"), &dashed, nullptr);
    entry(at + QPointF(0, row), QStringLiteral("Test"), &solid, nullptr);
    entry(at + QPointF(0, 2 * row), QStringLiteral("Chance"), &dotted, nullptr);
    QPointF second = at + QPointF(swatch + 1.5 + textWidth(QStringLiteral("Chance"), font) + 5, 0);
    if (humans) {
        const SceneMarker marker {Marker::Square, {}, publishedMarkerSize(Marker::Square), *humans};
        entry(second, QStringLiteral("Humans"), nullptr, &marker);
        second += QPointF(0, row);
    }
    if (!networkText.isEmpty()) {
        const SceneMarker marker {Marker::Circle, {}, publishedMarkerSize(Marker::Circle), networks};
        entry(second, networkText, nullptr, &marker);
    }
}

struct PublishedPanel
{
    std::vector<std::size_t> observers; ///< humans first
    QString title;
    bool hasLegend = false;
    QString networkText;
};

std::vector<PublishedPanel> publishedPanels(const FigureRequest& request, const FigureInput& input)
{
    std::vector<std::size_t> humans;
    std::vector<std::size_t> networks;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index)
        (input.curves.observers[index].observer.kind == ObserverKind::Human ? humans : networks)
            .push_back(index);
    std::vector<PublishedPanel> panels;
    std::vector<QString> explained; // the published legends stand where a class of networks comes first
    for (const std::size_t network : networks) {
        const Observer& observer = input.curves.observers[network].observer;
        const auto facts = factsOf(observer, request.networks);
        PublishedPanel panel {humans, labelOf(observer), false, {}};
        panel.observers.push_back(network);
        panel.networkText = !facts                                   ? QStringLiteral("Other\nmodels")
            : facts->generation == KnownNetwork::Generation::Classic ? QStringLiteral("Classic\nmodels")
                                                                     : QStringLiteral("SOTA\nmodels");
        panel.hasLegend = request.legend
            && std::find(explained.begin(), explained.end(), panel.networkText) == explained.end();
        explained.push_back(panel.networkText);
        panels.push_back(std::move(panel));
    }
    if (panels.empty())
        panels.push_back({humans, {}, true, {}});
    return panels;
}

void addPublishedPanel(FigureScene& scene, const QRectF& cell, const PublishedPanel& shown, bool titled,
                       const FigureRequest& request, const FigureInput& input)
{
    AxesLook look {18, 16, 2, 1.2, Qt::black, Qt::black};
    look.gridWidth = 0;
    look.trimmed = true;
    Axis y {0, 1.05, {}, {}, accuracyTitle};
    setNiceTicks(y, 6);
    const double top = titled ? lineHeight(18) + 2 : 3;
    const QRectF area(QPointF(cell.left() + 2 + yAxisWidth(y, look), cell.top() + top),
                      QPointF(cell.right() - 4, cell.bottom() - 2 - xAxisHeight(look)));
    const auto epochs = *epochRange(input.curves.observers);
    const double margin = std::max(.25, .05 * (epochs.second - epochs.first));
    const Axis x = epochAxis(epochs.first, epochs.second, margin, area.width(), look.tickSize, epochTitle);
    const ScenePanel panel {shown.title, area, x.low, x.high, y.low, y.high};
    scene.panels.push_back(panel);

    std::vector<ObserverCurves> members;
    for (const std::size_t index : shown.observers)
        members.push_back(input.curves.observers[index]);
    addChance(scene, panel, members, QColor(0x808080), 1.5, {1.5, 2.475}, QColor(0x808080), .2);
    for (const ObserverCurves& curves : members)
        addPublishedCurves(scene, panel, curves, publishedColor(curves.observer, request.networks));
    addAxes(scene, panel, x, y, look);
    if (titled)
        addText(scene,
                {shown.title,
                 {area.center().x(), cell.top() + lineHeight(18)},
                 18,
                 Qt::black,
                 false,
                 SceneText::Anchor::Middle},
                QStringLiteral("title"));
    if (!shown.hasLegend)
        return;
    const QColor human(0xdd3497);
    const bool hasHumans = !members.empty() && members.front().observer.kind == ObserverKind::Human;
    addPublishedLegend(scene, panel, hasHumans ? &human : nullptr,
                       publishedColor(members.back().observer, request.networks), shown.networkText);
}

FigureScene asPublished(const FigureRequest& request, const FigureInput& input)
{
    const std::vector<PublishedPanel> panels = publishedPanels(request, input);
    const auto columns = std::min<std::size_t>(3, panels.size());
    const std::size_t rows = (panels.size() + columns - 1) / columns;
    const double naturalWidth = publishedWidth * double(columns);
    const double factor = request.width > 0 ? request.width / naturalWidth : 1;
    FigureScene scene {naturalWidth,
                       request.height > 0 ? request.height / factor : publishedHeight * double(rows)};
    const QSizeF cell(publishedWidth, scene.height / double(rows));
    for (std::size_t index = 0; index < panels.size(); ++index)
        addPublishedPanel(
            scene,
            QRectF(QPointF(double(index % columns) * cell.width(), double(index / columns) * cell.height()),
                   cell),
            panels[index], !panels[index].title.isEmpty(), request, input);
    scaleScene(scene, factor);
    return scene;
}
} // namespace

Result<FigureScene> learningCurvesFigure(const FigureRequest& asked, const FigureInput& input)
{
    if (asked.style == FigureStyle::AsPublished) {
        FigureScene scene = asPublished(asked, input);
        if (scene.panels.front().area.height() < .3 * scene.panels.front().area.width())
            return tooSmall(scene, scene.width, .5 * scene.width);
        return scene;
    }
    FigureRequest request = asked;
    if (request.width <= 0)
        request.width = 85;
    if (request.height <= 0)
        request.height = request.width < 100 ? request.width * .72 : request.width * .55;
    for (const bool direct : {true, false}) {
        auto scene = ours(request, input, direct);
        if (!scene && (!direct || input.curves.observers.size() == 1))
            return tl::unexpected(scene.error());
        if (scene && *scene)
            return std::move(**scene);
    }
    return failure(Error::Kind::Internal, "the figure has no layout");
}

} // namespace learnscope
