#include "widgets/plots/chartview.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/nearestpoint.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
QString decimals(double value)
{
    QString digits = QString::number(std::abs(value), 'f', 3);
    return value < 0 && digits.toDouble() > 0 ? QChar(0x2212) + digits : digits;
}

QString phaseName(const std::optional<Phase>& phase)
{
    if (!phase)
        return PlotView::tr("train − test");
    return *phase == Phase::Train ? PlotView::tr("train") : PlotView::tr("test");
}
} // namespace

std::unique_ptr<PlotView> makePlotView(ViewKind kind)
{
    return std::make_unique<ChartView>(kind);
}

ChartView::ChartView(ViewKind kind, QWidget* parent)
    : PlotView(parent)
    , m_kind(kind)
    , m_canvas(new ChartCanvas(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_canvas);
    m_canvas->installEventFilter(this);
    setMinimumSize(200, 140);
    connect(readout(), &ReadoutModel::pinnedChanged, this, &ChartView::setPinned);
    curvesChanged();
}

ChartView::~ChartView() = default;

QString ChartView::subtitle() const
{
    switch (m_kind) {
    case ViewKind::LearningCurves:
        return learningSubtitle(curves().get(), options());
    case ViewKind::Gap:
        return gapSubtitle(curves().get());
    case ViewKind::Runs:
        return runsSubtitle(curves().get(), options());
    }
    return {};
}

void ChartView::curvesChanged()
{
    const auto naming = [this, unknown = 0](const Observer& observer) mutable {
        const int place = observers() ? observers()->placeOf(observer.name) : -1;
        if (place >= 0)
            return std::pair(QString::fromStdString(observers()->observer(place).label),
                             observers()->style(place));
        return std::pair(QString::fromStdString(observer.label), styleFor(observer, unknown++));
    };
    const QCPRange epochs = m_canvas->epochRange();
    const QCPRange values = m_canvas->valueRange();
    const bool isZoomed = !m_canvas->spec().empty()
        && (epochs != m_canvas->fullEpochRange() || values != m_canvas->fullValueRange());
    const auto makeSpec = m_kind == ViewKind::LearningCurves ? learningSpec
        : m_kind == ViewKind::Gap                            ? gapSpec
                                                             : runsSpec;
    m_canvas->setSpec(makeSpec(curves().get(), options(), naming));
    if (isZoomed)
        setClampedRanges(epochs.lower, epochs.size(), values.lower, values.size());

    m_epochs.clear();
    for (const ChartSeries& series : m_canvas->spec().series)
        for (const ChartPoint& point : series.points)
            m_epochs.push_back(point.epoch);
    std::sort(m_epochs.begin(), m_epochs.end());
    m_epochs.erase(std::unique(m_epochs.begin(), m_epochs.end()), m_epochs.end());
    m_cursor.reset();
    m_drag = Drag::None;
    lookChanged();
    if (readout()->isPinned())
        setCrosshair(m_pinnedEpoch, {}, {});
    else
        readout()->setRows({});
    updateAccessibleText({});
}

void ChartView::lookChanged()
{
    m_canvas->setHidden(hiddenObservers());
    if (m_cursor && !m_canvas->isShown(m_canvas->spec().series[m_cursor->first].observer))
        m_cursor.reset();
    m_canvas->setSelection(selection() ? selection()->selection() : TrialSelection {});
    m_canvas->setLook(Theme::of(this), font());
    if (m_canvas->overlay().epoch && !readout()->isPinned())
        readout()->setRows(rowsAt(*m_canvas->overlay().epoch));
}

void ChartView::resizeEvent(QResizeEvent* event)
{
    PlotView::resizeEvent(event);
    m_drag = Drag::None;
}

void ChartView::resetZoom()
{
    m_canvas->setRanges(m_canvas->fullEpochRange(), m_canvas->fullValueRange());
}

void ChartView::zoomIn()
{
    zoomAbout(m_canvas->rect().center(), .8, true, true);
}

void ChartView::zoomOut()
{
    zoomAbout(m_canvas->rect().center(), 1 / .8, true, true);
}

void ChartView::zoomAbout(const QPointF& position, double factor, bool epochs, bool values)
{
    const int panel = std::max(0, m_canvas->panelAt(position));
    const QRectF area = m_canvas->plotArea(panel);
    if (area.isEmpty())
        return;
    const QPointF inside(std::clamp(position.x(), area.left(), area.right()),
                         std::clamp(position.y(), area.top(), area.bottom()));
    const QPointF centre = m_canvas->coordsAt(panel, inside);
    const auto zoom = [factor](const QCPRange& range, double about, bool isWanted) {
        const double by = isWanted ? factor : 1;
        return std::pair(about - (about - range.lower) * by, range.size() * by);
    };
    const auto [epochLow, epochSize] = zoom(m_canvas->epochRange(), centre.x(), epochs);
    const auto [valueLow, valueSize] = zoom(m_canvas->valueRange(), centre.y(), values);
    setClampedRanges(epochLow, epochSize, valueLow, valueSize);
}

