// The parts of ChartCanvas that show what is selected.
#include "widgets/plots/chartcanvas.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace learnscope {

void ChartCanvas::paintSelection(QPainter& painter) const
{
    for (const TrialClause& clause : m_selection.clauses)
        for (const Bundle& bundle : m_bundles)
            if (!clause.runs.excluded && isShown(bundle.runs.observer)
                && clause.observers.contains(bundle.runs.observer)
                && clause.phases.contains(bundle.runs.phase))
                for (const std::int32_t run : clause.runs.values)
                    paintSelectedRun(painter, bundle, clause, run);
    paintSelectedStretches(painter);
    for (const SelectedPoint& point : selectedPoints())
        if (const QPointF centre = pixelOf(point.place);
            isInside(m_spec.series[point.place.series].panel, centre))
            paintRing(painter, centre, 9, m_theme.text, point.share);
}

namespace {
/// The points that may belong to @p selection: those of its epochs, where points stand for whole epochs.
std::vector<std::size_t> candidates(const ChartSeries& series, const TrialSelection& selection)
{
    std::vector<std::size_t> found;
    const bool isListed = !series.trials
        && std::none_of(selection.clauses.begin(), selection.clauses.end(),
                        [](const TrialClause& clause) { return clause.epochs.excluded; });
    if (!isListed) {
        found.resize(series.points.size());
        std::iota(found.begin(), found.end(), std::size_t(0));
        return found;
    }
    for (const TrialClause& clause : selection.clauses)
        for (const std::int32_t epoch : clause.epochs.values) {
            const auto point = std::lower_bound(series.points.begin(), series.points.end(), epoch,
                                                [](const ChartPoint& one, int at) { return one.x < at; });
            if (point != series.points.end())
                found.push_back(static_cast<std::size_t>(point - series.points.begin()));
        }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}
} // namespace

void ChartCanvas::paintSelectedStretches(QPainter& painter) const
{
    QColor fill = m_theme.accent;
    fill.setAlphaF(m_theme.dark ? .22F : .12F);
    int lastPanel = -1; // one stretch there, however many lines cross it
    for (const ChartSeries& series : m_spec.series) {
        const QRectF area = plotArea(series.panel);
        if (series.stroke.hasMarkers || area.isEmpty() || !m_selection.concerns(series.observer)
            || std::exchange(lastPanel, series.panel) == series.panel)
            continue;
        const auto& points = series.points;
        const auto isMarked = [&](std::size_t place) {
            return isPartOf(series.trialsOf(points[place]), m_selection);
        };
        // Asked once a pixel at most: points that are closer cannot be told apart.
        const std::size_t step =
            std::max<std::size_t>(1, visiblePoints(series) / std::size_t(area.width() + 1));
        for (std::size_t first = 0; first < points.size(); first += step) {
            if (!isMarked(first))
                continue;
            std::size_t last = first;
            while (last + step < points.size() && isMarked(last + step))
                last += step;
            const double left = pixelOf(series.panel, points[first].x, 0).x() - 2;
            const double right = pixelOf(series.panel, points[last].x, 0).x() + 2;
            painter.fillRect(QRectF(left, area.top(), right - left, area.height()) & area, fill);
            first = last;
        }
    }
}

std::vector<SelectedPoint> ChartCanvas::selectedPoints() const
{
    std::vector<SelectedPoint> points;
    for (std::size_t place = 0; place < m_spec.series.size(); ++place) {
        const ChartSeries& series = m_spec.series[place];
        if (!m_selection.concerns(series.observer) || !isShown(series.observer)
            || plotArea(series.panel).isEmpty() || !series.stroke.hasMarkers
            || (series.trials && isDense(series)))
            continue; // points are asked one by one, where they can be told apart
        TrialSelection ofPoints;
        for (const TrialClause& clause : m_selection.clauses)
            if (clause.runs.isAny() || !series.phase || !runsOf(series.observer, *series.phase))
                ofPoints.clauses.push_back(clause); // else the rings are around the runs' own points
        for (const std::size_t index : candidates(series, ofPoints)) {
            const ChartPoint& point = series.points[index];
            if (!isPartOf(series.trialsOf(point), ofPoints))
                continue;
            if (const double share = m_share ? m_share(series, point) : 1; share > 0)
                points.push_back({{place, index}, share});
        }
    }
    return points;
}

bool ChartCanvas::isInside(int panel, const QPointF& position) const
{
    return std::isfinite(position.y()) && plotArea(panel).adjusted(-1, -1, 1, 1).contains(position);
}

bool ChartCanvas::isSelected(const ChartPlace& place) const
{
    const ChartSeries& series = m_spec.series[place.series];
    return m_selection == series.trialsOf(series.points[place.point]);
}

void ChartCanvas::paintSelectedRun(QPainter& painter, const Bundle& bundle, const TrialClause& clause,
                                   std::int32_t number) const
{
    const RunTable& table = bundle.item.table();
    const auto found = std::lower_bound(table.runs.begin(), table.runs.end(), number);
    const QRectF area = plotArea(bundle.runs.panel);
    if (area.isEmpty() || found == table.runs.end() || *found != number)
        return;
    const auto run = static_cast<std::size_t>(found - table.runs.begin());
    QPolygonF line;
    std::optional<QPointF> ring;
    for (std::size_t epoch = 0; epoch < table.epochs.size(); ++epoch)
        if (const float value = table.at(epoch, run); std::isfinite(value)) {
            line << pixelOf(bundle.runs.panel, table.epochs[epoch], value);
            if (!clause.epochs.isAny() && clause.epochs.contains(table.epochs[epoch])
                && area.adjusted(-1, -1, 1, 1).contains(line.back()))
                ring = line.back();
        }
    painter.save();
    painter.setClipRect(area);
    painter.setBrush(Qt::NoBrush);
    QPen pen(m_theme.surface, 4, bundle.runs.phase == Phase::Train ? Qt::DashLine : Qt::SolidLine);
    for (const auto& [color, width] : {std::pair(m_theme.surface, 4.), std::pair(m_theme.text, 1.6)}) {
        pen.setColor(color);
        pen.setWidthF(width);
        painter.setPen(pen);
        painter.drawPolyline(line);
    }
    painter.restore();
    if (ring) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.text);
        painter.drawEllipse(*ring, 3, 3);
        paintRing(painter, *ring, 8, m_theme.text);
    }
}

} // namespace learnscope
