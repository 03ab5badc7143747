#include "core/similarity/itemorder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace learnscope {

namespace {
ItemOrder asTheyAre(std::size_t rows)
{
    ItemOrder order(rows);
    std::iota(order.begin(), order.end(), std::size_t {0});
    return order;
}
} // namespace

Result<ItemOrder> orderByName(const RowNames& names)
{
    if (names.empty())
        return failure(Error::Kind::Usage, "the items have no names to be ordered by");
    ItemOrder order = asTheyAre(names.size());
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
    return order;
}

Result<ItemOrder> orderByColumn(const Embedding& embedding, std::size_t column, bool descending)
{
    if (column >= embedding.columns())
        return failure(Error::Kind::OutOfRange,
                       "there is no column " + std::to_string(column + 1) + "; the items have "
                           + std::to_string(embedding.columns()));
    ItemOrder order = embedding.rowNames().empty() ? asTheyAre(embedding.rows())
                                                   : orderByName(embedding.rowNames()).value();
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const float first = embedding.at(a, column);
        const float second = embedding.at(b, column);
        if (std::isnan(first) || std::isnan(second))
            return !std::isnan(first) && std::isnan(second);
        return descending ? first > second : first < second;
    });
    return order;
}

Result<ItemOrder> orderLike(const RowNames& names, std::size_t rows, const RowNames& otherNames,
                            std::span<const std::size_t> order)
{
    if (names.empty() || otherNames.empty()) {
        if (order.size() != rows)
            return failure(Error::Kind::Mismatch,
                           "there are " + std::to_string(rows) + " items, the order is of "
                               + std::to_string(order.size()) + ", and not both have names to match them by");
        return ItemOrder(order.begin(), order.end());
    }
    const auto match = matchRows(otherNames, names);
    if (!match)
        return tl::unexpected(match.error());
    std::vector<std::size_t> rowOf(otherNames.size(), rows);
    for (std::size_t index = 0; index < match->size(); ++index)
        rowOf[match->first[index]] = match->second[index];
    ItemOrder result;
    std::vector<char> placed(rows);
    for (const std::size_t other : order)
        if (other < rowOf.size() && rowOf[other] < rows) {
            result.push_back(rowOf[other]);
            placed[rowOf[other]] = 1;
        }
    for (std::size_t row = 0; row < rows; ++row)
        if (!placed[row])
            result.push_back(row);
    return result;
}

} // namespace learnscope
