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

/// Its quantiles are the smallest counts whose cumulative probability reaches the one asked for.
using Hypergeometric = boost::math::hypergeometric_distribution<
    double,
    boost::math::policies::policy<
        boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>>;

Interval attainableRange(const AnswerPair& answers)
{
    const auto [n, k1, k2, agreements] = answers;
    const std::uint64_t fewest = k1 + k2 > n ? k1 + k2 - n : n - k1 - k2;
    const std::uint64_t most = n - (k1 > k2 ? k1 - k2 : k2 - k1);
    return {errorConsistencyKappa({n, k1, k2, fewest}), errorConsistencyKappa({n, k1, k2, most})};
}

/// What independent observers of the same accuracies do in 95 of 100 cases.
Interval chanceRange(const AnswerPair& answers)
{
    const auto [n, k1, k2, agreements] = answers;
    const Hypergeometric bothRight(k1, k2, n);
    const auto kappaFor = [n = n, k1 = k1,
                           k2 = k2](std::uint64_t both) { // Clang before 16 captures no bindings
        return errorConsistencyKappa({n, k1, k2, n + 2 * both - k1 - k2});
    };
    const auto count = [&](double probability) {
        return static_cast<std::uint64_t>(quantile(bothRight, probability));
    };
    return {kappaFor(count(.025)), kappaFor(count(.975))};
}

/// Of at least as many agreements by independent observers.
double probabilityOfAgreement(const AnswerPair& answers)
{
    const auto [n, k1, k2, agreements] = answers;
    const Hypergeometric bothRight(k1, k2, n);
    const std::uint64_t observed = (agreements + k1 + k2 - n) / 2;
    return observed > range(bothRight).first ? cdf(complement(bothRight, observed - 1)) : 1;
}
} // namespace

double errorConsistencyKappa(const AnswerPair& answers)
{
    const double n = static_cast<double>(answers.trials);
    const double expected = scaledExpectation(answers);
    const double room = n * n - expected;
    return room == 0 ? undefined : (n * static_cast<double>(answers.agreements) - expected) / room;
}

bool isInformative(const AnswerPair& answers)
{
    return !alwaysTheSame(answers.correctFirst, answers.trials)
        && !alwaysTheSame(answers.correctSecond, answers.trials);
}

ConsistencyBounds consistencyBounds(const AnswerPair& answers)
{
    return {attainableRange(answers), chanceRange(answers)};
}

ErrorConsistency errorConsistency(const AnswerPair& answers)
{
    const double n = static_cast<double>(answers.trials);
    ErrorConsistency result;
    result.observedAgreement = static_cast<double>(answers.agreements) / n;
    result.expectedAgreement = scaledExpectation(answers) / (n * n);
    result.kappa = errorConsistencyKappa(answers);
    result.informative = isInformative(answers);
    if (std::isnan(result.kappa)) {
        result.attainable = result.chance = {undefined, undefined};
        return result;
    }
    result.attainable = attainableRange(answers);
    if (!result.informative)
        return result;
    result.chance = chanceRange(answers);
    result.chanceProbability = probabilityOfAgreement(answers);
    return result;
}

} // namespace learnscope
