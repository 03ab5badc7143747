#pragma once

#include <QPointF>
#include <QRectF>

#include <optional>
#include <utility>
#include <vector>

namespace learnscope {

/// A horizontal strip in which a label is to stand, and what of it is taken by lines and boxes.
class StripOccupancy
{
public:
    explicit StripOccupancy(const QRectF& strip);

    const QRectF& strip() const noexcept { return m_strip; }
    void addLine(const QPointF& from, const QPointF& to, double width); ///< does nothing where one is NaN
    void addBox(const QRectF& box);
    /// The rightmost place of that width on which nothing stands.
    std::optional<QRectF> lastFree(double width) const;

private:
    void take(double left, double right);

    QRectF m_strip;
    std::vector<std::pair<double, double>> m_taken; ///< stretches of x, in any order
};

} // namespace learnscope
