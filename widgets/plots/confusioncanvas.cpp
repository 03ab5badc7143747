#include "widgets/plots/confusioncanvas.h"

#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <optional>

namespace learnscope {

namespace {
constexpr double smallestSide = 54;
constexpr double tightestSide = 46; // where nothing needs to be scrolled then
constexpr double largestSide = 260;
constexpr double smallestCell = 3; // px
} // namespace

ConfusionCanvas::ConfusionCanvas(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // the view has the keys
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

void ConfusionCanvas::setGrid(ConfusionGrid grid)
{
    m_grid = std::move(grid);
    m_selected.clear();
    if (m_cursor && !m_grid.isCell(*m_cursor))
        m_cursor.reset();
    layOut();
    viewport()->update();
}

void ConfusionCanvas::setHint(const QString& hint)
{
    m_hint = hint;
    viewport()->update();
}

void ConfusionCanvas::setCounts(bool counts)
{
    m_counts = counts;
    viewport()->update();
}

void ConfusionCanvas::setSelection(const TrialSelection& selection,
                                   std::shared_ptr<const SelectedTrials> counted)
{
    if (selection == m_selection && counted == m_counted)
        return;
    m_selection = selection;
    m_counted = std::move(counted);
    m_selected.clear();
    viewport()->update();
}

void ConfusionCanvas::setCursorCell(const std::optional<ConfusionPlace>& place)
{
    m_cursor = place;
    if (place) {
        const QRectF area = areaOf(*place);
        const auto bring = [](QScrollBar* bar, double low, double high, double from, double to) {
            if (low < from)
                bar->setValue(bar->value() + int(std::floor(low - from)));
            else if (high > to)
                bar->setValue(bar->value() + int(std::ceil(high - to)));
        };
        bring(horizontalScrollBar(), area.left(), area.right(), m_left, viewport()->width());
        bring(verticalScrollBar(), area.top(), area.bottom(), m_top, viewport()->height() - m_bottom);
    }
    viewport()->update();
}

void ConfusionCanvas::setZoom(double zoom)
{
    m_zoom = std::clamp(zoom, .25, 16.);
    layOut();
    viewport()->update();
}

void ConfusionCanvas::layOut()
{
    const QFontMetricsF metrics(font());
    m_rowGap = metrics.height() + 12;
    m_top = metrics.height() + 10;
    m_bottom = metrics.height() + 14;
    if (m_grid.empty()) {
        horizontalScrollBar()->setRange(0, 0);
        verticalScrollBar()->setRange(0, 0);
        return;
    }
    double widest = 0;
    int labels = 1;
    for (const ConfusionGrid::Row& row : m_grid.rows) {
        labels = std::max(labels, int(row.labels.size()));
        for (const std::string& label : row.labels)
            widest = std::max(widest, metrics.horizontalAdvance(QString::fromStdString(label)));
    }
    m_left = metrics.height() * 1.5 + std::min(widest, 80.) + 10;
    // Observers of a single epoch fill rows.
    const auto observers = int(m_grid.rows.size());
    const double right = 8;
    const double height = viewport()->height() - m_top - m_bottom;
    const double least = std::max(smallestSide, labels * smallestCell);
    double columns = 0;
    double gaps = 0;
    double rows = 0;
    double rowGaps = 0;
    double best = 0;
    for (int across = 1; across <= (m_grid.epochs.size() == 1 ? observers : 1); ++across) {
        const double beside = across * double(m_grid.epochs.size());
        const double below = (observers + across - 1) / across;
        // Between matrices; after the last ones only the names of classes need room.
        const double between = (beside - 1) * m_gap + (across - 1) * m_left;
        const double betweenRows = (below - 1) * m_rowGap + metrics.height() + 4;
        const double byWidth = (viewport()->width() - m_left - right - between) / beside;
        const double fits = std::min({byWidth, (height - betweenRows) / below, largestSide});
        if (across > 1 && (fits <= best || byWidth < least))
            continue;
        best = fits;
        m_across = across;
        const double tightest = std::max(tightestSide, labels * smallestCell);
        m_side = fits >= tightest ? fits : byWidth >= tightest ? std::min(byWidth, least) : least;
        columns = beside;
        gaps = between;
        rows = below;
        rowGaps = betweenRows;
    }
    m_side *= m_zoom;
    const double width = viewport()->width() - m_left - right;
    const auto setRange = [](QScrollBar* bar, double content, double room) {
        bar->setRange(0, std::max(0, int(std::ceil(content - room - .01)))); // not for a rounding
        bar->setPageStep(std::max(1, int(room)));
        bar->setSingleStep(20);
    };
    setRange(horizontalScrollBar(), columns * m_side + gaps, width);
    setRange(verticalScrollBar(), rows * m_side + rowGaps, height);
}

QRectF ConfusionCanvas::matrixArea(int row, int column) const
{
    const double x = m_across == 1 ? column * (m_side + m_gap) : (row % m_across) * (m_left + m_side + m_gap);
    return QRectF(m_left + x - horizontalScrollBar()->value(),
                  m_top + (row / m_across) * (m_side + m_rowGap) - verticalScrollBar()->value(), m_side,
                  m_side);
}

double ConfusionCanvas::namesAt(const QRectF& area) const
{
    return m_across == 1 ? 0 : area.left() - m_left; // they stay in sight in a grid
}

QRectF ConfusionCanvas::areaOf(const ConfusionPlace& place) const
{
    const QRectF area = matrixArea(place.row, place.column);
    const double cell = m_side / m_grid.labelsOf(place.row);
    return QRectF(area.left() + cell * place.prediction, area.top() + cell * place.truth, cell, cell);
}

std::optional<ConfusionPlace> ConfusionCanvas::cellAt(const QPoint& position) const
{
    if (m_grid.empty() || position.x() < m_left || position.y() < m_top
        || position.y() > viewport()->height() - m_bottom)
        return {};
    const double x = position.x() - m_left + horizontalScrollBar()->value();
    const double y = position.y() - m_top + verticalScrollBar()->value();
    ConfusionPlace place;
    place.column = m_across == 1 ? int(x / (m_side + m_gap)) : 0;
    place.row = int(y / (m_side + m_rowGap)) * m_across;
    if (m_across > 1) {
        const int beside = int(x / (m_left + m_side + m_gap));
        if (beside >= m_across)
            return {};
        place.row += beside;
    }
    if (place.row >= int(m_grid.rows.size()))
        return {};
    const double cell = m_side / m_grid.labelsOf(place.row);
    const QRectF area = matrixArea(place.row, place.column);
    if (position.x() < area.left() || position.y() < area.top())
        return {};
    place.prediction = int((position.x() - area.left()) / cell);
    place.truth = int((position.y() - area.top()) / cell);
    return m_grid.isCell(place) ? std::optional(place) : std::nullopt;
}

double ConfusionCanvas::countSelected(const ConfusionPlace& place) const
{
    const ConfusionGrid::Row& row = m_grid.rows[std::size_t(place.row)];
    const std::size_t labels = row.labels.size();
    const std::uint64_t trials =
        m_grid.matrix(place.row, place.column)
            .counts[std::size_t(place.truth) * labels + std::size_t(place.prediction)];
    if (trials == 0)
        return 0;
    if (!m_counted)
        return isPartOf(m_grid.trialsOf(place), m_selection) ? 1 : 0;
    const SelectedObserver* observer = m_counted->find(row.observer);
    return observer ? double(observer->trialsIn(m_grid.epochs[std::size_t(place.column)], m_grid.phase,
                                                row.labels[std::size_t(place.truth)],
                                                row.labels[std::size_t(place.prediction)]))
            / double(trials)
                    : 0;
}

const std::vector<double>& ConfusionCanvas::selectedCells(int row, int column) const
{
    const auto [found, isNew] = m_selected.try_emplace({row, column});
    std::vector<double>& cells = found->second;
    if (!isNew)
        return cells;
    const int labels = m_grid.labelsOf(row);
    cells.resize(std::size_t(labels) * std::size_t(labels));
    if (m_selection.empty() || !m_selection.concerns(m_grid.rows[std::size_t(row)].observer))
        return cells;
    for (int place = 0; place < labels * labels; ++place)
        cells[std::size_t(place)] = countSelected({row, column, place / labels, place % labels});
    return cells;
}

double ConfusionCanvas::selectedShare(const ConfusionPlace& place) const
{
    return m_grid.isCell(place)
        ? selectedCells(
            place.row, place.column)[std::size_t(place.truth * m_grid.labelsOf(place.row) + place.prediction)]
        : 0;
}

void ConfusionCanvas::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

bool ConfusionCanvas::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        Q_EMIT cellHovered(std::nullopt);
    if (event->type() == QEvent::FontChange)
        layOut();
    return QAbstractScrollArea::viewportEvent(event);
}

void ConfusionCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const auto place = cellAt(event->position().toPoint());
    viewport()->setCursor(place ? Qt::PointingHandCursor : Qt::ArrowCursor);
    Q_EMIT cellHovered(place);
}

void ConfusionCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto place = cellAt(event->position().toPoint()))
        Q_EMIT cellClicked(*place, event->modifiers());
    else
        Q_EMIT backgroundClicked();
}

void ConfusionCanvas::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(m_zoom * std::pow(1.15, event->angleDelta().y() / 120.));
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

} // namespace learnscope
