#pragma once

#include "core/stats/bootstrap.h"

#include <span>
#include <vector>

namespace learnscope {

/// What the jackknife says of the sampling distribution.
struct JackknifeSummary
{
    double acceleration = 0; ///< 0 where nothing varies
    double expansion = 1; ///< how much wider the standard error is than the bootstrap's, at least 1
    double degreesOfFreedom = 0; ///< Welch's and Satterthwaite's; 0 where nothing varies
};

/// For several samples as scipy.stats.bootstrap does it; each list has the values of a statistic with one
/// cluster of that sample left out at a time. NaN values are left out.
JackknifeSummary summarise(std::span<const std::vector<double>> withoutOne);

/// The level at which plain percentiles are as wide as Student's interval would be (Hesterberg, The American
/// Statistician 2015).
double expandedLevel(std::span<const std::vector<double>> withoutOne, double level);

/// The column's ratio without each run that has a part in it.
std::vector<double> withoutEachRun(const RatioColumn& column);

/// The level of the percentiles that make a band by @p method: @p level itself, or the expanded one.
double bandLevel(BandMethod method, const std::vector<double>& withoutOne, double level);
double bandLevel(BandMethod method, const RatioColumn& column, double level);

} // namespace learnscope
