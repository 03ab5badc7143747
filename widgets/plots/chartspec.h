#pragma once

#include "core/stats/curves.h"
#include "widgets/common/observerstyle.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/plotview.h"

#include <QString>
#include <QVector>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

// How to add a view that draws points over a common x axis:
//
// 1. Add its kind to ViewKind (plotview.h).
// 2. Write `ChartSpec myThingSpec(const ChartInput& input)` in a file of its own and declare it in
//    chartspecs.h. It says as values all that is drawn: panels, series, labels, axes, subtitle and hint.
//    Nothing else is needed for zoom, hover, read-out, text alternative, keys, linked selection, hiding,
//    paging and export; read-out rows are made from the series and from `summaries`.
//    - x is any number: epochs, trial numbers, degrees. `xTicks` where the axis has ticks of its own.
//    - a point whose value is NaN stands for "undefined": it breaks the line, and read-out and text say so.
//    - `ChartSeries::trials` says which trials a point stands for: a click selects them, and the point is
//      ringed where they are selected. Without it they are those of observer, phase and epoch x.
//    - ribbons and reference lines belong to a panel, bands to the points of a series.
//    - more panels than fit: make only those of `input.page`, of observers that are not hidden, and set
//    `isPaged`
//      and `panelTotal`.
// 3. Add a row to the table in plotview.cpp: `chart<myThingSpec>`, and as second argument the function that
//    adds its definitions to the view's menu, if there are any (see rulemenu.h).
// 4. Where it needs more than curves: `needsAnalysis` in that row, and read `input.analysis`, which is null
//    until the first is computed (begin with `if (!isReady(input, spec)) return spec;`).

namespace learnscope {

/// A value of a series.
struct ChartPoint
{
    double x = 0; ///< the epoch, in most views
    double value = 0; ///< NaN: undefined, which interrupts the line
    std::optional<Interval> band;
    std::uint32_t n = 0; ///< runs behind it, or what ChartSpec::count says
    bool strong = true; ///< drawn bold and filled; else thin and hollow
};

/// How the points of a series are drawn and joined.
struct ChartStroke
{
    double width = 2; ///< in pixels
    QVector<qreal> dashes = {}; ///< in line widths; empty: solid
    bool isHollow = false; ///< markers
    bool hasLine = true;
    bool hasMarkers = true;
};

/// Dashed with hollow markers: training in all views of both phases.
ChartStroke trainStroke(double width);

/// One curve: an observer in one phase, or anything else that has a value at each x.
struct ChartSeries
{
    std::string observer; ///< Observer::name
    QString label;
    ObserverStyle style;
    std::optional<Phase> phase;
    int panel = 0;
    std::vector<ChartPoint> points; ///< by x
    bool isEmphasised = false; ///< points differ in strength: the curve is drawn twice, thin and bold
    ChartStroke stroke = {};
    QString name = {}; ///< what its values are: "train − test", "window 18"; empty: the phase
    std::string part = {}; ///< tells it from other series of its observer; empty: the phase
    /// The trials that a point stands for; null: those of the observer, the phase and epoch x.
    std::function<TrialSelection(const ChartPoint&)> trials = {};

    QString nameText() const; ///< name, or the phase's
    TrialSelection trialsOf(const ChartPoint& point) const;
};

/// The runs behind a curve.
struct ChartRuns
{
    std::string observer;
    ObserverStyle style;
    Phase phase = Phase::Test;
    int panel = 0;
    const ObserverCurves* curves = nullptr; ///< lives as long as the curve set
    bool isMuted = false; ///< grey instead of the observer's colour
};

/// The direct label of one observer, which is also its legend.
struct ChartLabel
{
    std::string observer;
    QString text;
    QString toolTip;
    ObserverStyle style;
    QString shortText = {}; ///< takes the place of text where that would be cut; empty: it is cut
};

/// An area behind the curves that no point owns: a chance band that differs by epoch, an attainable range.
struct ChartRibbon
{
    struct Slice
    {
        double x = 0;
        Interval values; ///< NaN: nothing here
    };

    QString name; ///< in read-out and text
    std::vector<Slice> slices; ///< by x
    std::optional<ObserverStyle> style = {}; ///< its colour; nothing: grey, as the chance band
    std::string observer = {}; ///< hidden with it; empty: always shown
};

/// A line at one value, or at one x.
struct ChartReference
{
    double at = 0;
    QString label = {}; ///< beside the line where there is room
    bool isVertical = false;
};

struct ChartPanel
{
    std::string observer; ///< the one it shows, hidden with it; empty where it shows all
    QString title; ///< empty for none
    QString note; ///< muted, after the title
    std::vector<double> chances; ///< dotted lines
    std::optional<Interval> chanceBand;
    std::vector<ChartRibbon> ribbons = {};
    std::vector<ChartReference> references = {};
    std::optional<ObserverStyle> style = {}; ///< of the marker before the title
};

struct ChartTick
{
    double at = 0;
    QString label;
};

/// One entry of the key of line styles below the plot.
struct ChartKey
{
    QString text;
    ChartStroke stroke;
    QColor color = {}; ///< invalid: neutral
    Marker marker = Marker::Circle; ///< of all series that the entry stands for
};

/// A row of the read-out that belongs to no x, such as a lag.
struct ChartSummary
{
    std::string observer;
    ReadoutRow row;
};

/// Those of all panels that are made: so many from the first on.
struct ChartPage
{
    int first = 0;
    int capacity = 0; ///< as many as stay readable; 0: all
};

/// All that a view draws, as values: made from curves without any widget.
struct ChartSpec
{
    std::vector<ChartPanel> panels;
    std::vector<ChartSeries> series; ///< in drawing order
    std::vector<ChartRuns> runs;
    std::vector<ChartLabel> labels; ///< one per observer, in the order of the curve set
    std::vector<ChartKey> key;
    std::vector<ChartSummary> summaries;
    QString subtitle; ///< what is shown and how: "mean over runs, 95 % band"
    QString hint; ///< what to do, where there is nothing to draw
    QString details = {}; ///< sentences for which the subtitle has no room

