#include "widgets/figures/figurefont.h"

#include "widgets/figures/figurescene.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QTransform>

namespace learnscope {

namespace {
const auto family = QStringLiteral("Liberation Sans");

double scaleFor(double size)
{
    return size * millimetresPerPoint / figureFontPixels;
}
} // namespace

QFont figureFont(bool bold)
{
    QFont font(QStringList {family, QStringLiteral("Arial"), QStringLiteral("Helvetica")});
    font.setPixelSize(figureFontPixels);
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleHint(QFont::SansSerif);
    return font;
}

QString substituteForFigureFont()
{
    const QString used = QFontInfo(figureFont()).family();
    return used == family ? QString() : used;
}

double textWidth(const QString& text, double size, bool bold)
{
    return QFontMetricsF(figureFont(bold)).horizontalAdvance(text) * scaleFor(size);
}

FontExtent fontExtent(double size)
{
    const QFontMetricsF metrics(figureFont());
    const double scale = scaleFor(size);
    return {metrics.ascent() * scale, metrics.descent() * scale, metrics.capHeight() * scale};
}

QPainterPath textOutline(const QString& text, double size, bool bold)
{
    QPainterPath path;
    path.addText(QPointF(0, 0), figureFont(bold), text);
    return QTransform::fromScale(scaleFor(size), scaleFor(size)).map(path);
}

} // namespace learnscope