void ChartView::setClampedRanges(double epochLow, double epochSize, double valueLow, double valueSize)
{
    const auto clamped = [](double low, double size, const QCPRange& full, double smallest) {
        size = std::clamp(size, std::min(smallest, full.size()), full.size());
        low = std::clamp(low, full.lower, std::max(full.lower, full.upper - size));
        return QCPRange(low, low + size);
    };
    m_canvas->setRanges(clamped(epochLow, epochSize, m_canvas->fullEpochRange(), 1),
                        clamped(valueLow, valueSize, m_canvas->fullValueRange(), .01));
}

std::vector<std::size_t> ChartView::shownSeries() const
{
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < m_canvas->spec().series.size(); ++place)
        if (m_canvas->isShown(m_canvas->spec().series[place].observer))
            places.push_back(place);
    return places;
}

std::optional<ChartPlace> ChartView::placeAt(const QPointF& position, double reach) const
{
    const int panel = m_canvas->panelAt(position);
    if (panel < 0)
        return {};
    std::vector<QPointF> points;
    std::vector<ChartPlace> places;
    const double from = m_canvas->coordsAt(panel, position - QPointF(reach, 0)).x();
    const double to = m_canvas->coordsAt(panel, position + QPointF(reach, 0)).x();
    const std::vector<std::size_t> shown = shownSeries();
    for (auto series = shown.rbegin(); series != shown.rend(); ++series) { // what is drawn last lies on top
        const ChartSeries& curve = m_canvas->spec().series[*series];
        if (curve.panel != panel)
            continue;
        auto point = std::lower_bound(curve.points.begin(), curve.points.end(), from,
                                      [](const ChartPoint& one, double epoch) { return one.epoch < epoch; });
        for (; point != curve.points.end() && point->epoch <= to; ++point) {
            places.push_back({*series, static_cast<std::size_t>(point - curve.points.begin())});
            points.push_back(m_canvas->pixelOf(places.back()));
        }
    }
    const auto found = nearestPoint(points, position, reach);
    return found ? std::optional(places[*found]) : std::nullopt;
}

std::optional<ChartView::RunHit> ChartView::runsAt(const QPointF& position, double reach) const
{
    const int panel = m_canvas->panelAt(position);
    std::optional<RunHit> found;
    const std::vector<ChartRuns>& all = m_canvas->spec().runs;
    for (auto place = all.rbegin(); place != all.rend(); ++place) { // of equals the one on top
        const ChartRuns& runs = *place;
        const RunBundle* bundle = m_canvas->runsOf(runs.observer, runs.phase);
        if (runs.panel != panel || !bundle || !m_canvas->isShown(runs.observer))
            continue;
        const RunTable& table = bundle->table();
        const auto epoch = nearestValue(table.epochs, m_canvas->coordsAt(panel, position).x());
        if (!epoch)
            continue;
        for (std::size_t run = 0; run < table.runs.size(); ++run) {
            const float value = table.at(*epoch, run);
            const QPointF away = m_canvas->pixelOf(panel, table.epochs[*epoch], value) - position;
            const double distance = std::hypot(away.x(), away.y());
            if (!(distance <= (found ? found->distance : reach))) // true for NaN
                continue;
            if (!found || distance < found->distance)
                found = RunHit {runs.observer, runs.phase, table.epochs[*epoch], panel, distance, {}};
            if (found->observer == runs.observer && found->phase == runs.phase)
                found->runs.push_back(table.runs[run]);
        }
    }
    return found;
}

const AccuracyCell* ChartView::cellOf(const RunHit& hit, std::int32_t run) const
{
    for (const ObserverCurves& observer : curves()->observers) {
        if (observer.observer.name != hit.observer)
            continue;
        const auto found =
            std::lower_bound(observer.cells.begin(), observer.cells.end(), std::pair(run, hit.epoch),
                             [](const AccuracyCell& cell, const auto& wanted) {
                                 return std::pair(cell.run, cell.epoch) < wanted;
                             });
        for (auto cell = found; cell != observer.cells.end() && cell->run == run && cell->epoch == hit.epoch;
             ++cell)
            if (cell->phase == hit.phase)
                return &*cell;
    }
    return nullptr;
}

void ChartView::setCrosshair(std::optional<int> epoch, std::optional<ChartPlace> marked,
                             const std::optional<RunHit>& runs)
{
    ChartOverlay overlay;
    overlay.isPinned = readout()->isPinned();
    overlay.epoch = overlay.isPinned ? m_pinnedEpoch : epoch;
    overlay.marked = marked;
    if (marked)
        overlay.tag = tagOf(*marked);
    m_canvas->setOverlay(overlay);
    if (!epoch || overlay.isPinned)
        return;
    std::vector<ReadoutRow> rows = rowsAt(*epoch);
    if (runs)
        addRunRow(*runs, rows);
    readout()->setRows(std::move(rows));
    Q_EMIT hovered();
}

