#include "widgets/plots/stripoccupancy.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

StripOccupancy::StripOccupancy(const QRectF& strip)
    : m_strip(strip)
{
}

void StripOccupancy::take(double left, double right)
{
    if (right > m_strip.left() && left < m_strip.right())
        m_taken.emplace_back(left, right);
}

void StripOccupancy::addLine(const QPointF& from, const QPointF& to, double width)
{
    const double half = width / 2;
    const double top = m_strip.top() - half;
    const double bottom = m_strip.bottom() + half;
    const double high = std::min(from.y(), to.y());
    const double low = std::max(from.y(), to.y());
    if (!(high < bottom && low > top && std::isfinite(from.x())
          && std::isfinite(to.x()))) // false of NaN, too
        return;
    double first = from.x();
    double last = to.x();
    if (const double rise = to.y() - from.y(); rise != 0) {
        const auto at = [&](double y) { return from.x() + (to.x() - from.x()) * (y - from.y()) / rise; };
        first = at(std::clamp(from.y(), top, bottom));
        last = at(std::clamp(to.y(), top, bottom));
    }
    take(std::min(first, last) - half, std::max(first, last) + half);
}

void StripOccupancy::addBox(const QRectF& box)
{
    if (box.top() < m_strip.bottom() && box.bottom() > m_strip.top())
        take(box.left(), box.right());
}

std::optional<QRectF> StripOccupancy::lastFree(double width) const
{
    std::vector<std::pair<double, double>> taken = m_taken;
    std::sort(taken.begin(), taken.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    double right = m_strip.right(); // all that is taken further right ends there or begins after it
    for (const auto& [left, end] : taken) {
        if (end <= right - width)
            break;
        right = std::min(right, left);
    }
    if (right - width < m_strip.left())
        return {};
    return QRectF(right - width, m_strip.top(), width, m_strip.height());
}

} // namespace learnscope
