#include "widgets/figures/labelplacement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace learnscope {

namespace {
double distanceTo(const QRectF& box, QPointF point)
{
    const double dx = std::max({box.left() - point.x(), point.x() - box.right(), 0.});
    const double dy = std::max({box.top() - point.y(), point.y() - box.bottom(), 0.});
    return std::hypot(dx, dy);
}
} // namespace

std::optional<std::vector<double>> stackLabels(const std::vector<double>& wanted, double height, double top,
                                               double bottom)
{
    const std::size_t count = wanted.size();
    if (static_cast<double>(count) * height > bottom - top + 1e-9)
        return std::nullopt;
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return wanted[a] < wanted[b]; });

    // With each wanted centre less the labels above it, this is least squares under an ordering constraint:
    // pool adjacent violators, then clip to the bounds.
    struct Block
    {
        double sum = 0;
        std::size_t labels = 0;
        double mean() const { return sum / static_cast<double>(labels); }
    };
    std::vector<Block> blocks;
    for (std::size_t place = 0; place < count; ++place) {
        blocks.push_back({wanted[order[place]] - height * static_cast<double>(place), 1});
        while (blocks.size() > 1 && blocks.back().mean() < blocks[blocks.size() - 2].mean()) {
            const Block below = blocks.back();
            blocks.pop_back();
            blocks.back().sum += below.sum;
            blocks.back().labels += below.labels;
        }
    }
    const double lowest = top + height / 2;
    const double highest = bottom - height / 2 - height * (static_cast<double>(count) - 1);
    std::vector<double> centres(count);
    std::size_t place = 0;
    for (const Block& block : blocks)
        for (std::size_t member = 0; member < block.labels; ++member, ++place)
            centres[order[place]] = std::clamp(block.mean(), lowest, std::max(lowest, highest))
                + height * static_cast<double>(place);
    return centres;
}

std::vector<std::optional<QRectF>> placeLabels(const std::vector<PointLabel>& labels, const QRectF& area,
                                               const std::vector<QRectF>& obstacles)
{
    constexpr double gap = .5; // mm between a marker and its label
    constexpr int directions = 16;
    std::vector<std::optional<QRectF>> places(labels.size());
    const auto isClear = [&](const QRectF& box) {
        if (!area.contains(box))
            return false;
        for (const QRectF& obstacle : obstacles)
            if (box.intersects(obstacle))
                return false;
        return std::none_of(labels.begin(), labels.end(), [&](const PointLabel& other) {
            return distanceTo(box, other.point) < other.radius + gap / 2;
        });
    };
    const auto candidate = [&](const PointLabel& label, int direction, double away) {
        const double angle = 2 * std::numbers::pi * direction / directions;
        const double x = std::cos(angle);
        const double y = std::sin(angle);
        const double reach = label.radius + gap + away;
        const QPointF centre = label.point
            + QPointF(x * reach + std::clamp(x * 1.5, -1., 1.) * label.size.width() / 2,
                      y * reach + std::clamp(y * 1.5, -1., 1.) * label.size.height() / 2);
        QRectF box(centre - QPointF(label.size.width() / 2, label.size.height() / 2), label.size);
        box.moveLeft(std::clamp(box.left(), area.left(), std::max(area.left(), area.right() - box.width())));
        box.moveTop(std::clamp(box.top(), area.top(), std::max(area.top(), area.bottom() - box.height())));
        return box;
    };
    // Right, left, below, above, then between; near before far.
    constexpr std::array<int, directions> preference = {0, 8, 4, 12, 14, 2, 10, 6, 15, 1, 9, 7, 13, 3, 11, 5};
    constexpr std::array<double, 10> distances = {0, 1, 2.5, 4, 6, 8, 11, 14, 18, 22};

    // Those with the fewest clear places nearby choose first.
    std::vector<std::size_t> order(labels.size());
    std::vector<int> choices(labels.size(), 0);
    for (std::size_t index = 0; index < labels.size(); ++index) {
        order[index] = index;
        for (const int direction : preference)
            choices[index] += isClear(candidate(labels[index], direction, 0)) ? 1 : 0;
    }
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return choices[a] < choices[b]; });
    const auto isFree = [&](const QRectF& box) {
        return isClear(box) && std::none_of(places.begin(), places.end(), [&](const auto& place) {
                   return place && place->intersects(box);
               });
    };
    for (const std::size_t index : order)
        for (const double away : distances) {
            for (const int direction : preference) {
                const QRectF box = candidate(labels[index], direction, away);
                if (!places[index] && isFree(box))
                    places[index] = box;
            }
            if (places[index])
                break;
        }
    return places;
}

} // namespace learnscope
