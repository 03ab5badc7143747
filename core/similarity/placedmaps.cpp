#include "core/similarity/placedmaps.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace learnscope {

bool hasSameRows(std::span<const std::size_t> one, std::span<const std::size_t> other)
{
    if (std::ranges::equal(one, other))
        return true;
    std::vector<std::size_t> first(one.begin(), one.end());
    std::vector<std::size_t> second(other.begin(), other.end());
    std::sort(first.begin(), first.end());
    std::sort(second.begin(), second.end());
    return first == second;
}

std::shared_ptr<const ItemMap> inOrderOf(const std::shared_ptr<const ItemMap>& map,
                                         std::span<const std::size_t> oldRows,
                                         std::span<const std::size_t> newRows)
{
    if (std::ranges::equal(oldRows, newRows))
        return map;
    std::unordered_map<std::size_t, std::size_t> placeOfRow;
    for (std::size_t place = 0; place < newRows.size(); ++place)
        placeOfRow[newRows[place]] = place;
    auto placed = std::make_shared<ItemMap>(*map);
    for (std::size_t& place : placed->items)
        place = placeOfRow.at(oldRows[place]);
    for (std::size_t& place : placed->withoutValue)
        place = placeOfRow.at(oldRows[place]);
    return placed;
}

void turnTowards(ItemMap& map, const ItemMap& target)
{
    std::unordered_map<std::size_t, std::size_t> pointOf;
    for (std::size_t point = 0; point < target.items.size(); ++point)
        pointOf[target.items[point]] = point;
    std::vector<double> wanted; // the target's points in the order of the map's
    for (const std::size_t item : map.items) {
        const auto found = pointOf.find(item);
        if (found == pointOf.end())
            return;
        for (std::size_t axis = 0; axis < target.dimensions; ++axis)
            wanted.push_back(target.points[found->second * target.dimensions + axis]);
    }
    if (auto aligned = alignedPoints(wanted, map.points, map.dimensions))
        map.points = std::move(aligned->points);
}

} // namespace learnscope
