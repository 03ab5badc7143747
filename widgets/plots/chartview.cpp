#include "widgets/plots/chartview.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/nearestpoint.h"

#include <QHBoxLayout>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace learnscope {

namespace {
constexpr QSize smallestPanel {200, 130}; // that is still readable, with its title

ReadoutTitles titlesOf(const ChartSpec& spec)
{
    const bool hasPhases = std::any_of(spec.series.begin(), spec.series.end(),
                                       [](const ChartSeries& series) { return series.name.isEmpty(); });
    return {hasPhases || spec.empty() ? QString() : PlotView::tr("Values"), spec.xTitle, spec.valueName,
            spec.countToolTip, spec.decimals};
}

} // namespace

ChartView::ChartView(ViewKind kind, const ChartRecipe& recipe, QWidget* parent)
    : PlotView(parent)
    , m_kind(kind)
    , m_recipe(recipe)
    , m_canvas(new ChartCanvas(this))
    , m_pages(new QScrollBar(Qt::Vertical, this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_pages);
    m_pages->hide();
    m_pages->setPageStep(1);
    m_pages->setAccessibleName(tr("Page of panels"));
    m_canvas->installEventFilter(this);
    setMinimumSize(200, 140);
    connect(readout(), &ReadoutModel::pinnedChanged, this, &ChartView::setPinned);
    connect(m_pages, &QScrollBar::valueChanged, this, &ChartView::showPage);
    m_refine.setSingleShot(true);
    m_refine.setInterval(80);
    connect(&m_refine, &QTimer::timeout, this, &ChartView::refine);
    curvesChanged();
}

ChartView::~ChartView() = default;

QString ChartView::subtitle() const
{
    return m_canvas->spec().subtitle;
}

QString ChartView::details() const
{
    return m_canvas->spec().details;
}

void ChartView::addRuleActions(QMenu& menu)
{
    if (m_recipe.rules)
        m_recipe.rules({menu, rules(),
                        [this](const AnalysisOptions& wanted) { Q_EMIT rulesRequested(wanted); }, this,
                        analysis().get()});
    PlotView::addRuleActions(menu);
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
    const QCPRange xs = m_canvas->xRange();
    const QCPRange values = m_canvas->valueRange();
    const bool wasZoomed = isZoomed();
    m_page.capacity = pageCapacity();
    m_page.first -= m_page.first % m_page.capacity; // pages begin at multiples
    const auto specOf = [&] {
        return m_recipe.spec({curves().get(), analysis().get(), options(), rules(), naming, m_page,
                              hiddenObservers(), m_shownInSpec});
    };
    m_hiddenInSpec = hiddenObservers();
    m_shownInSpec = wasZoomed ? std::optional(Interval {xs.lower, xs.upper}) : std::nullopt;
    ChartSpec spec = specOf();
    if (m_page.first > 0 && m_page.first >= spec.panelTotal) { // there are fewer now
        m_page.first = 0;
        spec = specOf();
    }
    if (const QString hint = restrictionHint(); !hint.isEmpty())
        spec.hint = hint;
    m_canvas->setSpec(std::move(spec));
    readout()->setTitles(titlesOf(m_canvas->spec()));
    refreshPages();
    if (wasZoomed)
        setClampedRanges(xs.lower, xs.size(), values.lower, values.size());
    if (!m_wantedZoom.isEmpty() && !m_canvas->spec().empty())
        setZoom(std::exchange(m_wantedZoom, {}));

    m_xs.reset();
    m_cursor.reset();
    m_drag = Drag::None;
    lookChanged();
    if (readout()->isPinned())
        setCrosshair(m_pinnedX, {}, {});
    else
        readout()->setRows({});
    updateAccessibleText({});
}

