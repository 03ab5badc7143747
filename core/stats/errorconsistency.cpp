#include "core/stats/errorconsistency.h"

#include <boost/math/distributions/hypergeometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// n^2 times the expected agreement: whole, so that what is 0 by algebra comes out as 0.
double scaledExpectation(const AnswerPair& answers)
{
    const auto n = answers.trials;
    return static_cast<double>(answers.correctFirst * answers.correctSecond
                               + (n - answers.correctFirst) * (n - answers.correctSecond));
}

bool alwaysTheSame(std::uint64_t correct, std::uint64_t trials)
{
    return correct == 0 || correct == trials;
}

/// The smallest count whose cumulative probability reaches @p probability.
template<typename Distribution>
std::uint64_t quantileUp(const Distribution& distribution, double probability)
{
    auto [count, highest] = range(distribution);
    while (count < highest && cdf(distribution, count) < probability)
        ++count;
    return count;
}

/// What independent observers of the same accuracies would do.
void addChance(ErrorConsistency& result, const AnswerPair& answers)
{
    const std::uint64_t n = answers.trials;
    const std::uint64_t k1 = answers.correctFirst;
    const std::uint64_t k2 = answers.correctSecond;
    const boost::math::hypergeometric_distribution<> bothRight(k1, k2, n);
    const auto kappaFor = [&](std::uint64_t both) {
        return errorConsistencyKappa({n, k1, k2, n + 2 * both - k1 - k2});
    };
    result.chance = {kappaFor(quantileUp(bothRight, .025)), kappaFor(quantileUp(bothRight, .975))};
    const std::uint64_t observed = (answers.agreements + k1 + k2 - n) / 2;
    result.chanceProbability =
        observed > range(bothRight).first ? cdf(complement(bothRight, observed - 1)) : 1;
}
} // namespace

double errorConsistencyKappa(const AnswerPair& answers)
{
    const double n = static_cast<double>(answers.trials);
    const double expected = scaledExpectation(answers);
    const double room = n * n - expected;
    return room == 0 ? undefined : (n * static_cast<double>(answers.agreements) - expected) / room;
}

ErrorConsistency errorConsistency(const AnswerPair& answers)
{
    const double n = static_cast<double>(answers.trials);
    ErrorConsistency result;
    result.observedAgreement = static_cast<double>(answers.agreements) / n;
    result.expectedAgreement = scaledExpectation(answers) / (n * n);
    result.kappa = errorConsistencyKappa(answers);
    result.informative = !alwaysTheSame(answers.correctFirst, answers.trials)
        && !alwaysTheSame(answers.correctSecond, answers.trials);
    if (std::isnan(result.kappa)) {
        result.attainable = result.chance = {undefined, undefined};
        return result;
    }
    const auto [k1, k2] = std::pair(answers.correctFirst, answers.correctSecond);
    const std::uint64_t fewest =
        k1 + k2 > answers.trials ? k1 + k2 - answers.trials : answers.trials - k1 - k2;
    const std::uint64_t most = answers.trials - (k1 > k2 ? k1 - k2 : k2 - k1);
    result.attainable = {errorConsistencyKappa({answers.trials, k1, k2, fewest}),
                         errorConsistencyKappa({answers.trials, k1, k2, most})};
    if (result.informative)
        addChance(result, answers);
    return result;
}

} // namespace learnscope
