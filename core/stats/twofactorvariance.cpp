#include "core/stats/twofactorvariance.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace learnscope {

double twoFactorVariance(const FactorVariances& variances, std::size_t people, std::size_t images)
{
    const double p = static_cast<double>(people) / static_cast<double>(people - 1);
    const double i = static_cast<double>(images) / static_cast<double>(images - 1);
    const double ofPeople = p * variances.people;
    const double ofImages = i * variances.images;
    const double crossed =
        ofPeople + ofImages - p * i * (variances.both - variances.people - variances.images);
    return std::min(std::max({crossed, ofPeople, ofImages}), variances.both);
}

double studentProbability(double estimate, double variance, double degrees)
{
    if (std::isnan(estimate) || !(variance > 0))
        return std::numeric_limits<double>::quiet_NaN();
    const boost::math::students_t student(degrees);
    return 2 * cdf(complement(student, std::abs(estimate) / std::sqrt(variance)));
}

double studentHalfWidth(double variance, double degrees, double level)
{
    return quantile(boost::math::students_t(degrees), (1 + level) / 2) * std::sqrt(variance);
}

} // namespace learnscope
