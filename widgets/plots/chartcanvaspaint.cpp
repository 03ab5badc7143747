// The parts of ChartCanvas that paint what QCustomPlot has no item for.
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/columnimage.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

/// Text that is centred in a room and elided where it is too long for it.
void drawElided(QPainter& painter, const QRectF& room, int flags, const QString& words)
{
    const QString shown = QFontMetricsF(painter.font()).elidedText(words, Qt::ElideRight, room.width());
    painter.drawText(room, flags | Qt::TextDontClip, shown);
}
} // namespace

void ChartCanvas::paintChanceBands(QPainter& painter) const
{
    for (std::size_t place = 0; place < m_panels.size(); ++place) {
        const std::optional<Interval>& band = m_spec.panels[place].chanceBand;
        const QRectF area = m_panels[place].area;
        if (area.isEmpty() || !band)
            continue;
        const double top = pixelOf(int(place), 0, band->high).y();
        const double bottom = pixelOf(int(place), 0, band->low).y();
        painter.fillRect(QRectF(area.left(), top, area.width(), bottom - top) & area, m_theme.chanceBand);
    }
}

void ChartCanvas::paintRibbons(QPainter& painter) const
{
    for (std::size_t place = 0; place < m_panels.size(); ++place)
        for (const ChartRibbon& ribbon : m_spec.panels[place].ribbons)
            if (!m_panels[place].area.isEmpty() && isShown(ribbon.observer))
                paintRibbon(painter, int(place), ribbon);
}

void ChartCanvas::paintRibbon(QPainter& painter, int panel, const ChartRibbon& ribbon) const
{
    QColor color = m_theme.chanceBand;
    if (ribbon.style) {
        color = drawnColor(*ribbon.style, m_theme);
        color.setAlphaF(m_theme.dark ? .20F : .14F);
    }
    painter.save();
    painter.setClipRect(plotArea(panel));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    QPolygonF upper;
    QPolygonF lower;
    const auto drain = [&] {
        if (upper.size() == 1) { // of one x: as wide as a marker
            const QPointF half(5, 0);
            upper = {upper[0] - half, upper[0] + half};
            lower = {lower[0] - half, lower[0] + half};
        }
        std::reverse(lower.begin(), lower.end());
        painter.drawPolygon(upper + lower);
        upper.clear();
        lower.clear();
    };
    for (const ChartRibbon::Slice& slice : ribbon.slices) {
        if (!isFinite(slice.values)) {
            drain();
            continue;
        }
        upper << pixelOf(panel, slice.x, slice.values.high);
        lower << pixelOf(panel, slice.x, slice.values.low);
    }
    drain();
    painter.restore();
}

void ChartCanvas::paintLoneBands(QPainter& painter) const
{
    // A band of one epoch has no area: it is drawn as a bar.
    for (const ChartSeries& series : m_spec.series) {
        const QRectF area = plotArea(series.panel);
        if (area.isEmpty() || !isShown(series.observer) || !hasRoomForMarkers(series))
            continue;
        painter.save();
        painter.setClipRect(area);
        painter.setPen(QPen(colorOf(series), 1.5));
        for (std::size_t place = 0; place < series.points.size(); ++place) {
            const auto hasBand = [&](std::size_t other) {
                return other < series.points.size() && series.points[other].band.has_value();
            };
            const ChartPoint& point = series.points[place];
            if (!point.band || hasBand(place - 1) || hasBand(place + 1)) // place - 1 wraps around at 0
                continue;
            const QPointF low = pixelOf(series.panel, point.x, point.band->low);
            const QPointF high = pixelOf(series.panel, point.x, point.band->high);
            painter.drawLine(low, high);
            for (const QPointF& end : {low, high})
                painter.drawLine(end - QPointF(4, 0), end + QPointF(4, 0));
        }
        painter.restore();
    }
}

