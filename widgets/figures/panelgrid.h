#pragma once

#include "core/base/result.h"
#include "widgets/figures/figureparts.h"

namespace learnscope {

/// What a grid of equal panels with common axes has to hold. Lengths in mm.
struct GridWish
{
    std::size_t panels = 1;
    double width = 0; ///< of the page
    double height = 0; ///< of the page; 0: what suits the width
    double top = 0; ///< room for a key above the panels
    double right = 0; ///< room for labels right of the panels
    double fontSize = 7;
    double panelWidth = 30; ///< what a panel should have at least at 7 pt; fewer columns for wider ones
    double aspect = .8; ///< height of a panel for its width, where the page's height is free
};

/// Panels in rows and columns, each with its heading above it. Axes are written once for each row and column.
struct PanelGrid
{
    GridWish wish;
    std::size_t columns = 1;
    std::size_t rows = 1;
    double left = 0;
    double top = 0; ///< of the first row of panels
    double gapX = 0;
    double gapY = 0;
    QSizeF panel;
    double height = 0; ///< of the page

    QRectF area(std::size_t index) const;
    AxesParts parts(std::size_t index) const; ///< labels at the left and where no panel follows below
};

constexpr double gridPageMargin = 1.2; ///< mm

/// Fails (Usage) where the page is too small.
Result<PanelGrid> layOutGrid(const GridWish& wish, const Axis& y, const AxesLook& look);
/// Axis titles in the middle of all panels.
void addGridTitles(FigureScene& scene, const PanelGrid& grid, const QString& x, const QString& y,
                   const AxesLook& look);
void addGridHeading(FigureScene& scene, const PanelGrid& grid, std::size_t index, const QString& text,
                    const QColor& color);
/// How axes look in our style at @p fontSize.
AxesLook ourAxes(double fontSize);

} // namespace learnscope
