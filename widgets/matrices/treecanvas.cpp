#include "widgets/matrices/treecanvas.h"

#include "core/base/random.h"
#include "core/similarity/itemdraws.h"

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
constexpr double gap = 10; // between panels
constexpr double axisWidth = 56;
constexpr double above = 22; // the highest branch: room for a cut that parts nothing
constexpr double stripHeight = 12;
constexpr double mostNameHeight = 120;
constexpr double cutReach = 5; // how close the pointer must be to the cut
constexpr double rootReach = 12; // over the highest branch
constexpr double fewestLeaves = 4; // that are seen
constexpr std::size_t fewLeaves = 40;

LeafSight heldSight(LeafSight sight, std::size_t leaves)
{
    sight.zoom = std::clamp(sight.zoom, 1., std::max(1., double(leaves) / fewestLeaves));
    const double half = .5 / sight.zoom;
    sight.centre = std::clamp(sight.centre, half, 1 - half);
    return sight;
}
} // namespace

TreeCanvas::TreeCanvas(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setMinimumSize(180, 120);
}

TreeCanvas::~TreeCanvas() = default;

void TreeCanvas::setContent(std::vector<TreePanel> panels, Naming nameOf)
{
    if (panels.size() != m_panels.size())
        m_sights.assign(panels.size(), {});
    m_panels = std::move(panels);
    m_nameOf = std::move(nameOf);
    m_priority.clear();
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel) {
        const std::size_t leaves = m_panels[panel].tree ? m_panels[panel].tree->leaves() : 0;
        m_priority.push_back(shuffledItems(leaves, Random(1)));
        m_sights[panel] = heldSight(m_sights[panel], leaves);
    }
    m_hover.reset();
    m_card = {};
    m_drag = Drag::None;
    m_draggedCut.reset();
    m_box = {};
    if (m_cursor
        && (m_cursor->panel >= m_panels.size() || !m_panels[m_cursor->panel].tree
            || m_cursor->branch >= m_panels[m_cursor->panel].tree->branchCount()))
        m_cursor.reset();
    layOut();
}

void TreeCanvas::setMarks(std::size_t panel, std::vector<std::uint8_t> selected,
                          std::optional<std::size_t> current)
{
    m_panels[panel].selected = std::move(selected);
    m_panels[panel].current = current;
    refresh();
}

void TreeCanvas::setHint(const QString& hint)
{
    m_hint = hint;
    refresh();
}

void TreeCanvas::setShowsNames(bool shows)
{
    m_showsNames = shows;
    layOut();
}

void TreeCanvas::setCut(std::size_t clusters)
{
    m_cut = clusters;
    m_draggedCut.reset();
    refresh();
}

void TreeCanvas::refresh()
{
    m_starts.assign(m_panels.size(), {});
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel)
        if (const ClusterTree* tree = m_panels[panel].tree.get(); tree && tree->canBeCut(shownCut()))
            m_starts[panel] = tree->startsOfCut(shownCut());
    m_picture = {};
    update();
}

// Sights

void TreeCanvas::setSights(std::vector<LeafSight> sights)
{
    sights.resize(m_panels.size());
    for (std::size_t panel = 0; panel < sights.size(); ++panel)
        sights[panel] = heldSight(sights[panel], m_panels[panel].tree ? m_panels[panel].tree->leaves() : 0);
    if (sights == m_sights)
        return;
    m_sights = std::move(sights);
    refresh();
    Q_EMIT sightChanged();
}

void TreeCanvas::setSight(std::size_t panel, const LeafSight& sight)
{
    std::vector<LeafSight> sights = m_sights;
    sights[panel] = sight;
    setSights(std::move(sights));
}

void TreeCanvas::zoomBy(double factor)
{
    std::vector<LeafSight> sights = m_sights;
    for (std::size_t panel = 0; panel < sights.size(); ++panel) {
        double about = sights[panel].centre;
        if (m_cursor && m_cursor->panel == panel) {
            const ClusterTree& tree = *m_panels[panel].tree;
            const double at = (tree.branch(m_cursor->branch).x + .5) / double(tree.leaves());
            if (std::abs(at - about) < .5 / sights[panel].zoom)
                about = at;
        }
        sights[panel].centre = about + (sights[panel].centre - about) / factor;
        sights[panel].zoom *= factor;
    }
    setSights(std::move(sights));
}

