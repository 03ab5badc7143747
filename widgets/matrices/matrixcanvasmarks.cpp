// How MatrixCanvas paints what is around and upon the pictures: titles, scales, labels and marks.
#include "widgets/common/theme.h"
#include "widgets/matrices/matrixcanvas.h"

#include <QLocale>
#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr int markWidth = 4; // of a selected item, beside the matrix
constexpr double leastCluster = 16; // px, whose borders are drawn across the matrix: faintly ...
constexpr double fullCluster = 96; // ... and clearly from here on
constexpr double leastMark = 2; // px of a selected item
constexpr double leastBracket = 3; // px

QColor withAlpha(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

/// How far apart labelled items are: 1, 2, 5, 10, 20 ...
std::size_t labelStride(double pixelsPerItem, double room)
{
    for (std::size_t ten = 1;; ten *= 10)
        for (const std::size_t step : {ten, 2 * ten, 5 * ten})
            if (double(step) * pixelsPerItem >= room)
                return step;
}

/// One line of device pixels along a side of a matrix: translucent where items are selected, with clear ends
/// where stretches are wide enough.
QImage bandLine(const std::vector<BlockRange>& selected, const SightPixels& pixels, int corner,
                const Theme& theme, int ratio)
{
    QImage image(pixels.side, 1, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(0));
    const QRgb band = qPremultiply(withAlpha(theme.dark ? theme.accent : QColor(Qt::white), 70).rgba());
    const QRgb edge = qPremultiply(withAlpha(theme.accent, 230).rgba());
    for (const BlockRange& range : selected) {
        const double low = std::floor(pixels.pixelOf(double(range.begin), corner));
        const double high = std::max(low + 1, std::round(pixels.pixelOf(double(range.end), corner)));
        if (high <= 0 || low >= pixels.side)
            continue;
        const bool hasEdges = high - low >= 4 * ratio;
        for (auto at = static_cast<int>(std::max(low, 0.)); at < std::min(high, double(pixels.side)); ++at)
            line[at] = hasEdges && (at < low + ratio || at >= high - ratio) ? edge : band;
    }
    return image;
}
} // namespace

