#include "widgets/common/theme.h"

#include <QWidget>

namespace learnscope {

const Theme& Theme::light()
{
    static const Theme theme {false,
                              QColor(0xf3f4f7),
                              QColor(0xffffff),
                              QColor(0xdfe2e8),
                              QColor(0x1b1e24),
                              QColor(0x646b78),
                              QColor(0x2b5fd0),
                              QColor(0xdfe6f5),
                              QColor(0xe6e8ec),
                              QColor(0x7c8290),
                              QColor(0xececee),
                              QColor(0x0b7a55),
                              QColor(0xb8400b)};
    return theme;
}

const Theme& Theme::darkTheme()
{
    static const Theme theme {true,
                              QColor(0x17191d),
                              QColor(0x1f2126),
                              QColor(0x34373f),
                              QColor(0xe6e8ec),
                              QColor(0x9aa1ad),
                              QColor(0x7ea2f7),
                              QColor(0x26324a),
                              QColor(0x32353c),
                              QColor(0x8a909c),
                              QColor(0x2b2d33),
                              QColor(0x4cc38a),
                              QColor(0xff8a5c)};
    return theme;
}

const Theme& Theme::of(const QWidget* widget)
{
    return widget->palette().color(QPalette::Window).lightness() < 128 ? darkTheme() : light();
}

QPalette Theme::palette() const
{
    QPalette colors;
    colors.setColor(QPalette::Window, window);
    colors.setColor(QPalette::WindowText, text);
    colors.setColor(QPalette::Base, surface);
    colors.setColor(QPalette::AlternateBase, window);
    colors.setColor(QPalette::Text, text);
    colors.setColor(QPalette::PlaceholderText, mutedText);
    colors.setColor(QPalette::Button, surface);
    colors.setColor(QPalette::ButtonText, text);
    colors.setColor(QPalette::BrightText, wrong);
    colors.setColor(QPalette::Highlight, accent);
    colors.setColor(QPalette::HighlightedText, dark ? window : surface);
    colors.setColor(QPalette::Link, accent);
    colors.setColor(QPalette::ToolTipBase, surface);
    colors.setColor(QPalette::ToolTipText, text);
    colors.setColor(QPalette::Light, surface);
    colors.setColor(QPalette::Midlight, border);
    colors.setColor(QPalette::Mid, border);
    colors.setColor(QPalette::Dark, border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        colors.setColor(QPalette::Disabled, role, mutedText);
    return colors;
}

} // namespace learnscope