void TreeCanvas::setCursorPlace(const std::optional<TreePlace>& place)
{
    m_cursor = place;
    update();
}

void TreeCanvas::setCard(const ItemCard& card)
{
    m_card = card;
    update();
}

void TreeCanvas::reveal(const TreePlace& place)
{
    const ClusterTree& tree = *m_panels[place.panel].tree;
    const auto leaves = double(tree.leaves());
    LeafSight sight = m_sights[place.panel];
    const double half = .5 / sight.zoom - .5 / leaves;
    const double at = (tree.branch(place.branch).x + .5) / leaves;
    sight.centre = std::clamp(sight.centre, at - half, at + half);
    setSight(place.panel, sight);
}

// Geometry

void TreeCanvas::layOut()
{
    m_areas.assign(m_panels.size(), {});
    const double line = fontMetrics().height();
    // A tree of few leaves needs less room.
    const auto weightOf = [](const TreePanel& panel) {
        return panel.tree && panel.tree->leaves() > fewLeaves ? 1. : .6;
    };
    double weights = 0;
    for (const TreePanel& panel : m_panels)
        weights += weightOf(panel);
    double bottom = 0;
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel) {
        PanelArea& area = m_areas[panel];
        const double top = std::round(bottom);
        const double high = (height() - 2.) * weightOf(m_panels[panel]) / weights;
        bottom += high;
        const double wide = std::max(1., width() - 4.);
        area.head = QRectF(2, top, wide, 2 * line + 6);
        const double body = std::max(1., std::round(high - area.head.height() - gap));
        const double names = m_showsNames ? std::round(std::min(roomForNames(panel), body * .36)) : 0;
        const double treeHigh = std::max(1., body - names - stripHeight);
        const double left = 2 + axisWidth;
        const double treeWide = std::max(1., wide - axisWidth - 2);
        area.axis = QRectF(2, area.head.bottom(), axisWidth, treeHigh);
        area.tree = QRectF(left, area.head.bottom(), treeWide, treeHigh);
        area.strip = QRectF(left, area.tree.bottom(), treeWide, stripHeight);
        area.names = QRectF(left, area.strip.bottom(), treeWide, names);
    }
    refresh();
}

/// As much as the longest of a few names takes; many are taken to fill it.
double TreeCanvas::roomForNames(std::size_t panel) const
{
    const ClusterTree* tree = m_panels[panel].tree.get();
    if (!tree || tree->leaves() > fewLeaves)
        return mostNameHeight;
    double longest = fontMetrics().height();
    for (std::size_t leaf = 0; leaf < tree->leaves(); ++leaf)
        longest = std::max(longest, QFontMetricsF(font()).horizontalAdvance(m_nameOf(panel, leaf)));
    return std::min(mostNameHeight, longest + 10);
}

double TreeCanvas::step(std::size_t panel) const
{
    return m_areas[panel].tree.width() * m_sights[panel].zoom / double(m_panels[panel].tree->leaves());
}

double TreeCanvas::firstShown(std::size_t panel) const
{
    const LeafSight& sight = m_sights[panel];
    return (sight.centre - .5 / sight.zoom) * double(m_panels[panel].tree->leaves());
}

double TreeCanvas::xOf(std::size_t panel, double leaf) const
{
    return m_areas[panel].tree.left() + (leaf + .5 - firstShown(panel)) * step(panel);
}

double TreeCanvas::yOf(std::size_t panel, double height) const
{
    const QRectF& area = m_areas[panel].tree;
    const double highest = m_panels[panel].tree->highest();
    return area.bottom() - (highest > 0 ? height / highest : 0) * std::max(1., area.height() - above);
}

