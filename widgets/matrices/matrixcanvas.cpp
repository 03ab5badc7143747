#include "widgets/matrices/matrixcanvas.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace learnscope {

MatrixCanvas::MatrixCanvas(QWidget* parent)
    : QWidget(parent)
    , m_tiles(new MatrixTiles(this))
{
    setMouseTracking(true);
    setMinimumSize(140, 140);
    connect(m_tiles, &MatrixTiles::ready, this, qOverload<>(&QWidget::update));
}

MatrixCanvas::~MatrixCanvas() = default;

void MatrixCanvas::setContent(std::vector<MatrixPanel> panels, std::shared_ptr<const RepresentationSet> set)
{
    const auto itemsBefore = [&](std::size_t group) {
        return m_set && group < m_set->groups.size() ? m_set->groups[group].items : 0;
    };
    const std::size_t groups = set ? set->groups.size() : 0;
    std::vector<MatrixSight> sights(groups);
    for (std::size_t group = 0; group < groups; ++group)
        if (group < m_sights.size() && itemsBefore(group) == set->groups[group].items)
            sights[group] = m_sights[group];
    // A picture of the same items in the same order stays until that in new colours is there.
    const auto isAlike = [&](const MatrixPanel& now, const MatrixPanel& then) {
        return now.layer && then.layer && now.title == then.title
            && set->shown[now.shown].rows == m_set->shown[then.shown].rows;
    };
    std::vector<std::shared_ptr<const MatrixLayer>> before(panels.size());
    for (std::size_t panel = 0; panel < std::min(panels.size(), m_panels.size()); ++panel)
        if (isAlike(panels[panel], m_panels[panel]))
            before[panel] = m_before[panel] ? m_before[panel] : m_panels[panel].layer;
    if (set != m_set) {
        m_selected.assign(groups, {});
        m_current.assign(groups, std::nullopt);
        m_hover.reset();
        m_block.reset();
        m_settled.resize(groups);
        for (std::size_t group = 0; group < groups; ++group)
            if (itemsBefore(group) != set->groups[group].items)
                m_settled[group] = 0;
    }
    m_before = std::move(before);
    m_panels = std::move(panels);
    m_set = std::move(set);
    m_sights = std::move(sights);
    if (m_cursor
        && (m_cursor->group >= groups
            || std::max(m_cursor->row, m_cursor->column) >= itemsOf(m_cursor->group)))
        m_cursor.reset();
    layOut();
}

void MatrixCanvas::setHint(const QString& hint)
{
    m_hint = hint;
    update();
}

void MatrixCanvas::setMarks(std::vector<std::vector<BlockRange>> selected,
                            std::vector<std::optional<std::size_t>> current)
{
    m_selected = std::move(selected);
    m_current = std::move(current);
    m_selected.resize(m_sights.size());
    m_current.resize(m_sights.size());
    update();
}

MatrixSight MatrixCanvas::sight(std::size_t group) const
{
    return group < m_sights.size() ? m_sights[group] : MatrixSight();
}

void MatrixCanvas::setSight(std::size_t group, const MatrixSight& sight)
{
    if (group >= m_sights.size())
        return;
    const MatrixSight held = heldSight(sight, itemsOf(group));
    if (held == m_sights[group])
        return;
    m_sights[group] = held;
    update();
    Q_EMIT sightChanged();
}

void MatrixCanvas::zoomBy(double factor, std::size_t group)
{
    if (group >= m_sights.size())
        return;
    double right = .5;
    double down = .5;
    const MatrixSight& now = m_sights[group];
    if (m_cursor && m_cursor->group == group) {
        const auto items = double(itemsOf(group));
        const double x = ((double(m_cursor->column) + .5) / items - now.column) * now.zoom + .5;
        const double y = ((double(m_cursor->row) + .5) / items - now.row) * now.zoom + .5;
        if (x >= 0 && x <= 1 && y >= 0 && y <= 1) {
            right = x;
            down = y;
        }
    }
    setSight(group, zoomedSight(now, itemsOf(group), factor, right, down));
}

void MatrixCanvas::setCursorPair(const std::optional<MatrixPair>& pair)
{
    m_cursor = pair;
    m_hover.reset();
    update();
}

