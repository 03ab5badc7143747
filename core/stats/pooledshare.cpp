#include "core/stats/pooledshare.h"

#include <algorithm>

namespace learnscope {

std::size_t PooledShare::runsWithTrials() const
{
    return static_cast<std::size_t>(std::count_if(m_perRun.denominator.begin(), m_perRun.denominator.end(),
                                                  [](double trials) { return trials > 0; }));
}

Result<void> addBands(std::span<PooledShare* const> shares, const BootstrapOptions& options, double level,
                      JobContext& context)
{
    if (options.draws < 1)
        return {};
    std::vector<PooledShare*> varying;
    std::copy_if(shares.begin(), shares.end(), std::back_inserter(varying),
                 [](const PooledShare* share) { return share->runsWithTrials() > 1; });
    // Some at a time, so that the draws of a table with many cells need little memory.
    constexpr std::size_t together = 256;
    for (std::size_t first = 0; first < varying.size(); first += together) {
        const std::size_t end = std::min(varying.size(), first + together);
        std::vector<RatioColumn> columns;
        for (std::size_t index = first; index < end; ++index)
            columns.push_back(varying[index]->m_perRun);
        const auto draws = bootstrapRatios(columns, options, context);
        if (!draws)
            return tl::unexpected(draws.error());
        for (std::size_t index = first; index < end; ++index)
            varying[index]->m_band = percentileInterval((*draws)[index - first], level);
    }
    return {};
}

} // namespace learnscope
