#include "widgets/figures/figureparts.h"

#include "widgets/figures/figurefont.h"
#include "widgets/figures/labelplacement.h"

#include <QtMath>

#include <algorithm>
#include <cmath>
#include <set>

namespace learnscope {

namespace {
constexpr double swatchWidth = 6; // mm at 7 pt
constexpr double tickGap = .8; // mm between a tick and its label
constexpr double titleGap = 1.1; // mm between tick labels and the axis title

double relativeLuminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= .04045 ? channel / 12.92 : std::pow((channel + .055) / 1.055, 2.4);
    };
    return .2126 * linear(color.redF()) + .7152 * linear(color.greenF()) + .0722 * linear(color.blueF());
}

double widestLabel(const Axis& axis, double fontSize)
{
    double widest = 0;
    for (const QString& label : axis.labels)
        widest = std::max(widest, textWidth(label, fontSize));
    return widest;
}

/// Calls draw(entry, x, row) for each entry where it goes.
template<typename Draw>
int flowKey(const std::vector<KeyEntry>& entries, double width, double fontSize, Draw draw)
{
    const double scale = fontSize / 7;
    double x = 0;
    int row = 0;
    for (const KeyEntry& entry : entries) {
        const double needed = (swatchWidth + 1) * scale + textWidth(entry.text, fontSize, entry.bold);
        if (x > 0 && x + needed > width) {
            x = 0;
            ++row;
        }
        draw(entry, x, row);
        x += needed + 3 * scale;
    }
    return entries.empty() ? 0 : row + 1;
}
} // namespace

double lineHeight(double fontSize)
{
    const FontExtent extent = fontExtent(fontSize);
    return extent.ascent + extent.descent;
}

double yAxisWidth(const Axis& y, const AxesLook& look, const AxesParts& parts)
{
    double width = look.tickLength;
    if (parts.yLabels)
        width += tickGap + widestLabel(y, look.tickSize);
    if (parts.yTitle)
        width += titleGap + double(y.title.count(QLatin1Char('\n')) + 1) * lineHeight(look.titleSize);
    return width;
}

double xAxisHeight(const AxesLook& look, const AxesParts& parts)
{
    double height = look.tickLength;
    if (parts.xLabels)
        height += tickGap + lineHeight(look.tickSize);
    if (parts.xTitle)
        height += titleGap * .6 + lineHeight(look.titleSize);
    return height;
}

void addText(FigureScene& scene, SceneText text, const QString& name, SceneRole role)
{
    if (!text.text.isEmpty())
        scene.items.push_back({std::move(text), {}, name, role});
}

void addGrid(FigureScene& scene, const ScenePanel& panel, const Axis& y, const AxesLook& look)
{
    if (look.gridWidth <= 0)
        return;
    for (const double tick : y.ticks) {
        const double level = panel.map(0, tick).y();
        if (level < panel.area.bottom() - .1)
            scene.items.push_back({SceneLine {{{panel.area.left(), level}, {panel.area.right(), level}},
                                              look.grid,
                                              look.gridWidth},
                                   {},
                                   QStringLiteral("grid"),
                                   SceneRole::Grid});
    }
}