namespace {
/// Lays one line over each pixel column: the range of values that a curve has there.
void fillColumnRanges(ColumnImage& image, const QCPGraph& lower, const QCPGraph& upper, const QColor& color)
{
    const QCPRange epochs = lower.keyAxis()->range();
    const QCPRange values = lower.valueAxis()->range();
    const double perColumn = image.width() / epochs.size();
    const double perValue = image.height() / values.size();
    const auto rowOf = [&](double value) {
        const double row = image.height() - (value - values.lower) * perValue;
        return static_cast<int>(std::lround(std::clamp(row, -9., image.height() + 9.)));
    };
    auto low = lower.data()->findBegin(epochs.lower);
    auto high = upper.data()->findBegin(epochs.lower);
    const auto end = lower.data()->findEnd(epochs.upper);
    double least = qInf();
    double most = -qInf();
    while (low != end) {
        const double column = std::floor((low->key - epochs.lower) * perColumn);
        const double next = epochs.lower + (column + 1) / perColumn;
        do { // a NaN is passed over, since comparisons with it are false
            least = low->value < least ? low->value : least;
            most = high->value > most ? high->value : most;
            ++low;
            ++high;
        } while (low != end && low->key < next);
        if (least <= most) {
            const int top = rowOf(most);
            image.fill(static_cast<int>(column), top, std::max(top + 2, rowOf(least) + 1), color);
        }
        // The next column is joined to the end of this one; after a NaN it begins anew.
        const double lastLow = (low - 1)->value;
        const double lastHigh = (high - 1)->value;
        least = std::isnan(lastLow) ? qInf() : lastLow;
        most = std::isnan(lastHigh) ? -qInf() : lastHigh;
    }
}
} // namespace

void ChartCanvas::paintDenseCurves(QPainter& painter) const
{
    const double scale = painter.device()->devicePixelRatioF();
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel) {
        const QRectF area = m_panels[panel].area;
        std::optional<ColumnImage> image;
        for (std::size_t place = 0; place < m_curves.size(); ++place) {
            const ChartSeries& series = m_spec.series[place];
            const Curve& curve = m_curves[place];
            if (std::size_t(series.panel) != panel || area.isEmpty() || !isShown(series.observer)
                || !isDense(series))
                continue;
            if (!image)
                image.emplace(static_cast<int>(std::lround(area.width() * scale)),
                              static_cast<int>(std::lround(area.height() * scale)));
            if (curve.high)
                fillColumnRanges(*image, *curve.low, *curve.high, curve.high->brush().color());
            QColor color = colorOf(series);
            if (!series.stroke.dashes.isEmpty()) { // no room for them: paler
                const QColor& other = m_theme.surface;
                color.setRgb((color.red() + other.red()) / 2, (color.green() + other.green()) / 2,
                             (color.blue() + other.blue()) / 2, color.alpha());
            }
            fillColumnRanges(*image, *curve.line, *curve.line, color);
        }
        if (!image)
            continue;
        QImage upright = image->upright();
        upright.setDevicePixelRatio(scale);
        painter.drawImage(area.topLeft(), upright);
    }
}

void ChartCanvas::paintRuns(QPainter& painter)
{
    const double scale = painter.device()->devicePixelRatioF();
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel) {
        const QRectF area = m_panels[panel].area;
        const QSize size = (area.size() * scale).toSize();
        bool isClear = false;
        for (const Bundle& bundle : m_bundles) {
            if (std::size_t(bundle.runs.panel) != panel || area.isEmpty() || !isShown(bundle.runs.observer))
                continue;
            if (!std::exchange(isClear, true)) {
                if (m_runImage.size() != size)
                    m_runImage = QImage(size, QImage::Format_ARGB32_Premultiplied);
                m_runImage.setDevicePixelRatio(scale);
                m_runImage.fill(Qt::transparent);
                m_density.reset(size.width(), size.height(), scale);
            }
            bundle.item.addTo(m_density, {m_xs.lower, m_xs.upper}, {m_values.lower, m_values.upper});
            m_density.drainInto(m_runImage, bundle.item.palette());
        }
        if (isClear)
            painter.drawImage(area.topLeft(), m_runImage);
    }
}

QString ChartCanvas::hint() const
{
    if (m_spec.empty())
        return m_spec.hint;
    const bool isAnyShown =
        std::any_of(m_spec.series.begin(), m_spec.series.end(),
                    [this](const ChartSeries& series) { return isShown(series.observer); });
    return isAnyShown ? QString() : text("All observers are hidden: click a name to show it.");
}

