#pragma once

#include <QRect>
#include <QSize>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace learnscope {

/// What of a group's matrices is looked at: all of them have the same. A value.
struct MatrixSight
{
    double zoom = 1; ///< 1: all items fill the matrix
    double row = .5; ///< the middle, as a share of the items
    double column = .5;

    bool operator==(const MatrixSight&) const = default;
};

/// Held so that at least @p leastItems items and no more than all are seen, and no empty border.
MatrixSight heldSight(MatrixSight sight, std::size_t items);
/// Zoomed by @p factor about a point of the matrix, whose parts are shares of its side.
MatrixSight zoomedSight(const MatrixSight& sight, std::size_t items, double factor, double right,
                        double down);
/// Places @p rowBegin to before @p rowEnd and the same of columns in the middle, as large as fits.
MatrixSight sightOf(std::size_t items, std::size_t rowBegin, std::size_t rowEnd, std::size_t columnBegin,
                    std::size_t columnEnd);

/// A sight on a square of pixels: which pixel of the whole picture is at its corner. All in device pixels, so
/// that pictures are never resampled by fractions of one.
struct SightPixels
{
    double pixelsPerItem = 1;
    int left = 0;
    int top = 0;
    int side = 1;

    SightPixels(const MatrixSight& sight, std::size_t items, int side);
    /// The item at a pixel, from the left or the top; nothing beyond the last.
    std::optional<std::size_t> itemAt(int pixel, int corner, std::size_t items) const;
    /// Where an item begins, from the left or the top of the square.
    double pixelOf(double item, int corner) const { return item * pixelsPerItem - corner; }
};

/// Where the parts of one matrix are, in the canvas.
struct PanelPlace
{
    QRect head; ///< title and facts
    QRect rowLabels; ///< to the left; narrow where those of the panel before serve
    QRect columnLabels; ///< above
    QRect matrix; ///< a square
    QRect scale; ///< below: colours, numbers and their meaning
    bool hasRowLabels = false;
    bool hasColumnLabels = false;
    bool isRoomy = false; ///< the scale has a line of its own for its meaning
};

/// Puts one panel for each of @p groups (its group) into a row, a column or a grid, whichever makes the
/// largest squares. @p lineHeight is that of text.
std::vector<PanelPlace> placePanels(const QSize& size, std::span<const std::size_t> groups, int lineHeight);

} // namespace learnscope
