#pragma once

#include "widgets/common/observerstyle.h"

class QIcon;
class QPainter;
class QPointF;

namespace learnscope {

/// Draws the marker of an observer, filled, @p size high, as all views draw it. On a dark surface its colour
/// is lightened.
void drawMarker(QPainter& painter, const ObserverStyle& style, const QPointF& centre, double size, bool dark);

/// The same as an icon, for menus and lists.
QIcon markerIcon(const ObserverStyle& style, int size, bool dark);

} // namespace learnscope
