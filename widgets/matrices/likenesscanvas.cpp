#include "widgets/matrices/likenesscanvas.h"

#include "widgets/common/axis.h"
#include "widgets/common/labelstyle.h"
#include "widgets/common/look.h"
#include "widgets/common/theme.h"
#include "widgets/plots/chartspec.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double usualRow = 30; // px
constexpr double panelGap = 14;
constexpr double sideMargin = 12;
constexpr double pointSize = 7;
constexpr std::size_t mostMarkers = 8; // of references that are told apart
constexpr double tickDistance = 48;

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

QColor inkOf(const ObserverStyle& style, const Theme& theme)
{
    return theme.dark ? onDark(style.color) : style.color;
}
} // namespace

LikenessCanvas::LikenessCanvas(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_axis(std::make_unique<Axis>())
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // the view has the keys
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

LikenessCanvas::~LikenessCanvas() = default;

void LikenessCanvas::setPanels(LikenessPanels panels, const QString& axisTitle)
{
    m_panels = std::move(panels);
    m_axisTitle = axisTitle;
    if (m_marked && !m_panels.has(*m_marked))
        m_marked.reset();
    layOut();
    viewport()->update();
}

void LikenessCanvas::setMarked(const std::optional<LikenessPlace>& place)
{
    m_marked = place;
    if (place) {
        const QRectF area = areaOf(*place);
        QScrollBar* bar = verticalScrollBar();
        if (topOf(place->panel) < m_plot.top() && place->row == 0)
            bar->setValue(bar->value() + int(std::floor(topOf(place->panel) - m_plot.top())));
        else if (area.top() < m_plot.top())
            bar->setValue(bar->value() + int(std::floor(area.top() - m_plot.top())));
        else if (area.bottom() > m_plot.bottom())
            bar->setValue(bar->value() + int(std::ceil(area.bottom() - m_plot.bottom())));
    }
    viewport()->update();
}

void LikenessCanvas::setZoom(double zoom)
{
    m_zoom = std::clamp(zoom, .7, 4.);
    layOut();
    viewport()->update();
}

void LikenessCanvas::layOut()
{
    const QFontMetricsF metrics(font());
    const QFontMetricsF numbers(tabularFont(font()));
    m_rowHeight = std::max(usualRow * m_zoom, metrics.height() + 2);
    m_lineHeight = metrics.height();
    double widest = 0;
    double content = 0;
    for (const LikenessPanel& panel : m_panels.panels) {
        for (const QString& label : panel.models)
            widest = std::max(widest, metrics.horizontalAdvance(label));
        content += heightOf(panel);
    }
    const double width = viewport()->width();
    const double labels = std::min(widest + 10, .3 * width);
    m_hasWideNumbers = width > 520;
    const double values =
        numbers.horizontalAdvance(m_hasWideNumbers ? QStringLiteral("−0.000 [−0.000, −0.000]")
                                                   : QStringLiteral("−0.000"))
        + 10;
    const double axisHeight = 2 * metrics.height() + 14;
    m_plot = QRectF(QPointF(sideMargin + labels, 0),
                    QPointF(std::max(sideMargin + labels + 20, width - sideMargin - values),
                            std::max(0., viewport()->height() - axisHeight)));
    const Interval range = m_panels.range;
    const double high = range.high > range.low ? range.high : range.low + 1;
    const double air = .04 * (high - range.low);
    *m_axis = Axis {range.low < 0 ? range.low - air : 0, high + air, {}, {}, m_axisTitle};
    setNiceTicks(*m_axis, std::max(2, int(m_plot.width() / tickDistance)));
    verticalScrollBar()->setRange(0, std::max(0, int(std::ceil(content - m_plot.height()))));
    verticalScrollBar()->setPageStep(std::max(1, int(m_plot.height())));
    verticalScrollBar()->setSingleStep(int(m_rowHeight));
}

double LikenessCanvas::topOf(std::size_t panel) const
{
    double top = m_plot.top() - verticalScrollBar()->value();
    for (std::size_t before = 0; before < panel; ++before)
        top += heightOf(m_panels.panels[before]);
    return top;
}

/// A title, and below it a key where there are several references.
double LikenessCanvas::headOf(const LikenessPanel& panel) const
{
    return panel.references.size() > 1 ? 2 * m_lineHeight + 10 : m_lineHeight + 6;
}

double LikenessCanvas::heightOf(const LikenessPanel& panel) const
{
    return headOf(panel) + m_rowHeight * double(panel.order.size()) + panelGap;
}

double LikenessCanvas::pixelOf(double value) const
{
    return m_plot.left() + (value - m_axis->low) / (m_axis->high - m_axis->low) * m_plot.width();
}

QRectF LikenessCanvas::areaOf(const LikenessPlace& place) const
{
    return {0, topOf(place.panel) + headOf(m_panels.panels[place.panel]) + m_rowHeight * double(place.row),
            double(viewport()->width()), m_rowHeight};
}

std::optional<LikenessPlace> LikenessCanvas::barAt(const QPointF& position) const
{
    if (position.y() < m_plot.top() || position.y() > m_plot.bottom())
        return {};
    for (std::size_t panel = 0; panel < m_panels.panels.size(); ++panel)
        for (std::size_t row = 0; row < m_panels.panels[panel].order.size(); ++row)
            if (areaOf({panel, row}).contains(position))
                return LikenessPlace {panel, row};
    return {};
}

/// References lie one below the other within the row, so that equal ones are all seen.
QPointF LikenessCanvas::pointOf(const LikenessPlace& place, std::size_t reference) const
{
    const QRectF area = areaOf(place);
    const std::vector<double>& values = m_panels.panels[place.panel].likenessAt(place.row).values;
    const double share = (double(reference) + .5) / double(values.size());
    const double value = std::isfinite(values[reference]) ? values[reference] : 0;
    return {pixelOf(value), area.top() + area.height() * (.18 + .64 * share)};
}

std::optional<std::size_t> LikenessCanvas::referenceAt(const LikenessPlace& place,
                                                       const QPointF& position) const
{
    const std::vector<double>& values = m_panels.panels[place.panel].likenessAt(place.row).values;
    std::optional<std::size_t> found;
    double nearest = 8; // px
    for (std::size_t reference = 0; reference < values.size(); ++reference) {
        if (!std::isfinite(values[reference]))
            continue;
        const QPointF away = pointOf(place, reference) - position;
        if (const double distance = std::hypot(away.x(), away.y()); distance < nearest) {
            nearest = distance;
            found = reference;
        }
    }
    return found;
}

void LikenessCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::of(this);
    painter.fillRect(viewport()->rect(), theme.surface);
    if (m_panels.empty()) {
        painter.setPen(theme.mutedText);
        painter.drawText(viewport()->rect().adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         m_panels.hint);
        return;
    }
    painter.save();
    painter.setClipRect(QRectF(0, m_plot.top(), viewport()->width(), m_plot.height()));
    for (std::size_t panel = 0; panel < m_panels.panels.size(); ++panel)
        paintPanel(painter, panel);
    painter.restore();
    paintAxis(painter);
}

