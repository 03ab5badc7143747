#include "widgets/figures/pagecanvas.h"

#include "widgets/common/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double handle = 7; // px, about an edge or corner that can be dragged
constexpr double snapDistance = 6; // px
constexpr double dragStart = 3; // px before a press is a drag
} // namespace

PageCanvas::PageCanvas(QWidget* parent)
    : FigurePreview(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Page"));
}

void PageCanvas::setComposed(const FigurePage& page)
{
    m_composed = page;
    if (m_selected >= elementCount())
        select(nothing);
    describe();
    update();
}

void PageCanvas::select(int element)
{
    if (element >= elementCount())
        element = nothing;
    if (element == m_selected)
        return;
    m_selected = element;
    describe();
    update();
    Q_EMIT selectedChanged(element);
}

int PageCanvas::elementCount() const
{
    const int panels = int(m_composed.panels.size());
    return panels + (m_composed.sharedKey && !m_composed.keyFrame.isEmpty() ? 1 : 0);
}

double PageCanvas::shortestSide(int element) const
{
    return std::size_t(element) < m_composed.panels.size() ? smallestPanel : 3; // the key may be one line
}

QRectF PageCanvas::frameOf(int element) const
{
    if (element < 0 || element >= elementCount())
        return {};
    if (m_isDragging && element == m_selected)
        return m_frame;
    return std::size_t(element) < m_composed.panels.size() ? m_composed.panels[std::size_t(element)].frame
                                                           : m_composed.keyFrame;
}

QRectF PageCanvas::onWidget(const QRectF& millimetres) const
{
    const double scale = pixelsPerMillimetre();
    return QRectF(pageRectangle().topLeft() + millimetres.topLeft() * scale, millimetres.size() * scale);
}

int PageCanvas::elementAt(QPointF position) const
{
    if (m_selected != nothing
        && onWidget(frameOf(m_selected)).adjusted(-handle, -handle, handle, handle).contains(position))
        return m_selected; // its handles reach over its neighbours
    for (int element = elementCount() - 1; element >= 0; --element)
        if (onWidget(frameOf(element)).contains(position))
            return element;
    return nothing;
}

DraggedEdges PageCanvas::edgesAt(int element, QPointF position) const
{
    const QRectF area = onWidget(frameOf(element));
    const auto near = [](double a, double b) { return std::abs(a - b) <= handle; };
    const DraggedEdges edges {near(position.x(), area.left()), near(position.y(), area.top()),
                              near(position.x(), area.right()), near(position.y(), area.bottom())};
    const bool isEdge = edges.left || edges.top || edges.right || edges.bottom;
    return element == m_selected && isEdge ? edges : DraggedEdges {};
}

void PageCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setFocus(Qt::MouseFocusReason);
    const int element = elementAt(event->position());
    const bool wasSelected = element == m_selected;
    select(element);
    if (element == nothing)
        return;
    m_edges = wasSelected ? edgesAt(element, event->position()) : DraggedEdges {};
    m_frame = frameOf(element);
    m_pressed = event->position();
    m_isDragging = true;
    m_hasMoved = false;
}

void PageCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_isDragging)
        return updateCursor(event->position());
    if (!m_hasMoved && (event->position() - m_pressed).manhattanLength() < dragStart)
        return;
    m_hasMoved = true;
    drag(event->position(), !(event->modifiers() & Qt::AltModifier));
}

void PageCanvas::drag(QPointF position, bool snaps)
{
    const QPointF by = (position - m_pressed) / pixelsPerMillimetre();
    m_isDragging = false; // where the frame was
    QRectF frame = frameOf(m_selected);
    m_isDragging = true;
    std::vector<QRectF> others;
    for (int element = 0; element < elementCount(); ++element)
        if (element != m_selected)
            others.push_back(frameOf(element));
    frame.adjust(m_edges.left ? by.x() : 0, m_edges.top ? by.y() : 0, m_edges.right ? by.x() : 0,
                 m_edges.bottom ? by.y() : 0);
    const SnappedFrame snapped =
        snapFrame(frame, others, QSizeF(m_composed.width, m_composed.height),
                  snaps ? snapDistance / pixelsPerMillimetre() : 0, m_edges, shortestSide(m_selected));
    m_frame = snapped.frame;
    m_guides = snapped.guides;
    update();
}

void PageCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_isDragging)
        endDrag();
}

void PageCanvas::endDrag()
{
    const QRectF frame = m_frame;
    m_isDragging = false;
    m_guides.clear();
    update();
    if (m_hasMoved && frame != frameOf(m_selected))
        Q_EMIT frameEdited(m_selected, frame, false);
}

void PageCanvas::updateCursor(QPointF position)
{
    const int element = elementAt(position);
    if (element == nothing)
        return unsetCursor();
    const DraggedEdges edges = edgesAt(element, position);
    if (edges.isMove())
        return setCursor(Qt::SizeAllCursor);
    const bool across = edges.left || edges.right;
    const bool down = edges.top || edges.bottom;
    setCursor(across && down ? (edges.left == edges.top ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor)
                  : across   ? Qt::SizeHorCursor
                             : Qt::SizeVerCursor);
}

