// The part of ConfusionCanvas that paints.
#include "widgets/plots/confusioncanvas.h"

#include "widgets/common/heatscale.h"
#include "widgets/common/theme.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <optional>

namespace learnscope {

namespace {
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
            const QRectF room(namesAt(area) + left, area.top() + cell * double(place), m_left - left - 6,
                              cell);
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
    for (int beside = 0; beside < std::max(m_across, int(m_grid.epochs.size())); ++beside) {
        const int column = m_across == 1 ? beside : 0;
        const QRectF area = matrixArea(m_across == 1 ? 0 : beside, column);
        painter.drawText(QRectF(area.left() - m_gap / 2, 2, area.width() + m_gap, m_top - 4), Qt::AlignCenter,
                         tr("Epoch %1").arg(m_grid.epochs[std::size_t(column)]));
    }
    painter.setClipRect(QRectF(0, m_top, m_across == 1 ? m_left : viewport()->width(),
                               viewport()->height() - m_top - m_bottom));
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    for (int row = 0; row < int(m_grid.rows.size()); ++row) {
        const ConfusionGrid::Row& shown = m_grid.rows[std::size_t(row)];
        const QRectF area = matrixArea(row, 0);
        painter.save();
        // Longer ones reach down to the names of classes.
        painter.translate(namesAt(area) + metrics.height() * .75 + 2, area.center().y() + 8);
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

} // namespace learnscope
