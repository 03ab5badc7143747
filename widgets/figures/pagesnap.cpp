#include "widgets/figures/pagesnap.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace learnscope {

namespace {
constexpr double pageMargin = 2; // mm

/// One direction of the page: from low to high.
struct Span
{
    double low = 0;
    double high = 0;

    double middle() const { return (low + high) / 2; }
};

struct Snap
{
    double by = 0;
    std::optional<double> line;
};

/// The lines that edges may stand on: an outer edge of one frame on the same edge of another, or a gap away.
std::vector<double> linesFor(std::span<const Span> others, double page, bool isLow)
{
    std::vector<double> lines {0, page, page / 2, isLow ? pageMargin : page - pageMargin};
    for (const Span& other : others) {
        lines.push_back(other.low);
        lines.push_back(other.high);
        lines.push_back(isLow ? other.high + pageGap : other.low - pageGap);
    }
    return lines;
}

void consider(Snap& best, double place, double line, double tolerance)
{
    const double by = line - place;
    if (std::abs(by) <= tolerance && (!best.line || std::abs(by) < std::abs(best.by) - 1e-9))
        best = {by, line};
}

/// How far a span whose low or high end moves has to go to the nearest line.
Snap nearest(const Span& span, std::span<const Span> others, double page, double tolerance, bool low,
             bool high)
{
    Snap best;
    if (low)
        for (const double line : linesFor(others, page, true))
            consider(best, span.low, line, tolerance);
    if (high)
        for (const double line : linesFor(others, page, false))
            consider(best, span.high, line, tolerance);
    if (low && high) {
        consider(best, span.middle(), page / 2, tolerance);
        for (const Span& other : others)
            consider(best, span.middle(), other.middle(), tolerance);
    }
    if (!best.line) { // whole millimetres are no line to show
        const double place = low ? span.low : span.high;
        best.by = std::round(place) - place;
    }
    return best;
}

Span snapped(Span span, std::span<const Span> others, double page, double tolerance, bool low, bool high,
             double shortest, std::optional<double>& line)
{
    if (!low && !high)
        return span;
    const Snap snap = nearest(span, others, page, tolerance, low, high);
    line = snap.line;
    const double length = span.high - span.low;
    if (low && high) {
        span.low = std::clamp(span.low + snap.by, 0., std::max(0., page - length));
        span.high = span.low + length;
    } else if (low)
        span.low = std::clamp(span.low + snap.by, 0., std::max(0., span.high - shortest));
    else
        span.high = std::clamp(span.high + snap.by, std::min(page, span.low + shortest), page);
    return span;
}
} // namespace

SnappedFrame snapFrame(const QRectF& frame, std::span<const QRectF> others, QSizeF page, double tolerance,
                       DraggedEdges edges, double shortest)
{
    std::vector<Span> across;
    std::vector<Span> down;
    for (const QRectF& other : others) {
        across.push_back({other.left(), other.right()});
        down.push_back({other.top(), other.bottom()});
    }
    std::optional<double> x;
    std::optional<double> y;
    const Span horizontal = snapped({frame.left(), frame.right()}, across, page.width(), tolerance,
                                    edges.left, edges.right, shortest, x);
    const Span vertical = snapped({frame.top(), frame.bottom()}, down, page.height(), tolerance, edges.top,
                                  edges.bottom, shortest, y);
    SnappedFrame result {
        QRectF(QPointF(horizontal.low, vertical.low), QPointF(horizontal.high, vertical.high)), {}};
    if (x)
        result.guides.push_back({Qt::Vertical, *x});
    if (y)
        result.guides.push_back({Qt::Horizontal, *y});
    return result;
}

} // namespace learnscope