void PageCanvas::keyPressEvent(QKeyEvent* event)
{
    const int count = elementCount();
    switch (event->key()) {
    case Qt::Key_PageDown:
        if (count > 0)
            select((m_selected + 1) % count);
        return;
    case Qt::Key_PageUp:
        if (count > 0)
            select(m_selected <= 0 ? count - 1 : m_selected - 1);
        return;
    case Qt::Key_Escape:
        if (m_isDragging) {
            m_isDragging = false;
            m_guides.clear();
            update();
            return;
        }
        break;
    case Qt::Key_Delete:
        if (m_selected != nothing && std::size_t(m_selected) < m_composed.panels.size()) {
            Q_EMIT removeRequested(m_selected);
            return;
        }
        break;
    default:
        if (moveByKey(*event))
            return;
    }
    FigurePreview::keyPressEvent(event);
}

bool PageCanvas::moveByKey(const QKeyEvent& event)
{
    const int key = event.key();
    if (m_selected == nothing || key < Qt::Key_Left || key > Qt::Key_Down)
        return false;
    const double step = event.modifiers() & Qt::ShiftModifier ? 10 : 1;
    const QPointF by(key == Qt::Key_Left        ? -step
                         : key == Qt::Key_Right ? step
                                                : 0,
                     key == Qt::Key_Up         ? -step
                         : key == Qt::Key_Down ? step
                                               : 0);
    QRectF frame = frameOf(m_selected);
    if (event.modifiers() & Qt::ControlModifier) {
        const double shortest = shortestSide(m_selected);
        frame.setWidth(std::clamp(frame.width() + by.x(), shortest,
                                  std::max(shortest, m_composed.width - frame.left())));
        frame.setHeight(std::clamp(frame.height() + by.y(), shortest,
                                   std::max(shortest, m_composed.height - frame.top())));
    } else
        frame.moveTo(std::clamp(frame.left() + by.x(), 0., std::max(0., m_composed.width - frame.width())),
                     std::clamp(frame.top() + by.y(), 0., std::max(0., m_composed.height - frame.height())));
    if (frame != frameOf(m_selected))
        Q_EMIT frameEdited(m_selected, frame, true);
    return true;
}

void PageCanvas::focusInEvent(QFocusEvent* event)
{
    FigurePreview::focusInEvent(event);
    if (m_selected == nothing && event->reason() != Qt::MouseFocusReason && elementCount() > 0)
        select(0);
    update();
}

void PageCanvas::focusOutEvent(QFocusEvent* event)
{
    FigurePreview::focusOutEvent(event);
    update();
}

void PageCanvas::describe()
{
    const QRectF frame = frameOf(m_selected);
    QString what = tr("No panel is chosen");
    if (m_selected != nothing) {
        const bool isPanel = std::size_t(m_selected) < m_composed.panels.size();
        const QString name = isPanel ? tr("Panel %1, %2")
                                           .arg(m_selected + 1)
                                           .arg(figureTitle(m_composed.panels[std::size_t(m_selected)].kind))
                                     : tr("Shared key");
        what = tr("%1: %2 by %3 mm at %4, %5")
                   .arg(name)
                   .arg(frame.width())
                   .arg(frame.height())
                   .arg(frame.left())
                   .arg(frame.top());
    }
    setAccessibleDescription(what);
}

void PageCanvas::paintEvent(QPaintEvent* event)
{
    FigurePreview::paintEvent(event);
    if (page().isEmpty())
        return;
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    for (int element = 0; element < elementCount(); ++element) {
        if (element == m_selected)
            continue;
        painter.setPen(QPen(QColor(0, 0, 0, 60), 1, Qt::DotLine)); // the page is white in every theme
        painter.drawRect(onWidget(frameOf(element)));
    }
    if (m_selected != nothing) {
        const QRectF area = onWidget(frameOf(m_selected));
        const QColor accent = Theme::light().accent;
        if (m_isDragging && m_hasMoved)
            painter.fillRect(area, QColor(accent.red(), accent.green(), accent.blue(), 36));
        painter.setPen(QPen(accent, hasFocus() ? 2 : 1));
        painter.drawRect(area);
        painter.setPen(QPen(accent, 1));
        painter.setBrush(Qt::white);
        for (const QPointF corner : {area.topLeft(), area.topRight(), area.bottomLeft(), area.bottomRight()})
            painter.drawRect(QRectF(corner - QPointF(3, 3), QSizeF(6, 6)));
    }
    painter.setPen(QPen(theme.wrong, 1, Qt::DashLine));
    const QRectF whole = pageRectangle();
    for (const PageGuide& guide : m_guides) {
        const double place = guide.position * pixelsPerMillimetre();
        if (guide.orientation == Qt::Vertical)
            painter.drawLine(QPointF(whole.left() + place, whole.top()),
                             QPointF(whole.left() + place, whole.bottom()));
        else
            painter.drawLine(QPointF(whole.left(), whole.top() + place),
                             QPointF(whole.right(), whole.top() + place));
    }
}

} // namespace learnscope
