#include "widgets/stimuli/thumbnailpainting.h"

#include "widgets/common/theme.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

namespace learnscope {

namespace {
constexpr double radius = 3;
}

void paintThumbnail(QPainter* painter, const QRectF& frame, const QImage& image, const Theme& theme)
{
    QPainterPath round;
    round.addRoundedRect(frame, radius, radius);
    if (image.isNull()) {
        painter->fillPath(round, theme.grid);
        return;
    }
    const QSizeF size = QSizeF(image.size()).scaled(frame.size(), Qt::KeepAspectRatio);
    const QRectF place(frame.center() - QPointF(size.width() / 2, size.height() / 2), size);
    painter->save();
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->setClipPath(round, Qt::IntersectClip);
    painter->drawImage(place, image);
    painter->restore();
}

void paintGap(QPainter* painter, const QRectF& frame, const Theme& theme, const QString& sign)
{
    painter->setPen(QPen(theme.axis, 1, Qt::DashLine));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(frame.adjusted(.5, .5, -.5, -.5), radius, radius);
    painter->setPen(theme.mutedText);
    painter->drawText(frame, Qt::AlignCenter, sign);
}

void strokeFrame(QPainter* painter, const QRectF& frame, const QPen& pen)
{
    const double half = pen.widthF() / 2;
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(frame.adjusted(half, half, -half, -half), radius, radius);
}

QFont smallFont(const QFont& font)
{
    constexpr double scale = .9;
    QFont small = font;
    if (font.pointSizeF() > 0)
        small.setPointSizeF(font.pointSizeF() * scale);
    else
        small.setPixelSize(qRound(font.pixelSize() * scale));
    return small;
}

} // namespace learnscope