void ChartCanvas::paintHint(QPainter& painter) const
{
    painter.setFont(m_font);
    painter.setPen(m_theme.mutedText);
    const QRectF room = m_spec.empty() ? QRectF(rect()).adjusted(16, 16, -16, -16) : m_plotRoom;
    painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap, hint());
}

void ChartCanvas::paintFrame(QPainter& painter) const
{
    if (!hint().isEmpty())
        paintHint(painter);
    if (m_spec.empty()) {
        m_legend.paint(painter, m_theme);
        return;
    }
    painter.setFont(m_font);
    painter.setPen(m_theme.text);
    const double line = std::ceil(QFontMetricsF(m_font).height());
    const QRectF below(m_plotRoom.left(), m_plotRoom.bottom() + line + 7, m_plotRoom.width(), line);
    // The key of line styles stands right of the axis title, which makes room for it where it must.
    const QRectF keyRoom(below.left(), below.top(), width() - 8 - below.left(), line);
    const double title = QFontMetricsF(m_font).horizontalAdvance(m_spec.xTitle) + 12;
    const double key = paintKey(nullptr, keyRoom);
    const bool isCentred = below.center().x() + title / 2 <= keyRoom.right() - key;
    drawElided(painter, below, isCentred ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter, m_spec.xTitle);
    if (key > 0 && (isCentred || below.left() + title <= keyRoom.right() - key)) {
        painter.save();
        paintKey(&painter, keyRoom);
        painter.restore();
    }
    painter.save();
    painter.translate(3, m_plotRoom.bottom());
    painter.rotate(-90);
    drawElided(painter, QRectF(0, 0, m_plotRoom.height(), line), Qt::AlignCenter, m_spec.yTitle);
    painter.restore();
    m_legend.paint(painter, m_theme);
}

double ChartCanvas::paintKey(QPainter* painter, const QRectF& room) const
{
    const QFontMetricsF metrics(m_font);
    constexpr double length = 22;
    const double middle = std::round(room.center().y()) + .5;
    double x = room.right();
    const std::vector<ChartKey> keys = keyEntries();
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
        const double advance = metrics.horizontalAdvance(key->text);
        const double left = x - advance - 6 - length;
        const double textLeft = x - advance;
        x = left - 14;
        if (!painter)
            continue;
        painter->setPen(m_theme.mutedText);
        painter->drawText(QRectF(textLeft, room.top(), advance, room.height()),
                          Qt::AlignCenter | Qt::TextDontClip, key->text);
        const QColor color = key->color.isValid() ? drawnColor({key->color}, m_theme) : m_theme.mutedText;
        QPen pen(color, key->stroke.width);
        if (!key->stroke.dashes.isEmpty())
            pen.setDashPattern(key->stroke.dashes);
        pen.setCapStyle(Qt::FlatCap);
        painter->setPen(pen);
        if (key->stroke.hasLine)
            painter->drawLine(QPointF(left, middle), QPointF(left + length, middle));
        if (!key->stroke.hasMarkers)
            continue;
        painter->setPen(QPen(color, 1.2));
        painter->setBrush(key->stroke.isHollow ? m_theme.surface : color);
        painter->drawPath(markerPath(key->marker, 6.5).translated(left + length / 2, middle));
    }
    return room.right() - x;
}

void ChartCanvas::paintOverlay(QPainter& painter)
{
    m_pinArea = {};
    if (m_spec.empty())
        return;
    painter.setFont(m_font);
    paintSelection(painter);
    paintCrosshair(painter);
    if (m_overlay.marked && isShown(m_spec.series[m_overlay.marked->series].observer)) {
        const ChartSeries& series = m_spec.series[m_overlay.marked->series];
        const QPointF centre = pixelOf(*m_overlay.marked);
        if (isInside(series.panel, centre) && !isSelected(*m_overlay.marked))
            paintRing(painter, centre, 7, m_theme.accent);
        if (std::isfinite(centre.y()))
            paintTag(painter);
    }
    if (!m_overlay.box.isNull()) {
        QColor fill = m_theme.accent;
        fill.setAlphaF(.12F);
        painter.setPen(QPen(m_theme.accent, 1));
        painter.setBrush(fill);
        painter.drawRect(m_overlay.box);
    }
}

