#include "widgets/figures/scenepainter.h"

#include "widgets/figures/figurefont.h"
#include "widgets/figures/figurescene.h"

#include <QPainter>

namespace learnscope {

namespace {
struct Draw
{
    QPainter& painter;
    TextAs textAs;

    void operator()(const SceneLine& line) const
    {
        const double width = line.width * millimetresPerPoint;
        QPen pen(line.color, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        if (!line.dash.empty()) {
            QList<qreal> pattern; // Qt counts dashes in pen widths
            for (const double length : line.dash)
                pattern << length / line.width;
            pen.setDashPattern(pattern);
        }
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(line.points.data(), static_cast<int>(line.points.size()));
    }

    void operator()(const ScenePolygon& polygon) const
    {
        QColor fill = polygon.fill;
        fill.setAlphaF(static_cast<float>(polygon.opacity));
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(polygon.points.data(), static_cast<int>(polygon.points.size()));
    }

    void operator()(const SceneMarker& marker) const
    {
        QColor fill = marker.fill;
        fill.setAlphaF(static_cast<float>(marker.opacity));
        painter.setBrush(fill);
        painter.setPen(marker.outlineWidth > 0
                           ? QPen(marker.outline, marker.outlineWidth * millimetresPerPoint)
                           : QPen(Qt::NoPen));
        painter.drawPath(
            markerPath(marker.shape, marker.size * millimetresPerPoint).translated(marker.center));
    }

    void operator()(const SceneText& text) const
    {
        const double width = textWidth(text.text, text.size, text.bold);
        painter.translate(text.position);
        painter.rotate(text.rotation);
        if (text.anchor != SceneText::Anchor::Start)
            painter.translate(text.anchor == SceneText::Anchor::Middle ? -width / 2 : -width, 0);
        if (textAs == TextAs::Outlines) {
            painter.fillPath(textOutline(text.text, text.size, text.bold), text.color);
            return;
        }
        painter.setPen(text.color);
        painter.setFont(figureFont(text.bold));
        const double scale = text.size * millimetresPerPoint / figureFontPixels;
        painter.scale(scale, scale);
        painter.drawText(QPointF(0, 0), text.text);
    }

    void operator()(const SceneImage& image) const
    {
        painter.setRenderHint(QPainter::Antialiasing, false); // no seams at the picture's edges
        painter.setRenderHint(QPainter::SmoothPixmapTransform, image.smooth);
        painter.drawImage(image.area, image.image);
    }
};
} // namespace

void paintScene(QPainter& painter, const FigureScene& scene, TextAs textAs)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const SceneItem& item : scene.items) {
        painter.save();
        if (!item.clip.isNull())
            painter.setClipRect(item.clip, Qt::IntersectClip);
        std::visit(Draw {painter, textAs}, item.shape);
        painter.restore();
    }
}

} // namespace learnscope