void MatrixCanvas::paintHead(QPainter& painter, std::size_t panel) const
{
    const Theme& theme = Theme::of(this);
    const QRect& head = m_places[panel].head;
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const int line = fontMetrics().height();
    painter.setFont(bold);
    painter.setPen(theme.text);
    painter.drawText(QRect(head.left(), head.top(), head.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(bold).elidedText(m_panels[panel].title, Qt::ElideMiddle, head.width()));
    painter.setFont(font());
    painter.setPen(theme.mutedText);
    painter.drawText(QRect(head.left(), head.top() + line, head.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(m_panels[panel].facts, Qt::ElideRight, head.width()));
}

void MatrixCanvas::paintClusters(QPainter& painter, std::size_t panel) const
{
    const std::vector<std::size_t>& starts = m_set->groups[m_panels[panel].group].clusterStarts;
    const std::size_t items = itemsOf(m_panels[panel].group);
    const QRect& matrix = m_places[panel].matrix;
    const QRectF first = areaOf(panel, {0, 0, 0});
    const double cell = first.width();
    for (std::size_t place = 0; place < starts.size(); ++place) {
        const std::size_t before = place == 0 ? 0 : starts[place - 1];
        const std::size_t after = place + 1 < starts.size() ? starts[place + 1] : items;
        const double larger = cell * double(std::max(starts[place] - before, after - starts[place]));
        if (larger < leastCluster)
            continue;
        const QColor line(255, 255, 255, static_cast<int>(60 + 130 * std::min(1., larger / fullCluster)));
        const double x = std::round(first.left() + cell * double(starts[place]));
        const double y = std::round(first.top() + cell * double(starts[place]));
        if (x > matrix.left() && x <= matrix.right())
            painter.fillRect(QRectF(x, matrix.top(), 1, matrix.height()), line);
        if (y > matrix.top() && y <= matrix.bottom())
            painter.fillRect(QRectF(matrix.left(), y, matrix.width(), 1), line);
    }
}

void MatrixCanvas::paintMarks(QPainter& painter, std::size_t panel) const
{
    const Theme& theme = Theme::of(this);
    const QRectF matrix = m_places[panel].matrix;
    const std::size_t group = m_panels[panel].group;
    // The same across the whole matrix, however many stretches there are: a line of pixels, drawn out.
    const SightPixels pixels = pixelsOf(panel);
    for (const bool isRow : {true, false}) {
        const QImage line = bandLine(m_selected[group], pixels, isRow ? pixels.top : pixels.left, theme,
                                     static_cast<int>(std::lround(devicePixelRatioF())));
        const auto begin = static_cast<const QRgb*>(static_cast<const void*>(line.constScanLine(0)));
        const auto isThere = [](QRgb color) { return qAlpha(color) > 0; };
        const auto from = std::find_if(begin, begin + pixels.side, isThere) - begin;
        if (from == pixels.side)
            continue;
        auto to = static_cast<std::ptrdiff_t>(pixels.side);
        while (!isThere(begin[to - 1]))
            --to;
        const double size = matrix.width() / pixels.side;
        const QImage part = line.copy(static_cast<int>(from), 0, static_cast<int>(to - from), 1);
        if (isRow)
            painter.drawImage(QRectF(matrix.left(), matrix.top() + double(from) * size, matrix.width(),
                                     double(to - from) * size),
                              part.transformed(QTransform().rotate(90)));
        else
            painter.drawImage(QRectF(matrix.left() + double(from) * size, matrix.top(),
                                     double(to - from) * size, matrix.height()),
                              part);
    }
    if (m_block && m_block->group == group && m_block->rows.size() > 0) {
        const QRectF first = areaOf(panel, {group, 0, 0});
        const double cell = first.width();
        const QRectF area(first.left() + cell * double(m_block->columns.begin),
                          first.top() + cell * double(m_block->rows.begin),
                          cell * double(m_block->columns.size()), cell * double(m_block->rows.size()));
        painter.setBrush(withAlpha(theme.accent, 60));
        painter.setPen(QPen(theme.surface, 3));
        painter.drawRect(area);
        painter.setPen(QPen(theme.accent, 1.5));
        painter.drawRect(area);
        painter.setBrush(Qt::NoBrush);
    }
}

void MatrixCanvas::paintCursor(QPainter& painter, std::size_t panel) const
{
    const std::optional<MatrixPair>& pair = m_hover ? m_hover : m_cursor;
    if (!pair || pair->group != m_panels[panel].group)
        return;
    const Theme& theme = Theme::of(this);
    const QRectF matrix = m_places[panel].matrix;
    QRectF area = areaOf(panel, *pair);
    const QPointF middle = area.center();
    // Light and dark side by side, so that it shows on any colour.
    const auto line = [&](const QPointF& from, const QPointF& to) {
        painter.setPen(QPen(withAlpha(theme.surface, 110), 3));
        painter.drawLine(from, to);
        painter.setPen(QPen(withAlpha(theme.text, 170), 1));
        painter.drawLine(from, to);
    };
    constexpr double least = 7;
    if (area.width() < least)
        area = QRectF(middle.x() - least / 2, middle.y() - least / 2, least, least);
    const QPointF at(std::floor(middle.x()) + .5, std::floor(middle.y()) + .5);
    line({matrix.left(), at.y()}, {area.left(), at.y()});
    line({area.right(), at.y()}, {matrix.right(), at.y()});
    line({at.x(), matrix.top()}, {at.x(), area.top()});
    line({at.x(), area.bottom()}, {at.x(), matrix.bottom()});
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.surface, 3));
    painter.drawRect(area);
    painter.setPen(QPen(theme.text, 1.5));
    painter.drawRect(area);
}

void MatrixCanvas::paintLabels(QPainter& painter, std::size_t panel) const
{
    const PanelPlace& place = m_places[panel];
    for (const bool ofRows : {true, false}) {
        const QRectF first = areaOf(panel, {m_panels[panel].group, 0, 0});
        LabelAxis axis;
        axis.ofRows = ofRows;
        axis.room = ofRows ? place.rowLabels : place.columnLabels;
        axis.origin = ofRows ? first.top() : first.left();
        axis.cell = first.width();
        axis.low = ofRows ? place.matrix.top() : place.matrix.left();
        axis.high = axis.low + place.matrix.width();
        axis.edge = ofRows ? place.matrix.left() : place.matrix.top();
        painter.save();
        painter.setClipRect(axis.room.adjusted(0, 0, ofRows ? 0 : 1, ofRows ? 1 : 0));
        paintBars(painter, panel, axis);
        if (ofRows ? place.hasRowLabels : place.hasColumnLabels)
            paintNames(painter, panel, axis);
        painter.restore();
    }
}

