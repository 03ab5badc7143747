#pragma once

#include "widgets/figures/panelgrid.h"

#include <functional>

namespace learnscope {

/// One curve of a chart with panels.
struct PanelSeries
{
    std::size_t panel = 0;
    QString name; ///< of its items
    std::vector<QPointF> points; ///< in data units, from left to right
    std::vector<BandPoint> intervals; ///< where there are any
    CurveLook look;
    double bandOpacity = .16;
    QString label = {}; ///< beside the curve's end in the last panel, or in the key; empty: none
    ObserverStyle style = {}; ///< of the label
};

/// A level across a panel, such as chance.
struct PanelLevel
{
    std::size_t panel = 0;
    double value = 0;
    QString name;
    std::vector<double> dash = {}; ///< at 7 pt
};

/// A figure of one or more panels with common axes. Line widths and sizes are those at 7 pt.
struct PanelChart
{
    enum class Intervals { Bands, Bars };

    std::vector<QString> headings; ///< one for each panel
    std::vector<QColor> headingColors; ///< as many
    std::function<Axis(double width, double fontSize)> x; ///< for a panel of that many mm
    Axis y; ///< its ticks are set anew
    std::vector<PanelLevel> levels;
    std::vector<PanelSeries> series;
    std::vector<KeyEntry> key; ///< above all; labels that have no room beside the curves follow
    Intervals intervals = Intervals::Bands;
    double panelWidth = 30; ///< that a panel should have at least, mm
    double aspect = .8;
};

/// Draws in our style. @p request: with its width set. Fails (Usage) where the page is too small.
Result<FigureScene> panelChartFigure(const FigureRequest& request, const PanelChart& chart);

} // namespace learnscope
