// How TrajectoryCanvas paints.
#include "widgets/common/axis.h"
#include "widgets/common/markericon.h"
#include "widgets/common/theme.h"
#include "widgets/matrices/occupancy.h"
#include "widgets/matrices/trajectorycanvas.h"
#include "widgets/plots/chartlegend.h"
#include "widgets/plots/chartspec.h"
#include "widgets/stimuli/thumbnailpainting.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
constexpr double markSize = 8; // px

int decimalsOf(double step)
{
    return std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
}

/// Where a text of that size may stand beside a mark: right, left, above or below it.
std::array<QRectF, 4> roomsAround(const QPointF& at, const QSizeF& size)
{
    const double away = markSize / 2 + 3;
    return {QRectF(QPointF(at.x() + away, at.y() - size.height() / 2), size),
            QRectF(QPointF(at.x() - away - size.width(), at.y() - size.height() / 2), size),
            QRectF(QPointF(at.x() - size.width() / 2, at.y() - away - size.height()), size),
            QRectF(QPointF(at.x() - size.width() / 2, at.y() + away), size)};
}
} // namespace

QColor TrajectoryCanvas::colorOf(const TrajectoryCurve& curve) const
{
    return Theme::of(this).dark ? onDark(curve.style.color) : curve.style.color;
}

void TrajectoryCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(this);
    painter.fillRect(rect(), theme.surface);
    m_numbered.clear();
    if (m_picture.curves.empty()) {
        painter.setPen(theme.mutedText);
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
        return;
    }
    paintMap(painter);
    paintChart(painter, TrajectoryPart::Comparison);
    paintChart(painter, TrajectoryPart::Accuracy);
    if (m_cursor)
        paintPicked(painter, *m_cursor, theme.accent);
    if (m_hover && m_drag == Drag::None)
        paintPicked(painter, *m_hover, theme.text);
    if (!m_box.isEmpty()) {
        QColor fill = theme.accent;
        fill.setAlpha(40);
        painter.setPen(QPen(theme.accent, 1, m_drag == Drag::Brush ? Qt::SolidLine : Qt::DashLine));
        painter.setBrush(fill);
        painter.drawRect(m_box.adjusted(.5, .5, -.5, -.5));
    }
    const bool isPointing = m_drag == Drag::None || m_drag == Drag::Press;
    const auto& pointed = m_hover ? m_hover : m_cursor;
    if (!isPointing || !pointed || m_card.title.isEmpty())
        return;
    QPointF at = m_hover ? m_pointer : pixelOf(TrajectoryPart::Map, *pointed);
    if (std::isnan(at.x()))
        at = pixelOf(TrajectoryPart::Accuracy, *pointed);
    painter.setFont(font());
    paintItemCard(painter, m_card, at, rect(), theme);
}

void TrajectoryCanvas::paintHead(QPainter& painter, TrajectoryPart part) const
{
    const Theme& theme = Theme::of(this);
    const QRectF& head = m_areas[std::size_t(part)].head;
    const QString title = part == TrajectoryPart::Map ? m_picture.mapTitle
        : part == TrajectoryPart::Accuracy            ? tr("Accuracy")
                                                      : m_picture.comparisonTitle;
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const double line = QFontMetricsF(bold).height();
    painter.setFont(bold);
    painter.setPen(theme.text);
    painter.drawText(QRectF(head.left(), head.top(), head.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(bold).elidedText(title, Qt::ElideRight, head.width()));
    painter.setFont(font());
    if (part != TrajectoryPart::Map)
        return;
    painter.setPen(theme.mutedText);
    painter.drawText(QRectF(head.left(), head.top() + line, head.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font()).elidedText(m_picture.mapFacts, Qt::ElideRight, head.width()));
}

void TrajectoryCanvas::paintMap(QPainter& painter)
{
    const Theme& theme = Theme::of(this);
    const QRectF plot = area(TrajectoryPart::Map);
    paintHead(painter, TrajectoryPart::Map);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.border);
    painter.drawRect(plot.adjusted(.5, .5, -.5, -.5));
    if (!isShown(TrajectoryPart::Map)) {
        painter.setPen(theme.mutedText);
        painter.drawText(plot.adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         m_picture.mapProblem);
        return;
    }
    painter.save();
    painter.setClipRect(plot.adjusted(1, 1, -1, -1));
    paintCurves(painter, TrajectoryPart::Map);
    paintLabels(painter);
    paintScaleBar(painter);
    painter.restore();
}

