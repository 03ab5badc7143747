#include "core/stats/comparisonorder.h"

#include <algorithm>
#include <tuple>

namespace learnscope {

std::vector<const ObserverComparison*> comparisonsInOrder(const Analysis& analysis, const CurveSet& curves)
{
    const auto placeOf = [&](std::size_t observer) {
        const std::string& name = analysis.observers[observer].curves.observer.name;
        const auto found =
            std::find_if(curves.observers.begin(), curves.observers.end(),
                         [&](const ObserverCurves& shown) { return shown.observer.name == name; });
        return found - curves.observers.begin();
    };
    const auto keyOf = [&](const ObserverComparison* comparison) {
        return std::make_tuple(placeOf(comparison->first), comparison->first != comparison->second,
                               placeOf(comparison->second));
    };
    std::vector<const ObserverComparison*> ordered;
    ordered.reserve(analysis.comparisons.size());
    for (const ObserverComparison& comparison : analysis.comparisons)
        ordered.push_back(&comparison);
    std::stable_sort(ordered.begin(), ordered.end(),
                     [&](const auto* one, const auto* other) { return keyOf(one) < keyOf(other); });
    return ordered;
}

} // namespace learnscope
