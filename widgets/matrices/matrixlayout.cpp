#include "widgets/matrices/matrixlayout.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double leastItems = 4; // to be seen at once
constexpr int gap = 12; // between panels
constexpr int marks = 8; // beside a matrix without labels: for marks of selected items
constexpr int leastSideWithLabels = 190;
constexpr int leastSide = 24;
constexpr int roomySide = 230;

/// Lengths that do not depend on the number of panels.
struct Lengths
{
    int head = 0;
    int scale = 0;
    int rowLabels = 0; ///< where there are any
    int columnLabels = 0;
};

/// Whether a panel has row labels of its own: at the left, or with other items than the one before.
bool beginsRow(std::span<const std::size_t> groups, std::size_t panel, std::size_t columns)
{
    return panel % columns == 0 || groups[panel] != groups[panel - 1];
}

int sideWith(const QSize& size, std::span<const std::size_t> groups, std::size_t columns,
             const Lengths& lengths)
{
    const std::size_t rows = (groups.size() + columns - 1) / columns;
    int widest = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        int width = static_cast<int>(columns - 1) * gap;
        for (std::size_t panel = row * columns; panel < (row + 1) * columns; ++panel)
            width += panel < groups.size() && beginsRow(groups, panel, columns) ? lengths.rowLabels : marks;
        widest = std::max(widest, width);
    }
    const int perRow = lengths.head + lengths.columnLabels + lengths.scale;
    const auto rowCount = static_cast<int>(rows);
    const int byWidth = (size.width() - widest - 2) / static_cast<int>(columns); // with its frame
    const int byHeight = (size.height() - (rowCount - 1) * gap) / rowCount - perRow;
    return std::min(byWidth, byHeight);
}

/// Columns with the largest side, and that side.
std::pair<std::size_t, int> bestColumns(const QSize& size, std::span<const std::size_t> groups,
                                        const Lengths& lengths)
{
    std::pair<std::size_t, int> best {groups.size(), sideWith(size, groups, groups.size(), lengths)};
    const auto emptyPlaces = [&](std::size_t columns) {
        return (columns - groups.size() % columns) % columns;
    };
    for (std::size_t columns = groups.size(); columns-- > 1;) {
        const int side = sideWith(size, groups, columns, lengths);
        // About as large, but without holes, is better.
        const double weight = emptyPlaces(columns) < emptyPlaces(best.first) ? 1.08 : 1;
        if (side * weight > best.second)
            best = {columns, side};
    }
    return best;
}
} // namespace

MatrixSight heldSight(MatrixSight sight, std::size_t items)
{
    const double most = std::max(1., double(items) / leastItems);
    if (!std::isfinite(sight.zoom) || !std::isfinite(sight.row) || !std::isfinite(sight.column))
        return {};
    sight.zoom = std::clamp(sight.zoom, 1., most);
    const double half = .5 / sight.zoom;
    sight.row = std::clamp(sight.row, half, 1 - half);
    sight.column = std::clamp(sight.column, half, 1 - half);
    return sight;
}

MatrixSight zoomedSight(const MatrixSight& sight, std::size_t items, double factor, double right, double down)
{
    const double zoom = heldSight({sight.zoom * factor, .5, .5}, items).zoom;
    // What is under the point stays there.
    const double change = 1 / sight.zoom - 1 / zoom;
    return heldSight({zoom, sight.row + (down - .5) * change, sight.column + (right - .5) * change}, items);
}

MatrixSight sightOf(std::size_t items, std::size_t rowBegin, std::size_t rowEnd, std::size_t columnBegin,
                    std::size_t columnEnd)
{
    const auto count = double(items);
    const auto most = double(std::max(rowEnd - rowBegin, columnEnd - columnBegin));
    return heldSight({count / std::max(1., most), .5 * double(rowBegin + rowEnd) / count,
                      .5 * double(columnBegin + columnEnd) / count},
                     items);
}

SightPixels::SightPixels(const MatrixSight& sight, std::size_t items, int squareSide)
    : side(std::max(1, squareSide))
{
    pixelsPerItem = sight.zoom * side / double(std::max<std::size_t>(1, items));
    const double whole = sight.zoom * side;
    const auto corner = [&](double middle) {
        return std::clamp(static_cast<int>(std::lround(middle * whole - .5 * side)), 0,
                          std::max(0, static_cast<int>(std::lround(whole)) - side));
    };
    left = corner(sight.column);
    top = corner(sight.row);
}

std::optional<std::size_t> SightPixels::itemAt(int pixel, int corner, std::size_t items) const
{
    const double item = (double(pixel) + corner + .5) / pixelsPerItem;
    if (pixel < 0 || pixel >= side || item < 0 || item >= double(items))
        return {};
    return static_cast<std::size_t>(item);
}

std::vector<PanelPlace> placePanels(const QSize& size, std::span<const std::size_t> groups, int lineHeight)
{
    if (groups.empty())
        return {};
    Lengths lengths {2 * lineHeight + 6, 2 * lineHeight + 18, 96, 72};
    auto [columns, side] = bestColumns(size, groups, lengths);
    const bool hasLabels = side >= leastSideWithLabels;
    if (!hasLabels) {
        lengths = {2 * lineHeight + 6, 2 * lineHeight + 18, marks, marks};
        std::tie(columns, side) = bestColumns(size, groups, lengths);
    }
    side = std::max(side, leastSide);
    std::vector<PanelPlace> places;
    const int rowHeight = lengths.head + lengths.columnLabels + side + lengths.scale + gap;
    for (std::size_t panel = 0, left = 0; panel < groups.size(); ++panel) {
        if (panel % columns == 0)
            left = 0;
        const bool isFirst = beginsRow(groups, panel, columns);
        const int labels = isFirst ? lengths.rowLabels : marks;
        const int x = static_cast<int>(left) + labels;
        const int y = static_cast<int>(panel / columns) * rowHeight;
        PanelPlace place;
        place.hasRowLabels = hasLabels && isFirst;
        place.hasColumnLabels = hasLabels;
        place.isRoomy = side >= roomySide;
        place.head = QRect(x, y, side, lengths.head);
        place.columnLabels = QRect(x, place.head.bottom() + 1, side, lengths.columnLabels);
        place.matrix = QRect(x, place.columnLabels.bottom() + 1, side, side);
        place.rowLabels = QRect(x - labels, place.matrix.top(), labels, side);
        place.scale = QRect(x, place.matrix.bottom() + 1, side, lengths.scale);
        places.push_back(place);
        left = static_cast<std::size_t>(x + side + gap);
    }
    return places;
}

} // namespace learnscope
