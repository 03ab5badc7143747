#include "core/stats/jackknife.h"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

namespace learnscope {

namespace {
std::vector<double> definedOf(std::span<const double> values)
{
    std::vector<double> kept;
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept),
                 [](double value) { return !std::isnan(value); });
    return kept;
}
} // namespace

JackknifeSummary summarise(std::span<const std::vector<double>> withoutOne)
{
    double cubes = 0;
    double squares = 0; // the bootstrap's variance, to first order
    double unbiased = 0; // Student's
    double welch = 0;
    for (const std::vector<double>& sample : withoutOne) {
        const std::vector<double> values = definedOf(sample);
        const double n = static_cast<double>(values.size());
        if (n < 2)
            continue;
        const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
        double sumOfSquares = 0;
        for (const double value : values) {
            const double influence = (n - 1) * (mean - value);
            sumOfSquares += influence * influence;
            cubes += influence * influence * influence / (n * n * n);
        }
        squares += sumOfSquares / (n * n);
        const double variance = sumOfSquares / (n * (n - 1));
        unbiased += variance;
        welch += variance * variance / (n - 1);
    }
    // What varies by rounding alone does not vary.
    if (!(squares > 1e-28))
        return {};
    return {cubes / (6 * std::pow(squares, 1.5)), std::sqrt(unbiased / squares), unbiased * unbiased / welch};
}

double expandedLevel(std::span<const std::vector<double>> withoutOne, double level)
{
    const JackknifeSummary summary = summarise(withoutOne);
    if (!(summary.degreesOfFreedom > 0))
        return level;
    const boost::math::students_t student(summary.degreesOfFreedom);
    const double wanted = summary.expansion * quantile(student, (1 + level) / 2);
    return 2 * cdf(boost::math::normal(), wanted) - 1;
}

std::vector<double> withoutEachRun(const RatioColumn& column)
{
    const double numerator = std::accumulate(column.numerator.begin(), column.numerator.end(), 0.0);
    const double denominator = std::accumulate(column.denominator.begin(), column.denominator.end(), 0.0);
    std::vector<double> values(column.numerator.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t run = 0; run < values.size(); ++run)
        if (const double rest = denominator - column.denominator[run];
            column.denominator[run] > 0 && rest > 0)
            values[run] = (numerator - column.numerator[run]) / rest;
    return values;
}

double bandLevel(BandMethod method, const RatioColumn& column, double level)
{
    return method == BandMethod::Percentile ? level : bandLevel(method, withoutEachRun(column), level);
}

double bandLevel(BandMethod method, const std::vector<double>& withoutOne, double level)
{
    return method == BandMethod::Percentile ? level : expandedLevel(std::span(&withoutOne, 1), level);
}

} // namespace learnscope
