// The parts of ChartView that answer mouse and keys.
#include "widgets/plots/chartview.h"

#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/nearestpoint.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double reach = 14; // how close the mouse must be to a point, in pixels
} // namespace

bool ChartView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_canvas)
        return PlotView::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        mousePressed(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseMove:
        mouseMoved(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonRelease:
        mouseReleased(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonDblClick:
        mouseDoubleClicked(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::Wheel:
        wheelTurned(static_cast<QWheelEvent*>(event));
        return true;
    case QEvent::Leave:
        if (m_drag == Drag::None)
            setCrosshair({}, {}, {});
        return false;
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        return showToolTip(help->pos(), help->globalPos());
    }
    default:
        return PlotView::eventFilter(watched, event);
    }
}

void ChartView::mousePressed(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    m_pressed = m_last = event->position();
    m_dragPanel = m_canvas->panelAt(m_pressed);
    m_clickedLabel.clear();
    m_hiddenBefore = hiddenObservers();
    if (event->button() != Qt::LeftButton) {
        m_drag = Drag::PanPress;
        return;
    }
    m_drag = Drag::None;
    if (m_canvas->pinArea().contains(m_pressed))
        readout()->setPinned(false);
    else if (const LegendEntry* entry = m_canvas->legend().entryAt(m_pressed))
        clickLegend(LegendEntry(*entry), event->modifiers());
    else
        m_drag = Drag::Press;
}

void ChartView::mouseMoved(QMouseEvent* event)
{
    const QPointF position = event->position();
    const bool isFar = (position - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (m_drag == Drag::Press && isFar && m_dragPanel >= 0)
        m_drag = event->modifiers().testFlag(Qt::ShiftModifier) && selection() ? Drag::Brush : Drag::Box;
    if (m_drag == Drag::PanPress && isFar) {
        m_drag = Drag::Pan;
        m_canvas->setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::Box || m_drag == Drag::Brush) {
        ChartOverlay overlay = m_canvas->overlay();
        overlay.marked.reset();
        overlay.box = QRectF(m_pressed, position).normalized() & m_canvas->plotArea(m_dragPanel);
        m_canvas->setOverlay(overlay);
    } else if (m_drag == Drag::Pan) {
        const QRectF area = m_canvas->plotArea(std::max(0, m_dragPanel));
        const QPointF by = position - m_last;
        const QCPRange xs = m_canvas->xRange();
        const QCPRange values = m_canvas->valueRange();
        if (!area.isEmpty())
            setClampedRanges(xs.lower - by.x() / area.width() * xs.size(), xs.size(),
                             values.lower + by.y() / area.height() * values.size(), values.size());
    } else if (m_drag == Drag::None) {
        hover(position);
    }
    m_last = position;
}

void ChartView::mouseReleased(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QRectF box = m_canvas->overlay().box;
    if (drag == Drag::Box || drag == Drag::Brush) {
        ChartOverlay overlay = m_canvas->overlay();
        overlay.box = {};
        m_canvas->setOverlay(overlay);
        if (drag == Drag::Box)
            zoomTo(box);
        else if (selection())
            selection()->select(trialsIn(box), selectingFor(event->modifiers() | Qt::ShiftModifier));
    } else if (drag == Drag::Press) {
        clickAt(event->position(), selectingFor(event->modifiers()));
    } else if (drag == Drag::PanPress && event->button() == Qt::RightButton) {
        showMenu(event->globalPosition().toPoint());
    }
    m_canvas->unsetCursor();
    if (drag != Drag::PanPress)
        hover(event->position());
}

void ChartView::mouseDoubleClicked(QMouseEvent* event)
{
    m_drag = Drag::None;
    if (event->button() != Qt::LeftButton)
        return;
    // The first click has hidden or deselected something: what counts is the state before it.
    if (!m_clickedLabel.empty()) {
        solo(m_clickedLabel);
    } else if (m_canvas->panelAt(event->position()) >= 0) {
        if (selection() && selection()->selection().empty())
            selection()->select(m_selectedBefore);
        resetZoom();
    }
}

void ChartView::wheelTurned(QWheelEvent* event)
{
    const QPointF position = event->position();
    const double steps = event->angleDelta().y() / 120.;
    if (m_canvas->legend().entryAt(position) || steps == 0)
        return;
    const QRectF area = m_canvas->plotArea(std::max(0, m_canvas->panelAt(position)));
    const bool isBeside = position.x() < area.left(); // over an axis: along that axis only
    const bool isBelow = position.y() > area.bottom();
    const bool isInside = m_canvas->panelAt(position) >= 0;
    zoomAbout(position, std::pow(.85, steps), isInside || !isBeside, isInside || !isBelow);
    hover(position);
}

void ChartView::hover(const QPointF& position)
{
    const int panel = m_canvas->panelAt(position);
    if (panel < 0) {
        const bool isButton =
            m_canvas->legend().entryAt(position) != nullptr || m_canvas->pinArea().contains(position);
        m_canvas->setCursor(isButton ? Qt::PointingHandCursor : Qt::ArrowCursor);
        setCrosshair({}, {}, {});
        return;
    }
    const auto nearest = nearestNumber(xs(), m_canvas->coordsAt(panel, position).x());
    const std::optional<double> x = nearest ? std::optional(xs()[*nearest]) : std::nullopt;
    const std::optional<ChartPlace> marked = placeAt(position, reach);
    const std::optional<RunHit> runs = runsAt(position, reach);
    setCrosshair(x, marked, runs);
    const bool isButton = marked || runs || m_canvas->pinArea().contains(position);
    m_canvas->setCursor(isButton ? Qt::PointingHandCursor : Qt::CrossCursor);
}

void ChartView::clickAt(const QPointF& position, Selecting how)
{
    if (!selection() || m_canvas->panelAt(position) < 0)
        return;
    m_selectedBefore = selection()->selection();
    const std::optional<ChartPlace> mean = placeAt(position, reach);
    const std::optional<RunHit> runs = runsAt(position, reach);
    if (mean) {
        const QPointF away = m_canvas->pixelOf(*mean) - position;
        const double distance = std::hypot(away.x(), away.y());
        // A mean's marker covers the runs below it.
        if (!runs || distance <= 6 || distance <= runs->distance) {
            const ChartSeries& series = m_canvas->spec().series[mean->series];
            selection()->select(series.trialsOf(series.points[mean->point]), how);
            return;
        }
    }
    if (!runs) {
        if (how == Selecting::Replace)
            selection()->clear();
        return;
    }
    // Where runs coincide, each further click takes the next of them.
    std::int32_t wanted = runs->runs.front();
    for (std::size_t place = 0; place + 1 < runs->runs.size(); ++place)
        if (m_selectedBefore == trialsOf(runs->observer, runs->runs[place], runs->epoch, runs->phase))
            wanted = runs->runs[place + 1];
    selection()->select(trialsOf(runs->observer, wanted, runs->epoch, runs->phase), how);
}

void ChartView::clickLegend(const LegendEntry& entry, Qt::KeyboardModifiers modifiers)
{
    if (entry.observer.empty()) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addObserverActions(*menu);
        menu->popup(m_canvas->mapToGlobal(entry.rect.bottomLeft().toPoint()));
    } else if (modifiers & Qt::AltModifier) {
        setHiddenObservers({});
    } else {
        m_clickedLabel = entry.observer;
        hideOrShow(entry.observer);
    }
}

void ChartView::zoomTo(const QRectF& box)
{
    constexpr double smallest = 8; // a box that is thinner zooms along its length only
    if (box.width() < smallest && box.height() < smallest)
        return;
    const QPointF low = m_canvas->coordsAt(m_dragPanel, box.bottomLeft());
    const QPointF high = m_canvas->coordsAt(m_dragPanel, box.topRight());
    const QCPRange xs = box.width() < smallest ? m_canvas->xRange() : QCPRange(low.x(), high.x());
    const QCPRange values = box.height() < smallest ? m_canvas->valueRange() : QCPRange(low.y(), high.y());
    setClampedRanges(xs.lower, xs.size(), values.lower, values.size());
}

bool ChartView::showToolTip(const QPoint& position, const QPoint& globalPosition)
{
    const LegendEntry* entry = m_canvas->legend().entryAt(position);
    if (!entry) {
        QToolTip::hideText();
        return true;
    }
    const QString action = entry->observer.empty() ? tr("Click to choose what is shown")
        : entry->isHidden                          ? tr("Click to show; Alt-click to show all")
                                                   : tr("Click to hide; double-click to show alone");
    QToolTip::showText(globalPosition, entry->toolTip + QLatin1Char('\n') + action, m_canvas,
                       entry->rect.toAlignedRect());
    return true;
}

void ChartView::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() != QContextMenuEvent::Mouse) // the mouse's comes when its button goes up
        showMenu(mapToGlobal(rect().center()));
    event->accept();
}

