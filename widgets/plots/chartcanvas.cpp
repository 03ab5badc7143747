#include "widgets/plots/chartcanvas.h"

#include "widgets/plots/sketch.h"

#include <QResizeEvent>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double markerSize = 7.5;
constexpr double crowded = 3; // pixels from point to point below which lines are
constexpr double dimmed = .3; // opacity of what is not selected

QString bandsLayer()
{
    return QStringLiteral("bands");
}

QString raisedLayer() // of the selected observer's curves
{
    return QStringLiteral("raised");
}

QPen solid(const QColor& color, double width)
{
    return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}
} // namespace

ChartCanvas::ChartCanvas(QWidget* parent)
    : QCustomPlot(parent)
    , m_theme(Theme::light())
    , m_layout(new QCPLayoutInset)
    , m_xTicker(new EpochTicker)
    , m_valueTicker(new ValueTicker)
    , m_xList(new ListTicker)
    , m_valueList(new ListTicker)
{
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    setAutoAddPlottableToLegend(false);
    setMinimumSize(160, 100);
    plotLayout()->clear();
    plotLayout()->addElement(0, 0, m_layout);
    addLayer(bandsLayer(), layer(QStringLiteral("grid")), limAbove);
    addLayer(QStringLiteral("chance"), layer(QStringLiteral("background")), limAbove);
    addLayer(raisedLayer(), layer(QStringLiteral("main")), limAbove);
    layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmBuffered);
    // Owned by the plot: they go when their layers go.
    new Sketch(this, QStringLiteral("chance"), [this](QCPPainter& painter) {
        paintChanceBands(painter);
        paintRibbons(painter);
    });
    new Sketch(this, bandsLayer(), [this](QCPPainter& painter) {
        paintReferences(painter);
        paintLoneBands(painter);
        paintRuns(painter);
    });
    new Sketch(this, QStringLiteral("main"), [this](QCPPainter& painter) { paintDenseCurves(painter); });
    new Sketch(this, QStringLiteral("axes"), [this](QCPPainter& painter) { paintFrame(painter); });
    new Sketch(this, QStringLiteral("overlay"), [this](QCPPainter& painter) { paintOverlay(painter); });
}

ChartCanvas::~ChartCanvas() = default;

void ChartCanvas::setSpec(ChartSpec spec)
{
    m_overlay = {};
    clearPlottables();
    m_bundles.clear();
    m_curves.clear();
    m_panels.clear();
    m_layout->clear();
    m_spec = std::move(spec);
    const auto listed = [](const std::vector<ChartTick>& ticks) {
        std::vector<ListTicker::Tick> list;
        for (const ChartTick& tick : ticks)
            list.push_back({tick.at, tick.label});
        return list;
    };
    m_xList->setTicks(listed(m_spec.xTicks));
    m_valueList->setTicks(listed(m_spec.valueTicks));
    makePanels();
    makeCurves();
    m_xs = fullXRange();
    m_values = fullValueRange();
    refresh();
}

void ChartCanvas::makePanels()
{
    for (std::size_t place = 0; place < m_spec.panels.size(); ++place) {
        auto* rect = new QCPAxisRect(this, false);
        m_layout->addElement(rect, QRectF(0, 0, 1, 1));
        rect->setAutoMargins(QCP::msNone);
        rect->setMinimumMargins({});
        rect->setMargins({});
        QCPAxis* values = rect->addAxis(QCPAxis::atLeft);
        QCPAxis* xs = rect->addAxis(QCPAxis::atBottom);
        for (QCPAxis* axis : {xs, values}) {
            axis->setLayer(QStringLiteral("axes"));
            axis->grid()->setLayer(QStringLiteral("grid"));
            axis->setTickPen(Qt::NoPen);
            axis->setTickLength(0, 0);
            axis->setSubTicks(false);
            axis->setTickLabelPadding(5);
        }
        if (m_spec.xTicks.empty())
            xs->setTicker(m_xTicker);
        else
            xs->setTicker(m_xList);
        if (m_spec.valueTicks.empty())
            values->setTicker(m_valueTicker);
        else
            values->setTicker(m_valueList);
        m_panels.push_back({rect, {}});
    }
}

