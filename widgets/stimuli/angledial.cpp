#include "widgets/stimuli/angledial.h"

#include "widgets/common/theme.h"
#include "widgets/stimuli/stimuluscaption.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace learnscope {

namespace {
/// The shorter way round between two angles, in degrees.
double distance(double left, double right)
{
    const double turn = std::fmod(std::abs(left - right), 360);
    return std::min(turn, 360 - turn);
}
} // namespace

AngleDial::AngleDial(QWidget* parent)
    : QAbstractSlider(parent)
{
    setFocusPolicy(Qt::TabFocus);
}

void AngleDial::show(const QString& axis, std::vector<Mark> marks, int current, bool active)
{
    m_axis = axis;
    m_marks = std::move(marks);
    m_active = active;
    setRange(m_marks.front().angle, m_marks.back().angle);
    setValue(current);
    const QString name = axis.isEmpty() ? tr("Angle") : tr("Angle about %1").arg(axis);
    setAccessibleName(name);
    setAccessibleDescription(active ? angleText(current) : tr("not shown"));
    setToolTip(name);
    update();
}

QPointF AngleDial::pointAt(int angle, double radius) const
{
    const double radians = angle * std::numbers::pi / 180;
    return QRectF(rect()).center() + QPointF(radius * std::sin(radians), -radius * std::cos(radians));
}

void AngleDial::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF center = QRectF(rect()).center();
    const double radius = std::min(width(), height()) / 2.0 - 4;
    painter.setPen(QPen(hasFocus() ? theme.accent : theme.border, hasFocus() ? 2 : 1));
    painter.drawEllipse(center, radius, radius);
    if (m_active) {
        painter.setPen(QPen(theme.accent, 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(pointAt(value(), radius * .55), pointAt(value(), radius));
    }
    for (const Mark& mark : m_marks) {
        const bool current = m_active && mark.angle == value();
        painter.setPen(QPen(current ? theme.accent : theme.axis, 1));
        painter.setBrush(current ? theme.accent : mark.exists ? theme.axis : theme.surface);
        const double size = current ? 3.2 : 2;
        painter.drawEllipse(pointAt(mark.angle, radius), size, size);
    }
    painter.setPen(m_active ? theme.text : theme.mutedText);
    painter.drawText(rect(), Qt::AlignCenter, m_axis);
}

void AngleDial::choose(int angle)
{
    if (!m_active || angle != value())
        Q_EMIT angleChosen(angle);
}

void AngleDial::chooseAt(const QPointF& position)
{
    const QPointF arm = position - QRectF(rect()).center();
    if (std::hypot(arm.x(), arm.y()) < 3)
        return; // no direction yet
    const double angle = std::atan2(arm.x(), -arm.y()) * 180 / std::numbers::pi;
    const Mark* nearest = nullptr;
    for (const Mark& mark : m_marks)
        if (mark.exists && (!nearest || distance(mark.angle, angle) < distance(nearest->angle, angle)))
            nearest = &mark;
    if (nearest)
        choose(nearest->angle);
}

void AngleDial::step(int steps)
{
    std::vector<int> angles;
    for (const Mark& mark : m_marks)
        if (mark.exists && (angles.empty() || angles.back() != mark.angle))
            angles.push_back(mark.angle);
    if (angles.empty())
        return;
    const auto last = static_cast<std::ptrdiff_t>(angles.size()) - 1;
    const auto here = std::lower_bound(angles.begin(), angles.end(), value()) - angles.begin();
    choose(angles[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(here + steps, 0, last))]);
}

void AngleDial::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        chooseAt(event->position());
}

void AngleDial::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        chooseAt(event->position());
}

void AngleDial::wheelEvent(QWheelEvent* event)
{
    constexpr int notch = 120;
    m_wheelRest += event->angleDelta().y();
    const int steps = m_wheelRest / notch;
    m_wheelRest -= steps * notch;
    if (steps != 0)
        step(-steps);
    event->accept();
}

void AngleDial::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() & ~Qt::KeypadModifier)
        event->ignore();
    else if (event->key() == Qt::Key_Left)
        step(-1);
    else if (event->key() == Qt::Key_Right)
        step(1);
    else if (event->key() == Qt::Key_Home)
        choose(std::find_if(m_marks.begin(), m_marks.end(), [](const Mark& mark) {
                   return mark.exists;
               })->angle);
    else if (event->key() == Qt::Key_End)
        choose(std::find_if(m_marks.rbegin(), m_marks.rend(), [](const Mark& mark) {
                   return mark.exists;
               })->angle);
    else
        event->ignore(); // up, down and space are the viewer's
}

} // namespace learnscope
