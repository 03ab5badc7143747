#pragma once

#include <QColor>
#include <QPalette>

class QWidget;

namespace learnscope {

/// The colours of the window, light or dark. Widgets ask Theme::of(this) when they paint and again on
/// QEvent::PaletteChange; nobody keeps one.
struct Theme
{
    bool dark = false;
    QColor window; ///< behind everything
    QColor surface; ///< docks and cards
    QColor border; ///< hairlines between them
    QColor text;
    QColor mutedText; ///< at least 4.5:1 on surface
    QColor accent; ///< the one accent colour
    QColor selection; ///< behind a selected row
    QColor grid;
    QColor axis;
    QColor chanceBand;
    QColor right; ///< a correct answer
    QColor wrong; ///< a wrong one

    static const Theme& light();
    static const Theme& darkTheme();
    static const Theme& of(const QWidget* widget); ///< by the widget's palette

    QPalette palette() const;
};

} // namespace learnscope
