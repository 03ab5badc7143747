#include "widgets/matrices/trajectorycanvas.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <limits>

namespace learnscope {

namespace {
constexpr double reach = 10; // how close the pointer must be to a mark, in pixels
constexpr double axisWidth = 48;
constexpr double gap = 12; // between parts
}

TrajectoryCanvas::TrajectoryCanvas(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setMinimumSize(200, 160);
}

TrajectoryCanvas::~TrajectoryCanvas() = default;

void TrajectoryCanvas::setPicture(TrajectoryPicture picture, const QString& hint)
{
    m_picture = std::move(picture);
    m_hint = hint;
    m_hover.reset();
    m_card = {};
    m_drag = Drag::None;
    m_box = {};
    if (m_cursor
        && (m_cursor->curve >= m_picture.curves.size()
            || m_cursor->mark >= m_picture.curves[m_cursor->curve].marks.size()))
        m_cursor.reset();
    measure();
    update();
}

void TrajectoryCanvas::measure()
{
    constexpr double most = std::numeric_limits<double>::max();
    QPointF low(most, most);
    QPointF high(-most, -most);
    Range compared {0, 0};
    m_epochs = {most, -most};
    for (const TrajectoryCurve& curve : m_picture.curves)
        for (const TrajectoryMark& mark : curve.marks) {
            m_epochs.low = std::min(m_epochs.low, double(mark.epoch));
            m_epochs.high = std::max(m_epochs.high, double(mark.epoch));
            if (const double value = m_picture.compared(mark); !std::isnan(value)) {
                compared.low = std::min(compared.low, value);
                compared.high = std::max(compared.high, value);
            }
            if (std::isnan(mark.at.x()))
                continue;
            low = {std::min(low.x(), mark.at.x()), std::min(low.y(), mark.at.y())};
            high = {std::max(high.x(), mark.at.x()), std::max(high.y(), mark.at.y())};
        }
    if (!m_picture.byDistance)
        compared.high = std::max(compared.high, 1.);
    else
        compared.high = compared.high > 0 ? compared.high * 1.08 : 1;
    compared.low *= 1.05;
    m_values[std::size_t(TrajectoryPart::Comparison)] = compared;
    m_values[std::size_t(TrajectoryPart::Accuracy)] = {0, 1};
    if (m_epochs.low > m_epochs.high)
        m_epochs = {0, 1};
    const double air = std::max(.3, (m_epochs.high - m_epochs.low) * .04);
    m_epochs = {m_epochs.low - air, m_epochs.high + air};
    const bool hasMap = low.x() <= high.x();
    m_middle = hasMap ? (low + high) / 2 : QPointF();
    const double extent = hasMap ? std::max(high.x() - low.x(), high.y() - low.y()) / 2 : 0;
    m_extent = extent > 0 ? extent * 1.08 : 1;
}

// Sight

void TrajectoryCanvas::setSight(const MapSight& sight)
{
    m_sight = heldSight(sight);
    update();
}

void TrajectoryCanvas::zoomBy(double factor)
{
    QPointF about = m_sight.centre;
    if (m_cursor && area(TrajectoryPart::Map).contains(pixelOf(TrajectoryPart::Map, *m_cursor)))
        about = (markAt(*m_cursor).at - m_middle) / m_extent;
    setSight(zoomedSight(m_sight, factor, about));
}

void TrajectoryCanvas::setCursorPlace(const std::optional<TrajectoryPlace>& place)
{
    m_cursor = place;
    update();
}

void TrajectoryCanvas::setCard(const ItemCard& card)
{
    m_card = card;
    update();
}

// Geometry

void TrajectoryCanvas::layOut()
{
    const double line = fontMetrics().height();
    const QRectF all = QRectF(rect()).adjusted(2, 0, -2, -2);
    std::array<QRectF, 3> boxes;
    if (all.width() >= all.height() * 1.15) { // charts beside the map
        const double wide = std::round(all.width() * .56);
        const double high = std::round(all.height() / 2);
        boxes = {QRectF(all.left(), all.top(), wide - gap, all.height()),
                 QRectF(all.left() + wide, all.top(), all.width() - wide, high - gap / 2),
                 QRectF(all.left() + wide, all.top() + high, all.width() - wide, all.height() - high)};
    } else { // or below it
        const double high = std::round(all.height() * .58);
        const double half = std::round(all.width() / 2);
        boxes = {QRectF(all.left(), all.top(), all.width(), high - gap),
                 QRectF(all.left(), all.top() + high, half - gap / 2, all.height() - high),
                 QRectF(all.left() + half, all.top() + high, all.width() - half, all.height() - high)};
    }
    for (std::size_t part = 0; part < boxes.size(); ++part) {
        PartArea& area = m_areas[part];
        const bool isMap = part == std::size_t(TrajectoryPart::Map);
        const double head = isMap ? 2 * line + 6 : line + 12;
        area.head = QRectF(boxes[part].left(), boxes[part].top(), boxes[part].width(), head);
        area.plot = QRectF(area.head.bottomLeft(), boxes[part].bottomRight());
        if (!isMap)
            area.plot.adjust(axisWidth, 0, -6, -2 * line - 4);
        area.plot.setWidth(std::max(1., area.plot.width()));
        area.plot.setHeight(std::max(1., area.plot.height()));
    }
    update();
}

bool TrajectoryCanvas::isShown(TrajectoryPart part) const
{
    switch (part) {
    case TrajectoryPart::Map:
        return m_picture.mapProblem.isEmpty();
    case TrajectoryPart::Comparison:
        return m_picture.comparisonProblem.isEmpty();
    case TrajectoryPart::Accuracy:
        break;
    }
    return true;
}

QPointF TrajectoryCanvas::pixelOf(TrajectoryPart part, const TrajectoryPlace& place) const
{
    const TrajectoryMark& mark = markAt(place);
    if (!isShown(part))
        return {NAN, NAN};
    const QRectF plot = area(part);
    if (part == TrajectoryPart::Map)
        return MapProjection(m_sight, plot).toPixel((mark.at - m_middle) / m_extent);
    const double value = part == TrajectoryPart::Accuracy ? mark.accuracy : m_picture.compared(mark);
    const Range& values = m_values[std::size_t(part)];
    return {plot.left() + (mark.epoch - m_epochs.low) / (m_epochs.high - m_epochs.low) * plot.width(),
            std::isnan(value)
                ? value
                : plot.bottom() - (value - values.low) / (values.high - values.low) * plot.height()};
}

std::optional<TrajectoryPart> TrajectoryCanvas::partAt(const QPointF& position) const
{
    for (const TrajectoryPart part : parts)
        if (isShown(part) && area(part).adjusted(-4, -4, 4, 4).contains(position))
            return part;
    return {};
}

std::optional<TrajectoryPlace> TrajectoryCanvas::placeAt(const QPointF& position) const
{
    const auto part = partAt(position);
    if (!part)
        return {};
    std::optional<TrajectoryPlace> nearest;
    double least = reach;
    for (std::size_t curve = 0; curve < m_picture.curves.size(); ++curve)
        for (std::size_t mark = 0; mark < m_picture.curves[curve].marks.size(); ++mark) {
            const QPointF away = pixelOf(*part, {curve, mark}) - position;
            const double distance = std::hypot(away.x(), away.y());
            if (distance < least) {
                least = distance;
                nearest = TrajectoryPlace {curve, mark};
            }
        }
    return nearest;
}

std::vector<TrajectoryPlace> TrajectoryCanvas::placesIn(TrajectoryPart part, const QRectF& box) const
{
    std::vector<TrajectoryPlace> places;
    for (std::size_t curve = 0; curve < m_picture.curves.size(); ++curve)
        for (std::size_t mark = 0; mark < m_picture.curves[curve].marks.size(); ++mark)
            if (box.contains(pixelOf(part, {curve, mark})))
                places.push_back({curve, mark});
    return places;
}

// Input

bool TrajectoryCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (!m_picture.curves.empty() && m_areas[0].head.contains(help->pos()))
            QToolTip::showText(help->globalPos(), m_picture.mapTitle + QLatin1Char('\n') + m_picture.mapFacts,
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::FontChange)
        layOut();
    if (event->type() == QEvent::PaletteChange)
        update();
    return QWidget::event(event);
}

