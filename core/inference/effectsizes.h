#pragma once

#include "core/stats/intervals.h"

#include <optional>
#include <span>

namespace learnscope {

/// How large an effect is, beside how sure it is.
struct EffectSize
{
    double value = 0;
    std::optional<Interval> interval;
};

/// Hedges' g of two independent samples: difference of means over the pooled standard deviation, freed of its
/// bias for small samples (Hedges 1981); interval by the noncentral t distribution, which assumes normal
/// values of one variance. Nothing for fewer than two values in a sample or where nothing varies.
std::optional<EffectSize> hedgesG(std::span<const double> first, std::span<const double> second,
                                  double level = .95);

/// The same of one sample against @p reference, or of differences of pairs against 0.
std::optional<EffectSize> hedgesG(std::span<const double> values, double reference, double level = .95);

/// Cliff's delta: how much more often a value of the first sample is above one of the second than below it,
/// -1 to 1; the probability of superiority is (delta + 1) / 2. Interval as Cliff (1996) gives it, asymmetric,
/// from the consistent variance of delta. Nothing for fewer than two values in a sample.
std::optional<EffectSize> cliffsDelta(std::span<const double> first, std::span<const double> second,
                                      double level = .95);

} // namespace learnscope
