#include "widgets/matrices/mapsight.h"

#include <algorithm>

namespace learnscope {

namespace {
constexpr double largestZoom = 400;
constexpr double border = 1.06; // units that are seen from the middle on, when all is seen
}

MapSight heldSight(MapSight sight)
{
    sight.zoom = std::clamp(sight.zoom, 1., largestZoom);
    const double reach = 1 - 1 / sight.zoom;
    sight.centre = {std::clamp(sight.centre.x(), -reach, reach), std::clamp(sight.centre.y(), -reach, reach)};
    return sight;
}

MapSight zoomedSight(const MapSight& sight, double factor, const QPointF& about)
{
    const double zoom = std::clamp(sight.zoom * factor, 1., largestZoom);
    return heldSight({about + (sight.centre - about) * (sight.zoom / zoom), zoom});
}

MapSight sightOf(const QRectF& box, const QSizeF& area)
{
    const double side = std::min(area.width(), area.height());
    const double zoom =
        std::min(area.width() / std::max(box.width(), 1e-9), area.height() / std::max(box.height(), 1e-9)) * 2
        * border / side;
    return heldSight({box.center(), zoom});
}

MapProjection::MapProjection(const MapSight& sight, const QRectF& area)
    : m_centre(sight.centre)
    , m_middle(area.center())
    , m_scale(std::max(1., std::min(area.width(), area.height())) / (2 * border) * sight.zoom)
{
}

} // namespace learnscope