void TrajectoryCanvas::resizeEvent(QResizeEvent*)
{
    layOut();
}

void TrajectoryCanvas::hover(const QPointF& position)
{
    m_pointer = position;
    const auto place = placeAt(position);
    setCursor(place ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (place == m_hover)
        return;
    m_hover = place;
    update();
    Q_EMIT placeHovered(place);
}

void TrajectoryCanvas::mousePressEvent(QMouseEvent* event)
{
    m_pressed = m_last = event->position();
    if (event->button() == Qt::LeftButton)
        m_drag = Drag::Press;
    else if (event->button() == Qt::RightButton || event->button() == Qt::MiddleButton)
        m_drag = Drag::PanPress;
}

void TrajectoryCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF position = event->position();
    const bool isFar = (position - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    const auto part = partAt(m_pressed);
    const bool isShift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (part && isFar && m_drag == Drag::Press && (isShift || part == TrajectoryPart::Map)) {
        m_drag = isShift ? Drag::Brush : Drag::Box;
        m_dragPart = *part;
    }
    if (m_drag == Drag::PanPress && isFar && part == TrajectoryPart::Map) {
        m_drag = Drag::Pan;
        m_dragPart = *part;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::Box || m_drag == Drag::Brush) {
        m_box = QRectF(m_pressed, position).normalized() & area(m_dragPart);
        update();
    } else if (m_drag == Drag::Pan) {
        const double scale = MapProjection(m_sight, area(TrajectoryPart::Map)).scale();
        const QPointF by = (position - m_last) / scale;
        setSight({m_sight.centre + QPointF(-by.x(), by.y()), m_sight.zoom});
    } else if (m_drag == Drag::None) {
        hover(position);
    }
    m_last = position;
}

void TrajectoryCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QRectF box = std::exchange(m_box, {});
    if (drag == Drag::Box && box.width() >= 4 && box.height() >= 4) {
        const QRectF plot = area(TrajectoryPart::Map);
        const MapProjection projection(m_sight, plot);
        setSight(sightOf(
            QRectF(projection.toPoint(box.topLeft()), projection.toPoint(box.bottomRight())).normalized(),
            plot.size()));
    } else if (drag == Drag::Brush) {
        Q_EMIT boxChosen(m_dragPart, box, event->modifiers() | Qt::ShiftModifier);
    } else if (drag == Drag::Press && event->button() == Qt::LeftButton) {
        if (const auto place = placeAt(event->position()))
            Q_EMIT placeClicked(*place, event->modifiers());
        else
            Q_EMIT backgroundClicked();
    } else if (drag == Drag::PanPress && event->button() == Qt::RightButton) {
        Q_EMIT menuRequested(event->globalPosition().toPoint());
    }
    update();
    hover(event->position());
}

void TrajectoryCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_drag = Drag::None; // its release is no click
    if (event->button() == Qt::LeftButton && !placeAt(event->position()))
        setSight({});
}

void TrajectoryCanvas::wheelEvent(QWheelEvent* event)
{
    if (partAt(event->position()) != TrajectoryPart::Map || m_picture.curves.empty()
        || event->angleDelta().isNull()) {
        event->ignore();
        return;
    }
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    const MapProjection projection(m_sight, area(TrajectoryPart::Map));
    setSight(zoomedSight(m_sight, std::pow(1.25, turned / 120.), projection.toPoint(event->position())));
    hover(event->position());
    event->accept();
}

void TrajectoryCanvas::leaveEvent(QEvent*)
{
    if (!std::exchange(m_hover, std::nullopt))
        return;
    update();
    Q_EMIT placeHovered({});
}

} // namespace learnscope