    QString xTitle; ///< "Epoch"
    QString xName; ///< "epoch": before a number, in words
    QString xUnit = {}; ///< after a number: "°"
    std::vector<ChartTick> xTicks = {}; ///< own ones, thinned where they have no room; empty: whole numbers
    std::optional<Interval> xRange = {}; ///< at rest; nothing: of the points, with a margin
    bool hasVerticalGrid = false; ///< lines at the ticks of x

    QString yTitle;
    Interval values; ///< of the y axis at rest
    std::vector<ChartTick> valueTicks = {}; ///< own ones; empty: round numbers
    int decimals = 3; ///< of values in read-outs
    QString valueName; ///< title of the read-out's column; empty: "Mean"

    /// "20 runs": what n of a point counts, in words; null: runs.
    QString (*count)(std::uint64_t n) = nullptr;
    QString countToolTip; ///< of the read-out's column; empty: for runs

    int columns = 0; ///< of panels; 0: as fits best
    bool isPaged = false; ///< only the panels of the page are made, of observers that are not hidden
    int panelTotal = 0; ///< on all pages, of those that are paged
    bool isThinned = false; ///< by extremes of stretches: made anew where the zoom has changed
    bool hasZeroLine = false;
    bool labelsAreTitles = false; ///< the panels' titles serve as labels

    bool empty() const; ///< no series has a point
    QString xText(double x) const; ///< the tick's label or number and unit
};

/// How an observer is named and drawn.
using ChartNaming = std::function<std::pair<QString, ObserverStyle>(const Observer&)>;

/// What a spec is made from.
struct ChartInput
{
    const CurveSet* curves = nullptr; ///< null before the first
    const Analysis* analysis = nullptr; ///< of views that need one; null before the first
    ViewOptions options;
    const AnalysisOptions& rules; ///< for what is decided in drawing; numbers say theirs in analysis->options
    ChartNaming naming;
    ChartPage page;
    const std::set<std::string>& hidden; ///< observers; only specs that make some of their panels need it
    std::optional<Interval> xShown = {}; ///< the part zoomed into, for specs that are thinned

    bool isHidden(const std::string& observer) const { return hidden.count(observer) > 0; }
    bool empty() const { return !curves || curves->observers.empty(); }
    /// The statistics of one of the curves' observers; null where there are none (yet).
    const ObserverAnalysis* analysisOf(const std::string& observer) const;
};

/// Whether trials that @p point stands for are selected. A selection of whole observers or phases marks no
/// points, nor does one of runs where points stand for many.
bool isPartOf(const TrialSelection& point, const TrialSelection& selection);

using ChartSpecFunction = ChartSpec (*)(const ChartInput& input);

/// False, with the hint set, where no observer is open or the analysis has yet to be computed.
bool isReady(const ChartInput& input, ChartSpec& spec);

// Parts that several specs share.

/// Of comparisons: which test images both saw, as a clause of the subtitle and in sentences as its details.
void addMatching(ChartSpec& spec, const Analysis& analysis, const std::vector<MatchedPair>& pairs);
/// The sentences alone, a line each.
QString matchingText(const Analysis& analysis, const std::vector<MatchedPair>& pairs);
QString matchingClause(const std::vector<MatchedPair>& pairs);

QString phaseText(Phase phase); ///< "train" or "test"
QString levelText(double level); ///< "95 %"
QString bandText(const CurveOptions& options); ///< ", 95 % band" and how it is made where that was switched
QString runsText(std::uint64_t n); ///< "20 runs"
QString trialsText(std::uint64_t n); ///< "36 trials"
/// With a true minus sign, and without one before zeros.
QString valueText(double value, int decimals);
bool isFinite(const Interval& interval);
/// The level of chance where all observers of the panel agree, or all levels; a band only where all share
/// one.
void addChance(ChartPanel& panel, const ObserverCurves& curves, bool isFirst);
/// The key of the phases that occur.
void addPhaseKey(ChartSpec& spec);
/// A share of trials at @p x, with its interval where bands are shown.
ChartPoint pointOf(double x, const PooledShare& share, const ChartInput& input);
/// The names of images of a table.
std::vector<std::string> namesOf(const TrialTable& trials, const std::vector<std::uint32_t>& images);
/// From @p around and all values and bands, with a little air.
Interval rangeOf(const std::vector<ChartSeries>& series, Interval around);

} // namespace learnscope
