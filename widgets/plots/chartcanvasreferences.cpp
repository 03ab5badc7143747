// The part of ChartCanvas that draws lines at single values and finds places for what they are called.
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/stripoccupancy.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double clearance = 2; // pixels between a label and a curve
constexpr double markerRadius = 6;
constexpr std::size_t mostRunValues = 100000; // that are looked at for each label

QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}
} // namespace

std::vector<ChartReference> ChartCanvas::referencesOf(int panel) const
{
    const ChartPanel& drawn = m_spec.panels[std::size_t(panel)];
    std::vector<ChartReference> references;
    for (const double chance : drawn.chances)
        references.push_back(
            {chance, drawn.chances.size() == 1 ? text("chance") : text("chance %1").arg(chance, 0, 'g', 2)});
    references.insert(references.end(), drawn.references.begin(), drawn.references.end());
    return references;
}

double ChartCanvas::pixelOfReference(int panel, const ChartReference& reference) const
{
    const double at = reference.isVertical ? pixelOf(panel, reference.at, m_values.lower).x()
                                           : pixelOf(panel, m_xs.lower, reference.at).y();
    return std::round(at) + .5;
}

/// Takes the places of curves, their markers and thin runs.
void ChartCanvas::occupy(StripOccupancy& strip, int panel) const
{
    for (const ChartSeries& series : m_spec.series) {
        if (series.panel != panel || !isShown(series.observer))
            continue;
        const bool hasMarkers = series.stroke.hasMarkers && hasRoomForMarkers(series);
        // From the point before what is seen to the one after.
        auto point = std::lower_bound(series.points.begin(), series.points.end(), m_xs.lower,
                                      [](const ChartPoint& one, double x) { return one.x < x; });
        point -= point == series.points.begin() ? 0 : 1;
        std::optional<QPointF> last;
        for (; point != series.points.end(); ++point) {
            const QPointF at = pixelOf(panel, point->x, point->value);
            if (last && series.stroke.hasLine)
                strip.addLine(*last, at, series.stroke.width + 2 * clearance);
            if (hasMarkers && std::isfinite(at.y()))
                strip.addBox(QRectF(at - QPointF(markerRadius, markerRadius),
                                    QSizeF(2 * markerRadius, 2 * markerRadius)));
            last = at;
            if (point->x > m_xs.upper)
                break;
        }
    }
    // Most runs pass above or below: no pixels are computed for them.
    const QRectF& room = strip.strip();
    const double most = coordsAt(panel, room.topLeft() - QPointF(0, 2 * clearance)).y();
    const double least = coordsAt(panel, room.bottomLeft() + QPointF(0, 2 * clearance)).y();
    const auto isFar = [&](double one, double other) {
        return (one > most && other > most) || (one < least && other < least);
    };
    for (const Bundle& bundle : m_bundles) {
        const RunTable& table = bundle.item.table();
        if (bundle.runs.panel != panel || !isShown(bundle.runs.observer)
            || table.values.size() > mostRunValues)
            continue;
        for (std::size_t epoch = 1; epoch < table.epochs.size(); ++epoch)
            for (std::size_t run = 0; run < table.runs.size(); ++run)
                if (!isFar(double(table.at(epoch - 1, run)), double(table.at(epoch, run))))
                    strip.addLine(pixelOf(panel, table.epochs[epoch - 1], double(table.at(epoch - 1, run))),
                                  pixelOf(panel, table.epochs[epoch], double(table.at(epoch, run))),
                                  1 + 2 * clearance);
    }
}

/// Below or above the line, as far right as nothing is covered; null where there is no such place.
QRectF ChartCanvas::besideLine(int panel, double y, double width, const std::vector<QRectF>& labels) const
{
    const QRectF area = plotArea(panel);
    const double height = QFontMetricsF(m_font).height();
    const QRectF along(area.left() + 4, 0, area.width() - 8, height);
    std::optional<QRectF> best;
    for (const double top : {y + 1, y - 1 - height}) {
        const QRectF strip = along.translated(0, top);
        if (strip.top() < area.top() || strip.bottom() > area.bottom())
            continue;
        StripOccupancy occupied(strip);
        occupy(occupied, panel);
        for (const QRectF& label : labels)
            occupied.addBox(label);
        for (const ChartReference& other : referencesOf(panel)) {
            const double at = pixelOfReference(panel, other);
            if (other.isVertical)
                occupied.addLine({at, area.top()}, {at, area.bottom()}, 1 + 2 * clearance);
            else if (std::abs(at - y) > .1)
                occupied.addLine({area.left(), at}, {area.right(), at}, 1);
        }
        const auto free = occupied.lastFree(width);
        if (free && (!best || free->left() > best->left()))
            best = free;
    }
    return best.value_or(QRectF());
}

std::vector<QRectF> ChartCanvas::referenceLabels(int panel) const
{
    const QRectF area = plotArea(panel);
    const QFontMetricsF metrics(m_font);
    std::vector<QRectF> labels;
    for (const ChartReference& reference : referencesOf(panel)) {
        const double at = pixelOfReference(panel, reference);
        const double width = metrics.horizontalAdvance(reference.label);
        const bool isInside = reference.isVertical ? at >= area.left() && at <= area.right()
                                                   : at >= area.top() && at <= area.bottom();
        QRectF label;
        if (isInside && !reference.label.isEmpty() && area.width() >= 3 * width)
            label = reference.isVertical ? QRectF(at + 3, area.top() + 1, width, metrics.height())
                                         : besideLine(panel, at, width, labels);
        labels.push_back(label.right() > area.right() || label.bottom() > area.bottom() ? QRectF() : label);
    }
    return labels;
}

std::vector<ChartKey> ChartCanvas::keyEntries() const
{
    std::vector<ChartKey> keys = m_spec.key;
    for (int panel = 0; panel < int(m_panels.size()); ++panel) {
        if (plotArea(panel).isEmpty())
            continue;
        const std::vector<ChartReference> references = referencesOf(panel);
        const std::vector<QRectF> labels = referenceLabels(panel);
        for (std::size_t place = 0; place < references.size(); ++place) {
            const QString& name = references[place].label;
            if (labels[place].isNull() && !name.isEmpty()
                && std::none_of(keys.begin(), keys.end(),
                                [&](const ChartKey& key) { return key.text == name; }))
                keys.push_back({name, {1, {1, 2}, false, true, false}, m_theme.axis});
        }
    }
    return keys;
}

void ChartCanvas::paintReferences(QPainter& painter) const
{
    painter.setFont(m_font);
    for (int panel = 0; panel < int(m_panels.size()); ++panel) {
        const QRectF area = plotArea(panel);
        if (area.isEmpty())
            continue;
        const std::vector<ChartReference> references = referencesOf(panel);
        const std::vector<QRectF> labels = referenceLabels(panel);
        for (std::size_t place = 0; place < references.size(); ++place) {
            const ChartReference& reference = references[place];
            const double at = pixelOfReference(panel, reference);
            if (reference.isVertical ? at < area.left() || at > area.right()
                                     : at < area.top() || at > area.bottom())
                continue;
            painter.setPen(QPen(m_theme.axis, 1, Qt::DotLine));
            if (reference.isVertical)
                painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
            else
                painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
            painter.setPen(m_theme.mutedText);
            painter.drawText(labels[place], Qt::AlignCenter | Qt::TextDontClip,
                             labels[place].isNull() ? QString() : reference.label);
        }
    }
}

} // namespace learnscope
