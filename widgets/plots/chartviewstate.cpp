// The part of ChartView that says and takes back which part of the chart is looked at.
#include "widgets/plots/chartview.h"

#include "widgets/plots/chartcanvas.h"

#include <QJsonArray>

#include <cmath>

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
