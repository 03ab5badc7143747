#include "widgets/plots/confusioncanvas.h"

#include "widgets/common/heatscale.h"
#include "widgets/common/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <optional>

namespace learnscope {

namespace {
constexpr double smallestSide = 54;
constexpr double largestSide = 260;
constexpr double smallestCell = 3; // px

QString cellText(std::uint64_t count, double share, bool counts)
{
    if (counts)
        return QString::number(count);
    const QString full = QString::number(share, 'f', 2);
    return full.startsWith(u'0') ? full.mid(1) : QStringLiteral("1.0"); // ".87", as shares are printed
}

/// The font in which all numbers of a matrix fit into cells of @p cell pixels, as they are either all written
/// or none; nothing where it would be too small to read.
std::optional<QFont> cellFont(const ConfusionGrid::Matrix& matrix, double cell, bool counts, QFont font)
{
    constexpr int smallest = 9; // pixels
    const std::uint64_t most =
        matrix.counts.empty() ? 0 : *std::max_element(matrix.counts.begin(), matrix.counts.end());
    const QString widest =
        counts ? QString(QString::number(most).size(), QLatin1Char('0')) : QStringLiteral(".00");
    for (int size = QFontInfo(font).pixelSize(); size >= smallest; --size) {
        font.setPixelSize(size);
        const QFontMetricsF metrics(font);
        if (metrics.horizontalAdvance(widest) <= cell * .94 && metrics.capHeight() <= cell * .7)
            return font;
    }
    return {};
}

/// The square of a cell, row by row, in the @p matrix of @p labels squared cells.
QRectF cellArea(const QRectF& matrix, std::size_t labels, std::size_t place)
{
    const double cell = matrix.width() / double(labels);
    return {matrix.left() + cell * double(place % labels), matrix.top() + cell * double(place / labels), cell,
            cell};
}

HeatScale scaleOf(const Theme& theme)
{
    return HeatScale(theme.dark ? HeatScale::Kind::Dark : HeatScale::Kind::Light);
}
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
    const double columns = double(m_grid.epochs.size());
    const double rows = double(m_grid.rows.size());
    const double width = viewport()->width() - m_left - 8;
    const double height = viewport()->height() - m_top - m_bottom;
    // Between matrices; after the last ones only the names of classes need room.
    const double gaps = (columns - 1) * m_gap;
    const double rowGaps = (rows - 1) * m_rowGap + metrics.height() + 4;
    const double byWidth = (width - gaps) / columns;
    const double byHeight = (height - rowGaps) / rows;
    const double least = std::max(smallestSide, labels * smallestCell);
    m_side = std::clamp(std::min(byWidth, byHeight), least, std::max(least, largestSide)) * m_zoom;
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
    return QRectF(m_left + column * (m_side + m_gap) - horizontalScrollBar()->value(),
                  m_top + row * (m_side + m_rowGap) - verticalScrollBar()->value(), m_side, m_side);
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
    place.column = int(x / (m_side + m_gap));
    place.row = int(y / (m_side + m_rowGap));
    if (place.row >= int(m_grid.rows.size()))
        return {};
    const double cell = m_side / m_grid.labelsOf(place.row);
    place.prediction = int((x - place.column * (m_side + m_gap)) / cell);
    place.truth = int((y - place.row * (m_side + m_rowGap)) / cell);
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

void ConfusionCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const Theme& theme = Theme::of(this);
    painter.fillRect(viewport()->rect(), theme.surface);
    if (m_grid.empty()) {
        painter.setPen(theme.mutedText);
        painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                         m_hint);
        return;
    }
    const QRectF inside(m_left - .5, m_top - .5, viewport()->width() - m_left,
                        viewport()->height() - m_top - m_bottom);
    painter.save();
    painter.setClipRect(QRectF(0, m_top - .5, viewport()->width(), inside.height()));
    for (int row = 0; row < int(m_grid.rows.size()); ++row) {
        const QRectF area = matrixArea(row, 0);
        if (area.bottom() + m_rowGap < m_top || area.top() > inside.bottom())
            continue;
        paintClasses(painter, row, area, true);
    }
    painter.setClipRect(inside);
    for (int row = 0; row < int(m_grid.rows.size()); ++row)
        for (int column = 0; column < int(m_grid.epochs.size()); ++column)
            if (matrixArea(row, column).adjusted(0, 0, 0, m_rowGap).intersects(inside))
                paintMatrix(painter, row, column);
    painter.restore();
    paintHeadings(painter);
    paintScale(painter);
}

