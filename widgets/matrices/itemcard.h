#pragma once

#include <QImage>
#include <QString>
#include <QStringList>

class QPainter;
class QPointF;
class QRectF;

namespace learnscope {

struct Theme;

/// What is told of an item that the pointer is at.
struct ItemCard
{
    QString title;
    QStringList lines = {}; ///< below it, quietly
    bool hasPicture = false; ///< its room is kept until it is there
    QImage picture = {};
};

/// Draws the card beside @p at, within @p bounds, in the painter's font.
void paintItemCard(QPainter& painter, const ItemCard& card, const QPointF& at, const QRectF& bounds,
                   const Theme& theme);

} // namespace learnscope
