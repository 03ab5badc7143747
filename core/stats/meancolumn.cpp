#include "core/stats/meancolumn.h"

#include <algorithm>

namespace learnscope {

RatioColumn meanColumn(std::span<const AccuracyCell> cells, std::span<const std::int32_t> runs)
{
    const bool even = std::all_of(cells.begin(), cells.end(), [&](const AccuracyCell& cell) {
        return cell.trials == cells.front().trials;
    });
    RatioColumn column {std::vector<double>(runs.size()), std::vector<double>(runs.size())};
    for (const AccuracyCell& cell : cells) {
        const auto index = std::lower_bound(runs.begin(), runs.end(), cell.run) - runs.begin();
        column.numerator[static_cast<std::size_t>(index)] = even ? cell.correct : cell.accuracy();
        column.denominator[static_cast<std::size_t>(index)] = even ? cell.trials : 1;
    }
    return column;
}

} // namespace learnscope