const std::vector<double>& ChartView::xs() const
{
    if (m_xs)
        return *m_xs;
    std::vector<double>& all = m_xs.emplace();
    for (const ChartSeries& series : m_canvas->spec().series)
        for (const ChartPoint& point : series.points)
            all.push_back(point.x);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

void ChartView::lookChanged()
{
    if (m_canvas->spec().isPaged && m_hiddenInSpec != hiddenObservers()) {
        curvesChanged(); // other panels come onto the page
        Q_EMIT captionChanged();
        return;
    }
    m_canvas->setHidden(hiddenObservers());
    if (m_cursor && !m_canvas->isShown(m_canvas->spec().series[m_cursor->first].observer))
        m_cursor.reset();
    followSelection();
    m_canvas->setLook(Theme::of(this), font());
    if (m_canvas->overlay().x && !readout()->isPinned())
        readout()->setRows(rowsAt(*m_canvas->overlay().x));
}

void ChartView::resizeEvent(QResizeEvent* event)
{
    PlotView::resizeEvent(event);
    m_drag = Drag::None;
    if (m_canvas->spec().isPaged && pageCapacity() != m_page.capacity) {
        curvesChanged();
        Q_EMIT captionChanged();
    }
}

int ChartView::pageCapacity() const
{
    return std::max(1, width() / smallestPanel.width()) * std::max(1, height() / smallestPanel.height());
}

void ChartView::refreshPages()
{
    const int last = std::max(0, m_canvas->spec().panelTotal - 1) / m_page.capacity;
    const QSignalBlocker blocker(m_pages);
    m_pages->setRange(0, last);
    m_pages->setValue(m_page.first / m_page.capacity);
    m_pages->setVisible(last > 0);
}

void ChartView::showPage(int page)
{
    const int first = page * m_page.capacity;
    if (first == m_page.first || first < 0 || first >= std::max(1, m_canvas->spec().panelTotal))
        return;
    m_page.first = first;
    curvesChanged();
    Q_EMIT captionChanged();
}

void ChartView::resetZoom()
{
    m_canvas->setRanges(m_canvas->fullXRange(), m_canvas->fullValueRange());
    m_refine.start();
}

void ChartView::zoomIn()
{
    zoomAbout(m_canvas->rect().center(), .8, true, true);
}

void ChartView::zoomOut()
{
    zoomAbout(m_canvas->rect().center(), 1 / .8, true, true);
}

void ChartView::zoomAbout(const QPointF& position, double factor, bool xs, bool values)
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
    const auto [xLow, xSize] = zoom(m_canvas->xRange(), centre.x(), xs);
    const auto [valueLow, valueSize] = zoom(m_canvas->valueRange(), centre.y(), values);
    setClampedRanges(xLow, xSize, valueLow, valueSize);
}

void ChartView::setClampedRanges(double xLow, double xSize, double valueLow, double valueSize)
{
    const auto clamped = [](double low, double size, const QCPRange& full, double smallest) {
        size = std::clamp(size, std::min(smallest, full.size()), full.size());
        low = std::clamp(low, full.lower, std::max(full.lower, full.upper - size));
        return QCPRange(low, low + size);
    };
    m_canvas->setRanges(
        clamped(xLow, xSize, m_canvas->fullXRange(), 1),
        clamped(valueLow, valueSize, m_canvas->fullValueRange(), m_canvas->fullValueRange().size() / 100));
    m_refine.start();
}

std::vector<std::size_t> ChartView::shownSeries() const
{
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < m_canvas->spec().series.size(); ++place)
        if (const ChartSeries& series = m_canvas->spec().series[place];
            !series.points.empty() && m_canvas->isShown(series.observer))
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
                                      [](const ChartPoint& one, double x) { return one.x < x; });
        for (; point != curve.points.end() && point->x <= to; ++point) {
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

void ChartView::setCrosshair(std::optional<double> x, std::optional<ChartPlace> marked,
                             const std::optional<RunHit>& runs)
{
    ChartOverlay overlay;
    overlay.isPinned = readout()->isPinned();
    overlay.x = overlay.isPinned ? m_pinnedX : x;
    overlay.marked = marked;
    if (marked)
        overlay.tag = tagOf(*marked);
    m_canvas->setOverlay(overlay);
    if (!x || overlay.isPinned)
        return;
    std::vector<ReadoutRow> rows = rowsAt(*x);
    if (runs)
        addRunRow(*runs, rows);
    readout()->setRows(std::move(rows));
    Q_EMIT hovered();
}

void ChartView::setPinned(bool pinned)
{
    m_pinnedX = pinned ? m_canvas->overlay().x : std::nullopt;
    if (pinned && !m_pinnedX && !readout()->rows().empty())
        m_pinnedX = readout()->rows().front().x;
    ChartOverlay overlay = m_canvas->overlay();
    overlay.isPinned = pinned;
    overlay.x = pinned ? m_pinnedX : std::nullopt;
    m_canvas->setOverlay(overlay);
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
