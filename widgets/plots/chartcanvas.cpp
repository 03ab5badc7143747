#include "widgets/plots/chartcanvas.h"

#include "widgets/plots/sketch.h"

#include <QResizeEvent>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double markerSize = 7.5;
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
    , m_epochTicker(new EpochTicker)
    , m_valueTicker(new ValueTicker)
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
    new Sketch(this, QStringLiteral("chance"), [this](QCPPainter& painter) { paintChanceBands(painter); });
    new Sketch(this, bandsLayer(), [this](QCPPainter& painter) {
        paintChanceLines(painter);
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
    makePanels();
    makeCurves();
    m_epochs = fullEpochRange();
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
        QCPAxis* epochs = rect->addAxis(QCPAxis::atBottom);
        for (QCPAxis* axis : {epochs, values}) {
            axis->setLayer(QStringLiteral("axes"));
            axis->grid()->setLayer(QStringLiteral("grid"));
            axis->setTickPen(Qt::NoPen);
            axis->setTickLength(0, 0);
            axis->setSubTicks(false);
            axis->setTickLabelPadding(5);
        }
        epochs->setTicker(m_epochTicker);
        values->setTicker(m_valueTicker);
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
            + (series.phase ? QString::fromUtf8(toString(*series.phase).data()) : QStringLiteral("gap"));
        const auto add = [&](const QString& part, auto isWanted) {
            QCPGraph* graph = addGraph(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
            graph->setName(part.isEmpty() ? name : name + QLatin1Char('/') + part);
            QVector<QCPGraphData> values;
            values.reserve(static_cast<int>(series.points.size()));
            for (const ChartPoint& point : series.points)
                if (isWanted(point))
                    values.append({double(point.epoch), point.value});
            graph->data()->set(values, true);
            return graph;
        };
        Curve curve {};
        makeBand(series, curve);
        curve.line = add({}, [](const ChartPoint&) { return true; });
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
        low.append({double(point.epoch), point.band ? point.band->low : qQNaN()});
        high.append({double(point.epoch), point.band ? point.band->high : qQNaN()});
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

void ChartCanvas::setSelection(const TrialSelection& selection)
{
    m_selection = selection;
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

QCPRange ChartCanvas::fullEpochRange() const
{
    int first = 1;
    int last = 1;
    bool isFirst = true;
    for (const ChartSeries& series : m_spec.series) {
        first = isFirst ? series.points.front().epoch : std::min(first, series.points.front().epoch);
        last = isFirst ? series.points.back().epoch : std::max(last, series.points.back().epoch);
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

void ChartCanvas::setRanges(const QCPRange& epochs, const QCPRange& values)
{
    m_epochs = epochs;
    m_values = values;
    refresh();
}

void ChartCanvas::resizeEvent(QResizeEvent* event)
{
    QCustomPlot::resizeEvent(event);
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
        QCPAxis* epochs = panel.rect->axis(QCPAxis::atBottom);
        QCPAxis* values = panel.rect->axis(QCPAxis::atLeft);
        epochs->setRange(m_epochs);
        values->setRange(m_values);
        epochs->setBasePen(QPen(m_theme.axis, 1));
        values->setBasePen(Qt::NoPen);
        epochs->grid()->setVisible(false);
        values->grid()->setVisible(m_hasGrid);
        values->grid()->setPen(QPen(grid, 1));
        values->grid()->setZeroLinePen(m_spec.hasZeroLine ? QPen(m_theme.axis, 1) : QPen(grid, 1));
        for (QCPAxis* axis : {epochs, values}) {
            axis->setTickLabelFont(m_font);
            axis->setTickLabelColor(m_theme.mutedText);
        }
        epochs->setTickLabels(panel.isBottom);
        values->setTickLabels(panel.isLeft);
    }
    const auto visible = std::find_if(m_panels.begin(), m_panels.end(),
                                      [](const Panel& panel) { return !panel.area.isEmpty(); });
    if (visible == m_panels.end())
        return;
    const QString widest = QString::number(std::llround(std::max(1., m_epochs.upper)));
    const double labelWidth = metrics.horizontalAdvance(widest) + 10;
    m_epochTicker->setLargestCount(std::max(1, static_cast<int>(visible->area.width() / labelWidth)));
    m_valueTicker->setLargestCount(
        std::clamp(static_cast<int>(visible->area.height() / (2.2 * metrics.height())), 1, 8));
}

bool ChartCanvas::isDimmed(const std::string& observer) const
{
    const bool isHere =
        std::any_of(m_spec.series.begin(), m_spec.series.end(), [this](const ChartSeries& series) {
            return series.observer == m_selection.observer && isShown(series.observer);
        });
    return isHere && observer != m_selection.observer;
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
    const auto isBefore = [](const ChartPoint& point, double epoch) { return point.epoch < epoch; };
    const auto first = std::lower_bound(series.points.begin(), series.points.end(), m_epochs.lower, isBefore);
    const auto last = std::lower_bound(first, series.points.end(), m_epochs.upper, isBefore);
    return static_cast<std::size_t>(last - first);
}

bool ChartCanvas::hasRoomForMarkers(const ChartSeries& series) const
{
    const double width = m_panels[std::size_t(series.panel)].area.width();
    return static_cast<double>(visiblePoints(series)) * (markerSize + 2) <= width;
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
    QPen pen = solid(color, series.width);
    if (series.isTrain()) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern({3.5, 2.5});
    }
    if (curve.strong) {
        QColor faint = color;
        faint.setAlphaF(color.alphaF() * .45F);
        curve.line->setPen(solid(faint, 1.5));
        curve.strong->setPen(solid(color, series.width + .5));
        curve.strong->setScatterStyle(markers(true));
        curve.weak->setScatterStyle(markers(false));
    } else {
        curve.line->setPen(pen);
        curve.line->setScatterStyle(markers(!series.isTrain()));
    }
    QColor fill = color;
    fill.setAlphaF(color.alphaF() * (m_theme.dark ? .20F : .14F) * (series.isTrain() ? .5F : 1.F));
    if (curve.high)
        curve.high->setBrush(fill);
    const bool isDrawnByGraph = isVisible && !isDense(series);
    for (QCPGraph* graph : {curve.line, curve.weak, curve.strong, curve.low, curve.high})
        if (graph)
            graph->setVisible(isDrawnByGraph);
    const bool isRaised = series.observer == m_selection.observer;
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

QPointF ChartCanvas::pixelOf(int panel, double epoch, double value) const
{
    const QRectF area = plotArea(panel);
    return {area.left() + (epoch - m_epochs.lower) / m_epochs.size() * area.width(),
            area.bottom() - (value - m_values.lower) / m_values.size() * area.height()};
}

QPointF ChartCanvas::pixelOf(const ChartPlace& place) const
{
    const ChartSeries& series = m_spec.series[place.series];
    return pixelOf(series.panel, series.points[place.point].epoch, series.points[place.point].value);
}

QPointF ChartCanvas::coordsAt(int panel, const QPointF& position) const
{
    const QRectF area = plotArea(panel);
    return {m_epochs.lower + (position.x() - area.left()) / area.width() * m_epochs.size(),
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
