#include "core/inference/drawninterval.h"

#include "core/stats/bootstrap.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

namespace learnscope {

namespace {
const boost::math::normal standardNormal;
constexpr double rounding = 1e-12; // of sums of shares in another order

std::vector<double> definedOf(std::span<const double> values)
{
    std::vector<double> kept;
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept),
                 [](double value) { return !std::isnan(value); });
    return kept;
}

/// The value at share @p q of @p sorted, interpolated as numpy.quantile does.
double quantileOf(std::span<const double> sorted, double q)
{
    const double position = q * static_cast<double>(sorted.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(position), sorted.size() - 1);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (position - static_cast<double>(below));
}

std::optional<Interval> bcaInterval(const DrawnStatistic& statistic, double level)
{
    std::vector<double> sorted = definedOf(statistic.draws);
    if (sorted.empty() || std::isnan(statistic.estimate))
        return std::nullopt;
    std::sort(sorted.begin(), sorted.end());
    // Draws that are the data themselves in another order equal the estimate but for rounding.
    const auto below =
        std::lower_bound(sorted.begin(), sorted.end(), statistic.estimate - rounding) - sorted.begin();
    const auto notAbove =
        std::upper_bound(sorted.begin(), sorted.end(), statistic.estimate + rounding) - sorted.begin();
    const double share = static_cast<double>(below + notAbove) / (2 * static_cast<double>(sorted.size()));
    if (below == 0 && notAbove == static_cast<std::ptrdiff_t>(sorted.size()))
        return Interval {sorted.front(), sorted.back()};
    if (share <= 0 || share >= 1)
        return std::nullopt;
    const double bias = quantile(standardNormal, share);
    const double acceleration = summarise(statistic.withoutOne).acceleration;
    const auto adjusted = [&](double probability) {
        const double moved = bias + quantile(standardNormal, probability);
        return quantileOf(sorted, cdf(standardNormal, bias + moved / (1 - acceleration * moved)));
    };
    return Interval {adjusted((1 - level) / 2), adjusted((1 + level) / 2)};
}
} // namespace

std::string_view toString(IntervalMethod method)
{
    switch (method) {
    case IntervalMethod::Percentile:
        return "percentile";
    case IntervalMethod::Bca:
        return "bca";
    default:
        return "expanded";
    }
}

std::size_t DrawnStatistic::undefinedDraws() const
{
    return static_cast<std::size_t>(
        std::count_if(draws.begin(), draws.end(), [](double value) { return std::isnan(value); }));
}

double DrawnStatistic::variance() const
{
    const std::vector<double> kept = definedOf(draws);
    if (kept.size() < 2)
        return std::numeric_limits<double>::quiet_NaN();
    const double count = static_cast<double>(kept.size());
    const double mean = std::accumulate(kept.begin(), kept.end(), 0.0) / count;
    const double squares = std::accumulate(kept.begin(), kept.end(), 0.0, [&](double sum, double value) {
        return sum + (value - mean) * (value - mean);
    });
    return squares / (count - 1);
}

std::optional<Interval> drawnInterval(const DrawnStatistic& statistic, IntervalMethod method, double level)
{
    if (std::isnan(statistic.estimate))
        return std::nullopt;
    switch (method) {
    case IntervalMethod::Percentile:
        return percentileInterval(statistic.draws, level);
    case IntervalMethod::Bca:
        return bcaInterval(statistic, level);
    default:
        return percentileInterval(statistic.draws, expandedLevel(statistic.withoutOne, level));
    }
}

} // namespace learnscope
