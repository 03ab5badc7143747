#pragma once

#include <QRectF>

#include <cstdint>
#include <vector>

namespace learnscope {

/// Which parts of an area are taken, so that what is drawn there covers nothing: in squares of a few pixels.
/// A value.
class Occupancy
{
public:
    /// @p origin: a point at a corner of squares. Where it moves with what is drawn, the same things find
    /// room wherever that is panned to.
    explicit Occupancy(const QRectF& area, const QPointF& origin = {}, double square = 4);

    bool isFree(const QRectF& rect) const; ///< and within the area
    void take(const QRectF& rect); ///< the part of it in the area

private:
    struct Squares
    {
        int left, top, right, bottom; ///< the last two are beyond
    };
    Squares squaresOf(const QRectF& rect) const;

    QRectF m_area;
    QPointF m_corner;
    double m_square;
    int m_columns;
    int m_rows;
    std::vector<std::uint8_t> m_taken;
};

} // namespace learnscope
