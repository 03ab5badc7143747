#include "widgets/plots/nearestpoint.h"

#include <algorithm>

namespace learnscope {

std::optional<std::size_t> nearestPoint(std::span<const QPointF> points, QPointF position, double reach)
{
    std::optional<std::size_t> found;
    double best = reach * reach;
    for (std::size_t place = 0; place < points.size(); ++place) {
        const QPointF away = points[place] - position;
        const double distance = QPointF::dotProduct(away, away);
        if (found ? distance < best : distance <= best) { // false for NaN
            best = distance;
            found = place;
        }
    }
    return found;
}

namespace {
template<typename Number>
std::optional<std::size_t> nearest(std::span<const Number> ascending, double wanted)
{
    if (ascending.empty())
        return {};
    const auto above = std::lower_bound(ascending.begin(), ascending.end(), wanted);
    if (above == ascending.begin())
        return 0;
    const auto place = static_cast<std::size_t>(above - ascending.begin());
    if (above == ascending.end())
        return place - 1;
    return wanted - ascending[place - 1] <= ascending[place] - wanted ? place - 1 : place;
}
} // namespace

std::optional<std::size_t> nearestValue(std::span<const int> ascending, double wanted)
{
    return nearest(ascending, wanted);
}

std::optional<std::size_t> nearestNumber(std::span<const double> ascending, double wanted)
{
    return nearest(ascending, wanted);
}

} // namespace learnscope
