#pragma once

#include <QColor>
#include <QIcon>
#include <QStringList>

namespace learnscope {

/// The line icon resources/icons/@p name.svg in one colour, sharp at every size and device pixel ratio;
/// greyed by half where it is disabled. Null, with a warning in the log, where there is no such icon. Ask
/// again with Theme::of(widget).text on QEvent::PaletteChange: an icon does not change its colour by itself.
/// GUI thread.
QIcon themedIcon(const QString& name, const QColor& color);

/// The program's own icon, in its own colours.
QIcon programIcon();

/// The names that themedIcon() knows, in alphabetical order.
QStringList iconNames();

} // namespace learnscope