/// How far apart confusions are that lie so far apart on the map.
void TrajectoryCanvas::paintScaleBar(QPainter& painter) const
{
    const Theme& theme = Theme::of(this);
    const QRectF plot = area(TrajectoryPart::Map);
    const double perUnit = MapProjection(m_sight, plot).scale() / m_extent;
    const double length = niceStep(.12 * plot.width() / perUnit);
    const double wide = length * perUnit;
    if (wide > plot.width() / 2)
        return;
    painter.setFont(smallFont(font()));
    const double line = QFontMetricsF(painter.font()).height();
    const QPointF from(std::round(plot.left() + 10) + .5, std::round(plot.bottom() - 9) + .5);
    painter.setPen(QPen(theme.mutedText, 1));
    painter.drawLine(from, from + QPointF(wide, 0));
    for (const double end : {0., wide})
        painter.drawLine(from + QPointF(end, -3), from + QPointF(end, 3));
    painter.drawText(QRectF(from.x(), from.y() - line - 3, plot.width() - 20, line),
                     Qt::AlignLeft | Qt::AlignVCenter, valueText(length, decimalsOf(length)));
}

void TrajectoryCanvas::paintCurves(QPainter& painter, TrajectoryPart part) const
{
    const Theme& theme = Theme::of(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t number = 0; number < m_picture.curves.size(); ++number) {
        const TrajectoryCurve& curve = m_picture.curves[number];
        QColor color = colorOf(curve);
        color.setAlphaF(part == TrajectoryPart::Map ? .6f : 1.f);
        QPen pen(color, 2);
        pen.setCapStyle(Qt::RoundCap);
        painter.setPen(pen);
        for (std::size_t mark = 1; mark < curve.marks.size(); ++mark) {
            const QPointF from = pixelOf(part, {number, mark - 1});
            const QPointF to = pixelOf(part, {number, mark});
            if (!std::isnan(from.x() + from.y() + to.x() + to.y()))
                painter.drawLine(from, to);
        }
    }
    for (std::size_t number = 0; number < m_picture.curves.size(); ++number) {
        const TrajectoryCurve& curve = m_picture.curves[number];
        for (std::size_t mark = 0; mark < curve.marks.size(); ++mark) {
            const QPointF at = pixelOf(part, {number, mark});
            if (std::isnan(at.x() + at.y()))
                continue;
            if (curve.marks[mark].isSelected) {
                painter.setPen(QPen(theme.text, 1.5));
                painter.setBrush(theme.surface);
                painter.drawEllipse(at, markSize / 2 + 3, markSize / 2 + 3);
            }
            drawMarker(painter, curve.style, at, markSize, theme.dark);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// Names, at the last epochs that have room for them, then the epochs' numbers.
void TrajectoryCanvas::paintLabels(QPainter& painter)
{
    const Theme& theme = Theme::of(this);
    Occupancy taken(area(TrajectoryPart::Map).adjusted(2, 2, -2, -2));
    for (std::size_t curve = 0; curve < m_picture.curves.size(); ++curve)
        for (std::size_t mark = 0; mark < m_picture.curves[curve].marks.size(); ++mark) {
            const QPointF at = pixelOf(TrajectoryPart::Map, {curve, mark});
            if (!std::isnan(at.x()))
                taken.take(QRectF(at.x() - markSize / 2, at.y() - markSize / 2, markSize, markSize));
        }
    QColor ground = theme.surface; // over lines
    ground.setAlpha(190);
    const auto place = [&](const QPointF& at, const QString& text, const QColor& color) {
        const QFontMetricsF metrics(painter.font());
        const QSizeF size(metrics.horizontalAdvance(text), metrics.height() - 2);
        for (const QRectF& room : roomsAround(at, size))
            if (!std::isnan(at.x()) && taken.isFree(room)) {
                taken.take(room);
                painter.fillRect(room, ground);
                painter.setPen(color);
                painter.drawText(room, Qt::AlignCenter | Qt::TextDontClip, text);
                return true;
            }
        return false;
    };
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    for (std::size_t curve = 0; curve < m_picture.curves.size(); ++curve) {
        const TrajectoryCurve& one = m_picture.curves[curve];
        for (std::size_t mark = one.marks.size(); mark > 0; --mark)
            if (place(pixelOf(TrajectoryPart::Map, {curve, mark - 1}), one.label,
                      readableOn(theme.surface, colorOf(one))))
                break;
    }
    painter.setFont(smallFont(font()));
    for (std::size_t curve = 0; curve < m_picture.curves.size(); ++curve)
        for (std::size_t mark = 0; mark < m_picture.curves[curve].marks.size(); ++mark)
            if (place(pixelOf(TrajectoryPart::Map, {curve, mark}),
                      QString::number(m_picture.curves[curve].marks[mark].epoch), theme.text))
                m_numbered.push_back({curve, mark});
}

void TrajectoryCanvas::paintChart(QPainter& painter, TrajectoryPart part) const
{
    const Theme& theme = Theme::of(this);
    const QRectF plot = area(part);
    paintHead(painter, part);
    if (!isShown(part)) {
        painter.setPen(theme.mutedText);
        painter.drawText(plot.adjusted(-20, 0, 0, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_picture.comparisonProblem);
        return;
    }
    paintAxes(painter, part);
    paintCurves(painter, part);
}

void TrajectoryCanvas::paintAxes(QPainter& painter, TrajectoryPart part) const
{
    const Theme& theme = Theme::of(this);
    const QRectF plot = area(part);
    const Range& values = m_values[std::size_t(part)];
    const double line = QFontMetricsF(font()).height();
    painter.setFont(smallFont(font()));
    const double step =
        niceStep((values.high - values.low) / std::clamp(plot.height() / (1.7 * line), 1., 5.));
    const int decimals = decimalsOf(step);
    for (double tick = std::ceil(values.low / step - 1e-9) * step; tick <= values.high + step * 1e-6;
         tick += step) {
        const double y =
            std::round(plot.bottom() - (tick - values.low) / (values.high - values.low) * plot.height()) + .5;
        painter.setPen(std::abs(tick) < step * 1e-6 ? theme.axis : theme.grid);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.mutedText);
        painter.drawText(QRectF(plot.left() - 48, y - line / 2, 42, line), Qt::AlignRight | Qt::AlignVCenter,
                         valueText(std::abs(tick) < step * 1e-6 ? 0 : tick, decimals));
    }
    const double span = m_epochs.high - m_epochs.low;
    const double epochStep = std::max(1., niceStep(span / std::max(1., plot.width() / 28)));
    for (double epoch = std::ceil(m_epochs.low / epochStep - 1e-9) * epochStep; epoch <= m_epochs.high;
         epoch += epochStep) {
        const double x = plot.left() + (epoch - m_epochs.low) / span * plot.width();
        painter.setPen(theme.axis);
        painter.drawLine(QPointF(std::round(x) + .5, plot.bottom()),
                         QPointF(std::round(x) + .5, plot.bottom() + 4));
        painter.setPen(theme.mutedText);
        painter.drawText(QRectF(x - 20, plot.bottom() + 4, 40, line), Qt::AlignCenter,
                         QString::number(epoch, 'f', 0));
    }
    painter.setFont(font());
    painter.setPen(theme.text);
    painter.drawText(QRectF(plot.left(), plot.bottom() + 4 + line * .95, plot.width(), line), Qt::AlignCenter,
                     tr("Epoch"));
}

/// Rings about one epoch of an observer, in all parts.
void TrajectoryCanvas::paintPicked(QPainter& painter, const TrajectoryPlace& place, const QColor& color) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const TrajectoryPart part : parts) {
        const QPointF at = pixelOf(part, place);
        if (std::isnan(at.x() + at.y()) || !area(part).adjusted(-2, -2, 2, 2).contains(at))
            continue;
        painter.setPen(QPen(Theme::of(this).surface, 4));
        painter.drawEllipse(at, markSize / 2 + 4, markSize / 2 + 4);
        painter.setPen(QPen(color, 2));
        painter.drawEllipse(at, markSize / 2 + 4, markSize / 2 + 4);
    }
    painter.restore();
}

} // namespace learnscope
