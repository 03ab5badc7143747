#pragma once

#include <QFont>
#include <QPainterPath>
#include <QString>

namespace learnscope {

/// Heights of the figure font in millimetres.
struct FontExtent
{
    double ascent = 0;
    double descent = 0;
    double capHeight = 0;
};

/// The font of all figures is Liberation Sans, a free TrueType font with the widths of Arial and digits of
/// one width. It is measured without hinting at 1000 pixels, so that a layout depends on no screen.
constexpr int figureFontPixels = 1000;

QFont figureFont(bool bold = false); ///< at figureFontPixels
/// The family that is really used where Liberation Sans is not installed; else empty.
QString substituteForFigureFont();

double textWidth(const QString& text, double size, bool bold = false); ///< @p size in pt; mm
FontExtent fontExtent(double size); ///< @p size in pt
/// The outlines of @p text in mm; its anchor is on the baseline at (0, 0), at the left.
QPainterPath textOutline(const QString& text, double size, bool bold);

} // namespace learnscope
