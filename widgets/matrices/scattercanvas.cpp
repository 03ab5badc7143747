#include "widgets/matrices/scattercanvas.h"

#include "widgets/common/heatscale.h"
#include "widgets/common/theme.h"
#include "widgets/plots/charttickers.h"
#include "widgets/plots/sketch.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace learnscope {

namespace {
constexpr double mostZoom = 1000; // of either axis
constexpr double least = .16; // of the colour scale: one pair stands out from none

QCPColorGradient gradientOf(const Theme& theme)
{
    const HeatScale scale(theme.dark ? HeatScale::Kind::Dark : HeatScale::Kind::Light);
    QCPColorGradient gradient;
    gradient.clearColorStops();
    gradient.setLevelCount(256);
    constexpr int stops = 16;
    for (int stop = 0; stop <= stops; ++stop)
        gradient.setColorStopAt(double(stop) / stops, scale.at(least + (1 - least) * stop / stops));
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

/// A stretch of one axis, moved and held so that it lies in the whole one.
void hold(double& low, double& high, double wholeLow, double wholeHigh)
{
    const double whole = wholeHigh - wholeLow;
    const double size = std::clamp(high - low, whole / mostZoom, whole);
    low = std::clamp((low + high - size) / 2, wholeLow, wholeHigh - size);
    high = low + size;
}
} // namespace

ScatterCanvas::ScatterCanvas(QWidget* parent)
    : QCustomPlot(parent)
    , m_map(new QCPColorMap(xAxis, yAxis))
    , m_scale(new QCPColorScale(this))
    , m_graph(addGraph())
    , m_ticker(new ValueTicker)
{
    setFocusPolicy(Qt::NoFocus); // the view has the keys
    setMouseTracking(true);
    setMinimumSize(140, 120);
    m_map->setInterpolate(false);
    m_map->setTightBoundary(false);
    m_map->setDataScaleType(QCPAxis::stLogarithmic);
    m_scale->setDataScaleType(QCPAxis::stLogarithmic);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(10);
    m_scale->axis()->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    m_scale->axis()->setNumberFormat(QStringLiteral("f"));
    m_scale->axis()->setNumberPrecision(0);
    m_scale->axis()->setLabel(tr("pairs in a cell"));
    plotLayout()->addElement(0, 1, m_scale);
    m_map->setColorScale(m_scale);
    auto* margins = new QCPMarginGroup(this);
    axisRect()->setMarginGroup(QCP::msBottom | QCP::msTop, margins);
    m_scale->setMarginGroup(QCP::msBottom | QCP::msTop, margins);
    m_graph->setLineStyle(QCPGraph::lsNone);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTicker(m_ticker);
        axis->setSubTicks(false);
        axis->setTickLength(0, 4);
        axis->grid()->setVisible(false);
    }
    layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmBuffered);
    new Sketch(this, QStringLiteral("overlay"), [this](QCPPainter& painter) { paintUpon(painter); });
    refreshLook();
    setDensity(nullptr, {});
}

ScatterCanvas::~ScatterCanvas() = default;

void ScatterCanvas::refreshLook()
{
    const Theme& theme = Theme::of(this);
    setBackground(theme.surface);
    for (QCPAxis* axis : {xAxis, yAxis, m_scale->axis()}) {
        axis->setBasePen(QPen(theme.axis, 1));
        axis->setTickPen(QPen(theme.axis, 1));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelFont(font());
        axis->setTickLabelColor(theme.mutedText);
        axis->setLabelFont(font());
        axis->setLabelColor(theme.text);
    }
    m_map->setGradient(gradientOf(theme));
    QCPScatterStyle style(QCPScatterStyle::ssCircle, QPen(theme.surface, 1), theme.wrong, 6);
    m_graph->setScatterStyle(style);
    replot(rpQueuedReplot);
}