void addAxes(FigureScene& scene, const ScenePanel& panel, const Axis& x, const Axis& y, const AxesLook& look,
             const AxesParts& parts)
{
    const QRectF& area = panel.area;
    const auto name = QStringLiteral("axes");
    const auto line = [&](QPointF from, QPointF to) {
        scene.items.push_back({SceneLine {{from, to}, look.ink, look.lineWidth}, {}, name, SceneRole::Axes});
    };
    if (look.trimmed && !x.ticks.empty() && !y.ticks.empty()) {
        line({panel.map(x.ticks.front(), 0).x(), area.bottom()},
             {panel.map(x.ticks.back(), 0).x(), area.bottom()});
        line({area.left(), panel.map(0, y.ticks.front()).y()},
             {area.left(), panel.map(0, y.ticks.back()).y()});
    } else {
        scene.items.push_back(
            {SceneLine {{area.topLeft(), area.bottomLeft(), area.bottomRight()}, look.ink, look.lineWidth},
             {},
             name,
             SceneRole::Axes});
    }
    const FontExtent tickExtent = fontExtent(look.tickSize);
    for (std::size_t index = 0; index < x.ticks.size(); ++index) {
        const QPointF at(panel.map(x.ticks[index], 0).x(), area.bottom());
        line(at, at + QPointF(0, look.tickLength));
        if (parts.xLabels)
            addText(scene,
                    {x.labels[index], at + QPointF(0, look.tickLength + tickGap + tickExtent.ascent),
                     look.tickSize, look.tickInk, false, SceneText::Anchor::Middle},
                    name, SceneRole::XLabels);
    }
    for (std::size_t index = 0; index < y.ticks.size(); ++index) {
        const QPointF at(area.left(), panel.map(0, y.ticks[index]).y());
        line(at, at - QPointF(look.tickLength, 0));
        if (parts.yLabels)
            addText(scene,
                    {y.labels[index], at + QPointF(-look.tickLength - tickGap, tickExtent.capHeight / 2),
                     look.tickSize, look.tickInk, false, SceneText::Anchor::End},
                    name, SceneRole::YLabels);
    }
    const FontExtent titleExtent = fontExtent(look.titleSize);
    if (parts.xTitle)
        addText(scene,
                {x.title,
                 {area.center().x(), area.bottom() + xAxisHeight(look, parts) - titleExtent.descent},
                 look.titleSize,
                 look.ink,
                 false,
                 SceneText::Anchor::Middle},
                name, SceneRole::XTitle);
    if (!parts.yTitle)
        return;
    const QStringList lines = y.title.split(QLatin1Char('\n'));
    for (qsizetype number = 0; number < lines.size(); ++number)
        addText(scene,
                {lines[number],
                 {area.left() - yAxisWidth(y, look, parts) + titleExtent.ascent
                      + double(number) * lineHeight(look.titleSize),
                  area.center().y()},
                 look.titleSize,
                 look.ink,
                 false,
                 SceneText::Anchor::Middle,
                 -90},
                name, SceneRole::YTitle);
}

void addCurve(FigureScene& scene, const ScenePanel& panel, const std::vector<QPointF>& points,
              const CurveLook& look, const QString& name)
{
    std::vector<QPointF> mapped;
    mapped.reserve(points.size());
    for (const QPointF point : points)
        mapped.push_back(panel.map(point.x(), point.y()));
    if (mapped.size() > 1)
        scene.items.push_back({SceneLine {mapped, look.color, look.width, look.dash}, {}, name});
    if (look.markerSize > 0)
        for (const QPointF center : mapped)
            scene.items.push_back({SceneMarker {look.marker, center, look.markerSize, look.fill, 1,
                                                look.outline, look.outlineWidth},
                                   {},
                                   name});
}

void addErrorBar(FigureScene& scene, const ScenePanel& panel, double x, const Interval& band,
                 const QColor& color, double scale, const QString& name)
{
    const QPointF low = panel.map(x, band.low);
    const QPointF high = panel.map(x, band.high);
    const QPointF cap(.8 * scale, 0);
    for (const auto& [from, to] :
         {std::pair(low, high), std::pair(low - cap, low + cap), std::pair(high - cap, high + cap)})
        scene.items.push_back({SceneLine {{from, to}, color, .8 * scale}, {}, name});
}

void addBand(FigureScene& scene, const ScenePanel& panel, const std::vector<CurvePoint>& points,
             const QColor& color, double opacity, const QString& name)
{
    std::vector<BandPoint> band;
    for (const CurvePoint& point : points)
        band.push_back({double(point.epoch), point.band});
    addBand(scene, panel, band, color, opacity, name);
}

void addBand(FigureScene& scene, const ScenePanel& panel, const std::vector<BandPoint>& points,
             const QColor& color, double opacity, const QString& name)
{
    const BandPoint* alone = nullptr;
    std::vector<QPointF> upper;
    std::vector<QPointF> lower;
    const auto finish = [&] {
        if (upper.size() > 1) {
            upper.insert(upper.end(), lower.rbegin(), lower.rend());
            scene.items.push_back({ScenePolygon {upper, color, opacity}, {}, name});
        } else if (alone) {
            addErrorBar(scene, panel, alone->x, *alone->band, color, 1, name);
        }
        alone = nullptr;
        upper.clear();
        lower.clear();
    };
    for (const BandPoint& point : points) {
        if (!point.band) {
            finish();
            continue;
        }
        alone = &point;
        upper.push_back(panel.map(point.x, point.band->high));
        lower.push_back(panel.map(point.x, point.band->low));
    }
    finish();
}

