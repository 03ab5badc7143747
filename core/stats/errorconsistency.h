#pragma once

#include "core/stats/intervals.h"

#include <cstdint>

namespace learnscope {

/// Right and wrong answers of two observers to the same images.
struct AnswerPair
{
    std::uint64_t trials = 0;
    std::uint64_t correctFirst = 0;
    std::uint64_t correctSecond = 0;
    std::uint64_t agreements = 0; ///< trials on which both are right or both wrong
};

/// Error consistency (Geirhos, Meding and Wichmann, NeurIPS 2020): how much more often two observers are
/// right and wrong on the same images than their accuracies alone would bring about.
struct ErrorConsistency
{
    double observedAgreement = 0; ///< c_obs
    double expectedAgreement = 0; ///< c_exp = p1 p2 + (1 - p1)(1 - p2)
    double kappa = 0; ///< (c_obs - c_exp) / (1 - c_exp); NaN where c_exp is 1
    Interval attainable; ///< the lowest and highest kappa that the accuracies allow; NaN with kappa
    Interval chance; ///< central 95 % of kappa for independent observers (hypergeometric); NaN with kappa
    double chanceProbability = 1; ///< of at least as many agreements by independent observers
    /// False where one observer is always right or always wrong: kappa is then 0 or NaN whatever the other
    /// does.
    bool informative = false;
};

/// @p answers.trials at least 1, the other counts not above it. Any thread.
ErrorConsistency errorConsistency(const AnswerPair& answers);

/// kappa alone, which is faster.
double errorConsistencyKappa(const AnswerPair& answers);

/// ErrorConsistency::informative alone.
bool isInformative(const AnswerPair& answers);

/// What is known of kappa from the accuracies alone.
struct ConsistencyBounds
{
    Interval attainable; ///< as ErrorConsistency::attainable
    Interval chance; ///< as ErrorConsistency::chance
};

/// @p answers.agreements does not matter; the pair is informative.
ConsistencyBounds consistencyBounds(const AnswerPair& answers);

} // namespace learnscope
