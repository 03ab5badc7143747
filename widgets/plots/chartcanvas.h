#pragma once

#include "widgets/common/theme.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/chartlegend.h"
#include "widgets/plots/chartspec.h"
#include "widgets/plots/charttickers.h"
#include "widgets/plots/qcp.h"
#include "widgets/plots/runbundle.h"

#include <functional>
#include <optional>
#include <set>

namespace learnscope {

class StripOccupancy;

/// A place in a ChartSpec: one point of one curve.
struct ChartPlace
{
    std::size_t series = 0;
    std::size_t point = 0;

    bool operator==(const ChartPlace&) const = default;
};

/// What is drawn over the curves and follows the mouse or the keys.
struct ChartOverlay
{
    std::optional<double> x; ///< of the crosshair
    bool isPinned = false;
    std::optional<ChartPlace> marked; ///< the point under the mouse or the keyboard's
    QString tag; ///< beside the marked point
    QRectF box; ///< the zoom box; null for none

    bool operator==(const ChartOverlay&) const = default;
};

/// How much of the trials of a point is selected, 0 to 1.
using PointShare = std::function<double(const ChartSeries&, const ChartPoint&)>;

/// A point of which some trials are selected.
struct SelectedPoint
{
    ChartPlace place;
    double share = 1;
};

/// Draws a ChartSpec: panels with shared axes, curves, labels and what is laid over them. Knows nothing of
/// models or input.
class ChartCanvas : public QCustomPlot
{
    Q_OBJECT
public:
    explicit ChartCanvas(QWidget* parent = nullptr);
    ~ChartCanvas() override;

    void setSpec(ChartSpec spec);
    const ChartSpec& spec() const noexcept { return m_spec; }
    void setLook(const Theme& theme, const QFont& font);
    void setHidden(const std::set<std::string>& hidden);
    /// @p share says how much of a point's trials is selected; null: all of them where any may be.
    void setSelection(const TrialSelection& selection, PointShare share = {});
    std::vector<SelectedPoint> selectedPoints() const; ///< those that are ringed
    void setOverlay(const ChartOverlay& overlay);
    const ChartOverlay& overlay() const noexcept { return m_overlay; }
    void setGridVisible(bool visible);
    bool isGridVisible() const noexcept { return m_hasGrid; }

    QCPRange xRange() const noexcept { return m_xs; }
    QCPRange valueRange() const noexcept { return m_values; }
    QCPRange fullXRange() const;
    QCPRange fullValueRange() const;
    void setRanges(const QCPRange& xs, const QCPRange& values); ///< of all panels

    int panelAt(const QPointF& position) const; ///< whose plot area holds it; -1 for none
    QRectF plotArea(int panel) const; ///< empty for a panel that is not shown
    QPointF pixelOf(int panel, double x, double value) const;
    QPointF pixelOf(const ChartPlace& place) const;
    QPointF coordsAt(int panel, const QPointF& position) const; ///< (x, value)
    /// True for no observer at all: what belongs to none is never hidden.
    bool isShown(const std::string& observer) const { return m_hidden.count(observer) == 0; }
    const ChartLegend& legend() const noexcept { return m_legend; }
    QRectF pinArea() const noexcept { return m_pinArea; } ///< what unpins when clicked; null while not pinned
    /// Of the spec, and lines that are not named in every panel.
    std::vector<ChartKey> keyEntries() const;
    /// Where the panel's levels of chance and then its references are named, in pixels; null for one that is
    /// not.
    std::vector<QRectF> referenceLabels(int panel) const;
    const RunBundle* runsOf(const std::string& observer, Phase phase) const; ///< null where none are drawn

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Panel
    {
        QCPAxisRect* rect;
        QRectF area; // in pixels; empty while hidden
        bool isLeft = true; // has labels on its axes
        bool isBottom = true;
    };
    struct Curve // the graphs of one series
    {
        QCPGraph* line;
        QCPGraph* weak = nullptr; // only markers
        QCPGraph* strong = nullptr; // bold part
        QCPGraph* low = nullptr; // of the band
        QCPGraph* high = nullptr;
    };
    struct Bundle
    {
        ChartRuns runs;
        RunBundle item;
    };

    void makePanels();
    void makeCurves();
    void makeBand(const ChartSeries& series, Curve& curve);
    void refresh(); // layout, style and a queued replot
    void layOutPanels();
    void layOutGrid(const std::vector<std::size_t>& shown, const QRectF& room);
    void layOutLegend();
    void layOutTitles();
    std::vector<ChartLegend::End> curveEnds() const;
    void stylePanels();
    void styleCurves();
    void styleCurve(const ChartSeries& series, const Curve& curve);
    std::size_t visiblePoints(const ChartSeries& series) const;
    bool hasRoomForMarkers(const ChartSeries& series) const;
    bool isDense(const ChartSeries& series) const; // points are closer than pixels
    bool isDimmed(const std::string& observer) const;
    QColor colorOf(const ChartSeries& series) const;

    void paintChanceBands(QPainter& painter) const;
    void paintRibbons(QPainter& painter) const;
    void paintRibbon(QPainter& painter, int panel, const ChartRibbon& ribbon) const;
    void paintReferences(QPainter& painter) const;
    std::vector<ChartReference> referencesOf(int panel) const; // levels of chance among them
    double pixelOfReference(int panel, const ChartReference& reference) const;
    void occupy(StripOccupancy& strip, int panel) const;
    QRectF besideLine(int panel, double y, double width, const std::vector<QRectF>& labels) const;
    void paintLoneBands(QPainter& painter) const;
    void paintRuns(QPainter& painter);
    void paintDenseCurves(QPainter& painter) const;
    void paintFrame(QPainter& painter) const;
    double paintKey(QPainter* painter, const QRectF& room) const; // its width; null: only that
    bool isInside(int panel, const QPointF& position) const; // its plot area, or on its edge
    bool isSelected(const ChartPlace& place) const;
    void paintSelectedStretches(QPainter& painter) const; // of unmarked lines
    void paintHint(QPainter& painter) const;
    void paintOverlay(QPainter& painter);
    void paintCrosshair(QPainter& painter);
    void paintSelection(QPainter& painter) const;
    void paintSelectedRun(QPainter& painter, const Bundle& bundle, const TrialClause& clause,
                          std::int32_t number) const;
    void paintRing(QPainter& painter, const QPointF& centre, double radius, const QColor& color,
                   double share = 1) const;
    void paintTag(QPainter& painter) const;
    QString hint() const;

    ChartSpec m_spec;
    Theme m_theme;
    QFont m_font;
    std::set<std::string> m_hidden;
    TrialSelection m_selection;
    PointShare m_share;
    ChartOverlay m_overlay;
    ChartLegend m_legend;
    QRectF m_pinArea;
    QRectF m_plotRoom; // around all plot areas
    QCPRange m_xs;
    QCPRange m_values;
    bool m_hasGrid = true;
    bool m_overlayWaits = false;

    QCPLayoutInset* m_layout; // owned by the plot's layout
    std::vector<Panel> m_panels;
    std::vector<Curve> m_curves; // one per series
    std::vector<Bundle> m_bundles;
    LineDensity m_density; // kept between frames for their memory, as is the image
    QImage m_runImage;
    QSharedPointer<EpochTicker> m_xTicker;
    QSharedPointer<ValueTicker> m_valueTicker;
    QSharedPointer<ListTicker> m_xList; // where the spec has ticks of its own
    QSharedPointer<ListTicker> m_valueList;
};

} // namespace learnscope