void MatrixCanvas::reveal(const MatrixPair& pair)
{
    if (pair.group >= m_sights.size())
        return;
    MatrixSight sight = m_sights[pair.group];
    const double item = 1 / double(itemsOf(pair.group));
    const auto brought = [&](double middle, std::size_t place) {
        const double reach = std::max(0., .5 / sight.zoom - item); // a whole item stays seen beyond
        const double centre = (double(place) + .5) * item;
        return std::clamp(middle, centre - reach, centre + reach);
    };
    sight.row = brought(sight.row, pair.row);
    sight.column = brought(sight.column, pair.column);
    setSight(pair.group, sight);
}

void MatrixCanvas::setBlock(const std::optional<MatrixBlock>& block)
{
    m_block = block;
    update();
}

// Geometry

void MatrixCanvas::layOut()
{
    std::vector<std::size_t> groups;
    for (const MatrixPanel& panel : m_panels)
        groups.push_back(panel.group);
    m_places = placePanels(size(), groups, fontMetrics().height());
    update();
}

std::size_t MatrixCanvas::itemsOf(std::size_t group) const
{
    return m_set && group < m_set->groups.size() ? m_set->groups[group].items : 0;
}

int MatrixCanvas::sideInPixels(std::size_t panel) const
{
    return static_cast<int>(std::lround(m_places[panel].matrix.width() * devicePixelRatioF()));
}

SightPixels MatrixCanvas::pixelsOf(std::size_t panel) const
{
    const std::size_t group = m_panels[panel].group;
    return SightPixels(m_sights[group], itemsOf(group), sideInPixels(panel));
}

std::optional<std::size_t> MatrixCanvas::panelAt(const QPoint& position) const
{
    for (std::size_t panel = 0; panel < m_places.size(); ++panel)
        if (m_panels[panel].layer && m_places[panel].matrix.contains(position))
            return panel;
    return {};
}

std::optional<MatrixPair> MatrixCanvas::pairAt(const QPoint& position) const
{
    const auto panel = panelAt(position);
    if (!panel)
        return {};
    const SightPixels pixels = pixelsOf(*panel);
    const std::size_t group = m_panels[*panel].group;
    const QPoint inside =
        (QPointF(position - m_places[*panel].matrix.topLeft()) * devicePixelRatioF()).toPoint();
    const auto row = pixels.itemAt(std::min(inside.y(), pixels.side - 1), pixels.top, itemsOf(group));
    const auto column = pixels.itemAt(std::min(inside.x(), pixels.side - 1), pixels.left, itemsOf(group));
    if (!row || !column)
        return {};
    return MatrixPair {group, *row, *column};
}

QRectF MatrixCanvas::areaOf(std::size_t panel, const MatrixPair& pair) const
{
    const SightPixels pixels = pixelsOf(panel);
    const double ratio = devicePixelRatioF();
    const double side = pixels.pixelsPerItem / ratio;
    return QRectF(m_places[panel].matrix.left() + pixels.pixelOf(double(pair.column), pixels.left) / ratio,
                  m_places[panel].matrix.top() + pixels.pixelOf(double(pair.row), pixels.top) / ratio, side,
                  side);
}

std::optional<std::pair<std::size_t, std::size_t>> MatrixCanvas::labelAt(const QPoint& position) const
{
    for (std::size_t panel = 0; panel < m_places.size(); ++panel) {
        const PanelPlace& place = m_places[panel];
        if (!m_panels[panel].layer)
            continue;
        const bool isRow = place.rowLabels.contains(position);
        if (!isRow && !place.columnLabels.contains(position))
            continue;
        const QPoint onto =
            isRow ? QPoint(place.matrix.left(), position.y()) : QPoint(position.x(), place.matrix.top());
        if (const auto pair = pairAt(onto))
            return std::pair(pair->group, isRow ? pair->row : pair->column);
    }
    return {};
}

MatrixBlock MatrixCanvas::blockBetween(const QPoint& from, const QPoint& to) const
{
    const QRect& matrix = m_places[m_dragPanel].matrix;
    const auto held = [&](const QPoint& point) {
        return QPoint(std::clamp(point.x(), matrix.left(), matrix.right()),
                      std::clamp(point.y(), matrix.top(), matrix.bottom()));
    };
    const auto one = pairAt(held(from));
    const auto other = pairAt(held(to));
    const std::size_t group = m_panels[m_dragPanel].group;
    if (!one || !other)
        return {group, {}, {}};
    return {group,
            {std::min(one->row, other->row), std::max(one->row, other->row) + 1},
            {std::min(one->column, other->column), std::max(one->column, other->column) + 1}};
}

