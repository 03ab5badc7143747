#include "core/inference/effectsizes.h"

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace learnscope {

namespace {
double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double squaresOf(std::span<const double> values, double mean)
{
    return std::accumulate(values.begin(), values.end(), 0.0,
                           [&](double sum, double value) { return sum + (value - mean) * (value - mean); });
}

/// The noncentrality at which @p t has the cumulative @p probability: that falls as noncentrality rises.
double noncentralityFor(double t, double degrees, double probability)
{
    const auto cumulative = [&](double noncentrality) {
        return cdf(boost::math::non_central_t(degrees, noncentrality), t);
    };
    double low = t - 4;
    double high = t + 4;
    while (cumulative(low) < probability)
        low -= 4 + std::abs(low);
    while (cumulative(high) > probability)
        high += 4 + std::abs(high);
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (cumulative(middle) > probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// @p scale: what turns a standardised difference into t.
std::optional<EffectSize> fromStandardised(double d, double scale, double degrees, double level)
{
    // exact: J = gamma(df / 2) / (sqrt(df / 2) gamma((df - 1) / 2)); not defined for one degree of freedom
    if (degrees < 2)
        return std::nullopt;
    const double bias = boost::math::tgamma_ratio(degrees / 2, (degrees - 1) / 2) / std::sqrt(degrees / 2);
    const double t = d * scale;
    EffectSize effect {bias * d, std::nullopt};
    // Beyond that the series of the distribution do not converge, and the effect is beyond doubt.
    if (std::abs(t) < 100)
        effect.interval = Interval {bias * noncentralityFor(t, degrees, (1 + level) / 2) / scale,
                                    bias * noncentralityFor(t, degrees, (1 - level) / 2) / scale};
    return effect;
}

/// How often the values of the one sample are above, less how often they are below, @p value, as a share.
double dominance(double value, std::span<const double> sorted)
{
    const auto below = std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin();
    const auto notAbove = std::upper_bound(sorted.begin(), sorted.end(), value) - sorted.begin();
    const auto above = static_cast<std::ptrdiff_t>(sorted.size()) - notAbove;
    return static_cast<double>(below - above) / static_cast<double>(sorted.size());
}

std::vector<double> sorted(std::span<const double> values)
{
    std::vector<double> copy(values.begin(), values.end());
    std::sort(copy.begin(), copy.end());
    return copy;
}

/// The unbiased estimate of delta's variance, kept from falling below what one pair more would allow.
double varianceOfDelta(std::span<const double> first, std::span<const double> second,
                       const std::vector<double>& sortedFirst, const std::vector<double>& sortedSecond,
                       double delta)
{
    const double m = static_cast<double>(first.size());
    const double n = static_cast<double>(second.size());
    double rows = 0;
    double columns = 0;
    double all = 0; // of single pairs: (d_ij - delta)^2, of which d_ij is -1, 0 or 1
    for (const double value : first) {
        const double share = dominance(value, sortedSecond);
        rows += (share - delta) * (share - delta);
        const auto range = std::equal_range(sortedSecond.begin(), sortedSecond.end(), value);
        all += n - static_cast<double>(range.second - range.first);
    }
    for (const double value : second) {
        const double share = -dominance(value, sortedFirst);
        columns += (share - delta) * (share - delta);
    }
    all -= m * n * delta * delta;
    const double variance = (m * m * rows + n * n * columns - all) / (m * n * (m - 1) * (n - 1));
    return std::max(variance, (1 - delta * delta) / (m * n - 1));
}
} // namespace

std::optional<EffectSize> hedgesG(std::span<const double> first, std::span<const double> second, double level)
{
    if (first.size() < 2 || second.size() < 2)
        return std::nullopt;
    const double m = static_cast<double>(first.size());
    const double n = static_cast<double>(second.size());
    const double firstMean = meanOf(first);
    const double secondMean = meanOf(second);
    const double variance = (squaresOf(first, firstMean) + squaresOf(second, secondMean)) / (m + n - 2);
    if (!(variance > 1e-24))
        return std::nullopt;
    return fromStandardised((firstMean - secondMean) / std::sqrt(variance), std::sqrt(m * n / (m + n)),
                            m + n - 2, level);
}

std::optional<EffectSize> hedgesG(std::span<const double> values, double reference, double level)
{
    if (values.size() < 2)
        return std::nullopt;
    const double n = static_cast<double>(values.size());
    const double mean = meanOf(values);
    const double variance = squaresOf(values, mean) / (n - 1);
    if (!(variance > 1e-24))
        return std::nullopt;
    return fromStandardised((mean - reference) / std::sqrt(variance), std::sqrt(n), n - 1, level);
}

std::optional<EffectSize> cliffsDelta(std::span<const double> first, std::span<const double> second,
                                      double level)
{
    if (first.size() < 2 || second.size() < 2)
        return std::nullopt;
    const std::vector<double> sortedFirst = sorted(first);
    const std::vector<double> sortedSecond = sorted(second);
    double delta = 0;
    for (const double value : first)
        delta += dominance(value, sortedSecond);
    delta /= static_cast<double>(first.size());
    const double z = quantile(boost::math::normal(), (1 + level) / 2);
    if (std::abs(delta) > 1 - 1e-12) { // Feng and Cliff 2004: complete separation has no variance
        const double n = static_cast<double>(std::min(first.size(), second.size()));
        const double nearest = (n - z * z) / (n + z * z);
        return EffectSize {delta, delta > 0 ? Interval {nearest, 1} : Interval {-1, -nearest}};
    }
    const double variance = varianceOfDelta(first, second, sortedFirst, sortedSecond, delta);
    const double rest = 1 - delta * delta;
    const double spread = z * std::sqrt(variance) * std::sqrt(rest * rest + z * z * variance);
    const double centre = delta - delta * delta * delta;
    const double whole = rest + z * z * variance;
    return EffectSize {delta, Interval {(centre - spread) / whole, (centre + spread) / whole}};
}

} // namespace learnscope