void ChartView::showMenu(const QPoint& globalPosition)
{
    QMenu* const menu = makeContextMenu(!m_canvas->spec().empty());
    QAction* grid = menu->addAction(tr("Grid"));
    grid->setCheckable(true);
    grid->setChecked(m_canvas->isGridVisible());
    connect(grid, &QAction::toggled, m_canvas, &ChartCanvas::setGridVisible);
    addObserverActions(*menu->addMenu(tr("Observers shown")));
    Q_EMIT contextMenuAboutToShow(menu);
    menu->popup(globalPosition);
}

void ChartView::addObserverActions(QMenu& menu)
{
    for (const ChartLabel& label : m_canvas->spec().labels) {
        QString name = label.toolTip;
        QAction* action = menu.addAction(name.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(m_canvas->isShown(label.observer));
        connect(action, &QAction::toggled, this, [this, observer = label.observer] { hideOrShow(observer); });
    }
    menu.addSeparator();
    menu.addAction(tr("Show all"), this, [this] { setHiddenObservers({}); });
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
    if (takeCommonKey(*event))
        return;
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && !(event->modifiers() & (Qt::AltModifier | Qt::MetaModifier))) {
        selectCursor(selectingFor(event->modifiers()));
        return;
    }
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        PlotView::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(-1, 0);
    case Qt::Key_Right:
        return moveCursor(1, 0);
    case Qt::Key_Up:
        return moveCursor(0, -1);
    case Qt::Key_Down:
        return moveCursor(0, 1);
    case Qt::Key_PageUp:
        return m_pages->setValue(m_pages->value() - 1);
    case Qt::Key_PageDown:
        return m_pages->setValue(m_pages->value() + 1);
    case Qt::Key_G:
        return m_canvas->setGridVisible(!m_canvas->isGridVisible());
    case Qt::Key_Escape:
        m_drag = Drag::None;
        m_cursor.reset();
        setCrosshair({}, {}, {});
        if (selection() && !selection()->selection().empty())
            selection()->clear();
        else
            PlotView::keyPressEvent(event);
        return;
    default:
        PlotView::keyPressEvent(event);
    }
}