QPointF TreeCanvas::pixelOf(const TreePlace& place) const
{
    const ClusterTree::Branch& branch = m_panels[place.panel].tree->branch(place.branch);
    return {xOf(place.panel, branch.x), yOf(place.panel, branch.height)};
}

std::optional<std::size_t> TreeCanvas::panelAt(const QPointF& position) const
{
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel)
        if (m_panels[panel].tree) {
            const PanelArea& area = m_areas[panel];
            if (area.tree.contains(position) || area.strip.contains(position)
                || area.names.contains(position))
                return panel;
        }
    return {};
}

std::optional<TreePlace> TreeCanvas::placeAt(const QPointF& position) const
{
    const auto panel = panelAt(position);
    if (!panel)
        return {};
    for (const DrawnName& name : m_names)
        if (name.panel == *panel && name.rect.contains(position))
            return TreePlace {*panel, m_panels[*panel].tree->leafBranch(name.leaf)};
    const ClusterTree& tree = *m_panels[*panel].tree;
    const double leaf =
        std::floor((position.x() - m_areas[*panel].tree.left()) / step(*panel) + firstShown(*panel));
    if (leaf < 0 || leaf >= double(tree.leaves()))
        return {};
    if (position.y() >= m_areas[*panel].tree.bottom())
        return TreePlace {*panel, tree.leafBranch(std::size_t(leaf))};
    const double top = yOf(*panel, tree.highest());
    if (position.y() < top - rootReach)
        return {};
    const double room = std::max(1., m_areas[*panel].tree.height() - above);
    const double height = (m_areas[*panel].tree.bottom() - position.y()) / room * tree.highest();
    return TreePlace {*panel, tree.branchAt(std::size_t(leaf), height)};
}

std::optional<std::size_t> TreeCanvas::cutAt(const QPointF& position) const
{
    if (m_cut == 0)
        return {};
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel) {
        const ClusterTree* tree = m_panels[panel].tree.get();
        if (!tree || !m_areas[panel].tree.contains(position) || (m_cut > 1 && !tree->canBeCut(m_cut)))
            continue;
        const double y =
            m_cut > 1 ? yOf(panel, tree->heightOfCut(m_cut)) : yOf(panel, tree->highest()) - rootReach;
        if (std::abs(position.y() - y) <= cutReach)
            return panel;
    }
    return {};
}

std::pair<std::size_t, std::size_t> TreeCanvas::leavesBetween(std::size_t panel, double left,
                                                              double right) const
{
    const auto leafOf = [&](double x) {
        const double leaf =
            std::ceil((x - m_areas[panel].tree.left()) / step(panel) + firstShown(panel) - .5);
        return static_cast<std::size_t>(std::clamp(leaf, 0., double(m_panels[panel].tree->leaves())));
    };
    return {leafOf(left), leafOf(right)};
}

// Input

bool TreeCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (std::size_t panel = 0; panel < m_panels.size(); ++panel)
            if (m_areas[panel].head.contains(help->pos())) {
                QToolTip::showText(help->globalPos(),
                                   m_panels[panel].title + QLatin1Char('\n') + m_panels[panel].facts, this);
                return true;
            }
        QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::ScreenChangeInternal)
        layOut();
    return QWidget::event(event);
}

void TreeCanvas::resizeEvent(QResizeEvent*)
{
    layOut();
}

