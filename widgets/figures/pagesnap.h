#pragma once

#include "widgets/figures/page.h"

#include <QRectF>

#include <span>
#include <vector>

namespace learnscope {

/// A line of the page that a dragged frame stands in line with.
struct PageGuide
{
    Qt::Orientation orientation = Qt::Vertical; ///< of the line
    double position = 0; ///< mm: x of a vertical line, y of a horizontal one

    bool operator==(const PageGuide&) const = default;
};

struct SnappedFrame
{
    QRectF frame; ///< mm
    std::vector<PageGuide> guides; ///< what it stands in line with now
};

/// Which edges of a frame a drag moves; all four: it moves the frame.
struct DraggedEdges
{
    bool left = true;
    bool top = true;
    bool right = true;
    bool bottom = true;

    bool isMove() const noexcept { return left && top && right && bottom; }
};

/// @p frame, pulled to what is no further than @p tolerance mm away: the edges and middles of the other
/// frames and of the page, its margin of 2 mm, a gap of pageGap beside other frames, and else whole
/// millimetres. It stays within the page and no side gets shorter than @p shortest mm.
SnappedFrame snapFrame(const QRectF& frame, std::span<const QRectF> others, QSizeF page, double tolerance,
                       DraggedEdges edges = {}, double shortest = smallestPanel);

} // namespace learnscope