void ChartView::moveCursor(int points, int curves)
{
    const std::vector<std::size_t> shown = shownSeries();
    if (shown.empty())
        return;
    const auto& series = m_canvas->spec().series;
    const auto current = m_cursor ? std::find(shown.begin(), shown.end(), m_cursor->first) : shown.end();
    if (current == shown.end()) {
        m_cursor = {shown.front(), 0};
    } else {
        const auto count = static_cast<std::ptrdiff_t>(shown.size());
        const std::ptrdiff_t place = (current - shown.begin() + curves + count) % count;
        const double x = series[m_cursor->first].points[m_cursor->second].x;
        const auto& target = series[shown[std::size_t(place)]].points;
        std::size_t point = m_cursor->second;
        if (curves != 0) {
            std::vector<double> xs;
            for (const ChartPoint& one : target)
                xs.push_back(one.x);
            point = nearestNumber(xs, x).value_or(0);
        }
        const auto last = static_cast<std::ptrdiff_t>(target.size()) - 1;
        point = static_cast<std::size_t>(
            std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(point) + points, 0, last));
        m_cursor = {shown[std::size_t(place)], point};
    }
    const ChartPlace place {m_cursor->first, m_cursor->second};
    const ChartPoint& point = series[place.series].points[place.point];
    const QCPRange xs = m_canvas->xRange();
    const QCPRange values = m_canvas->valueRange();
    const bool isLevel = std::isnan(point.value) || values.contains(point.value);
    if (!xs.contains(point.x) || !isLevel) // follow it out of the zoomed part
        setClampedRanges(xs.contains(point.x) ? xs.lower : point.x - xs.size() / 2, xs.size(),
                         isLevel ? values.lower : point.value - values.size() / 2, values.size());
    setCrosshair(point.x, place, {});
    updateAccessibleText(describe(place));
}

void ChartView::selectCursor(Selecting how)
{
    if (!m_cursor || !selection())
        return;
    const ChartSeries& series = m_canvas->spec().series[m_cursor->first];
    selection()->select(series.trialsOf(series.points[m_cursor->second]), how);
}

} // namespace learnscope
