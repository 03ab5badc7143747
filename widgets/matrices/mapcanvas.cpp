#include "widgets/matrices/mapcanvas.h"

#include "core/base/random.h"
#include "core/similarity/itemdraws.h"
#include "widgets/plots/nearestpoint.h"
#include "widgets/stimuli/pictureloader.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace learnscope {

namespace {
constexpr double reach = 10; // how close the mouse must be to a point, in pixels
constexpr double gap = 10; // between panels
}

MapCanvas::MapCanvas(QWidget* parent)
    : QWidget(parent)
    , m_loader(new PictureLoader(this))
{
    setMouseTracking(true);
    setMinimumSize(140, 120);
    connect(m_loader, &PictureLoader::ready, this, qOverload<>(&QWidget::update));
}

MapCanvas::~MapCanvas() = default;

void MapCanvas::setContent(std::vector<MapPanel> panels, std::vector<MapItems> groups, Naming nameOf,
                           Naming pictureOf)
{
    m_panels = std::move(panels);
    m_groups = std::move(groups);
    m_nameOf = std::move(nameOf);
    m_pictureOf = std::move(pictureOf);
    m_sights.resize(m_groups.size());
    m_texts.assign(m_groups.size(), {});
    m_files.assign(m_groups.size(), {});
    m_priority.assign(m_groups.size(), {});
    for (const MapPanel& panel : m_panels)
        if (m_priority[panel.group].empty())
            m_priority[panel.group] = shuffledItems(panel.points.size(), Random(1));
    m_pictures.clear();
    m_names.clear();
    m_hover.reset();
    m_drag = Drag::None;
    m_box = {};
    if (m_cursor
        && (m_cursor->panel >= m_panels.size() || m_cursor->item >= m_panels[m_cursor->panel].points.size()))
        m_cursor.reset();
    layOut();
}

void MapCanvas::setItems(std::vector<MapItems> groups)
{
    m_groups = std::move(groups);
    update();
}

void MapCanvas::setHint(const QString& hint)
{
    m_hint = hint;
    update();
}

void MapCanvas::setShowsNames(bool shows)
{
    m_showsNames = shows;
    update();
}

void MapCanvas::setShowsPictures(bool shows)
{
    m_showsPictures = shows;
    update();
}

// Sights

void MapCanvas::setSights(std::vector<MapSight> sights)
{
    sights.resize(m_groups.size());
    for (MapSight& sight : sights)
        sight = heldSight(sight);
    if (sights == m_sights)
        return;
    m_sights = std::move(sights);
    update();
    Q_EMIT sightChanged();
}

void MapCanvas::setSight(std::size_t group, const MapSight& sight)
{
    std::vector<MapSight> sights = m_sights;
    sights[group] = sight;
    setSights(std::move(sights));
}

void MapCanvas::zoomBy(double factor)
{
    std::vector<MapSight> sights = m_sights;
    for (std::size_t group = 0; group < sights.size(); ++group) {
        QPointF about = sights[group].centre;
        if (m_cursor && m_panels[m_cursor->panel].group == group
            && m_areas[m_cursor->panel].contains(pixelOf(*m_cursor)))
            about = m_panels[m_cursor->panel].points[m_cursor->item];
        sights[group] = zoomedSight(sights[group], factor, about);
    }
    setSights(std::move(sights));
}

void MapCanvas::setCursorPlace(const std::optional<MapPlace>& place)
{
    m_cursor = place;
    update();
}

void MapCanvas::reveal(const MapPlace& place)
{
    const QPointF at = pixelOf(place);
    if (std::isnan(at.x()))
        return;
    const std::size_t group = m_panels[place.panel].group;
    const QRectF inner = m_areas[place.panel].adjusted(reach, reach, -reach, -reach);
    const QPointF held(std::clamp(at.x(), inner.left(), std::max(inner.left(), inner.right())),
                       std::clamp(at.y(), inner.top(), std::max(inner.top(), inner.bottom())));
    const MapProjection projection(m_sights[group], m_areas[place.panel]);
    MapSight sight = m_sights[group];
    sight.centre += projection.toPoint(at) - projection.toPoint(held);
    setSight(group, sight);
}

// Geometry

void MapCanvas::layOut()
{
    m_heads.assign(m_panels.size(), {});
    m_areas.assign(m_panels.size(), {});
    update();
    if (m_panels.empty())
        return;
    const double headHeight = 2 * fontMetrics().height() + 6;
    const int count = static_cast<int>(m_panels.size());
    const auto sideWith = [&](int columns) {
        const int rows = (count + columns - 1) / columns;
        return std::min((width() - gap) / columns - gap, (height() - gap) / rows - gap - headHeight);
    };
    int columns = 1;
    for (int tried = 2; tried <= count; ++tried)
        if (sideWith(tried) > sideWith(columns))
            columns = tried;
    const int rows = (count + columns - 1) / columns;
    const double cellWidth = (width() - gap) / columns;
    const double cellHeight = (height() - gap) / rows;
    for (int panel = 0; panel < count; ++panel) {
        const double left = std::round(gap + cellWidth * (panel % columns));
        const double top = std::round(gap + cellHeight * (panel / columns)) - gap / 2;
        const double wide = std::max(1., std::floor(cellWidth - gap));
        m_heads[std::size_t(panel)] = QRectF(left, top, wide, headHeight);
        m_areas[std::size_t(panel)] =
            QRectF(left, top + headHeight, wide, std::max(1., std::floor(cellHeight - gap - headHeight)));
    }
}

