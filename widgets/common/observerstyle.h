#pragma once

#include "core/data/observer.h"

#include <QColor>
#include <QPainterPath>

#include <optional>
#include <span>
#include <string_view>

namespace learnscope {

enum class Marker {
    Square,
    Circle,
    TriangleUp,
    Diamond,
    TriangleDown,
    Pentagon,
    Hexagon,
    Cross,
    TriangleLeft,
    TriangleRight,
    Octagon,
};

std::span<const Marker> allMarkers();
std::string_view toString(Marker marker); ///< "square", "triangle-up"...: the name in files and options
std::optional<Marker> markerFromName(std::string_view name);

/// How one observer is drawn in every view and figure: colour is never the only sign.
struct ObserverStyle
{
    QColor color;
    Marker marker = Marker::Circle;

    bool operator==(const ObserverStyle&) const = default;
};

/// Humans are magenta squares; known networks have colours and markers of their own from the Okabe-Ito set,
/// others take the remaining ones by @p index, their number among the unknown networks opened so far.
ObserverStyle styleFor(const Observer& observer, int index);

/// Whether styleFor depends on the index: a network that is not known.
bool isUnknownNetwork(const Observer& observer);

/// The colour to draw with on a dark background: the same hue, no lighter than a contrast of 4.5:1 needs.
QColor onDark(const QColor& color);

/// The shade of number @p place of @p count things of one observer, such as the windows of a moving average,
/// from pale to dark; the colour itself stands in the middle.
QColor shadeOf(const QColor& color, std::size_t place, std::size_t count);

/// The marker's outline around (0, 0), of the area of a circle of diameter @p size.
QPainterPath markerPath(Marker marker, double size);

} // namespace learnscope
