// The part of ChartView that says in words and numbers what is drawn.
#include "widgets/plots/chartview.h"

#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/plots/chartcanvas.h"

#include <algorithm>

namespace learnscope {

namespace {
/// "0.512 [0.401, 0.623]"
QString withBand(const ChartSpec& spec, const ChartPoint& point)
{
    QString words = valueText(point.value, spec.decimals);
    if (point.band)
        words +=
            PlotView::tr(" [%1, %2]")
                .arg(valueText(point.band->low, spec.decimals), valueText(point.band->high, spec.decimals));
    return words;
}

/// The ribbons that have an area at x: from low to high, without a value of their own.
std::vector<ReadoutRow> ribbonRowsAt(const ChartSpec& spec, double x)
{
    std::vector<ReadoutRow> rows;
    for (const ChartPanel& panel : spec.panels)
        for (const ChartRibbon& ribbon : panel.ribbons)
            for (const ChartRibbon::Slice& slice : ribbon.slices)
                if (slice.x == x && isFinite(slice.values)) {
                    ReadoutRow row {
                        panel.title,      ribbon.name,       x,  qQNaN(),
                        slice.values.low, slice.values.high, {}, ribbon.style.value_or(ObserverStyle {})};
                    row.xText = spec.xText(x);
                    rows.push_back(std::move(row));
                }
    return rows;
}
} // namespace

std::vector<ReadoutRow> ChartView::rowsAt(double x) const
{
    std::vector<ReadoutRow> rows;
    const ChartSpec& spec = m_canvas->spec();
    for (const std::size_t place : shownSeries()) {
        const ChartSeries& series = spec.series[place];
        const auto point =
            std::lower_bound(series.points.begin(), series.points.end(), x,
                             [](const ChartPoint& one, double wanted) { return one.x < wanted; });
        if (point == series.points.end() || point->x != x)
            continue;
        ReadoutRow row {series.label, series.nameText(), x, point->value, {}, {}, point->n, series.style};
        if (point->band) {
            row.low = point->band->low;
            row.high = point->band->high;
        }
        row.xText = spec.xText(x);
        row.isUndefined = std::isnan(point->value);
        rows.push_back(std::move(row));
    }
    for (ReadoutRow& row : ribbonRowsAt(spec, x))
        rows.push_back(std::move(row));
    for (ReadoutRow& row : summaryRows())
        rows.push_back(std::move(row));
    return rows;
}

std::vector<ReadoutRow> ChartView::summaryRows() const
{
    std::vector<ReadoutRow> rows;
    for (const ChartSummary& summary : m_canvas->spec().summaries)
        if (m_canvas->isShown(summary.observer))
            rows.push_back(summary.row);
    return rows;
}

void ChartView::addRunRow(const RunHit& hit, std::vector<ReadoutRow>& rows) const
{
    for (const ChartRuns& runs : m_canvas->spec().runs) {
        const AccuracyCell* cell =
            runs.observer == hit.observer && runs.phase == hit.phase && !hit.runs.empty()
            ? cellOf(hit, hit.runs.front())
            : nullptr;
        if (!cell)
            continue;
        const Interval wilson = wilsonInterval(cell->correct, cell->trials, curves()->options.level);
        rows.push_back({describe(hit), phaseText(hit.phase), double(hit.epoch), cell->accuracy(), wilson.low,
                        wilson.high, static_cast<qint64>(cell->trials), runs.style});
        return;
    }
}

QString ChartView::describe(const RunHit& hit) const
{
    const ChartSpec& spec = m_canvas->spec();
    const auto label = std::find_if(spec.labels.begin(), spec.labels.end(),
                                    [&](const ChartLabel& one) { return one.observer == hit.observer; });
    const auto runs = std::find_if(spec.runs.begin(), spec.runs.end(),
                                   [&](const ChartRuns& one) { return one.observer == hit.observer; });
    if (label == spec.labels.end() || runs == spec.runs.end())
        return {};
    QString name = label->text + QStringLiteral(", ")
        + QString::fromStdString(runLabel(runs->curves->observer.kind, hit.runs.front()));
    if (hit.runs.size() > 1)
        name += tr(" and %L1 more").arg(hit.runs.size() - 1);
    return name;
}

QString ChartView::tagOf(const ChartPlace& place) const
{
    const ChartSpec& spec = m_canvas->spec();
    const ChartSeries& series = spec.series[place.series];
    return series.label + QLatin1Char(' ') + withBand(spec, series.points[place.point]);
}

QString ChartView::describe(const ChartPlace& place) const
{
    const ChartSpec& spec = m_canvas->spec();
    const ChartSeries& series = spec.series[place.series];
    const ChartPoint& point = series.points[place.point];
    return series.label + QStringLiteral(", ") + series.nameText() + QStringLiteral(", ") + spec.xName
        + QLatin1Char(' ') + spec.xText(point.x) + QStringLiteral(": ") + withBand(spec, point)
        + QStringLiteral(", ") + (spec.count ? spec.count : runsText)(point.n);
}

void ChartView::updateAccessibleText(const QString& value)
{
    setAccessibleName(title());
    if (!value.isEmpty()) {
        setAccessibleDescription(value);
        return;
    }
    const ChartSpec& spec = m_canvas->spec();
    const QString restricted = isOnlySelected() ? restriction() + QStringLiteral(". ") : QString();
    if (spec.empty()) {
        setAccessibleDescription(restricted + spec.hint);
        return;
    }
    double first = qInf();
    double last = -qInf();
    for (const ChartSeries& series : spec.series)
        if (!series.points.empty()) {
            first = std::min(first, series.points.front().x);
            last = std::max(last, series.points.back().x);
        }
    setAccessibleDescription(tr("%1. %2 observers, %3 %4 to %5. Arrow keys read the values.")
                                 .arg(restricted + subtitle())
                                 .arg(spec.labels.size())
                                 .arg(spec.xName, spec.xText(first), spec.xText(last)));
}

QString ChartView::toText() const
{
    ReadoutModel table;
    table.setTitles(readout()->titles());
    std::vector<ReadoutRow> rows;
    for (const double x : xs())
        for (ReadoutRow& row : rowsAt(x))
            if (row.x)
                rows.push_back(std::move(row));
    for (ReadoutRow& row : summaryRows())
        rows.push_back(std::move(row));
    table.setRows(std::move(rows));
    return table.toTsv();
}

} // namespace learnscope