std::optional<std::size_t> MapCanvas::panelAt(const QPointF& position) const
{
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel)
        if (m_panels[panel].problem.isEmpty() && m_areas[panel].contains(position))
            return panel;
    return {};
}

QPointF MapCanvas::pixelOf(const MapPlace& place) const
{
    const MapPanel& panel = m_panels[place.panel];
    return MapProjection(m_sights[panel.group], m_areas[place.panel]).toPixel(panel.points[place.item]);
}

std::optional<MapPlace> MapCanvas::placeAt(const QPointF& position) const
{
    const auto panel = panelAt(position);
    if (!panel)
        return {};
    for (const auto* drawn : {&m_names, &m_pictures})
        for (auto one = drawn->rbegin(); one != drawn->rend(); ++one)
            if (one->place.panel == *panel && one->rect.contains(position))
                return one->place;
    const MapProjection projection(m_sights[m_panels[*panel].group], m_areas[*panel]);
    const auto nearest =
        nearestPoint(m_panels[*panel].points, projection.toPoint(position), reach / projection.scale());
    return nearest ? std::optional(MapPlace {*panel, *nearest}) : std::nullopt;
}

std::vector<std::size_t> MapCanvas::itemsIn(std::size_t panel, const QRectF& box) const
{
    const MapProjection projection(m_sights[m_panels[panel].group], m_areas[panel]);
    const QRectF wanted =
        QRectF(projection.toPoint(box.bottomLeft()), projection.toPoint(box.topRight())).normalized();
    std::vector<std::size_t> items;
    const std::vector<QPointF>& points = m_panels[panel].points;
    for (std::size_t item = 0; item < points.size(); ++item)
        if (wanted.contains(points[item]))
            items.push_back(item);
    return items;
}

// Input

bool MapCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (std::size_t panel = 0; panel < m_panels.size(); ++panel)
            if (m_heads[panel].contains(help->pos())) {
                QToolTip::showText(help->globalPos(),
                                   m_panels[panel].title + QLatin1Char('\n') + m_panels[panel].facts, this);
                return true;
            }
        QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        m_pointPixmaps.clear();
        m_texts.assign(m_groups.size(), {});
        layOut();
    }
    return QWidget::event(event);
}

void MapCanvas::resizeEvent(QResizeEvent*)
{
    layOut();
}

void MapCanvas::hover(const QPointF& position)
{
    const auto place = placeAt(position);
    setCursor(place ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (place == m_hover)
        return;
    m_hover = place;
    update();
    Q_EMIT placeHovered(place);
}

void MapCanvas::mousePressEvent(QMouseEvent* event)
{
    m_pressed = m_last = event->position();
    const auto panel = panelAt(m_pressed);
    m_dragPanel = panel.value_or(m_panels.size());
    if (event->button() == Qt::LeftButton)
        m_drag = Drag::Press;
    else if (event->button() == Qt::RightButton || event->button() == Qt::MiddleButton)
        m_drag = Drag::PanPress;
}

void MapCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF position = event->position();
    const bool isFar = (position - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    const bool isInside = m_dragPanel < m_panels.size();
    if (m_drag == Drag::Press && isFar && isInside)
        m_drag = event->modifiers().testFlag(Qt::ShiftModifier) ? Drag::Brush : Drag::Box;
    if (m_drag == Drag::PanPress && isFar && isInside) {
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::Box || m_drag == Drag::Brush) {
        m_box = QRectF(m_pressed, position).normalized() & m_areas[m_dragPanel];
        update();
    } else if (m_drag == Drag::Pan) {
        const std::size_t group = m_panels[m_dragPanel].group;
        const double scale = MapProjection(m_sights[group], m_areas[m_dragPanel]).scale();
        const QPointF by = (position - m_last) / scale;
        MapSight sight = m_sights[group];
        sight.centre += QPointF(-by.x(), by.y());
        setSight(group, sight);
    } else if (m_drag == Drag::None) {
        hover(position);
    }
    m_last = position;
}

void MapCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QRectF box = std::exchange(m_box, {});
    if (drag == Drag::Box && box.width() >= 4 && box.height() >= 4) {
        const std::size_t group = m_panels[m_dragPanel].group;
        const MapProjection projection(m_sights[group], m_areas[m_dragPanel]);
        setSight(
            group,
            sightOf(
                QRectF(projection.toPoint(box.topLeft()), projection.toPoint(box.bottomRight())).normalized(),
                m_areas[m_dragPanel].size()));
    } else if (drag == Drag::Brush) {
        Q_EMIT boxChosen(m_dragPanel, box, event->modifiers() | Qt::ShiftModifier);
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

void MapCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_drag = Drag::None; // its release is no click
    if (event->button() == Qt::LeftButton && !placeAt(event->position()))
        setSights({});
}

void MapCanvas::wheelEvent(QWheelEvent* event)
{
    const auto panel = panelAt(event->position());
    if (!panel || event->angleDelta().isNull()) {
        event->ignore();
        return;
    }
    const std::size_t group = m_panels[*panel].group;
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    const MapProjection projection(m_sights[group], m_areas[*panel]);
    setSight(
        group,
        zoomedSight(m_sights[group], std::pow(1.25, turned / 120.), projection.toPoint(event->position())));
    hover(event->position());
    event->accept();
}

void MapCanvas::leaveEvent(QEvent*)
{
    if (!std::exchange(m_hover, std::nullopt))
        return;
    update();
    Q_EMIT placeHovered({});
}

} // namespace learnscope
