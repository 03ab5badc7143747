#include "core/stats/pooledshare.h"

#include "core/stats/bootstrapbands.h"

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
    std::vector<const RatioColumn*> columns;
    columns.reserve(varying.size());
    for (const PooledShare* share : varying)
        columns.push_back(&share->m_perRun);
    const auto bands = bootstrapBands(columns, options, level, context);
    if (!bands)
        return tl::unexpected(bands.error());
    for (std::size_t index = 0; index < varying.size(); ++index)
        varying[index]->m_band = (*bands)[index];
    return {};
}

} // namespace learnscope
