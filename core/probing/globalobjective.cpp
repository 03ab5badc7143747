#include "core/probing/globalobjective.h"

#include <cmath>
#include <limits>

namespace learnscope {

namespace {
template<typename Real>
double diagonalMean(std::size_t size, std::span<const Real> weights)
{
    double sum = 0;
    for (std::size_t place = 0; place < size; ++place)
        sum += double {weights[place * size + place]};
    return sum / double(size);
}
} // namespace

template<typename Real>
double addPenalty(const ProbeRegularisation& regularisation, std::size_t size, std::span<const Real> weights,
                  std::span<Real> gradient)
{
    const double lambda = regularisation.lambda;
    const bool isEye = regularisation.penalty == ProbePenalty::Eye;
    // The derivative by the mean of the diagonal is 0: differences from a mean sum to 0.
    const double mean = isEye ? diagonalMean(size, weights) : 0;
    double squares = 0;
    for (std::size_t row = 0; row < size; ++row) {
        double ofRow = 0;
        for (std::size_t column = 0; column < size; ++column) {
            const double apart = double {weights[row * size + column]} - (row == column ? mean : 0);
            ofRow += apart * apart;
        }
        squares += ofRow;
    }
    const bool isRoot = regularisation.penalty == ProbePenalty::Frobenius;
    const double value = isRoot ? std::sqrt(squares) : squares;
    if (gradient.empty())
        return lambda * value;
    const double factor = !isRoot ? 2 * lambda : value > 0 ? lambda / value : 0;
    for (std::size_t row = 0; row < size; ++row)
        for (std::size_t column = 0; column < size; ++column)
            gradient[row * size + column] += static_cast<Real>(
                factor * (double {weights[row * size + column]} - (row == column ? mean : 0)));
    return lambda * value;
}

template<typename Real>
GlobalObjective<Real>::GlobalObjective(const Embedding& features, const Standardisation& standardisation,
                                       std::span<const Triplet> triplets, bool hasBias, unsigned threads)
    : m_threads(threads)
    , m_loss(triplets)
    , m_transformed(standardisedRows<Real>(features, standardisation, m_loss.objects()), features.columns(),
                    hasBias, threads)
{
}

template<typename Real>
auto GlobalObjective<Real>::valueOf(const typename TripletLoss<Real>::Value& value) const -> Value
{
    return {value.loss, value.loss, double(value.correct) / double(m_loss.size())};
}

template<typename Real>
auto GlobalObjective<Real>::judge(std::span<const Real> parameters) -> Value
{
    return valueOf(m_loss.evaluate(m_transformed.similarities(parameters), m_threads));
}

template<typename Real>
auto GlobalObjective<Real>::evaluate(std::span<const Real> parameters,
                                     const ProbeRegularisation& regularisation, std::span<Real> gradient)
    -> Value
{
    const auto similarities = m_transformed.similarities(parameters);
    Value value = valueOf(m_loss.evaluate(similarities, m_transformed.similarityGradient(), m_threads));
    m_transformed.toParameters(gradient);
    const std::size_t size = m_transformed.columns();
    value.total +=
        addPenalty(regularisation, size, parameters.first(size * size), gradient.first(size * size));
    return value;
}

template double addPenalty(const ProbeRegularisation&, std::size_t, std::span<const float>, std::span<float>);
template double addPenalty(const ProbeRegularisation&, std::size_t, std::span<const double>,
                           std::span<double>);
template class GlobalObjective<float>;
template class GlobalObjective<double>;

} // namespace learnscope