void addChance(FigureScene& scene, const ScenePanel& panel, const std::vector<ObserverCurves>& observers,
               const QColor& line, double width, const std::vector<double>& dash, const QColor& band,
               double opacity)
{
    const auto name = QStringLiteral("chance");
    std::set<std::pair<double, double>> bands;
    std::set<double> lines;
    for (const ObserverCurves& observer : observers) {
        if (observer.chanceTrials > 0)
            bands.emplace(observer.chanceBand.low, observer.chanceBand.high);
        lines.insert(observer.chance);
    }
    for (const auto& [low, high] : bands)
        scene.items.push_back({ScenePolygon {{panel.map(panel.xLow, high), panel.map(panel.xHigh, high),
                                              panel.map(panel.xHigh, low), panel.map(panel.xLow, low)},
                                             band,
                                             opacity},
                               {},
                               name});
    for (const double chance : lines)
        scene.items.push_back(
            {SceneLine {{panel.map(panel.xLow, chance), panel.map(panel.xHigh, chance)}, line, width, dash},
             {},
             name});
}

void addLegendFrame(FigureScene& scene, const QRectF& box, const QString& name)
{
    const std::vector<QPointF> corners {box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()};
    scene.items.push_back({ScenePolygon {corners, Qt::white, .8}, {}, name});
    std::vector<QPointF> outline = corners;
    outline.push_back(corners.front());
    scene.items.push_back({SceneLine {outline, QColor(0xcccccc), 1}, {}, name});
}

double keyHeight(const std::vector<KeyEntry>& entries, double width, double fontSize)
{
    return flowKey(entries, width, fontSize, [](const KeyEntry&, double, int) {}) * lineHeight(fontSize)
        * 1.1;
}

void addKey(FigureScene& scene, const std::vector<KeyEntry>& entries, const QRectF& area, double fontSize)
{
    const double scale = fontSize / 7;
    const double row = lineHeight(fontSize) * 1.1;
    const FontExtent extent = fontExtent(fontSize);
    const auto name = QStringLiteral("key");
    flowKey(entries, area.width(), fontSize, [&](const KeyEntry& entry, double x, int number) {
        const QPointF left = area.topLeft() + QPointF(x, (number + .5) * row);
        const QPointF right = left + QPointF(swatchWidth * scale, 0);
        if (entry.band) {
            ScenePolygon band = *entry.band;
            const QPointF up(0, extent.capHeight / 2);
            band.points = {left - up, right - up, right + up, left + up};
            scene.items.push_back({band, {}, name, SceneRole::Key});
        }
        if (entry.line) {
            SceneLine line = *entry.line;
            line.points = {left, right};
            scene.items.push_back({line, {}, name, SceneRole::Key});
        }
        if (entry.marker) {
            SceneMarker marker = *entry.marker;
            marker.center = (left + right) / 2;
            scene.items.push_back({marker, {}, name, SceneRole::Key});
        }
        addText(scene,
                {entry.text, right + QPointF(1 * scale, extent.capHeight / 2), fontSize,
                 entry.color.isValid() ? entry.color : QColor(0x3c414b), entry.bold},
                name, SceneRole::Key);
    });
    scene.key.insert(scene.key.end(), entries.begin(), entries.end());
}

double labelColumnWidth(const std::vector<DirectLabel>& labels, double fontSize, double pageWidth)
{
    double widest = 0;
    for (const DirectLabel& label : labels)
        widest = std::max(widest, textWidth(label.text, fontSize, true));
    return std::min(widest + 4.6 * fontSize / 7 + .3, .4 * pageWidth);
}

bool addDirectLabels(FigureScene& scene, const ScenePanel& panel, const std::vector<DirectLabel>& labels,
                     double fontSize, double columnWidth)
{
    std::vector<double> wanted;
    for (const DirectLabel& label : labels)
        wanted.push_back(label.end.y());
    const double height = lineHeight(fontSize);
    const auto centres = stackLabels(wanted, height, panel.area.top() - height / 2, panel.area.bottom());
    if (!centres)
        return false;
    const double scale = fontSize / 7;
    const double left = panel.area.right() + 2.6 * scale;
    for (std::size_t place = 0; place < labels.size(); ++place) {
        const DirectLabel& label = labels[place];
        const double centre = (*centres)[place];
        scene.items.push_back({SceneLine {{{label.end.x() + 1.1 * scale, label.end.y()},
                                           {panel.area.right() + .3 * scale, label.end.y()},
                                           {left - .5 * scale, centre}},
                                          label.style.color,
                                          .4 * scale},
                               {},
                               label.name,
                               SceneRole::Key});
        scene.items.push_back(
            {SceneMarker {label.style.marker, {left + .7 * scale, centre}, 3.6 * scale, label.style.color},
             {},
             label.name,
             SceneRole::Key});
        const double textLeft = left + 2 * scale;
        addText(scene,
                {elided(label.text, columnWidth - (textLeft - panel.area.right()), fontSize, true),
                 {textLeft, centre + fontExtent(fontSize).capHeight / 2},
                 fontSize,
                 readableOnWhite(label.style.color),
                 true},
                label.name, SceneRole::Key);
        scene.key.push_back({label.text, SceneLine {{}, label.style.color, curveWidth(fontSize)},
                             SceneMarker {label.style.marker, {}, 3.4 * scale, label.style.color}});
    }
    return true;
}