void ScatterCanvas::setDensity(std::shared_ptr<const PairDensity> density, const QString& hint)
{
    m_density = std::move(density);
    m_hint = hint;
    const bool isShown = m_density != nullptr;
    axisRect()->setVisible(isShown);
    for (QCPAxis* axis : {xAxis, yAxis})
        axis->setVisible(isShown);
    m_scale->setVisible(isShown);
    m_scale->axis()->setVisible(isShown);
    m_map->setVisible(isShown);
    m_graph->setVisible(isShown);
    m_hover.reset();
    m_card = {};
    if (!isShown) {
        m_cursor.reset();
        replot(rpQueuedReplot);
        return;
    }
    const auto bins = static_cast<int>(m_density->bins);
    const PairArea first = m_density->cell(0, 0);
    const PairArea last = m_density->cell(m_density->bins - 1, m_density->bins - 1);
    QCPColorMapData* cells = m_map->data();
    cells->setSize(bins, bins);
    // The map's range is that of the middles of its cells.
    cells->setRange({(first.firstLow + first.firstHigh) / 2, (last.firstLow + last.firstHigh) / 2},
                    {(first.secondLow + first.secondHigh) / 2, (last.secondLow + last.secondHigh) / 2});
    for (int column = 0; column < bins; ++column)
        for (int row = 0; row < bins; ++row) {
            const std::uint32_t count = m_density->at(std::size_t(column), std::size_t(row));
            cells->setCell(column, row, count > 0 ? double(count) : qQNaN());
        }
    m_map->setDataRange({1, std::max(2., double(m_density->most))});
    if (m_cursor && std::max(m_cursor->first, m_cursor->second) >= bins)
        m_cursor.reset();
    replot(rpQueuedReplot);
}

void ScatterCanvas::setTitles(const QString& first, const QString& second)
{
    xAxis->setLabel(first);
    yAxis->setLabel(second);
}

void ScatterCanvas::setArea(const PairArea& area)
{
    PairArea held = area;
    hold(held.firstLow, held.firstHigh, m_whole.firstLow, m_whole.firstHigh);
    hold(held.secondLow, held.secondHigh, m_whole.secondLow, m_whole.secondHigh);
    xAxis->setRange(held.firstLow, held.firstHigh);
    yAxis->setRange(held.secondLow, held.secondHigh);
    replot(rpQueuedReplot);
    if (held == m_area)
        return;
    m_area = held;
    Q_EMIT areaChanged();
}

void ScatterCanvas::zoomBy(double factor, const std::optional<QPointF>& about)
{
    const QPointF at = about
        ? valuesAt(*about)
        : QPointF((m_area.firstLow + m_area.firstHigh) / 2, (m_area.secondLow + m_area.secondHigh) / 2);
    PairArea area = m_area;
    for (double* end : {&area.firstLow, &area.firstHigh})
        *end = at.x() + (*end - at.x()) / factor;
    for (double* end : {&area.secondLow, &area.secondHigh})
        *end = at.y() + (*end - at.y()) / factor;
    setArea(area);
}

void ScatterCanvas::setPoints(const QVector<QPointF>& points)
{
    m_points = points;
    QVector<QCPGraphData> drawn;
    drawn.reserve(points.size());
    for (const QPointF& point : points)
        drawn.append({point.x(), point.y()});
    m_graph->data()->set(drawn);
    replot(rpQueuedReplot);
}

void ScatterCanvas::setCursorCell(const std::optional<DensityCell>& cell)
{
    m_cursor = cell;
    layer(QStringLiteral("overlay"))->replot();
}

void ScatterCanvas::setCard(const ItemCard& card)
{
    m_card = card;
    layer(QStringLiteral("overlay"))->replot();
}

QPointF ScatterCanvas::valuesAt(const QPointF& position) const
{
    return {xAxis->pixelToCoord(position.x()), yAxis->pixelToCoord(position.y())};
}

PairArea ScatterCanvas::areaBetween(const QPointF& one, const QPointF& other) const
{
    const QPointF a = valuesAt(one);
    const QPointF b = valuesAt(other);
    return {std::min(a.x(), b.x()), std::max(a.x(), b.x()), std::min(a.y(), b.y()), std::max(a.y(), b.y())};
}

std::optional<DensityCell> ScatterCanvas::cellAt(const QPointF& position) const
{
    if (!m_density || !axisRect()->rect().contains(position.toPoint()))
        return {};
    const QPointF at = valuesAt(position);
    const auto bin = [this](double value, double low, double high) {
        const double share = (value - low) / (high - low);
        const auto bins = static_cast<int>(m_density->bins);
        return share < 0 || share > 1 ? -1 : std::min(static_cast<int>(share * bins), bins - 1);
    };
    const PairArea& area = m_density->area;
    const DensityCell cell {bin(at.x(), area.firstLow, area.firstHigh),
                            bin(at.y(), area.secondLow, area.secondHigh)};
    return cell.first < 0 || cell.second < 0 ? std::nullopt : std::optional(cell);
}

QRectF ScatterCanvas::areaOf(const DensityCell& cell) const
{
    const PairArea area = m_density->cell(std::size_t(cell.first), std::size_t(cell.second));
    return QRectF(QPointF(xAxis->coordToPixel(area.firstLow), yAxis->coordToPixel(area.secondHigh)),
                  QPointF(xAxis->coordToPixel(area.firstHigh), yAxis->coordToPixel(area.secondLow)));
}