void MatrixCanvas::paintBars(QPainter& painter, std::size_t panel, const LabelAxis& axis) const
{
    const Theme& theme = Theme::of(this);
    const std::size_t group = m_panels[panel].group;
    const ShownGroup& shown = m_set->groups[group];
    const auto bar = [&](double begin, double end, double away, double thick, const QColor& color) {
        begin = std::max(begin, axis.low);
        end = std::min(std::max(end, begin + leastMark), axis.high);
        if (begin < end)
            painter.fillRect(axis.ofRows ? QRectF(axis.edge - away - thick, begin, thick, end - begin)
                                         : QRectF(begin, axis.edge - away - thick, end - begin, thick),
                             color);
    };
    const std::vector<std::size_t>& starts = shown.clusterStarts;
    for (std::size_t cluster = 0; cluster <= starts.size() && !starts.empty(); ++cluster) {
        const double from = axis.beginOf(cluster == 0 ? 0 : starts[cluster - 1]) + 1;
        const double to = axis.beginOf(cluster < starts.size() ? starts[cluster] : shown.items) - 1;
        if (to - from >= leastBracket)
            bar(from, to, markWidth + 2, 1, theme.axis);
    }
    double done = axis.low - 1; // several stretches may lie within one pixel
    for (const BlockRange& range : m_selected[group]) {
        const double end = axis.beginOf(range.end);
        if (end <= done)
            continue;
        bar(axis.beginOf(range.begin), end, 1, markWidth, theme.accent);
        done = std::max(end, std::floor(axis.beginOf(range.begin)) + 1);
    }
    if (const auto item = pointedItem(group, axis.ofRows))
        bar(axis.beginOf(*item), axis.beginOf(*item + 1), 1, markWidth, theme.text);
}

std::optional<std::size_t> MatrixCanvas::pointedItem(std::size_t group, bool ofRows) const
{
    const std::optional<MatrixPair>& pair = m_hover ? m_hover : m_cursor;
    if (!pair || pair->group != group)
        return {};
    return ofRows ? pair->row : pair->column;
}

void MatrixCanvas::paintNames(QPainter& painter, std::size_t panel, const LabelAxis& axis) const
{
    const Theme& theme = Theme::of(this);
    const std::size_t group = m_panels[panel].group;
    const std::size_t items = m_set->groups[group].items;
    const int height = fontMetrics().height();
    const auto isNear = [&](std::size_t one, std::size_t other, double share) {
        return std::abs(double(one) - double(other)) * axis.cell < height * share;
    };
    // The item pointed at and the one looked at have the right of way.
    const std::optional<std::size_t> pointed = pointedItem(group, axis.ofRows);
    std::vector<std::size_t> firstOnes;
    for (const auto& one : {pointed, m_current[group]})
        if (one && std::none_of(firstOnes.begin(), firstOnes.end(), [&](std::size_t other) {
                return other == *one || isNear(other, *one, .9);
            }))
            firstOnes.push_back(*one);
    const bool hasAll = axis.cell >= height * .8;
    const std::size_t stride = labelStride(axis.cell, height * (hasAll ? .8 : 1.5));
    const auto from = static_cast<std::size_t>(std::max(0., (axis.low - axis.origin) / axis.cell));
    for (std::size_t item = (from + stride - 1) / stride * stride;
         item < items && axis.middleOf(item) <= axis.high; item += stride) {
        const bool isCovered = std::any_of(firstOnes.begin(), firstOnes.end(), [&](std::size_t other) {
            return isNear(other, item, hasAll ? .5 : .9);
        });
        if (!isCovered)
            paintName(painter, group, axis, item, theme.mutedText, false);
    }
    for (const std::size_t item : firstOnes)
        paintName(painter, group, axis, item, item == pointed ? theme.text : theme.accent, true);
}

