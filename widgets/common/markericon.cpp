#include "widgets/common/markericon.h"

#include <QIcon>
#include <QPainter>
#include <QPixmap>

namespace learnscope {

void drawMarker(QPainter& painter, const ObserverStyle& style, const QPointF& centre, double size, bool dark)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(centre);
    painter.setPen(Qt::NoPen);
    painter.setBrush(dark ? onDark(style.color) : style.color);
    painter.drawPath(markerPath(style.marker, size));
    painter.restore();
}

QIcon markerIcon(const ObserverStyle& style, int size, bool dark)
{
    constexpr int density = 3; // sharp up to three device pixels per pixel
    QPixmap pixmap(size * density, size * density);
    pixmap.setDevicePixelRatio(density);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawMarker(painter, style, QPointF(size / 2., size / 2.), size * .72, dark);
    painter.end();
    return QIcon(pixmap);
}

} // namespace learnscope
