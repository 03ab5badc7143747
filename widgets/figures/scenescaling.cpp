#include "widgets/figures/scenescaling.h"

namespace learnscope {

void widenLines(FigureScene& scene, double factor)
{
    const auto widen = [factor](SceneLine& line) {
        line.width *= factor;
        for (double& length : line.dash)
            length *= factor;
    };
    for (SceneItem& item : scene.items)
        if (auto* line = std::get_if<SceneLine>(&item.shape);
            line && (item.role == SceneRole::Data || item.role == SceneRole::Key))
            widen(*line);
    for (SceneKeyEntry& entry : scene.key)
        if (entry.line)
            widen(*entry.line);
}

void scaleScene(FigureScene& scene, double factor)
{
    const auto points = [factor](std::vector<QPointF>& list) {
        for (QPointF& point : list)
            point *= factor;
    };
    const auto rectangle = [factor](const QRectF& area) {
        return QRectF(area.topLeft() * factor, area.size() * factor);
    };
    struct Scale
    {
        double factor;
        decltype(points)& scalePoints;
        decltype(rectangle)& scaleRectangle;

        void operator()(SceneLine& line) const
        {
            scalePoints(line.points);
            line.width *= factor;
            for (double& length : line.dash)
                length *= factor;
        }
        void operator()(ScenePolygon& polygon) const { scalePoints(polygon.points); }
        void operator()(SceneMarker& marker) const
        {
            marker.center *= factor;
            marker.size *= factor;
            marker.outlineWidth *= factor;
        }
        void operator()(SceneText& text) const
        {
            text.position *= factor;
            text.size *= factor;
        }
        void operator()(SceneImage& image) const { image.area = scaleRectangle(image.area); }
    };
    scene.width *= factor;
    scene.height *= factor;
    for (SceneItem& item : scene.items) {
        if (!item.clip.isNull())
            item.clip = rectangle(item.clip);
        std::visit(Scale {factor, points, rectangle}, item.shape);
    }
    for (ScenePanel& panel : scene.panels)
        panel.area = rectangle(panel.area);
    for (SceneKeyEntry& entry : scene.key) {
        if (entry.line) {
            entry.line->width *= factor;
            for (double& length : entry.line->dash)
                length *= factor;
        }
        if (entry.marker) {
            entry.marker->size *= factor;
            entry.marker->outlineWidth *= factor;
        }
    }
}

} // namespace learnscope
