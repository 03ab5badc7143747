#include "core/stats/intervals.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
/// The smallest count whose cumulative probability reaches @p probability.
double binomialQuantile(std::uint64_t trials, double success, double probability)
{
    if (success <= 0 || success >= 1) // the only count there is
        return success <= 0 ? 0 : static_cast<double>(trials);
    using namespace boost::math::policies;
    using Policy = policy<discrete_quantile<integer_round_up>>;
    const boost::math::binomial_distribution<double, Policy> distribution(static_cast<double>(trials),
                                                                          success);
    double count = std::max(0.0, quantile(distribution, probability));
    while (count > 0 && cdf(distribution, count - 1) >= probability)
        --count;
    return count;
}
} // namespace

Interval wilsonInterval(std::uint64_t correct, std::uint64_t trials, double level)
{
    const double z = quantile(boost::math::normal(), .5 + level / 2);
    const double n = static_cast<double>(trials);
    const double p = static_cast<double>(correct) / n;
    const double centre = p + z * z / (2 * n);
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    return {correct == 0 ? 0 : (centre - half) / scale, correct == trials ? 1 : (centre + half) / scale};
}

Interval clopperPearsonInterval(std::uint64_t correct, std::uint64_t trials, double level)
{
    const double k = static_cast<double>(correct);
    const double n = static_cast<double>(trials);
    const double tail = (1 - level) / 2;
    return {correct == 0 ? 0 : quantile(boost::math::beta_distribution<>(k, n - k + 1), tail),
            correct == trials ? 1 : quantile(boost::math::beta_distribution<>(k + 1, n - k), 1 - tail)};
}

Interval binomialInterval(std::uint64_t trials, double probability, double level)
{
    const double n = static_cast<double>(trials);
    return {binomialQuantile(trials, probability, (1 - level) / 2) / n,
            binomialQuantile(trials, probability, (1 + level) / 2) / n};
}

} // namespace learnscope