void ConfusionCanvas::paintMatrix(QPainter& painter, int row, int column) const
{
    const Theme& theme = Theme::of(this);
    const QRectF area = matrixArea(row, column);
    if (m_grid.matrix(row, column).counts.empty()) {
        painter.setPen(theme.mutedText);
        painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, tr("no trials"));
    } else {
        paintCells(painter, row, column, area);
        paintSelected(painter, row, column, area);
        paintNumbers(painter, row, column, area); // over the frames of small cells
        paintClasses(painter, row, area, false);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.border);
    painter.drawRect(area.adjusted(-.5, -.5, .5, .5));
}

void ConfusionCanvas::paintCells(QPainter& painter, int row, int column, const QRectF& area) const
{
    const Theme& theme = Theme::of(this);
    const HeatScale scale = scaleOf(theme);
    const ConfusionGrid::Matrix& matrix = m_grid.matrix(row, column);
    const auto labels = std::size_t(m_grid.labelsOf(row));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t place = 0; place < labels * labels; ++place) {
        const double share = matrix.share(place, labels);
        painter.fillRect(cellArea(area, labels, place), std::isnan(share) ? theme.window : scale.at(share));
    }
    painter.restore();
}

void ConfusionCanvas::paintNumbers(QPainter& painter, int row, int column, const QRectF& area) const
{
    const HeatScale scale = scaleOf(Theme::of(this));
    const ConfusionGrid::Matrix& matrix = m_grid.matrix(row, column);
    const auto labels = std::size_t(m_grid.labelsOf(row));
    const std::optional<QFont> numbers = cellFont(matrix, area.width() / double(labels), m_counts, font());
    if (!numbers)
        return;
    painter.save();
    painter.setFont(*numbers);
    for (std::size_t place = 0; place < labels * labels; ++place) {
        const double share = matrix.share(place, labels);
        if (std::isnan(share))
            continue;
        painter.setPen(scale.inkAt(share));
        painter.drawText(cellArea(area, labels, place), Qt::AlignCenter | Qt::TextDontClip,
                         cellText(matrix.counts[place], share, m_counts));
    }
    painter.restore();
}

void ConfusionCanvas::paintSelected(QPainter& painter, int row, int column, const QRectF& area) const
{
    const Theme& theme = Theme::of(this);
    const int labels = m_grid.labelsOf(row);
    painter.setBrush(Qt::NoBrush);
    const auto outline = [&](int truth, int prediction, const QPen& pen, double inset) {
        painter.setPen(pen);
        painter.drawRect(cellArea(area, std::size_t(labels), std::size_t(truth * labels + prediction))
                             .adjusted(inset, inset, -inset, -inset));
    };
    if (!m_selection.empty()) {
        const std::vector<double>& cells = selectedCells(row, column);
        for (int place = 0; place < labels * labels; ++place) {
            const double share = cells[std::size_t(place)];
            if (share <= 0)
                continue;
            // Light below the accent, so that it shows on any colour.
            outline(place / labels, place % labels, QPen(theme.surface, 3), 1);
            QPen pen(theme.accent, 2);
            if (share < 1)
                pen.setDashPattern({2, 1.5});
            outline(place / labels, place % labels, pen, 1);
        }
    }
    if (m_cursor && m_cursor->row == row && m_cursor->column == column) {
        outline(m_cursor->truth, m_cursor->prediction, QPen(theme.surface, 3), 0);
        outline(m_cursor->truth, m_cursor->prediction, QPen(theme.text, 1.5), 0);
    }
}