void ChartCanvas::paintCrosshair(QPainter& painter)
{
    if (!m_overlay.x || !m_xs.contains(*m_overlay.x))
        return;
    for (std::size_t place = 0; place < m_panels.size(); ++place) {
        const QRectF area = m_panels[place].area;
        if (area.isEmpty())
            continue;
        const double x = std::round(pixelOf(int(place), *m_overlay.x, 0).x()) + .5;
        painter.setPen(QPen(m_overlay.isPinned ? m_theme.accent : m_theme.axis, 1));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        if (!m_overlay.isPinned || !m_pinArea.isNull())
            continue;
        const QString label = text("pinned ✕");
        const QFontMetricsF metrics(m_font);
        const double width = metrics.horizontalAdvance(label) + 10;
        const double left =
            std::clamp(x - width / 2, area.left(), std::max(area.left(), area.right() - width));
        m_pinArea = QRectF(left, area.top(), width, metrics.height() + 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.accent);
        painter.drawRoundedRect(m_pinArea, 4, 4);
        painter.setPen(m_theme.surface);
        painter.drawText(m_pinArea, Qt::AlignCenter, label);
    }
    for (std::size_t place = 0; place < m_spec.series.size(); ++place) {
        const ChartSeries& series = m_spec.series[place];
        const QRectF area = plotArea(series.panel);
        if (area.isEmpty() || !isShown(series.observer))
            continue;
        const auto point = std::lower_bound(series.points.begin(), series.points.end(), *m_overlay.x,
                                            [](const ChartPoint& one, double x) { return one.x < x; });
        if (point == series.points.end() || point->x != *m_overlay.x)
            continue;
        const QPointF centre = pixelOf(series.panel, point->x, point->value);
        if (!isInside(series.panel, centre))
            continue;
        const bool isFilled = !series.stroke.isHollow && point->strong;
        painter.save();
        painter.translate(centre);
        painter.setPen(QPen(isFilled ? m_theme.surface : drawnColor(series.style, m_theme), 1.3));
        painter.setBrush(isFilled ? drawnColor(series.style, m_theme) : m_theme.surface);
        painter.drawPath(markerPath(series.style.marker, 10));
        painter.restore();
    }
}

void ChartCanvas::paintRing(QPainter& painter, const QPointF& centre, double radius, const QColor& color,
                            double share) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.surface, 4));
    painter.drawEllipse(centre, radius, radius);
    if (share >= 1) {
        painter.setPen(QPen(color, 1.8));
        painter.drawEllipse(centre, radius, radius);
        return;
    }
    // A part is a part of the ring, clockwise from the top; the rest is faint. Little is still to be seen.
    constexpr int smallestDegrees = 15;
    QColor rest = color;
    rest.setAlphaF(.3F);
    painter.setPen(QPen(rest, 1.2));
    painter.drawEllipse(centre, radius, radius);
    painter.setPen(QPen(color, 2.4, Qt::SolidLine, Qt::FlatCap));
    const int degrees = std::max(smallestDegrees, static_cast<int>(std::lround(360 * share)));
    painter.drawArc(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius), 90 * 16,
                    -degrees * 16);
}

void ChartCanvas::paintTag(QPainter& painter) const
{
    if (m_overlay.tag.isEmpty())
        return;
    const QFontMetricsF metrics(m_font);
    const QString words = metrics.elidedText(m_overlay.tag, Qt::ElideMiddle, width() - 24);
    const QPointF centre = pixelOf(*m_overlay.marked);
    QRectF box(0, 0, metrics.horizontalAdvance(words) + 14, metrics.height() + 6);
    box.moveCenter(centre - QPointF(0, box.height() / 2 + 14));
    if (box.top() < 2)
        box.moveTop(centre.y() + 14);
    // Inside the plot, so that no label is covered, unless the plot is too narrow.
    const double right = std::max(m_plotRoom.right(), 4 + box.width());
    box.moveLeft(std::clamp(box.left(), 4., std::min(right, width() - 4.) - box.width()));
    painter.setPen(QPen(m_theme.border, 1));
    painter.setBrush(m_theme.surface);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(m_theme.text);
    painter.drawText(box, Qt::AlignCenter, words);
}

} // namespace learnscope