void MatrixCanvas::paintName(QPainter& painter, std::size_t group, const LabelAxis& axis, std::size_t item,
                             const QColor& color, bool isBold) const
{
    double at = axis.middleOf(item);
    if (at < axis.low || at > axis.high)
        return;
    QFont used = font();
    used.setWeight(isBold ? QFont::DemiBold : QFont::Normal);
    painter.setFont(used);
    painter.setPen(color);
    const QFontMetrics metrics(used);
    const double height = metrics.height();
    at = std::clamp(at, axis.low + height / 2 - 2, axis.high - height / 2 + 2); // whole at the ends
    const double length = (axis.ofRows ? axis.room.width() : axis.room.height()) - markWidth - 6;
    const QString text = metrics.elidedText(QString::fromStdString(m_set->groups[group].itemAt(item)),
                                            Qt::ElideRight, static_cast<int>(length));
    if (axis.ofRows) {
        painter.drawText(QRectF(axis.room.left(), at - height / 2, length, height),
                         Qt::AlignRight | Qt::AlignVCenter, text);
        return;
    }
    painter.save();
    painter.translate(at, axis.room.top() + length);
    painter.rotate(-90);
    painter.drawText(QRectF(0, -height / 2, length, height), Qt::AlignLeft | Qt::AlignVCenter, text);
    painter.restore();
}

void MatrixCanvas::paintScale(QPainter& painter, std::size_t panel) const
{
    const Theme& theme = Theme::of(this);
    const MatrixScale& scale = m_panels[panel].layer->scale();
    const QRect& area = m_places[panel].scale;
    const QFontMetrics metrics = fontMetrics();
    const int line = metrics.height();
    const QRect bar(area.left(), area.top() + 8, area.width(), 7);
    const double span = scale.high() - scale.low();
    for (int x = 0; x < bar.width(); ++x)
        painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(),
                         QColor(scale.colorOfNumber(scale.low() + span * (x + .5) / bar.width())));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.border);
    painter.drawRect(QRectF(bar).adjusted(-.5, -.5, .5, .5));
    painter.setPen(theme.mutedText);
    // The numbers at the ends with what they mean, where there is room, and round ones between them.
    const auto endText = [](double number) {
        return QLocale()
            .toString(std::abs(number) < 5e-4 ? 0. : number, 'g', 3)
            .replace(QLatin1Char('-'), QChar(0x2212));
    };
    const QString space(QStringLiteral("  "));
    QString low = endText(scale.low());
    QString high = endText(scale.high());
    const QString lowWord = scale.lowText().isEmpty() ? low : low + space + scale.lowText();
    const QString highWord = scale.highText().isEmpty() ? high : scale.highText() + space + high;
    if (metrics.horizontalAdvance(lowWord + highWord + space) < area.width()) {
        low = lowWord;
        high = highWord;
    }
    const double textTop = bar.bottom() + 3;
    painter.drawText(QRectF(area.left(), textTop, area.width(), line), Qt::AlignLeft, low);
    painter.drawText(QRectF(area.left(), textTop, area.width(), line), Qt::AlignRight, high);
    double free = area.left() + metrics.horizontalAdvance(low); // from where on
    const double end = area.right() - metrics.horizontalAdvance(high);
    const int gap = metrics.horizontalAdvance(QLatin1Char('n'));
    for (const MatrixScale::Tick& tick : scale.ticks(std::clamp(bar.width() / 56, 2, 6))) {
        const double x = bar.left() + (tick.number - scale.low()) / span * bar.width();
        painter.drawLine(QPointF(x, bar.bottom() + 1), QPointF(x, bar.bottom() + 3));
        const int width = metrics.horizontalAdvance(tick.text);
        if (x - width / 2. < free + gap || x + width / 2. > end - gap)
            continue;
        painter.drawText(QRectF(x - width / 2., textTop, width + 2, line), Qt::AlignLeft, tick.text);
        free = x + width / 2.;
    }
    const QRect words(area.left(), bar.bottom() + 3 + line, area.width(), line);
    painter.drawText(words, Qt::AlignHCenter,
                     metrics.elidedText(scale.text(), Qt::ElideRight, words.width()));
}

} // namespace learnscope
