#pragma once

#include <QPointF>
#include <QRectF>

namespace learnscope {

/// What of a group's maps is looked at: all of them have the same. In units in which all points of a group
/// lie between -1 and 1. A value.
struct MapSight
{
    QPointF centre;
    double zoom = 1; ///< 1: all points are seen

    bool operator==(const MapSight&) const = default;
};

/// Held so that the middle is among the points and no further away than all of them.
MapSight heldSight(MapSight sight);
/// Zoomed by @p factor about a point that stays where it is.
MapSight zoomedSight(const MapSight& sight, double factor, const QPointF& about);
/// The part that holds @p box, whose shape is that of the area or not.
MapSight sightOf(const QRectF& box, const QSizeF& area);

/// From units to pixels of an area and back; both axes have one scale, and the second points up.
class MapProjection
{
public:
    MapProjection(const MapSight& sight, const QRectF& area);

    QPointF toPixel(const QPointF& point) const
    {
        return {m_middle.x() + (point.x() - m_centre.x()) * m_scale,
                m_middle.y() - (point.y() - m_centre.y()) * m_scale};
    }
    QPointF toPoint(const QPointF& pixel) const
    {
        return {m_centre.x() + (pixel.x() - m_middle.x()) / m_scale,
                m_centre.y() - (pixel.y() - m_middle.y()) / m_scale};
    }
    double scale() const noexcept { return m_scale; } ///< pixels per unit

private:
    QPointF m_centre;
    QPointF m_middle;
    double m_scale;
};

} // namespace learnscope