void LikenessCanvas::paintPanel(QPainter& painter, std::size_t panel) const
{
    const LikenessPanel& shown = m_panels.panels[panel];
    const Theme& theme = Theme::of(this);
    const double top = topOf(panel);
    const double rows = m_rowHeight * double(shown.order.size());
    if (top > m_plot.bottom() || top + heightOf(shown) < m_plot.top())
        return;
    const double rowTop = top + headOf(shown);
    painter.setPen(theme.grid);
    for (const double tick : m_axis->ticks)
        painter.drawLine(QPointF(pixelOf(tick), rowTop), QPointF(pixelOf(tick), rowTop + rows));
    paintHeading(painter, shown, top);
    if (m_marked && m_marked->panel == panel)
        painter.fillRect(areaOf(*m_marked), theme.selection);
    paintCeiling(painter, shown, rowTop);
    for (std::size_t row = 0; row < shown.order.size(); ++row)
        if (const QRectF area = areaOf({panel, row});
            area.bottom() >= m_plot.top() && area.top() <= m_plot.bottom())
            paintRow(painter, {panel, row});
    painter.setPen(QPen(theme.axis, 1));
    painter.drawLine(QPointF(pixelOf(0), rowTop), QPointF(pixelOf(0), rowTop + rows));
}

void LikenessCanvas::paintHeading(QPainter& painter, const LikenessPanel& panel, double top) const
{
    const Theme& theme = Theme::of(this);
    const QFontMetricsF metrics(font());
    QString title = panel.references.size() == 1
        ? tr("Likeness to %1").arg(panel.references.front())
        : tr("Mean likeness to %L1 references").arg(panel.references.size());
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QRectF line(sideMargin, top + 2, viewport()->width() - 2 * sideMargin, metrics.height());
    painter.setFont(bold);
    painter.setPen(theme.text);
    title = QFontMetricsF(bold).elidedText(title, Qt::ElideMiddle, line.width());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title);
    QString notes = panel.counts;
    if (panel.comparison->ceiling)
        notes += tr("; noise ceiling %1 to %2")
                     .arg(valueText(panel.comparison->ceiling->lower, 3),
                          valueText(panel.comparison->ceiling->upper, 3));
    const double used = QFontMetricsF(bold).horizontalAdvance(title) + 10;
    painter.setFont(font());
    painter.setPen(theme.mutedText);
    painter.drawText(line.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(notes, Qt::ElideRight, std::max(0., line.width() - used)));
    paintKey(painter, panel, top + metrics.height() + 4);
}

