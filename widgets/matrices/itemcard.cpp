#include "widgets/matrices/itemcard.h"

#include "widgets/common/theme.h"
#include "widgets/stimuli/thumbnailpainting.h"

#include <QPainter>

#include <algorithm>

namespace learnscope {

namespace {
constexpr double pictureSide = 112;
constexpr double widest = 260;
constexpr double margin = 8;
constexpr double away = 14; // from the pointer
}

void paintItemCard(QPainter& painter, const ItemCard& card, const QPointF& at, const QRectF& bounds,
                   const Theme& theme)
{
    QFont bold = painter.font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetricsF titleMetrics(bold);
    const QFontMetricsF metrics(painter.font());
    double wide = titleMetrics.horizontalAdvance(card.title);
    for (const QString& line : card.lines)
        wide = std::max(wide, metrics.horizontalAdvance(line));
    wide = std::min(std::max(wide, card.hasPicture ? pictureSide : 0.), widest);
    const double high = titleMetrics.height() + metrics.height() * double(card.lines.size())
        + (card.hasPicture ? pictureSide + 6 : 0);
    QRectF frame(at + QPointF(away, away), QSizeF(wide + 2 * margin, high + 2 * margin));
    if (frame.right() > bounds.right() - 2)
        frame.moveRight(at.x() - away);
    if (frame.bottom() > bounds.bottom() - 2)
        frame.moveBottom(at.y() - away);
    frame.moveTo(std::max(frame.left(), bounds.left() + 2), std::max(frame.top(), bounds.top() + 2));

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.border);
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(frame.adjusted(.5, .5, -.5, -.5), 5, 5);
    QRectF rest = frame.adjusted(margin, margin, -margin, -margin);
    if (card.hasPicture) {
        paintThumbnail(&painter, QRectF(rest.left(), rest.top(), pictureSide, pictureSide), card.picture,
                       theme);
        rest.setTop(rest.top() + pictureSide + 6);
    }
    const QFont usual = painter.font();
    painter.setFont(bold);
    painter.setPen(theme.text);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignTop,
                     titleMetrics.elidedText(card.title, Qt::ElideMiddle, rest.width() + 1));
    rest.setTop(rest.top() + titleMetrics.height());
    painter.setFont(usual);
    painter.setPen(theme.mutedText);
    for (const QString& line : card.lines) {
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignTop,
                         metrics.elidedText(line, Qt::ElideRight, rest.width() + 1));
        rest.setTop(rest.top() + metrics.height());
    }
    painter.restore();
}

} // namespace learnscope
