#pragma once

#include <cstdint>

namespace learnscope {

struct Interval
{
    double low = 0;
    double high = 0;

    bool operator==(const Interval&) const = default;
};

/// Wilson's score interval of a proportion (Wilson, JASA 1927), within 0 and 1. @p trials at least 1.
Interval wilsonInterval(std::uint64_t correct, std::uint64_t trials, double level = .95);

/// The exact interval of a proportion (Clopper and Pearson, Biometrika 1934).
Interval clopperPearsonInterval(std::uint64_t correct, std::uint64_t trials, double level = .95);

/// The central interval of Binomial(@p trials, @p probability), divided by @p trials: the smallest counts
/// whose cumulative probability reaches (1 - level) / 2 and (1 + level) / 2, as scipy's binom.interval.
Interval binomialInterval(std::uint64_t trials, double probability, double level = .95);

} // namespace learnscope
