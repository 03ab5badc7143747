#pragma once

#include <cstddef>

namespace learnscope {

/// Bootstrap variances of one statistic.
struct FactorVariances
{
    double people = 0; ///< people or runs drawn, images as they are
    double images = 0; ///< images drawn, people as they are
    double both = 0; ///< both drawn
};

/// The variance of a statistic that is to hold for new people and new images at once, from crossed bootstraps
/// (rsatoolbox's two-factor bootstrap, Schutt et al., eLife 2023): the terms of both factors, each freed of
/// its bias for few clusters, less their interaction that would be counted twice; not below either term and
/// not above that of drawing both. @p people and @p images: how many there are, at least 2.
double twoFactorVariance(const FactorVariances& variances, std::size_t people, std::size_t images);

/// The two-sided p-value of @p estimate against 0 by Student's t with @p degrees of freedom.
double studentProbability(double estimate, double variance, double degrees);

/// Half the width of Student's interval.
double studentHalfWidth(double variance, double degrees, double level);

} // namespace learnscope
