#include "widgets/figures/figurescene.h"

#include "widgets/figures/figurefont.h"

#include <QTransform>

namespace learnscope {

QPointF ScenePanel::map(double x, double y) const
{
    return {area.left() + (x - xLow) / (xHigh - xLow) * area.width(),
            area.bottom() - (y - yLow) / (yHigh - yLow) * area.height()};
}

QPointF ScenePanel::unmap(QPointF position) const
{
    return {xLow + (position.x() - area.left()) / area.width() * (xHigh - xLow),
            yLow + (area.bottom() - position.y()) / area.height() * (yHigh - yLow)};
}

QRectF boundsOf(const SceneText& text)
{
    const FontExtent extent = fontExtent(text.size);
    const double width = textWidth(text.text, text.size, text.bold);
    const double left = text.anchor == SceneText::Anchor::Start ? 0
        : text.anchor == SceneText::Anchor::Middle              ? -width / 2
                                                                : -width;
    QTransform place;
    place.translate(text.position.x(), text.position.y());
    place.rotate(text.rotation);
    return place.mapRect(QRectF(left, -extent.ascent, width, extent.ascent + extent.descent));
}

} // namespace learnscope