std::vector<ReadoutRow> ChartView::rowsAt(int epoch) const
{
    std::vector<ReadoutRow> rows;
    for (const std::size_t place : shownSeries()) {
        const ChartSeries& series = m_canvas->spec().series[place];
        const auto point =
            std::lower_bound(series.points.begin(), series.points.end(), epoch,
                             [](const ChartPoint& one, int wanted) { return one.epoch < wanted; });
        if (point == series.points.end() || point->epoch != epoch)
            continue;
        ReadoutRow row {series.label, phaseName(series.phase), epoch, point->value, {}, {}, point->n,
                        series.style};
        if (point->band) {
            row.low = point->band->low;
            row.high = point->band->high;
        }
        rows.push_back(std::move(row));
    }
    if (m_kind == ViewKind::Gap)
        for (ReadoutRow& row : lagRows())
            rows.push_back(std::move(row));
    return rows;
}

std::vector<ReadoutRow> ChartView::lagRows() const
{
    std::vector<ReadoutRow> rows;
    for (const ObserverCurves& observer : curves()->observers) {
        const Lag& lag = observer.lag;
        const auto& labels = m_canvas->spec().series;
        const auto series = std::find_if(labels.begin(), labels.end(), [&](const ChartSeries& one) {
            return one.observer == observer.observer.name;
        });
        if (series == labels.end() || !m_canvas->isShown(series->observer) || !lag.value)
            continue;
        ReadoutRow row {series->label,
                        tr("ΔG, epochs %1 to %2").arg(lag.first.value_or(0)).arg(lag.last.value_or(0)),
                        {},
                        *lag.value,
                        {},
                        {},
                        static_cast<qint64>(observer.runs.size()),
                        series->style};
        if (observer.lagBand) {
            row.low = observer.lagBand->low;
            row.high = observer.lagBand->high;
        }
        rows.push_back(std::move(row));
    }
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
        rows.push_back({describe(hit), phaseName(hit.phase), hit.epoch, cell->accuracy(), wilson.low,
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
    const ChartSeries& series = m_canvas->spec().series[place.series];
    const ChartPoint& point = series.points[place.point];
    QString words = series.label + QLatin1Char(' ') + decimals(point.value);
    if (point.band)
        words += tr(" [%1, %2]").arg(decimals(point.band->low), decimals(point.band->high));
    return words;
}

QString ChartView::describe(const ChartPlace& place) const
{
    const ChartSeries& series = m_canvas->spec().series[place.series];
    const ChartPoint& point = series.points[place.point];
    QString words = series.label + QStringLiteral(", ") + phaseName(series.phase)
        + tr(", epoch %1: %2").arg(point.epoch).arg(decimals(point.value));
    if (point.band)
        words += tr(" [%1, %2]").arg(decimals(point.band->low), decimals(point.band->high));
    return words + (point.n == 1 ? tr(", 1 run") : tr(", %L1 runs").arg(point.n));
}

void ChartView::updateAccessibleText(const QString& value)
{
    setAccessibleName(title());
    if (!value.isEmpty()) {
        setAccessibleDescription(value);
        return;
    }
    const ChartSpec& spec = m_canvas->spec();
    setAccessibleDescription(spec.empty()
                                 ? spec.hint
                                 : tr("%1. %2 observers, epochs %3 to %4. Arrow keys read the values.")
                                       .arg(subtitle())
                                       .arg(spec.labels.size())
                                       .arg(m_epochs.front())
                                       .arg(m_epochs.back()));
}

QString ChartView::toText() const
{
    ReadoutModel table;
    std::vector<ReadoutRow> rows;
    for (const int epoch : m_epochs)
        for (ReadoutRow& row : rowsAt(epoch))
            if (row.epoch)
                rows.push_back(std::move(row));
    if (m_kind == ViewKind::Gap && curves())
        for (ReadoutRow& row : lagRows())
            rows.push_back(std::move(row));
    table.setRows(std::move(rows));
    return table.toTsv();
}

void ChartView::setPinned(bool pinned)
{
    m_pinnedEpoch = pinned ? m_canvas->overlay().epoch : std::nullopt;
    if (pinned && !m_pinnedEpoch && !readout()->rows().empty())
        m_pinnedEpoch = readout()->rows().front().epoch;
    ChartOverlay overlay = m_canvas->overlay();
    overlay.isPinned = pinned;
    overlay.epoch = pinned ? m_pinnedEpoch : std::nullopt;
    m_canvas->setOverlay(overlay);
}

void ChartView::copyReadout() const
{
    QGuiApplication::clipboard()->setText(readout()->rows().empty() ? toText() : readout()->toTsv());
}

void ChartView::hideOrShow(const std::string& observer)
{
    std::set<std::string> hidden = hiddenObservers();
    if (hidden.erase(observer) == 0)
        hidden.insert(observer);
    setHiddenObservers(std::move(hidden));
}

void ChartView::solo(const std::string& observer)
{
    std::set<std::string> others;
    for (const ChartLabel& label : m_canvas->spec().labels)
        if (label.observer != observer)
            others.insert(label.observer);
    // Alone already: all come back.
    setHiddenObservers(m_hiddenBefore == others ? std::set<std::string> {} : others);
}

} // namespace learnscope