// Input

bool MatrixCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const QPoint position = static_cast<QHelpEvent*>(event)->pos();
        for (std::size_t panel = 0; panel < m_places.size(); ++panel) {
            const MatrixPanel& shown = m_panels[panel];
            QString text;
            if (m_places[panel].head.contains(position))
                text = shown.title + QLatin1Char('\n') + shown.facts;
            else if (shown.layer && m_places[panel].scale.contains(position))
                text = shown.layer->scale().text();
            if (!text.isEmpty()) {
                QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text, this);
                return true;
            }
        }
        QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::FontChange)
        layOut();
    return QWidget::event(event);
}

void MatrixCanvas::resizeEvent(QResizeEvent*)
{
    layOut();
}

void MatrixCanvas::mousePressEvent(QMouseEvent* event)
{
    m_pressed = m_last = event->position().toPoint();
    const auto panel = panelAt(m_pressed);
    if (panel)
        m_dragPanel = *panel;
    if (event->button() == Qt::LeftButton)
        m_drag = Drag::Press;
    else if (event->button() == Qt::RightButton || event->button() == Qt::MiddleButton)
        m_drag = Drag::PanPress;
}

void MatrixCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    const bool isFar = (position - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (m_drag == Drag::Press && isFar && panelAt(m_pressed))
        m_drag = Drag::Block;
    if (m_drag == Drag::PanPress && isFar && panelAt(m_pressed)) {
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::Block) {
        m_block = blockBetween(m_pressed, position);
        update();
    } else if (m_drag == Drag::Pan) {
        pan(position - m_last);
    }
    m_last = position;
    if (m_drag == Drag::Pan)
        return;
    m_hover = pairAt(position);
    if (m_drag == Drag::None)
        setCursor(m_hover ? Qt::CrossCursor : labelAt(position) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
    Q_EMIT pairHovered(m_hover, position);
}

void MatrixCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QPoint position = event->position().toPoint();
    if (drag == Drag::Block) {
        const MatrixBlock block = blockBetween(m_pressed, position);
        setBlock({});
        if (block.rows.size() > 0)
            Q_EMIT blockChosen(block, event->modifiers());
    } else if (drag == Drag::Press && event->button() == Qt::LeftButton) {
        if (const auto pair = pairAt(position))
            Q_EMIT pairClicked(*pair, event->modifiers());
        else if (const auto label = labelAt(position))
            Q_EMIT itemClicked(label->first, label->second, event->modifiers());
        else
            Q_EMIT backgroundClicked();
    } else if (drag == Drag::PanPress && event->button() == Qt::RightButton) {
        Q_EMIT menuRequested(event->globalPosition().toPoint());
    }
    unsetCursor();
}

void MatrixCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_drag = Drag::None; // its release is no click
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto pair = pairAt(event->position().toPoint()))
        Q_EMIT pairDoubleClicked(*pair);
}

void MatrixCanvas::wheelEvent(QWheelEvent* event)
{
    const QPoint position = event->position().toPoint();
    const auto panel = panelAt(position);
    if (!panel || event->angleDelta().isNull()) {
        event->ignore();
        return;
    }
    const QRectF matrix = m_places[*panel].matrix;
    const std::size_t group = m_panels[*panel].group;
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    setSight(group,
             zoomedSight(m_sights[group], itemsOf(group), std::pow(1.25, turned / 120.),
                         (event->position().x() - matrix.left()) / matrix.width(),
                         (event->position().y() - matrix.top()) / matrix.height()));
    m_hover = pairAt(position);
    Q_EMIT pairHovered(m_hover, position);
    event->accept();
}

void MatrixCanvas::pan(const QPoint& by)
{
    const std::size_t group = m_panels[m_dragPanel].group;
    MatrixSight sight = m_sights[group];
    const double whole = sight.zoom * m_places[m_dragPanel].matrix.width();
    sight.column -= by.x() / whole;
    sight.row -= by.y() / whole;
    setSight(group, sight);
}

void MatrixCanvas::leaveEvent(QEvent*)
{
    m_hover.reset();
    update();
    Q_EMIT pairHovered({}, {});
}

} // namespace learnscope
