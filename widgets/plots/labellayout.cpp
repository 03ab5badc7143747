#include "widgets/plots/labellayout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace learnscope {

std::vector<double> layOutLabels(std::span<const double> wanted, double height, double top, double bottom)
{
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t left, std::size_t right) { return wanted[left] < wanted[right]; });

    // With i heights taken off the i-th wish, "no two overlap" becomes "never falls": isotonic regression,
    // solved by pooling adjacent violators; clamping its solution keeps it the best within the bounds.
    struct Pool
    {
        double sum;
        int count;
        double mean() const { return sum / count; }
    };
    std::vector<Pool> pools;
    for (std::size_t place = 0; place < order.size(); ++place) {
        pools.push_back({wanted[order[place]] - static_cast<double>(place) * height, 1});
        while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
            pools[pools.size() - 2].sum += pools.back().sum;
            pools[pools.size() - 2].count += pools.back().count;
            pools.pop_back();
        }
    }
    const double first = top + height / 2;
    const double last =
        bottom - height / 2 - static_cast<double>(std::max<std::size_t>(1, order.size()) - 1) * height;
    std::vector<double> centres(wanted.size());
    std::size_t place = 0;
    for (const Pool& pool : pools)
        for (int member = 0; member < pool.count; ++member, ++place)
            centres[order[place]] =
                std::clamp(pool.mean(), first, std::max(first, last)) + static_cast<double>(place) * height;
    return centres;
}

int labelCapacity(double height, double top, double bottom)
{
    return std::max(0, static_cast<int>(std::floor((bottom - top) / height)));
}

} // namespace learnscope