QString elided(const QString& text, double width, double fontSize, bool bold)
{
    if (textWidth(text, fontSize, bold) <= width)
        return text;
    for (qsizetype kept = text.size() - 1; kept > 0; --kept) {
        const QString shorter = text.left(kept).trimmed() + QChar(0x2026);
        if (textWidth(shorter, fontSize, bold) <= width)
            return shorter;
    }
    return QString(QChar(0x2026));
}

QColor readableOnWhite(const QColor& color)
{
    QColor darker = color;
    while (1.05 / (relativeLuminance(darker) + .05) < 4.5) {
        float hue = 0;
        float saturation = 0;
        float lightness = 0;
        darker.getHslF(&hue, &saturation, &lightness);
        darker = QColor::fromHslF(std::max(0.F, hue), saturation, std::max(0.F, lightness - .01F));
    }
    return darker;
}

QString labelOf(const Observer& observer)
{
    return QString::fromStdString(observer.label.empty() ? observer.name : observer.label);
}

std::vector<QPointF> meansOf(const std::vector<CurvePoint>& points)
{
    std::vector<QPointF> means;
    means.reserve(points.size());
    for (const CurvePoint& point : points)
        means.emplace_back(point.epoch, point.mean);
    return means;
}

std::optional<std::pair<int, int>> epochRange(const std::vector<ObserverCurves>& observers)
{
    std::optional<std::pair<int, int>> range;
    for (const ObserverCurves& observer : observers)
        for (const auto* points : {&observer.train, &observer.test})
            for (const CurvePoint& point : *points)
                range = range
                    ? std::pair(std::min(range->first, point.epoch), std::max(range->second, point.epoch))
                    : std::pair(point.epoch, point.epoch);
    return range;
}

const ObserverAnalysis* analysisOf(const FigureInput& input, std::size_t observer)
{
    if (!input.analysis)
        return nullptr;
    const std::string& name = input.curves.observers[observer].observer.name;
    const auto& all = input.analysis->observers;
    const auto found = std::find_if(all.begin(), all.end(), [&](const ObserverAnalysis& analysis) {
        return analysis.curves.observer.name == name;
    });
    return found == all.end() ? nullptr : &*found;
}

ObserverStyle styleOf(const FigureInput& input, std::size_t observer)
{
    if (observer < input.styles.size())
        return input.styles[observer];
    int unknown = 0;
    for (std::size_t before = 0; before < observer; ++before)
        unknown += isUnknownNetwork(input.curves.observers[before].observer) ? 1 : 0;
    return styleFor(input.curves.observers[observer].observer, unknown);
}

std::optional<NetworkFacts> factsOf(const Observer& observer, const std::vector<NetworkFacts>& given)
{
    for (const NetworkFacts& facts : given)
        if (facts.observer == observer.name)
            return facts;
    if (const KnownNetwork* known = findKnownNetwork(observer.name))
        return NetworkFacts {
            observer.name, {}, known->imagenetTop1, known->parametersMillion, known->generation};
    return std::nullopt;
}

QColor publishedColor(const Observer& observer, const std::vector<NetworkFacts>& given)
{
    if (observer.kind == ObserverKind::Human)
        return QColor(0xdd3497);
    const auto facts = factsOf(observer, given);
    if (!facts)
        return QColor(0x999999);
    return facts->generation == KnownNetwork::Generation::Classic ? QColor(0x66b2b2) : QColor(0xffc966);
}

tl::unexpected<Error> tooSmall(const FigureScene& scene, double needWidth, double needHeight)
{
    const auto rounded = [](double length) { return std::to_string(static_cast<int>(std::ceil(length))); };
    return failure(Error::Kind::Usage,
                   "a page of " + rounded(scene.width) + " x " + rounded(scene.height)
                       + " mm is too small for this figure; it needs at least " + rounded(needWidth) + " x "
                       + rounded(needHeight) + " mm");
}

} // namespace learnscope
