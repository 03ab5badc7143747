#include "widgets/stimuli/glyphbutton.h"

#include "widgets/common/theme.h"

#include <QAction>
#include <QPainter>
#include <QPainterPath>

namespace learnscope {

namespace {
/// In a square from (-1, -1) to (1, 1).
QPainterPath pathOf(GlyphButton::Glyph glyph, bool checked)
{
    QPainterPath path;
    switch (glyph) {
    case GlyphButton::Glyph::Previous:
        path.addPolygon(QPolygonF({{.4, -.8}, {-.4, 0}, {.4, .8}}));
        break;
    case GlyphButton::Glyph::Next:
        path.addPolygon(QPolygonF({{-.4, -.8}, {.4, 0}, {-.4, .8}}));
        break;
    case GlyphButton::Glyph::Up:
        path.addPolygon(QPolygonF({{-.8, .4}, {0, -.4}, {.8, .4}}));
        break;
    case GlyphButton::Glyph::Down:
        path.addPolygon(QPolygonF({{-.8, -.4}, {0, .4}, {.8, -.4}}));
        break;
    case GlyphButton::Glyph::Play:
        if (checked) { // the pause sign
            path.addRect(-.7, -.8, .45, 1.6);
            path.addRect(.25, -.8, .45, 1.6);
        } else {
            path.addPolygon(QPolygonF({{-.55, -.9}, {.9, 0}, {-.55, .9}, {-.55, -.9}}));
        }
        break;
    case GlyphButton::Glyph::Close:
        path.moveTo(-.6, -.6);
        path.lineTo(.6, .6);
        path.moveTo(.6, -.6);
        path.lineTo(-.6, .6);
        break;
    }
    return path;
}
} // namespace

GlyphButton::GlyphButton(Glyph glyph, QWidget* parent)
    : QToolButton(parent)
    , m_glyph(glyph)
{
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
}

void GlyphButton::follow(QAction* action)
{
    const auto take = [this, action] {
        setCheckable(action->isCheckable());
        setChecked(action->isChecked());
        setEnabled(action->isEnabled());
        setAccessibleName(action->text());
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        setToolTip(key.isEmpty() ? action->text() : tr("%1 (%2)").arg(action->text(), key));
        update();
    };
    connect(action, &QAction::changed, this, take);
    connect(this, &QToolButton::clicked, action, &QAction::trigger);
    take();
}

QSize GlyphButton::sizeHint() const
{
    const int side = std::max(24, fontMetrics().height() + 8);
    return {side, side};
}

void GlyphButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (isDown() || (underMouse() && isEnabled())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? theme.border : theme.selection);
        painter.drawRoundedRect(frame, 4, 4);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame, 4, 4);
    }
    const double unit = std::min(width(), height()) * .2;
    painter.translate(rect().center() + QPointF(.5, .5));
    const QPainterPath path = QTransform::fromScale(unit, unit).map(pathOf(m_glyph, isChecked()));
    const QColor color = isEnabled() ? (isChecked() ? theme.accent : theme.text) : theme.border;
    if (m_glyph == Glyph::Play)
        painter.fillPath(path, color);
    else
        painter.strokePath(path, QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

} // namespace learnscope
