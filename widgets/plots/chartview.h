#pragma once

#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/chartspec.h"
#include "widgets/plots/plotview.h"
#include "widgets/plots/rulemenu.h"

#include <QPointF>
#include <QTimer>

#include <optional>
#include <vector>

class QMouseEvent;
class QScrollBar;
class QWheelEvent;

namespace learnscope {

class ChartCanvas;
struct ChartPlace;
struct LegendEntry;
struct ReadoutRow;

/// What tells one kind of chart from another.
struct ChartRecipe
{
    ChartSpecFunction spec = nullptr;
    RuleFunction rules = nullptr; ///< adds the definitions its numbers depend on; null: there are none
};

/// The plot view of any kind that is a chart: asks for the kind's ChartSpec, gives it to a canvas and does
/// what mouse and keys ask for.
class ChartView : public PlotView
{
    Q_OBJECT
public:
    ChartView(ViewKind kind, const ChartRecipe& recipe, QWidget* parent = nullptr);
    ~ChartView() override;

    ViewKind kind() const override { return m_kind; }
    QString subtitle() const override;
    QString details() const override;
    QString toText() const override;
    void addRuleActions(QMenu& menu) override;
    QSize sizeHint() const override { return {520, 360}; }
    QJsonObject zoom() const override;
    void setZoom(const QJsonObject& zoom) override;

    void resetZoom() override;
    void zoomIn() override;
    void zoomOut() override;

protected:
    void curvesChanged() override;
    void lookChanged() override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// The runs whose points lie at one place.
    struct RunHit
    {
        std::string observer;
        Phase phase = Phase::Test;
        int epoch = 0;
        int panel = 0;
        double distance = 0; ///< in pixels
        std::vector<std::int32_t> runs;
    };
    enum class Drag { None, Press, Box, Brush, PanPress, Pan };

    // Mouse
    void mousePressed(QMouseEvent* event);
    void mouseMoved(QMouseEvent* event);
    void mouseReleased(QMouseEvent* event);
    void mouseDoubleClicked(QMouseEvent* event);
    void wheelTurned(QWheelEvent* event);
    void hover(const QPointF& position);
    void clickAt(const QPointF& position, Selecting how);
    void clickLegend(const LegendEntry& entry, Qt::KeyboardModifiers modifiers);
    void zoomTo(const QRectF& box);
    void zoomAbout(const QPointF& position, double factor, bool xs, bool values);
    void setClampedRanges(double xLow, double xSize, double valueLow, double valueSize);
    void showMenu(const QPoint& globalPosition);
    void addObserverActions(QMenu& menu);
    bool showToolTip(const QPoint& position, const QPoint& globalPosition);

    // Keys
    void moveCursor(int points, int curves);
    void selectCursor(Selecting how);

    // Selection
    void followSelection();
    double shareSelected(const ChartSeries& series, const ChartPoint& point) const;
    TrialSelection trialsIn(const QRectF& box) const; // of one panel, in pixels
    void addRunsIn(const QRectF& box, TrialSelection& trials) const;

    // What is where
    std::optional<ChartPlace> placeAt(const QPointF& position, double reach) const;
    std::optional<RunHit> runsAt(const QPointF& position, double reach) const;
    std::vector<std::size_t> shownSeries() const;
    void setCrosshair(std::optional<double> x, std::optional<ChartPlace> marked,
                      const std::optional<RunHit>& runs);
    std::vector<ReadoutRow> rowsAt(double x) const;
    std::vector<ReadoutRow> summaryRows() const;
    void addRunRow(const RunHit& hit, std::vector<ReadoutRow>& rows) const;
    QString describe(const ChartPlace& place) const;
    QString describe(const RunHit& hit) const;
    QString tagOf(const ChartPlace& place) const;
    const AccuracyCell* cellOf(const RunHit& hit, std::int32_t run) const;
    void updateAccessibleText(const QString& value);

    void hideOrShow(const std::string& observer);
    void solo(const std::string& observer);
    // Pages of panels
    int pageCapacity() const; // in panels that stay readable
    const std::vector<double>& xs() const;
    bool isRefined() const;
    void refine();
    void showPage(int page);
    void refreshPages();

    void setPinned(bool pinned);
    bool isZoomed() const;

    ViewKind m_kind;
    ChartRecipe m_recipe;
    ChartCanvas* m_canvas; // a child
    QScrollBar* m_pages; // a child; hidden where all panels have room
    ChartPage m_page; // as the spec was made for, as is:
    std::set<std::string> m_hiddenInSpec;
    std::optional<Interval> m_shownInSpec;
    mutable std::optional<std::vector<double>> m_xs; // all that occur, ascending; made when first asked for
    QTimer m_refine; // until a thinned chart is made anew for what is zoomed into
    std::optional<std::pair<std::size_t, std::size_t>> m_cursor; // the keyboard's (series, point)
    std::optional<double> m_pinnedX;
    QJsonObject m_wantedZoom; // until there are curves to look at

    Drag m_drag = Drag::None;
    QPointF m_pressed; // where the button went down
    QPointF m_last; // where the mouse was
    int m_dragPanel = 0;
    std::string m_clickedLabel; // by the last click, "" for none
    std::set<std::string> m_hiddenBefore; // the click that may become a double-click
    TrialSelection m_selectedBefore;
};

} // namespace learnscope
