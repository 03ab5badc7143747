#pragma once

#include <QFont>
#include <QRectF>
#include <QString>

class QImage;
class QPainter;
class QPen;

namespace learnscope {

struct Theme;

/// @p image as large as fits into @p frame, with round corners; a quiet ground while it is null.
void paintThumbnail(QPainter* painter, const QRectF& frame, const QImage& image, const Theme& theme);
/// Where there is no picture: a dashed frame with a sign in it.
void paintGap(QPainter* painter, const QRectF& frame, const Theme& theme, const QString& sign = {});
/// A round frame whose line lies inside @p frame.
void strokeFrame(QPainter* painter, const QRectF& frame, const QPen& pen);

/// For what stands below small pictures and in narrow tables.
QFont smallFont(const QFont& font);

} // namespace learnscope