void ChartCanvas::makeCurves()
{
    for (const ChartRuns& runs : m_spec.runs)
        m_bundles.push_back({runs, RunBundle(runTable(*runs.curves, runs.phase))});
    for (const ChartSeries& series : m_spec.series) {
        const QCPAxisRect* rect = m_panels[std::size_t(series.panel)].rect;
        const QString name = QString::fromStdString(series.observer) + QLatin1Char('/')
            + (!series.part.empty() ? QString::fromStdString(series.part)
                   : series.phase   ? QString::fromUtf8(toString(*series.phase).data())
                                    : QString());
        const auto add = [&](const QString& part, auto isWanted) {
            QCPGraph* graph = addGraph(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
            graph->setName(part.isEmpty() ? name : name + QLatin1Char('/') + part);
            QVector<QCPGraphData> values;
            values.reserve(static_cast<int>(series.points.size()));
            for (const ChartPoint& point : series.points)
                if (isWanted(point))
                    values.append({point.x, point.value});
            graph->data()->set(values, true);
            return graph;
        };
        Curve curve {};
        makeBand(series, curve);
        curve.line = add({}, [](const ChartPoint&) { return true; });
        if (!series.stroke.hasLine)
            curve.line->setLineStyle(QCPGraph::lsNone);
        if (series.isEmphasised) {
            curve.weak = add(QStringLiteral("weak"), [](const ChartPoint& point) { return !point.strong; });
            curve.weak->setLineStyle(QCPGraph::lsNone);
            curve.strong =
                add(QStringLiteral("strong"), [](const ChartPoint& point) { return point.strong; });
        }
        m_curves.push_back(curve);
    }
}

void ChartCanvas::makeBand(const ChartSeries& series, Curve& curve)
{
    if (std::none_of(series.points.begin(), series.points.end(),
                     [](const ChartPoint& point) { return point.band; }))
        return;
    const QCPAxisRect* rect = m_panels[std::size_t(series.panel)].rect;
    for (QCPGraph** graph : {&curve.low, &curve.high}) {
        *graph = addGraph(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
        (*graph)->setLayer(bandsLayer());
        (*graph)->setPen(Qt::NoPen);
        (*graph)->setName(QString::fromStdString(series.observer) + QStringLiteral("/band"));
    }
    QVector<QCPGraphData> low;
    QVector<QCPGraphData> high;
    for (const ChartPoint& point : series.points) { // NaN interrupts the filled area
        low.append({point.x, point.band ? point.band->low : qQNaN()});
        high.append({point.x, point.band ? point.band->high : qQNaN()});
    }
    curve.low->data()->set(low, true);
    curve.high->data()->set(high, true);
    curve.high->setChannelFillGraph(curve.low);
}

void ChartCanvas::setLook(const Theme& theme, const QFont& font)
{
    m_theme = theme;
    m_font = font;
    setFont(font);
    setBackground(QBrush(theme.surface));
    refresh();
}

void ChartCanvas::setHidden(const std::set<std::string>& hidden)
{
    m_hidden = hidden;
    m_overlay.marked.reset();
    refresh();
}

void ChartCanvas::setSelection(const TrialSelection& selection, PointShare share)
{
    m_selection = selection;
    m_share = std::move(share);
    styleCurves();
    replot(rpQueuedReplot);
}

void ChartCanvas::setOverlay(const ChartOverlay& overlay)
{
    if (overlay == m_overlay)
        return;
    m_overlay = overlay;
    if (m_overlayWaits)
        return;
    m_overlayWaits = true; // mouse moves come faster than frames
    QTimer::singleShot(0, this, [this] {
        m_overlayWaits = false;
        layer(QStringLiteral("overlay"))->replot();
    });
}

void ChartCanvas::setGridVisible(bool visible)
{
    m_hasGrid = visible;
    refresh();
}

QCPRange ChartCanvas::fullXRange() const
{
    if (m_spec.xRange && m_spec.xRange->high > m_spec.xRange->low)
        return {m_spec.xRange->low, m_spec.xRange->high};
    double first = 1;
    double last = 1;
    bool isFirst = true;
    for (const ChartSeries& series : m_spec.series) {
        if (series.points.empty())
            continue;
        first = isFirst ? series.points.front().x : std::min(first, series.points.front().x);
        last = isFirst ? series.points.back().x : std::max(last, series.points.back().x);
        isFirst = false;
    }
    const double margin = last > first ? .06 * (last - first) : .6;
    return {first - margin, last + margin};
}

QCPRange ChartCanvas::fullValueRange() const
{
    return m_spec.values.high > m_spec.values.low ? QCPRange(m_spec.values.low, m_spec.values.high)
                                                  : QCPRange(0, 1);
}

void ChartCanvas::setRanges(const QCPRange& xs, const QCPRange& values)
{
    m_xs = xs;
    m_values = values;
    refresh();
}

void ChartCanvas::resizeEvent(QResizeEvent* event)
{
    // Draws at once, so that no frame has an old picture; before the first frame a queued drawing will do.
    if (isVisible())
        QCustomPlot::resizeEvent(event);
    else
        setViewport(rect());
    refresh();
}

void ChartCanvas::refresh()
{
    layOutPanels();
    stylePanels();
    styleCurves();
    layOutLegend();
    replot(rpQueuedReplot);
}

void ChartCanvas::stylePanels()
{
    QColor grid = m_theme.grid;
    const QFontMetricsF metrics(m_font);
    for (const Panel& panel : m_panels) {
        QCPAxis* xs = panel.rect->axis(QCPAxis::atBottom);
        QCPAxis* values = panel.rect->axis(QCPAxis::atLeft);
        xs->setRange(m_xs);
        values->setRange(m_values);
        xs->setBasePen(QPen(m_theme.axis, 1));
        values->setBasePen(Qt::NoPen);
        xs->grid()->setVisible(m_hasGrid && m_spec.hasVerticalGrid);
        xs->grid()->setPen(QPen(grid, 1));
        xs->grid()->setZeroLinePen(Qt::NoPen);
        values->grid()->setVisible(m_hasGrid);
        values->grid()->setPen(QPen(grid, 1));
        values->grid()->setZeroLinePen(m_spec.hasZeroLine ? QPen(m_theme.axis, 1) : QPen(grid, 1));
        for (QCPAxis* axis : {xs, values}) {
            axis->setTickLabelFont(m_font);
            axis->setTickLabelColor(m_theme.mutedText);
        }
        xs->setTickLabels(panel.isBottom);
        values->setTickLabels(panel.isLeft);
    }
    const auto visible = std::find_if(m_panels.begin(), m_panels.end(),
                                      [](const Panel& panel) { return !panel.area.isEmpty(); });
    if (visible == m_panels.end())
        return;
    double labelWidth = 0;
    for (const ChartTick& tick : m_spec.xTicks)
        labelWidth = std::max(labelWidth, metrics.horizontalAdvance(tick.label));
    if (m_spec.xTicks.empty())
        labelWidth = metrics.horizontalAdvance(QString::number(std::llround(std::max(1., m_xs.upper))));
    const int columns = std::max(1, static_cast<int>(visible->area.width() / (labelWidth + 10)));
    m_xTicker->setLargestCount(columns);
    m_xList->setLargestCount(columns);
    const int rows = static_cast<int>(visible->area.height() / (2.2 * metrics.height()));
    m_valueTicker->setLargestCount(std::clamp(rows, 1, 8));
    m_valueList->setLargestCount(std::max(1, rows));
}

bool ChartCanvas::isDimmed(const std::string& observer) const
{
    const bool isHere =
        std::any_of(m_spec.series.begin(), m_spec.series.end(), [this](const ChartSeries& series) {
            return m_selection.concerns(series.observer) && isShown(series.observer);
        });
    return isHere && !m_selection.concerns(observer);
}

QColor ChartCanvas::colorOf(const ChartSeries& series) const
{
    QColor color = drawnColor(series.style, m_theme);
    if (isDimmed(series.observer))
        color.setAlphaF(dimmed);
    return color;
}

std::size_t ChartCanvas::visiblePoints(const ChartSeries& series) const
{
    const auto isBefore = [](const ChartPoint& point, double x) { return point.x < x; };
    const auto first = std::lower_bound(series.points.begin(), series.points.end(), m_xs.lower, isBefore);
    const auto last = std::lower_bound(first, series.points.end(), m_xs.upper, isBefore);
    return static_cast<std::size_t>(last - first);
}

bool ChartCanvas::hasRoomForMarkers(const ChartSeries& series) const
{
    const double width = m_panels[std::size_t(series.panel)].area.width();
    return series.stroke.hasMarkers && static_cast<double>(visiblePoints(series)) * (markerSize + 2) <= width;
}

bool ChartCanvas::isDense(const ChartSeries& series) const
{
    const double width = m_panels[std::size_t(series.panel)].area.width();
    return static_cast<double>(visiblePoints(series)) > 2 * width;
}

void ChartCanvas::styleCurves()
{
    for (std::size_t place = 0; place < m_curves.size(); ++place)
        styleCurve(m_spec.series[place], m_curves[place]);
    for (Bundle& bundle : m_bundles) {
        QColor color = bundle.runs.isMuted ? m_theme.axis : drawnColor(bundle.runs.style, m_theme);
        const float strength = m_spec.labelsAreTitles ? .85F : .5F; // below other observers' means: fainter
        color.setAlphaF(isDimmed(bundle.runs.observer) ? strength * float(dimmed) : strength);
        bundle.item.setColor(color);
    }
}

void ChartCanvas::styleCurve(const ChartSeries& series, const Curve& curve)
{
    const bool isVisible = isShown(series.observer);
    const QColor color = colorOf(series);
    const bool hasMarkers = hasRoomForMarkers(series);
    const auto markers = [&](bool isFilled) {
        if (!hasMarkers)
            return QCPScatterStyle(QCPScatterStyle::ssNone);
        // QCustomPlot takes a path to be 6 pixels wide: the scatter's size stays 6 and the path has its own.
        return QCPScatterStyle(markerPath(series.style.marker, markerSize), solid(color, isFilled ? 1 : 1.3),
                               isFilled ? QBrush(color) : QBrush(m_theme.surface), 6);
    };
    const ChartStroke& stroke = series.stroke;
    QPen pen = solid(color, stroke.width);
    if (static_cast<double>(visiblePoints(series)) * crowded
        > m_panels[std::size_t(series.panel)].area.width()) {
        pen.setJoinStyle(Qt::BevelJoin); // round ones are not seen there and take most of the time
        if (stroke.width < 1.2) { // Qt has a faster way to draw lines of one pixel
            pen.setWidth(1);
            pen.setCosmetic(true);
        }
    }
    if (!stroke.dashes.isEmpty()) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern(stroke.dashes);
    }
    if (curve.strong) {
        QColor faint = color;
        faint.setAlphaF(color.alphaF() * .45F);
        curve.line->setPen(solid(faint, 1.5));
        curve.strong->setPen(solid(color, stroke.width + .5));
        curve.strong->setScatterStyle(markers(true));
        curve.weak->setScatterStyle(markers(false));
    } else {
        curve.line->setPen(pen);
        curve.line->setScatterStyle(markers(!stroke.isHollow));
    }
    QColor fill = color;
    fill.setAlphaF(color.alphaF() * (m_theme.dark ? .20F : .14F) * (stroke.isHollow ? .5F : 1.F));
    if (curve.high)
        curve.high->setBrush(fill);
    const bool isDrawnByGraph = isVisible && !isDense(series);
    for (QCPGraph* graph : {curve.line, curve.weak, curve.strong, curve.low, curve.high})
        if (graph)
            graph->setVisible(isDrawnByGraph);
    const bool isRaised = m_selection.concerns(series.observer);
    for (QCPGraph* graph : {curve.line, curve.weak, curve.strong})
        if (graph)
            graph->setLayer(isRaised ? raisedLayer() : QStringLiteral("main"));
}

int ChartCanvas::panelAt(const QPointF& position) const
{
    for (std::size_t place = 0; place < m_panels.size(); ++place)
        if (m_panels[place].area.contains(position))
            return static_cast<int>(place);
    return -1;
}

QRectF ChartCanvas::plotArea(int panel) const
{
    return panel >= 0 && std::size_t(panel) < m_panels.size() ? m_panels[std::size_t(panel)].area : QRectF();
}

QPointF ChartCanvas::pixelOf(int panel, double x, double value) const
{
    const QRectF area = plotArea(panel);
    return {area.left() + (x - m_xs.lower) / m_xs.size() * area.width(),
            area.bottom() - (value - m_values.lower) / m_values.size() * area.height()};
}

QPointF ChartCanvas::pixelOf(const ChartPlace& place) const
{
    const ChartSeries& series = m_spec.series[place.series];
    return pixelOf(series.panel, series.points[place.point].x, series.points[place.point].value);
}

QPointF ChartCanvas::coordsAt(int panel, const QPointF& position) const
{
    const QRectF area = plotArea(panel);
    return {m_xs.lower + (position.x() - area.left()) / area.width() * m_xs.size(),
            m_values.lower + (area.bottom() - position.y()) / area.height() * m_values.size()};
}

const RunBundle* ChartCanvas::runsOf(const std::string& observer, Phase phase) const
{
    const auto found = std::find_if(m_bundles.begin(), m_bundles.end(), [&](const Bundle& bundle) {
        return bundle.runs.observer == observer && bundle.runs.phase == phase;
    });
    return found == m_bundles.end() ? nullptr : &found->item;
}

} // namespace learnscope