void ConfusionCanvas::paintClasses(QPainter& painter, int row, const QRectF& area, bool isFirst) const
{
    const std::vector<std::string>& labels = m_grid.rows[std::size_t(row)].labels;
    const QFontMetricsF metrics(font());
    const double cell = area.width() / double(labels.size());
    painter.setPen(Theme::of(this).mutedText);
    if (metrics.height() > cell * 1.15)
        return;
    for (std::size_t place = 0; place < labels.size(); ++place) {
        const QString label = QString::fromStdString(labels[place]);
        if (isFirst) {
            const double left = metrics.height() * 1.5;
            const QRectF room(left, area.top() + cell * double(place), m_left - left - 6, cell);
            painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                             metrics.elidedText(label, Qt::ElideRight, room.width()));
        } else {
            const QRectF room(area.left() + cell * double(place), area.bottom() + 2, cell, metrics.height());
            painter.drawText(room, Qt::AlignCenter, metrics.elidedText(label, Qt::ElideRight, cell));
        }
    }
}

void ConfusionCanvas::paintHeadings(QPainter& painter) const
{
    const Theme& theme = Theme::of(this);
    const QFontMetricsF metrics(font());
    painter.save();
    painter.setClipRect(QRectF(m_left, 0, viewport()->width() - m_left, m_top));
    painter.setPen(theme.text);
    for (int column = 0; column < int(m_grid.epochs.size()); ++column) {
        const QRectF area = matrixArea(0, column);
        painter.drawText(QRectF(area.left() - m_gap / 2, 2, area.width() + m_gap, m_top - 4), Qt::AlignCenter,
                         tr("Epoch %1").arg(m_grid.epochs[std::size_t(column)]));
    }
    painter.setClipRect(QRectF(0, m_top, m_left, viewport()->height() - m_top - m_bottom));
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    for (int row = 0; row < int(m_grid.rows.size()); ++row) {
        const ConfusionGrid::Row& shown = m_grid.rows[std::size_t(row)];
        const QRectF area = matrixArea(row, 0);
        painter.save();
        painter.translate(metrics.height() * .75 + 2, area.center().y());
        painter.rotate(-90);
        painter.setPen(theme.dark ? onDark(shown.style.color) : shown.style.color.darker(115));
        painter.drawText(
            QRectF(-area.height() / 2 - 8, -metrics.height() / 2, area.height() + 16, metrics.height()),
            Qt::AlignCenter, QFontMetricsF(bold).elidedText(shown.label, Qt::ElideRight, area.height() + 16));
        painter.restore();
    }
    painter.restore();
}

void ConfusionCanvas::paintScale(QPainter& painter) const
{
    const Theme& theme = Theme::of(this);
    const QFontMetricsF metrics(font());
    const HeatScale scale = scaleOf(theme);
    const double top = viewport()->height() - m_bottom;
    painter.fillRect(QRectF(0, top, viewport()->width(), m_bottom), theme.surface);
    const QString low = tr("Share of class: 0");
    const QString high = tr("1");
    const QString axes = tr("Rows: shown, columns: answered");
    const double barWidth = 120;
    double x = m_left;
    const double middle = top + m_bottom / 2;
    const auto write = [&](const QString& words, const QColor& color) {
        painter.setPen(color);
        painter.drawText(QRectF(x, top, viewport()->width() - x, m_bottom), Qt::AlignLeft | Qt::AlignVCenter,
                         words);
        x += metrics.horizontalAdvance(words) + 6;
    };
    write(low, theme.mutedText);
    const QRectF bar(x, middle - 5, barWidth, 10);
    for (int step = 0; step < int(barWidth); ++step)
        painter.fillRect(QRectF(bar.left() + step, bar.top(), 1, bar.height()),
                         scale.at((step + .5) / barWidth));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.border);
    painter.drawRect(bar);
    x = bar.right() + 6;
    write(high, theme.mutedText);
    x += 12;
    if (x + metrics.horizontalAdvance(axes) < viewport()->width())
        write(axes, theme.mutedText);
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
