#pragma once

#include <QFont>

#include <optional>

class QApplication;
class QLabel;
class QString;
class QWidget;

namespace learnscope {

struct Theme;

/// Which theme is wanted; System follows the desktop as it was when the program started.
enum class ThemeChoice { System, Light, Dark };

/// "system", "light" or "dark": the name in settings and on the command line.
QString themeName(ThemeChoice choice);
std::optional<ThemeChoice> themeChoiceFrom(const QString& name);

/// Style, palette, style sheet and font of the whole program. Call again to change the theme. Sizes are in
/// device-independent pixels on a grid of 8; larger scales come from Qt's scale factor, so that line widths
/// and pictures grow with the text. GUI thread.
void applyLook(QApplication& application, const Theme& theme);

/// The program's font: Inter, 13 px, or what the system has instead.
QFont programFont();

/// @p like with figures of one width, for columns of numbers: Inter's own are proportional, and Qt before 6.7
/// cannot switch its tabular ones on.
QFont tabularFont(const QFont& like);

/// A quiet heading over a part of a dock: small, spaced capitals. Owned by @p parent.
QLabel* makeSectionLabel(const QString& text, QWidget* parent);

} // namespace learnscope
