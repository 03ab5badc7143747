#include "core/similarity/noisecovariance.h"

#include "core/base/parallel.h"
#include "core/similarity/blas.h"
#include "core/similarity/rowsums.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace learnscope {

namespace {
/// Observations turned on their side: one row per feature, its mean taken away.
struct Features
{
    std::size_t count = 0;
    std::size_t observations = 0;
    std::vector<double> values;

    std::span<const double> row(std::size_t feature) const
    {
        return std::span(values).subspan(feature * observations, observations);
    }
    std::span<double> row(std::size_t feature)
    {
        return std::span(values).subspan(feature * observations, observations);
    }
};

Features centredFeatures(const Embedding& observations)
{
    std::vector<std::size_t> finite;
    for (std::size_t row = 0; row < observations.rows(); ++row)
        if (std::isfinite(squaresAbout(observations.row(row), 0)))
            finite.push_back(row);
    Features features {observations.columns(), finite.size(), {}};
    features.values.resize(features.count * features.observations);
    for (std::size_t index = 0; index < finite.size(); ++index) {
        const std::span<const float> row = observations.row(finite[index]);
        for (std::size_t feature = 0; feature < row.size(); ++feature)
            features.values[feature * features.observations + index] = row[feature];
    }
    for (std::size_t feature = 0; feature < features.count; ++feature) {
        const std::span<double> row = features.row(feature);
        const double mean = sumOf(std::span<const double>(row)) / static_cast<double>(row.size());
        for (double& value : row)
            value -= mean;
    }
    return features;
}

/// Products of all features with each other; the lower triangle is right, and more.
std::vector<double> productsOf(const Features& features, unsigned threads, JobContext& context)
{
    constexpr std::size_t together = 128;
    std::vector<double> products(features.count * features.count);
    parallelFor((features.count + together - 1) / together, threads, [&](std::size_t block) {
        if (context.isCancelled())
            return;
        const std::size_t begin = block * together;
        const std::size_t end = std::min(features.count, begin + together);
        multiplyRows(std::span(features.values)
                         .subspan(begin * features.observations, (end - begin) * features.observations),
                     std::span(features.values).first(end * features.observations), features.observations,
                     products.data() + begin * features.count, features.count);
    });
    return products;
}

/// Of Schaefer and Strimmer (2005), section 2.4, for correlations.
double diagonalShrinkage(const Features& features, const std::vector<double>& products, unsigned threads,
                         JobContext& context)
{
    Features squares = features;
    for (double& value : squares.values)
        value *= value;
    const std::vector<double> fourths = productsOf(squares, threads, context);
    const auto observations = static_cast<double>(features.observations);
    const double freedom = observations - 1;
    double variances = 0;
    double correlations = 0;
    for (std::size_t i = 0; i < features.count; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const double variance =
                products[i * features.count + i] * products[j * features.count + j] / (freedom * freedom);
            const double product = products[i * features.count + j] / freedom;
            const double squared = product * product / variance;
            variances += fourths[i * features.count + j] / variance / freedom - squared;
            correlations += squared;
        }
    variances *= observations / (freedom * freedom);
    return correlations > 0 ? std::clamp(variances / correlations, 0., 1.) : 1;
}

/// Of Ledoit and Wolf (2004), and the target's variance.
struct IdentityShrinkage
{
    double share = 0;
    double variance = 0;
};

IdentityShrinkage identityShrinkage(const Features& features, const std::vector<double>& products)
{
    const auto observations = static_cast<double>(features.observations);
    std::vector<double> lengths(features.observations); // squared, of each observation
    double trace = 0;
    double squares = 0;
    for (std::size_t i = 0; i < features.count; ++i) {
        const std::span<const double> row = features.row(i);
        for (std::size_t index = 0; index < row.size(); ++index)
            lengths[index] += row[index] * row[index];
        for (std::size_t j = 0; j <= i; ++j) {
            const double entry = products[i * features.count + j] / observations;
            squares += entry * entry * (i == j ? 1 : 2);
        }
        trace += products[i * features.count + i] / observations;
    }
    const double variance = trace / static_cast<double>(features.count);
    const double spread = squares - variance * variance * static_cast<double>(features.count);
    const double noise =
        (squaresAbout(std::span<const double>(lengths), 0) / observations - squares) / observations;
    return {spread > 0 ? std::clamp(noise / spread, 0., 1.) : 1, variance};
}
} // namespace

std::string_view toString(Shrinkage shrinkage)
{
    switch (shrinkage) {
    case Shrinkage::Diagonal:
        return "diagonal";
    case Shrinkage::Identity:
        return "identity";
    case Shrinkage::None:
        return "none";
    }
    return {};
}

Result<Whitening> Whitening::fromObservations(const Embedding& observations, Shrinkage shrinkage,
                                              unsigned threads, JobContext& context)
{
    context.report(0, "estimating the noise");
    const Features features = centredFeatures(observations);
    if (features.observations < 2)
        return failure(Error::Kind::Usage, "the noise covariance needs 2 or more observations without NaN");
    Whitening whitening;
    whitening.m_columns = features.count;
    whitening.m_factor = productsOf(features, threads, context);
    std::vector<double>& covariance = whitening.m_factor;
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    for (std::size_t i = 0; i < features.count; ++i)
        if (!(covariance[i * features.count + i] > 0))
            return failure(Error::Kind::Usage,
                           "feature " + std::to_string(i + 1)
                               + " is the same in all observations of the noise, so that their covariance "
                                 "has no inverse; leave it out");
    IdentityShrinkage identity;
    if (shrinkage == Shrinkage::Diagonal) {
        whitening.m_shrinkage = diagonalShrinkage(features, covariance, threads, context);
    } else if (shrinkage == Shrinkage::Identity) {
        identity = identityShrinkage(features, covariance);
        whitening.m_shrinkage = identity.share;
    }
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    const double freedom = static_cast<double>(features.observations) - 1;
    const double kept = 1 - whitening.m_shrinkage;
    const double added =
        whitening.m_shrinkage * identity.variance * static_cast<double>(features.observations) / freedom;
    for (std::size_t i = 0; i < features.count; ++i) {
        for (std::size_t j = 0; j < i; ++j)
            covariance[i * features.count + j] *= kept / freedom;
        double& variance = covariance[i * features.count + i];
        variance = variance / freedom * (shrinkage == Shrinkage::Identity ? kept : 1) + added;
    }
    if (!factorCholesky(covariance, features.count))
        return failure(Error::Kind::Usage,
                       "the noise covariance of " + std::to_string(features.count) + " features from "
                           + std::to_string(features.observations)
                           + " observations has no inverse; use shrinkage or more observations");
    return whitening;
}

std::vector<double> Whitening::applied(const Embedding& features, unsigned threads) const
{
    constexpr std::size_t together = 64;
    std::vector<double> rows(features.values().begin(), features.values().end());
    parallelFor((features.rows() + together - 1) / together, threads, [&](std::size_t block) {
        const std::size_t begin = block * together;
        const std::size_t end = std::min(features.rows(), begin + together);
        solveRows(m_factor, m_columns, std::span(rows).subspan(begin * m_columns, (end - begin) * m_columns));
    });
    return rows;
}

} // namespace learnscope
