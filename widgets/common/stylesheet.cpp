#include "widgets/common/stylesheet.h"

#include "widgets/common/theme.h"

#include <utility>

namespace learnscope {

namespace {
// $name stands for a colour of the theme. Lengths follow the 8 px grid and its halves.
const char* const text = R"(
QMainWindow, QDialog { background: $window; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 4px 6px; }

QMenuBar { background: $surface; border-bottom: 1px solid $border; padding: 2px 4px; }
QMenuBar::item { background: transparent; padding: 5px 8px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $selection; color: $text; }
QMenu { background: $surface; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { padding-left: 4px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }

QMainWindow::separator { background: $window; width: 4px; height: 4px; }
QMainWindow::separator:hover { background: $accent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $accent; }
QDockWidget { color: $muted; }
QDockWidget > QWidget { background: $surface; }

QWidget#docktitle, QWidget#panel, QStatusBar { background: $surface; }
QLabel#section, QLabel#muted { color: $muted; }
QLabel#title { font-weight: 600; color: $text; }
QStatusBar { border-top: 1px solid $border; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; }

QFrame#card { background: $surface; border: 1px solid $border; border-radius: 6px; }
QFrame#card[active="true"] { border: 1px solid $activeborder; }
QWidget#cardheader { background: transparent; }
QFrame#notice { background: $selection; border: 1px solid $border; border-radius: 6px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px; }
QToolButton:hover, QToolButton:pressed, QToolButton:open { background: $selection; }
QToolButton:focus { border: 1px solid $accent; }
QToolButton::menu-indicator { image: none; }

QToolButton#chip { background: $selection; color: $accent; border: 1px solid $accent; border-radius: 9px;
    padding: 0 7px; }
QToolButton#chip:hover, QToolButton#chip:pressed { background: $surface; }
QToolButton#chip:focus { border: 2px solid $accent; padding: 0 6px; }

QPushButton { background: $surface; color: $text; border: 1px solid $controlborder; border-radius: 4px;
    padding: 5px 14px; min-height: 16px; }
QPushButton:hover { background: $selection; }
QPushButton:pressed { background: $border; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $muted; border-color: $border; }
QPushButton:default, QPushButton#primary { background: $accent; color: $onaccent; border-color: $accent; }
QPushButton:default:hover, QPushButton#primary:hover { background: $accenthover; border-color: $accenthover; }
QPushButton#primary:focus, QPushButton:default:focus { border: 2px solid $text; padding: 4px 13px; }

QPushButton#link { background: transparent; border: 1px solid transparent; text-align: left; color: $accent;
    padding: 3px 4px; }
QPushButton#link:hover { background: $selection; }
QPushButton#link:focus { border: 1px solid $accent; }

QLineEdit { background: $surface; color: $text; border: 1px solid $controlborder;
    border-radius: 4px; padding: 4px 7px; min-height: 18px; selection-background-color: $accent;
    selection-color: $onaccent; }
QLineEdit:focus { border: 1px solid $accent; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QAbstractItemView QLineEdit { padding: 0 4px; min-height: 0; }

QAbstractItemView { background: $surface; alternate-background-color: $window; border: none; outline: 0;
    selection-background-color: $selection; selection-color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 4px 4px; font-weight: 400; }
QTableCornerButton::section { background: $surface; border: none; }

QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
    padding: 6px 1px 4px 1px; margin: 0 10px 0 0; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }

QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $handle; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

QColor mixed(const QColor& one, const QColor& other, double share)
{
    const auto part = [share](float a, float b) { return float(a * share + b * (1 - share)); };
    return QColor::fromRgbF(part(one.redF(), other.redF()), part(one.greenF(), other.greenF()),
                            part(one.blueF(), other.blueF()));
}
} // namespace

QString styleSheet(const Theme& theme)
{
    // Longer names first, so that none is taken for the beginning of another.
    const std::pair<const char*, QColor> colors[] = {
        {"$controlborder", mixed(theme.mutedText, theme.border, .6)},
        {"$activeborder", mixed(theme.mutedText, theme.border, .45)},
        {"$accenthover", mixed(theme.accent, theme.text, .85)},
        {"$selection", theme.selection},
        {"$onaccent", theme.dark ? theme.window : theme.surface},
        {"$surface", theme.surface},
        {"$window", theme.window},
        {"$border", theme.border},
        {"$accent", theme.accent},
        {"$handle", mixed(theme.mutedText, theme.surface, .4)},
        {"$muted", theme.mutedText},
        {"$text", theme.text},
    };
    QString sheet = QString::fromLatin1(text);
    for (const auto& [name, color] : colors)
        sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

} // namespace learnscope