void ScatterCanvas::paintUpon(QCPPainter& painter) const
{
    const Theme& theme = Theme::of(this);
    if (!m_density) {
        painter.setFont(font());
        painter.setPen(theme.mutedText);
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
        return;
    }
    const auto outline = [&](const DensityCell& cell, const QColor& color) {
        const QRectF area = areaOf(cell).adjusted(-1, -1, 1, 1);
        for (const QPen& pen : {QPen(theme.surface, 3), QPen(color, 1.5)}) {
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(area);
        }
    };
    painter.save();
    painter.setClipRect(axisRect()->rect());
    if (m_cursor)
        outline(*m_cursor, theme.accent);
    if (m_hover)
        outline(*m_hover, theme.text);
    if (!m_box.isEmpty()) {
        QColor fill = theme.accent;
        fill.setAlpha(40);
        painter.setPen(QPen(theme.accent, 1, Qt::DashLine));
        painter.setBrush(fill);
        painter.drawRect(m_box);
    }
    painter.restore();
    const auto& pointed = m_hover ? m_hover : m_cursor;
    if (pointed && !m_card.title.isEmpty() && m_drag == Drag::None) {
        painter.setFont(font());
        paintItemCard(painter, m_card, areaOf(*pointed).center(), rect(), theme);
    }
}

// Input

bool ScatterCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        refreshLook();
    return QCustomPlot::event(event);
}

void ScatterCanvas::hover(const QPointF& position)
{
    const auto cell = cellAt(position);
    setCursor(cell && m_density->at(std::size_t(cell->first), std::size_t(cell->second)) > 0
                  ? Qt::PointingHandCursor
                  : Qt::ArrowCursor);
    if (cell == m_hover)
        return;
    m_hover = cell;
    Q_EMIT cellHovered(cell);
    layer(QStringLiteral("overlay"))->replot();
}

void ScatterCanvas::mousePressEvent(QMouseEvent* event)
{
    m_pressed = m_last = event->position();
    m_drag = event->button() == Qt::LeftButton ? Drag::Press : Drag::PanPress;
}

void ScatterCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF position = event->position();
    const bool isFar = (position - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    const bool isInside = m_density && axisRect()->rect().contains(m_pressed.toPoint());
    if (m_drag == Drag::Press && isFar && isInside)
        m_drag = Drag::Box;
    if (m_drag == Drag::PanPress && isFar && isInside) {
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::Box) {
        m_box = QRectF(m_pressed, position).normalized() & QRectF(axisRect()->rect());
        layer(QStringLiteral("overlay"))->replot();
    } else if (m_drag == Drag::Pan) {
        const QPointF by = valuesAt(m_last) - valuesAt(position);
        setArea({m_area.firstLow + by.x(), m_area.firstHigh + by.x(), m_area.secondLow + by.y(),
                 m_area.secondHigh + by.y()});
    } else if (m_drag == Drag::None) {
        hover(position);
    }
    m_last = position;
}

void ScatterCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QRectF box = std::exchange(m_box, {});
    if (drag == Drag::Box && box.width() >= 4 && box.height() >= 4) {
        setArea(areaBetween(box.topLeft(), box.bottomRight()));
    } else if (drag == Drag::Press && event->button() == Qt::LeftButton) {
        const auto cell = cellAt(event->position());
        if (cell && m_density->at(std::size_t(cell->first), std::size_t(cell->second)) > 0)
            Q_EMIT cellClicked(*cell, event->modifiers());
        else
            Q_EMIT backgroundClicked();
    } else if (drag == Drag::PanPress && event->button() == Qt::RightButton) {
        Q_EMIT menuRequested(event->globalPosition().toPoint());
    }
    layer(QStringLiteral("overlay"))->replot();
    hover(event->position());
}

void ScatterCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_drag = Drag::None;
    if (event->button() == Qt::LeftButton && m_density)
        setArea(m_whole);
}

void ScatterCanvas::wheelEvent(QWheelEvent* event)
{
    if (!m_density || !axisRect()->rect().contains(event->position().toPoint())
        || event->angleDelta().isNull()) {
        event->ignore();
        return;
    }
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    zoomBy(std::pow(1.25, turned / 120.), event->position());
    event->accept();
}

void ScatterCanvas::leaveEvent(QEvent*)
{
    if (!std::exchange(m_hover, std::nullopt))
        return;
    Q_EMIT cellHovered({});
    layer(QStringLiteral("overlay"))->replot();
}

} // namespace learnscope