void TreeCanvas::hover(const QPointF& position)
{
    m_pointer = position;
    const bool isAtCut = cutAt(position).has_value();
    const auto place = isAtCut ? std::nullopt : placeAt(position);
    setCursor(isAtCut ? Qt::SplitVCursor : place ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (place == m_hover) {
        update();
        return;
    }
    m_hover = place;
    update();
    Q_EMIT placeHovered(place);
}

void TreeCanvas::dragCut(const QPointF& position)
{
    const ClusterTree& tree = *m_panels[m_dragPanel].tree;
    const double room = std::max(1., m_areas[m_dragPanel].tree.height() - above);
    const double height = (m_areas[m_dragPanel].tree.bottom() - position.y()) / room * tree.highest();
    const std::size_t clusters = tree.clustersAt(height);
    if (clusters == shownCut())
        return;
    m_draggedCut = clusters;
    refresh();
    Q_EMIT cutDragged(clusters);
}

void TreeCanvas::mousePressEvent(QMouseEvent* event)
{
    m_pressed = m_last = event->position();
    const auto panel = panelAt(m_pressed);
    m_dragPanel = panel.value_or(m_panels.size());
    if (event->button() == Qt::LeftButton && panel && cutAt(m_pressed) == panel)
        m_drag = Drag::Cut;
    else if (event->button() == Qt::LeftButton)
        m_drag = Drag::Press;
    else if (event->button() == Qt::RightButton || event->button() == Qt::MiddleButton)
        m_drag = Drag::PanPress;
}

void TreeCanvas::mouseMoveEvent(QMouseEvent* event)
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
        const QRectF& area = m_areas[m_dragPanel].tree;
        const QRectF swept(QPointF(m_pressed.x(), area.top()), QPointF(position.x(), area.bottom()));
        m_box = swept.normalized() & area;
        update();
    } else if (m_drag == Drag::Pan) {
        LeafSight sight = m_sights[m_dragPanel];
        sight.centre -= (position.x() - m_last.x()) / (m_areas[m_dragPanel].tree.width() * sight.zoom);
        setSight(m_dragPanel, sight);
    } else if (m_drag == Drag::Cut) {
        dragCut(position);
    } else if (m_drag == Drag::None) {
        hover(position);
    }
    m_last = position;
}

void TreeCanvas::endDrag(QMouseEvent& event, Drag drag, const QRectF& box)
{
    if (drag == Drag::Box && box.width() >= 4) {
        const double wide = m_areas[m_dragPanel].tree.width();
        LeafSight sight = m_sights[m_dragPanel];
        sight.centre += (box.center().x() - m_areas[m_dragPanel].tree.center().x()) / (wide * sight.zoom);
        sight.zoom *= wide / box.width();
        setSight(m_dragPanel, sight);
    } else if (drag == Drag::Brush) {
        const auto [begin, end] = leavesBetween(m_dragPanel, box.left(), box.right());
        Q_EMIT leavesChosen(m_dragPanel, begin, end, event.modifiers() | Qt::ShiftModifier);
    } else if (drag == Drag::Cut) {
        if (m_draggedCut && *m_draggedCut != m_cut)
            Q_EMIT cutChosen(*m_draggedCut);
    } else if (drag == Drag::Press && event.button() == Qt::LeftButton) {
        if (const auto place = placeAt(event.position()))
            Q_EMIT placeClicked(*place, event.modifiers());
        else
            Q_EMIT backgroundClicked();
    } else if (drag == Drag::PanPress && event.button() == Qt::RightButton) {
        Q_EMIT menuRequested(event.globalPosition().toPoint());
    }
}

void TreeCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QRectF box = std::exchange(m_box, {});
    endDrag(*event, drag, box);
    update();
    hover(event->position());
}

void TreeCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_drag = Drag::None; // its release is no click
    if (event->button() == Qt::LeftButton)
        setSights({});
}

void TreeCanvas::wheelEvent(QWheelEvent* event)
{
    const auto panel = panelAt(event->position());
    if (!panel || event->angleDelta().isNull()) {
        event->ignore();
        return;
    }
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    const double factor = std::pow(1.25, turned / 120.);
    const QRectF& area = m_areas[*panel].tree;
    LeafSight sight = m_sights[*panel];
    const double about =
        sight.centre + (event->position().x() - area.center().x()) / (area.width() * sight.zoom);
    const LeafSight held = heldSight({sight.centre, sight.zoom * factor}, m_panels[*panel].tree->leaves());
    sight.centre = about + (sight.centre - about) * sight.zoom / held.zoom;
    sight.zoom = held.zoom;
    setSight(*panel, sight);
    event->accept();
}

void TreeCanvas::leaveEvent(QEvent*)
{
    if (!std::exchange(m_hover, std::nullopt))
        return;
    update();
    Q_EMIT placeHovered({});
}

} // namespace learnscope
