#include "core/stats/lag.h"

namespace learnscope {

std::string_view toString(LagRule rule)
{
    return rule == LagRule::AsPublished ? "as-published" : "common-window";
}

Lag generalisationLag(std::span<const int> epochs, std::span<const double> train,
                      std::span<const double> test, Interval chance, ObserverKind kind, LagRule rule)
{
    Lag lag {chance, {}, {}, {}};
    std::size_t first = 0;
    while (first < epochs.size() && !(train[first] > chance.high))
        ++first;
    std::size_t last = epochs.size();
    if (rule == LagRule::AsPublished && kind == ObserverKind::Network) {
        double previous = 0;
        for (last = 0; last < epochs.size() && !(test[last] < previous); ++last)
            previous = test[last];
    }
    if (first < epochs.size())
        lag.first = epochs[first];
    if (last > 0)
        lag.last = epochs[last - 1];
    if (first >= last)
        return lag;
    double sum = 0;
    for (std::size_t index = first; index < last; ++index)
        sum += train[index] - test[index];
    lag.value = sum / static_cast<double>(last - first);
    return lag;
}

} // namespace learnscope
