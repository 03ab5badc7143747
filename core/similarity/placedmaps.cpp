#include "core/similarity/placedmaps.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
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
    std::vector<std::pair<std::size_t, std::size_t>> pointAt; // place, point
    for (std::size_t point = 0; point < map->items.size(); ++point)
        pointAt.emplace_back(placeOfRow.at(oldRows[map->items[point]]), point);
    std::sort(pointAt.begin(), pointAt.end());
    auto placed = std::make_shared<ItemMap>(*map);
    for (std::size_t index = 0; index < pointAt.size(); ++index) {
        placed->items[index] = pointAt[index].first;
        for (std::size_t axis = 0; axis < map->dimensions; ++axis)
            placed->points[index * map->dimensions + axis] =
                map->points[pointAt[index].second * map->dimensions + axis];
    }
    for (std::size_t& place : placed->withoutValue)
        place = placeOfRow.at(oldRows[place]);
    return placed;
}

void turnTowards(ItemMap& map, const ItemMap& target)
{
    if (map.items != target.items)
        return;
    if (auto aligned = alignedPoints(target.points, map.points, map.dimensions))
        map.points = std::move(aligned->points);
}

} // namespace learnscope
