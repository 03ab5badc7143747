#include "widgets/common/programstyle.h"

#include "widgets/common/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace learnscope {

namespace {
void drawCheckBox(const QStyleOption& option, QPainter& painter, const Theme& theme)
{
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option.state & QStyle::State_Enabled;
    const QRectF box = QRectF(option.rect).adjusted(.5, .5, -.5, -.5);
    // Not from the palette: in item views its highlight is the quiet colour of a selected row.
    const QColor accent = enabled ? theme.accent : theme.mutedText;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on ? accent : theme.mutedText, 1));
    painter.setBrush(on ? accent : theme.surface);
    painter.drawRoundedRect(box, 3, 3);
    const QColor mark = theme.dark ? theme.window : theme.surface;
    painter.setPen(QPen(mark, box.width() / 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    if (option.state & QStyle::State_On) {
        QPainterPath path(at(.24, .53));
        path.lineTo(at(.43, .71));
        path.lineTo(at(.77, .32));
        painter.drawPath(path);
    } else if (option.state & QStyle::State_NoChange) {
        painter.drawLine(at(.27, .5), at(.73, .5));
    }
    if (option.state & QStyle::State_HasFocus) {
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 4, 4);
    }
    painter.restore();
}

/// Fusion's own can hardly be seen on dark.
void drawRadioButton(const QStyleOption& option, QPainter& painter, const Theme& theme)
{
    const bool on = option.state & QStyle::State_On;
    const QColor accent = option.state & QStyle::State_Enabled ? theme.accent : theme.mutedText;
    const double size = std::min(option.rect.width(), option.rect.height()) - 1;
    QRectF circle(0, 0, size, size);
    circle.moveCenter(QRectF(option.rect).center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on ? accent : theme.mutedText, 1));
    painter.setBrush(theme.surface);
    painter.drawEllipse(circle);
    if (on) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(accent);
        painter.drawEllipse(circle.center(), size * .28, size * .28);
    }
    painter.restore();
}

void drawBranch(const QStyleOption& option, QPainter& painter)
{
    if (!(option.state & QStyle::State_Children))
        return;
    const QPointF centre = QRectF(option.rect).center();
    constexpr double arm = 3;
    QPainterPath path;
    if (option.state & QStyle::State_Open) {
        path.moveTo(centre + QPointF(-arm - .5, -arm / 2));
        path.lineTo(centre + QPointF(0, arm / 2 + .5));
        path.lineTo(centre + QPointF(arm + .5, -arm / 2));
    } else {
        path.moveTo(centre + QPointF(-arm / 2, -arm - .5));
        path.lineTo(centre + QPointF(arm / 2 + .5, 0));
        path.lineTo(centre + QPointF(-arm / 2, arm + .5));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(option.palette.color(QPalette::PlaceholderText), 1.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(path);
    painter.restore();
}
} // namespace

ProgramStyle::ProgramStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void ProgramStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(*option, *painter, widget ? Theme::of(widget) : Theme::light());
        return;
    case PE_IndicatorRadioButton:
        drawRadioButton(*option, *painter, widget ? Theme::of(widget) : Theme::light());
        return;
    case PE_IndicatorBranch:
        drawBranch(*option, *painter);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

int ProgramStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 14;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_TreeViewIndentation:
        return 16;
    case PM_TabBarTabHSpace:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ProgramStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* returned) const
{
    // Nothing moves by itself: no sliding docks, no fading scroll bars.
    if (hint == SH_Widget_Animation_Duration)
        return 0;
    if (hint == SH_UnderlineShortcut)
        return m_altIsDown;
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0; // the desktop's would stand beside our own
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

void ProgramStyle::polish(QApplication* application)
{
    QProxyStyle::polish(application);
    application->installEventFilter(this);
}

bool ProgramStyle::eventFilter(QObject* watched, QEvent* event)
{
    const bool pressed = event->type() == QEvent::KeyPress;
    if ((pressed || event->type() == QEvent::KeyRelease)
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt && pressed != m_altIsDown) {
        m_altIsDown = pressed;
        for (QWidget* widget : QApplication::allWidgets())
            if (widget->isVisible())
                widget->update();
    }
    return QProxyStyle::eventFilter(watched, event);
}

} // namespace learnscope
