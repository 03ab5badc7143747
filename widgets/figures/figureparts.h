#pragma once

#include "widgets/common/axis.h"
#include "widgets/figures/figurerequest.h"
#include "widgets/figures/figurescene.h"

#include <optional>

namespace learnscope {

// What the figures are put together from. Lengths in mm, line widths and font sizes in pt.

/// How axes look.
struct AxesLook
{
    double titleSize = 7;
    double tickSize = 7;
    double lineWidth = .6;
    double tickLength = .9; ///< mm
    QColor ink = QColor(0x1b1e24);
    QColor tickInk = QColor(0x3c414b);
    QColor grid = QColor(0xe6e8ec);
    double gridWidth = .4; ///< 0: no grid
    bool trimmed = false; ///< the axes' lines end at their first and last ticks
};

/// Which parts of a panel's axes are written.
struct AxesParts
{
    bool xLabels = true;
    bool xTitle = true;
    bool yLabels = true;
    bool yTitle = true;
};

double lineHeight(double fontSize); ///< mm from one baseline to the next
double yAxisWidth(const Axis& y, const AxesLook& look, const AxesParts& parts = {});
double xAxisHeight(const AxesLook& look, const AxesParts& parts = {});
/// The grid lies below the data, so it is drawn first; the axes' lines, ticks and text may come last.
void addGrid(FigureScene& scene, const ScenePanel& panel, const Axis& y, const AxesLook& look);
void addAxes(FigureScene& scene, const ScenePanel& panel, const Axis& x, const Axis& y, const AxesLook& look,
             const AxesParts& parts = {});

/// How one curve looks.
struct CurveLook
{
    QColor color;
    double width = 1;
    std::vector<double> dash = {};
    Marker marker = Marker::Circle;
    double markerSize = 3.4; ///< 0: no markers
    QColor fill = {};
    QColor outline = {};
    double outlineWidth = 0;
};

void addCurve(FigureScene& scene, const ScenePanel& panel, const std::vector<QPointF>& points,
              const CurveLook& look, const QString& name);
/// Where a curve is, and its interval.
struct BandPoint
{
    double x = 0;
    std::optional<Interval> band;
};

/// One polygon for each stretch of two or more points that have a band; a bar for one that stands alone.
void addBand(FigureScene& scene, const ScenePanel& panel, const std::vector<BandPoint>& points,
             const QColor& color, double opacity, const QString& name);
/// A bar from low to high with caps. @p scale: 1 at 7 pt.
void addErrorBar(FigureScene& scene, const ScenePanel& panel, double x, const Interval& band,
                 const QColor& color, double scale, const QString& name);
/// The bands of @p points, one polygon for each stretch of two or more epochs that have one.
void addBand(FigureScene& scene, const ScenePanel& panel, const std::vector<CurvePoint>& points,
             const QColor& color, double opacity, const QString& name);
/// Chance line and band, once for each different chance among @p observers.
void addChance(FigureScene& scene, const ScenePanel& panel, const std::vector<ObserverCurves>& observers,
               const QColor& line, double width, const std::vector<double>& dash, const QColor& band,
               double opacity);

using KeyEntry = SceneKeyEntry;

/// The frame of a legend in the published figures, with what lies below it dimmed.
void addLegendFrame(FigureScene& scene, const QRectF& box, const QString& name);

/// Entries flow over as many lines as @p width asks for.
double keyHeight(const std::vector<KeyEntry>& entries, double width, double fontSize);
void addKey(FigureScene& scene, const std::vector<KeyEntry>& entries, const QRectF& area, double fontSize);

void addText(FigureScene& scene, SceneText text, const QString& name = {}, SceneRole role = SceneRole::Data);
/// Text cut with an ellipsis where it is wider than @p width.
QString elided(const QString& text, double width, double fontSize, bool bold);
/// The same hue, dark enough to be read on white (a contrast of 4.5 to 1 or more).
QColor readableOnWhite(const QColor& color);
/// What is written beside a curve's end.
struct DirectLabel
{
    QPointF end; ///< mm: of the curve
    QString text;
    ObserverStyle style;
    QString name; ///< of the items
};

double labelColumnWidth(const std::vector<DirectLabel>& labels, double fontSize, double pageWidth);
/// Labels with their markers in a column right of the panel, joined to their curves by thin lines. False
/// where they do not fit one below the other.
bool addDirectLabels(FigureScene& scene, const ScenePanel& panel, const std::vector<DirectLabel>& labels,
                     double fontSize, double columnWidth);

QString labelOf(const Observer& observer);
std::vector<QPointF> meansOf(const std::vector<CurvePoint>& points);
/// First and last epoch of all curves; nothing where there is no point.
std::optional<std::pair<int, int>> epochRange(const std::vector<ObserverCurves>& observers);
/// All statistics of an observer in the input's analysis; null where it has none of that name.
const ObserverAnalysis* analysisOf(const FigureInput& input, std::size_t observer);
ObserverStyle styleOf(const FigureInput& input, std::size_t observer);
/// The facts of one observer: those given first, then the known ones.
std::optional<NetworkFacts> factsOf(const Observer& observer, const std::vector<NetworkFacts>& given);
/// The colour of humans and of each generation of networks in the published figures.
QColor publishedColor(const Observer& observer, const std::vector<NetworkFacts>& given);

/// The page is too small for what should be drawn.
tl::unexpected<Error> tooSmall(const FigureScene& scene, double needWidth, double needHeight);

} // namespace learnscope
