#include "core/inference/multiplecomparisons.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

std::string_view toString(Correction correction)
{
    switch (correction) {
    case Correction::Holm:
        return "holm";
    case Correction::BenjaminiHochberg:
        return "bh";
    default:
        return "none";
    }
}

std::optional<Correction> correctionFromName(std::string_view name)
{
    for (const Correction correction : {Correction::Holm, Correction::BenjaminiHochberg, Correction::None})
        if (toString(correction) == name)
            return correction;
    return {};
}

std::vector<double> corrected(std::span<const double> probabilities, Correction correction)
{
    std::vector<double> result(probabilities.begin(), probabilities.end());
    if (correction == Correction::None)
        return result;
    std::vector<std::size_t> order;
    for (std::size_t index = 0; index < result.size(); ++index)
        if (!std::isnan(result[index]))
            order.push_back(index);
    std::sort(order.begin(), order.end(),
              [&](std::size_t left, std::size_t right) { return result[left] < result[right]; });
    const double tests = static_cast<double>(order.size());
    if (correction == Correction::Holm) {
        double highest = 0; // corrected values never fall
        for (std::size_t rank = 0; rank < order.size(); ++rank) {
            double& value = result[order[rank]];
            highest = std::max(highest, std::min(1.0, value * (tests - static_cast<double>(rank))));
            value = highest;
        }
    } else {
        double lowest = 1; // from the greatest down
        for (std::size_t rank = order.size(); rank-- > 0;) {
            double& value = result[order[rank]];
            lowest = std::min(lowest, value * tests / static_cast<double>(rank + 1));
            value = lowest;
        }
    }
    return result;
}

} // namespace learnscope
