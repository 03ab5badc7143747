#include "widgets/common/observerstyle.h"

#include "core/data/knownnetworks.h"
#include "widgets/common/theme.h"

#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace learnscope {

namespace {
constexpr QRgb humanColor = 0xffdd3497;

constexpr std::array<std::string_view, 8> markerNames = {
    "square", "circle", "triangle-up", "diamond", "triangle-down", "pentagon", "hexagon", "cross"};

struct Entry
{
    QRgb color;
    Marker marker;
};

// Okabe and Ito's colours without the yellow, which is lost in thin lines, and without the purple, which is
// close to the colour of humans. In the order of knownNetworks().
constexpr std::array<Entry, 6> networkStyles = {{
    {0xff0072b2, Marker::Circle},
    {0xff009e73, Marker::TriangleUp},
    {0xffd55e00, Marker::TriangleDown},
    {0xffe69f00, Marker::Diamond},
    {0xff56b4e9, Marker::Pentagon},
    {0xff333333, Marker::Hexagon},
}};

/// Relative luminance of an sRGB colour (WCAG 2.1), 0 to 1.
double relativeLuminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= .04045 ? channel / 12.92 : std::pow((channel + .055) / 1.055, 2.4);
    };
    return .2126 * linear(color.redF()) + .7152 * linear(color.greenF()) + .0722 * linear(color.blueF());
}

QPolygonF regularPolygon(int corners, double firstAngle, double area)
{
    const double radius = std::sqrt(2 * area / (corners * std::sin(2 * std::numbers::pi / corners)));
    QPolygonF polygon;
    for (int corner = 0; corner <= corners; ++corner) {
        const double angle = firstAngle + 2 * std::numbers::pi * corner / corners;
        polygon << QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    return polygon;
}
} // namespace

std::span<const Marker> allMarkers()
{
    static constexpr std::array markers = {Marker::Square,  Marker::Circle,       Marker::TriangleUp,
                                           Marker::Diamond, Marker::TriangleDown, Marker::Pentagon,
                                           Marker::Hexagon, Marker::Cross};
    return markers;
}

std::string_view toString(Marker marker)
{
    return markerNames[static_cast<std::size_t>(marker)];
}

std::optional<Marker> markerFromName(std::string_view name)
{
    const auto found = std::find(markerNames.begin(), markerNames.end(), name);
    return found == markerNames.end() ? std::nullopt
                                      : std::optional(static_cast<Marker>(found - markerNames.begin()));
}

ObserverStyle styleFor(const Observer& observer, int index)
{
    if (observer.kind == ObserverKind::Human)
        return {QColor::fromRgb(humanColor), Marker::Square};
    if (const KnownNetwork* known = findKnownNetwork(observer.name)) {
        const auto place = static_cast<std::size_t>(known - knownNetworks().data());
        return {QColor::fromRgb(networkStyles[place].color), networkStyles[place].marker};
    }
    const auto place = static_cast<std::size_t>(index);
    // Each turn through the colours shifts the markers by one, so that no pair comes back soon.
    const Entry& colour = networkStyles[(place + 3) % networkStyles.size()];
    const Entry& shape = networkStyles[(place + 4 + place / networkStyles.size()) % networkStyles.size()];
    return {QColor::fromRgb(colour.color), shape.marker};
}

bool isUnknownNetwork(const Observer& observer)
{
    return observer.kind == ObserverKind::Network && findKnownNetwork(observer.name) == nullptr;
}

QColor onDark(const QColor& color)
{
    constexpr double enough = 4.5; // WCAG 2.1, success criterion 1.4.3
    const double behind = relativeLuminance(Theme::darkTheme().surface);
    float hue = 0;
    float saturation = 0;
    float lightness = 0;
    color.getHslF(&hue, &saturation, &lightness);
    QColor lighter = color;
    while ((relativeLuminance(lighter) + .05) / (behind + .05) < enough && lightness < 1) {
        lightness = std::min(1.F, lightness + .01F);
        lighter = QColor::fromHslF(std::max(0.F, hue), saturation, lightness);
    }
    return lighter;
}

QColor shadeOf(const QColor& color, std::size_t place, std::size_t count)
{
    if (count < 2)
        return color;
    const double level = 2. * double(place) / double(count - 1) - 1; // -1 the palest, 1 the darkest
    const double share = level < 0 ? -.55 * level : .45 * level;
    const float target = level < 0 ? 1 : 0;
    const auto mixed = [&](float part) { return float(part + (target - part) * share); };
    return QColor::fromRgbF(mixed(color.redF()), mixed(color.greenF()), mixed(color.blueF()));
}

QPainterPath markerPath(Marker marker, double size)
{
    constexpr double up = -std::numbers::pi / 2;
    const double area = std::numbers::pi * size * size / 4;
    QPainterPath path;
    switch (marker) {
    case Marker::Circle:
        path.addEllipse(QPointF(0, 0), size / 2, size / 2);
        break;
    case Marker::Square:
        path.addPolygon(regularPolygon(4, std::numbers::pi / 4, area));
        break;
    case Marker::Diamond:
        path.addPolygon(regularPolygon(4, up, area));
        break;
    case Marker::TriangleUp:
        path.addPolygon(regularPolygon(3, up, area));
        break;
    case Marker::TriangleDown:
        path.addPolygon(regularPolygon(3, -up, area));
        break;
    case Marker::Pentagon:
        path.addPolygon(regularPolygon(5, up, area));
        break;
    case Marker::Hexagon:
        path.addPolygon(regularPolygon(6, up, area));
        break;
    case Marker::TriangleLeft:
        path.addPolygon(regularPolygon(3, std::numbers::pi, area));
        break;
    case Marker::TriangleRight:
        path.addPolygon(regularPolygon(3, 0, area));
        break;
    case Marker::Octagon:
        path.addPolygon(regularPolygon(8, std::numbers::pi / 8, area));
        break;
    case Marker::Cross: {
        const double arm = size / 6;
        const double reach = size / 2;
        path.addPolygon(QPolygonF({{-arm, -reach},
                                   {arm, -reach},
                                   {arm, -arm},
                                   {reach, -arm},
                                   {reach, arm},
                                   {arm, arm},
                                   {arm, reach},
                                   {-arm, reach},
                                   {-arm, arm},
                                   {-reach, arm},
                                   {-reach, -arm},
                                   {-arm, -arm},
                                   {-arm, -reach}}));
        break;
    }
    }
    return path;
}

} // namespace learnscope
