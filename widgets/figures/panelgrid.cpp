#include "widgets/figures/panelgrid.h"

#include "widgets/figures/figurefont.h"

#include <algorithm>

namespace learnscope {

namespace {
constexpr double smallestWidth = 12; // mm
constexpr double smallestHeight = 8;

double headingHeight(double fontSize)
{
    return lineHeight(fontSize) * 1.25;
}
} // namespace

QRectF PanelGrid::area(std::size_t index) const
{
    const auto column = static_cast<double>(index % columns);
    const auto row = static_cast<double>(index / columns);
    return QRectF(QPointF(left + column * (panel.width() + gapX), top + row * (panel.height() + gapY)),
                  panel);
}

AxesParts PanelGrid::parts(std::size_t index) const
{
    const bool isLowest = index + columns >= wish.panels;
    return {isLowest, false, index % columns == 0, false};
}

Result<PanelGrid> layOutGrid(const GridWish& wish, const Axis& y, const AxesLook& look)
{
    const double scale = wish.fontSize / 7;
    PanelGrid grid;
    grid.wish = wish;
    grid.gapX = 3.2 * scale;
    grid.gapY = headingHeight(wish.fontSize) + 1.2 * scale;
    grid.left = gridPageMargin + yAxisWidth(y, look);
    grid.top = gridPageMargin + wish.top + headingHeight(wish.fontSize);
    const double across = wish.width - gridPageMargin - 1.2 * scale - grid.left - wish.right;
    const auto fitting =
        static_cast<std::size_t>(std::max(1., (across + grid.gapX) / (wish.panelWidth * scale + grid.gapX)));
    grid.columns = std::min(wish.panels, fitting);
    grid.rows = (wish.panels + grid.columns - 1) / grid.columns;
    grid.columns = (wish.panels + grid.rows - 1) / grid.rows; // no row much shorter than the others
    grid.panel.setWidth((across - grid.gapX * double(grid.columns - 1)) / double(grid.columns));
    const double frame = grid.top + xAxisHeight(look) + gridPageMargin + grid.gapY * double(grid.rows - 1);
    grid.panel.setHeight(wish.height > 0
                             ? (wish.height - frame) / double(grid.rows)
                             : std::clamp(grid.panel.width() * wish.aspect, 18 * scale, 45 * scale));
    grid.height = wish.height > 0 ? wish.height : frame + grid.panel.height() * double(grid.rows);
    if (grid.panel.width() < smallestWidth || grid.panel.height() < smallestHeight || grid.height > 1000) {
        FigureScene page {wish.width, grid.height};
        return tooSmall(
            page,
            wish.width
                + std::max(grid.height > 1000 ? wish.width : 0., smallestWidth - grid.panel.width())
                    * double(grid.columns),
            grid.height + std::max(0., smallestHeight - grid.panel.height()) * double(grid.rows));
    }
    return grid;
}

void addGridTitles(FigureScene& scene, const PanelGrid& grid, const QString& x, const QString& y,
                   const AxesLook& look)
{
    const double width = grid.panel.width() * double(grid.columns) + grid.gapX * double(grid.columns - 1);
    const double height = grid.panel.height() * double(grid.rows) + grid.gapY * double(grid.rows - 1);
    const FontExtent extent = fontExtent(look.titleSize);
    const auto name = QStringLiteral("axes");
    addText(scene,
            {x,
             {grid.left + width / 2, grid.top + height + xAxisHeight(look) - extent.descent},
             look.titleSize,
             look.ink,
             false,
             SceneText::Anchor::Middle},
            name, SceneRole::XTitle);
    addText(scene,
            {y,
             {gridPageMargin + extent.ascent, grid.top + height / 2},
             look.titleSize,
             look.ink,
             false,
             SceneText::Anchor::Middle,
             -90},
            name, SceneRole::YTitle);
}

void addGridHeading(FigureScene& scene, const PanelGrid& grid, std::size_t index, const QString& text,
                    const QColor& color)
{
    const QRectF area = grid.area(index);
    const double font = grid.wish.fontSize;
    addText(scene,
            {elided(text, area.width() + grid.gapX * .6, font, true),
             {area.center().x(), area.top() - lineHeight(font) * .4},
             font,
             color,
             true,
             SceneText::Anchor::Middle},
            QStringLiteral("headings"));
}

AxesLook ourAxes(double fontSize)
{
    const double scale = fontSize / 7;
    AxesLook look {fontSize, fontSize, .6 * scale, .9 * scale};
    look.gridWidth *= scale;
    return look;
}

} // namespace learnscope