void LikenessCanvas::paintKey(QPainter& painter, const LikenessPanel& panel, double top) const
{
    if (panel.references.size() < 2)
        return;
    const Theme& theme = Theme::of(this);
    const QFontMetricsF metrics(font());
    double left = m_plot.left();
    for (std::size_t reference = 0; reference < panel.references.size(); ++reference) {
        const bool isTold = panel.references.size() <= mostMarkers;
        const QString label = isTold ? panel.references[reference] : tr("each reference");
        const double wide = metrics.horizontalAdvance(label) + 24;
        if (left + wide > viewport()->width() - sideMargin) {
            painter.drawText(QPointF(left, top + metrics.ascent()), QStringLiteral("…"));
            return;
        }
        const ObserverStyle style = isTold ? labelStyle(reference) : ObserverStyle {theme.mutedText};
        painter.setPen(Qt::NoPen);
        painter.setBrush(isTold ? inkOf(style, theme) : style.color);
        painter.drawPath(
            markerPath(style.marker, pointSize).translated(left + 5, top + metrics.height() / 2));
        painter.setPen(theme.mutedText);
        painter.drawText(QPointF(left + 13, top + metrics.ascent()), label);
        left += wide;
        if (!isTold)
            return;
    }
}

void LikenessCanvas::paintCeiling(QPainter& painter, const LikenessPanel& panel, double top) const
{
    if (!panel.comparison->ceiling)
        return;
    const Theme& theme = Theme::of(this);
    const NoiseCeiling& ceiling = *panel.comparison->ceiling;
    const double bottom = top + m_rowHeight * double(panel.order.size());
    const QRectF band(QPointF(pixelOf(ceiling.lower), top), QPointF(pixelOf(ceiling.upper), bottom));
    painter.fillRect(band, withAlpha(theme.mutedText, .22));
    painter.setPen(QPen(theme.mutedText, 1, Qt::DashLine));
    painter.drawLine(band.topLeft(), band.bottomLeft());
    painter.drawLine(band.topRight(), band.bottomRight());
}

void LikenessCanvas::paintRow(QPainter& painter, const LikenessPlace& place) const
{
    const Theme& theme = Theme::of(this);
    const LikenessPanel& panel = m_panels.panels[place.panel];
    const LikenessTest& test = panel.likenessAt(place.row).likeness;
    const QRectF area = areaOf(place);
    const bool isMarked = m_marked == place;
    const QFontMetricsF metrics(font());
    painter.setPen(theme.text);
    painter.drawText(
        QRectF(sideMargin, area.top(), m_plot.left() - sideMargin - 8, area.height()),
        Qt::AlignRight | Qt::AlignVCenter,
        metrics.elidedText(panel.labelAt(place.row), Qt::ElideMiddle, m_plot.left() - sideMargin - 8));
    if (std::isfinite(test.estimate)) {
        const double zero = pixelOf(0);
        const double end = pixelOf(test.estimate);
        const QRectF bar(QPointF(std::min(zero, end), area.top() + .16 * area.height()),
                         QPointF(std::max(zero, end), area.bottom() - .16 * area.height()));
        painter.setPen(QPen(theme.accent, isMarked ? 1.6 : 1));
        painter.setBrush(withAlpha(theme.accent, isMarked ? .5 : .3));
        painter.drawRect(bar);
        if (test.interval) {
            const double low = std::max(pixelOf(test.interval->low), m_plot.left());
            const double high = std::min(pixelOf(test.interval->high), m_plot.right());
            const double middle = area.center().y();
            painter.setPen(QPen(theme.text, 1.4));
            painter.drawLine(QPointF(low, middle), QPointF(high, middle));
            if (test.interval->low >= m_axis->low)
                painter.drawLine(QPointF(low, middle - 4), QPointF(low, middle + 4));
            if (test.interval->high <= m_axis->high)
                painter.drawLine(QPointF(high, middle - 4), QPointF(high, middle + 4));
        }
    }
    paintPoints(painter, place);
    paintNumbers(painter, place);
}

