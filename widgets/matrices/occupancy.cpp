#include "widgets/matrices/occupancy.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

Occupancy::Occupancy(const QRectF& area, const QPointF& origin, double square)
    : m_area(area)
    , m_square(square)
{
    const auto before = [square](double at, double from) {
        return from + std::floor((at - from) / square) * square;
    };
    m_corner = {before(area.left(), origin.x()), before(area.top(), origin.y())};
    m_columns = static_cast<int>(std::ceil((area.right() - m_corner.x()) / square));
    m_rows = static_cast<int>(std::ceil((area.bottom() - m_corner.y()) / square));
    m_taken.resize(static_cast<std::size_t>(std::max(0, m_columns) * std::max(0, m_rows)));
}

Occupancy::Squares Occupancy::squaresOf(const QRectF& rect) const
{
    const auto from = [this](double at) { return static_cast<int>(std::floor(at / m_square)); };
    const auto to = [this](double at) { return static_cast<int>(std::ceil(at / m_square)); };
    return {std::max(0, from(rect.left() - m_corner.x())), std::max(0, from(rect.top() - m_corner.y())),
            std::min(m_columns, to(rect.right() - m_corner.x())),
            std::min(m_rows, to(rect.bottom() - m_corner.y()))};
}

bool Occupancy::isFree(const QRectF& rect) const
{
    if (!m_area.contains(rect))
        return false;
    const Squares squares = squaresOf(rect);
    for (int row = squares.top; row < squares.bottom; ++row) {
        const auto begin = m_taken.begin() + static_cast<std::ptrdiff_t>(row) * m_columns;
        if (std::find(begin + squares.left, begin + squares.right, 1) != begin + squares.right)
            return false;
    }
    return true;
}

void Occupancy::take(const QRectF& rect)
{
    const Squares squares = squaresOf(rect);
    if (squares.left >= squares.right)
        return;
    for (int row = squares.top; row < squares.bottom; ++row) {
        const auto begin = m_taken.begin() + static_cast<std::ptrdiff_t>(row) * m_columns;
        std::fill(begin + squares.left, begin + squares.right, std::uint8_t {1});
    }
}

} // namespace learnscope
