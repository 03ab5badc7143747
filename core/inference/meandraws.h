#pragma once

#include "core/data/trialtable.h"
#include "core/inference/drawninterval.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace learnscope {

/// What one mean is of.
struct MeanKey
{
    std::size_t observer = 0;
    Phase phase = Phase::Test;
    std::int32_t epoch = 0;

    bool operator==(const MeanKey&) const = default;
};

/// Means of epochs (accuracies or kappas), their bootstrap draws, and their values with one cluster left out.
/// What is asked are functions of these means, so that all come from the same draws.
struct MeanDraws
{
    /// Clusters that were drawn by themselves.
    struct Sample
    {
        std::vector<std::vector<double>> withoutOne; ///< [cluster][mean]
    };

    std::vector<MeanKey> keys;
    std::vector<double> estimates; ///< one for each key
    std::vector<std::vector<double>> draws; ///< [mean][draw]
    std::vector<Sample> samples;

    std::optional<std::size_t> find(const MeanKey& key) const
    {
        for (std::size_t index = 0; index < keys.size(); ++index)
            if (keys[index] == key)
                return index;
        return std::nullopt;
    }

    /// @p statistic(at) with at(place of a mean) -> its value, computed for the data, for each draw and for
    /// each cluster left out.
    template<typename Statistic>
    DrawnStatistic evaluate(const Statistic& statistic) const
    {
        DrawnStatistic result;
        result.estimate = statistic([&](std::size_t mean) { return estimates[mean]; });
        const std::size_t count = draws.empty() ? 0 : draws.front().size();
        result.draws.reserve(count);
        for (std::size_t draw = 0; draw < count; ++draw)
            result.draws.push_back(statistic([&](std::size_t mean) { return draws[mean][draw]; }));
        for (const Sample& sample : samples) {
            std::vector<double>& values = result.withoutOne.emplace_back();
            for (const std::vector<double>& means : sample.withoutOne)
                values.push_back(statistic([&](std::size_t mean) { return means[mean]; }));
        }
        return result;
    }
};

} // namespace learnscope