void LikenessCanvas::paintPoints(QPainter& painter, const LikenessPlace& place) const
{
    const Theme& theme = Theme::of(this);
    const std::vector<double>& values = m_panels.panels[place.panel].likenessAt(place.row).values;
    const bool isTold = values.size() <= mostMarkers && values.size() > 1;
    const double size = std::min(pointSize, std::max(4., 1.4 * m_rowHeight / double(values.size())));
    for (std::size_t reference = 0; reference < values.size(); ++reference) {
        if (!std::isfinite(values[reference]))
            continue;
        const ObserverStyle style = isTold ? labelStyle(reference) : ObserverStyle {theme.mutedText};
        const QPointF at = pointOf(place, reference);
        painter.setPen(QPen(theme.surface, 1));
        painter.setBrush(isTold ? inkOf(style, theme) : theme.text);
        painter.drawPath(markerPath(style.marker, size).translated(at));
    }
}

QString LikenessCanvas::numbersText(const ModelLikeness& likeness) const
{
    QString words = valueText(likeness.likeness.estimate, 3);
    if (m_hasWideNumbers && likeness.likeness.interval)
        words += tr(" [%1, %2]")
                     .arg(valueText(likeness.likeness.interval->low, 3),
                          valueText(likeness.likeness.interval->high, 3));
    return words;
}

void LikenessCanvas::paintNumbers(QPainter& painter, const LikenessPlace& place) const
{
    const QRectF area = areaOf(place);
    painter.setFont(tabularFont(font()));
    painter.setPen(Theme::of(this).text);
    painter.drawText(
        QRectF(m_plot.right() + 6, area.top(), viewport()->width() - m_plot.right() - 12, area.height()),
        Qt::AlignLeft | Qt::AlignVCenter, numbersText(m_panels.panels[place.panel].likenessAt(place.row)));
    painter.setFont(font());
}

void LikenessCanvas::paintAxis(QPainter& painter) const
{
    const Theme& theme = Theme::of(this);
    const QFontMetricsF metrics(font());
    const double top = m_plot.bottom();
    painter.setPen(theme.axis);
    painter.drawLine(QPointF(m_plot.left(), top + .5), QPointF(m_plot.right(), top + .5));
    painter.setFont(tabularFont(font()));
    for (std::size_t tick = 0; tick < m_axis->ticks.size(); ++tick) {
        const double x = pixelOf(m_axis->ticks[tick]);
        painter.setPen(theme.axis);
        painter.drawLine(QPointF(x, top), QPointF(x, top + 4));
        painter.setPen(theme.mutedText);
        painter.drawText(QRectF(x - 40, top + 5, 80, metrics.height()), Qt::AlignHCenter | Qt::AlignTop,
                         m_axis->labels[tick]);
    }
    painter.setFont(font());
    painter.setPen(theme.text);
    painter.drawText(QRectF(sideMargin, top + 6 + metrics.height(), viewport()->width() - 2 * sideMargin,
                            metrics.height() + 2),
                     Qt::AlignHCenter | Qt::AlignTop,
                     metrics.elidedText(m_axis->title, Qt::ElideRight, viewport()->width() - 2 * sideMargin));
}

void LikenessCanvas::resizeEvent(QResizeEvent*)
{
    layOut();
}

bool LikenessCanvas::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        Q_EMIT barHovered({}, {});
    return QAbstractScrollArea::viewportEvent(event);
}

void LikenessCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    if (const auto place = barAt(event->position()))
        Q_EMIT barClicked(*place);
    else
        Q_EMIT backgroundClicked();
}

void LikenessCanvas::mouseMoveEvent(QMouseEvent* event)
{
    Q_EMIT barHovered(barAt(event->position()), event->position());
}

void LikenessCanvas::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(m_zoom * std::pow(1.2, event->angleDelta().y() / 120.));
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

} // namespace learnscope
