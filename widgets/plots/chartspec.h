#pragma once

#include "core/stats/curves.h"
#include "widgets/common/observerstyle.h"
#include "widgets/plots/plotview.h"

#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace learnscope {

/// A value of a curve in one epoch.
struct ChartPoint
{
    int epoch = 0;
    double value = 0;
    std::optional<Interval> band;
    std::uint32_t n = 0; ///< runs behind it
    bool strong = true; ///< drawn bold and filled; else thin and hollow
};

/// One curve: an observer in one phase, or a difference of phases.
struct ChartSeries
{
    std::string observer; ///< Observer::name
    QString label;
    ObserverStyle style;
    std::optional<Phase> phase;
    int panel = 0;
    std::vector<ChartPoint> points; ///< by epoch; finite values only
    bool isEmphasised = false; ///< points differ in strength: the curve is drawn twice, thin and bold
    double width = 2; ///< of the line, in pixels

    bool isTrain() const { return phase == Phase::Train; } ///< dashed, with hollow markers
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

struct ChartPanel
{
    std::string observer; ///< the one it shows; empty where it shows all
    QString title; ///< empty for none
    QString note; ///< muted, after the title
    std::vector<double> chances; ///< dotted lines
    std::optional<Interval> chanceBand;
};

/// All that a view draws, as values: made from curves without any widget.
struct ChartSpec
{
    std::vector<ChartPanel> panels;
    std::vector<ChartSeries> series; ///< in drawing order
    std::vector<ChartRuns> runs;
    std::vector<ChartLabel> labels; ///< one per observer, in the order of the curve set
    QString xTitle;
    QString yTitle;
    bool hasZeroLine = false;
    bool hasPhaseKey = false;
    bool labelsAreTitles = false; ///< the panels' titles serve as labels
    Interval values; ///< of the y axis at rest
    QString hint; ///< what to do, where there is nothing to draw

    bool empty() const { return series.empty(); }
};

/// How an observer is named and drawn.
using ChartNaming = std::function<std::pair<QString, ObserverStyle>(const Observer&)>;

ChartSpec learningSpec(const CurveSet* curves, const ViewOptions& options, const ChartNaming& naming);
ChartSpec gapSpec(const CurveSet* curves, const ViewOptions& options, const ChartNaming& naming);
ChartSpec runsSpec(const CurveSet* curves, const ViewOptions& options, const ChartNaming& naming);

/// "mean over runs, 95 % band" and the like.
QString learningSubtitle(const CurveSet* curves, const ViewOptions& options);
QString gapSubtitle(const CurveSet* curves);
QString runsSubtitle(const CurveSet* curves, const ViewOptions& options);

} // namespace learnscope
