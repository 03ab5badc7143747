// The part of ChartView that says and takes back which part of the chart is looked at.
#include "widgets/plots/chartview.h"

#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/plots/chartcanvas.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace learnscope {

namespace {
const auto xsKey = QStringLiteral("x");
const auto valuesKey = QStringLiteral("values");

QJsonArray toJson(const QCPRange& range)
{
    return {range.lower, range.upper};
}

/// Nothing where @p value is not two numbers, the smaller one first.
std::optional<QCPRange> rangeFrom(const QJsonValue& value)
{
    const QJsonArray ends = value.toArray();
    if (ends.size() != 2 || !ends[0].isDouble() || !ends[1].isDouble())
        return {};
    const QCPRange range(ends[0].toDouble(), ends[1].toDouble());
    return range.size() > 0 && ends[0].toDouble() < ends[1].toDouble() ? std::optional(range) : std::nullopt;
}
} // namespace

bool ChartView::isZoomed() const
{
    return !m_canvas->spec().empty()
        && (m_canvas->xRange() != m_canvas->fullXRange()
            || m_canvas->valueRange() != m_canvas->fullValueRange());
}

/// Whether the chart was made for the part that is looked at, as far as that matters.
bool ChartView::isRefined() const
{
    if (!m_canvas->spec().isThinned || isZoomed() != m_shownInSpec.has_value())
        return !m_canvas->spec().isThinned;
    const QCPRange xs = m_canvas->xRange();
    const double least = 1e-6 * xs.size(); // ranges that are set again may differ in the last bit
    return !m_shownInSpec
        || (std::abs(xs.lower - m_shownInSpec->low) < least
            && std::abs(xs.upper - m_shownInSpec->high) < least);
}

void ChartView::refine()
{
    if (isRefined())
        return;
    if (m_drag != Drag::None) {
        m_refine.start(); // first it ends
        return;
    }
    const auto cursor = m_cursor;
    const double x = cursor ? m_canvas->spec().series[cursor->first].points[cursor->second].x : 0;
    curvesChanged();
    const auto& series = m_canvas->spec().series;
    if (cursor && cursor->first < series.size() && !series[cursor->first].points.empty()) {
        const auto& points = series[cursor->first].points; // the point the keyboard was on is another one now
        const auto found =
            std::lower_bound(points.begin(), points.end(), x,
                             [](const ChartPoint& point, double wanted) { return point.x < wanted; });
        const auto place = std::min<std::ptrdiff_t>(found - points.begin(), std::ssize(points) - 1);
        m_cursor = {cursor->first, static_cast<std::size_t>(place)};
        if (!readout()->isPinned())
            setCrosshair(points[m_cursor->second].x, ChartPlace {m_cursor->first, m_cursor->second}, {});
    }
    Q_EMIT captionChanged();
}

QJsonObject ChartView::zoom() const
{
    if (m_canvas->spec().empty())
        return m_wantedZoom;
    if (!isZoomed())
        return {};
    return {{xsKey, toJson(m_canvas->xRange())}, {valuesKey, toJson(m_canvas->valueRange())}};
}

void ChartView::setZoom(const QJsonObject& zoom)
{
    if (m_canvas->spec().empty()) {
        m_wantedZoom = zoom;
        return;
    }
    const auto xs = rangeFrom(zoom[xsKey]);
    const auto values = rangeFrom(zoom[valuesKey]);
    if (xs && values)
        setClampedRanges(xs->lower, xs->size(), values->lower, values->size());
    else
        resetZoom();
}

} // namespace learnscope
