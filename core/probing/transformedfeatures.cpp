#include "core/probing/transformedfeatures.h"

#include "core/base/parallel.h"
#include "core/similarity/blas.h"

#include <algorithm>

namespace learnscope {

namespace {
constexpr std::size_t block = 192; // rows of a product that one thread takes at a time

/// Calls @p work with each stretch of rows; their ends do not depend on the threads.
template<typename Work>
void eachBlock(std::size_t rows, unsigned threads, Work work)
{
    parallelFor((rows + block - 1) / block, threads, [&](std::size_t index) {
        const std::size_t begin = index * block;
        work(begin, std::min(block, rows - begin));
    });
}
} // namespace

template<typename Real>
TransformedFeatures<Real>::TransformedFeatures(std::vector<Real> features, std::size_t columns, bool hasBias,
                                               unsigned threads)
    : m_rows(features.size() / columns)
    , m_columns(columns)
    , m_hasBias(hasBias)
    , m_threads(threads)
    , m_features(std::move(features))
    , m_transformed(m_features.size())
{
}

template<typename Real>
std::span<const Real> TransformedFeatures<Real>::similarities(std::span<const Real> parameters)
{
    const Factor<Real> weights {parameters.data(), m_columns, m_columns, m_columns};
    const Real* const bias = m_hasBias ? parameters.data() + m_columns * m_columns : nullptr;
    m_similarities.resize(m_rows * m_rows);
    eachBlock(m_rows, m_threads, [&](std::size_t begin, std::size_t count) {
        Real* const out = m_transformed.data() + begin * m_columns;
        multiply({m_features.data() + begin * m_columns, count, m_columns, m_columns}, weights, out,
                 m_columns);
        for (std::size_t row = 0; bias != nullptr && row < count; ++row)
            for (std::size_t column = 0; column < m_columns; ++column)
                out[row * m_columns + column] += bias[column];
    });
    eachBlock(m_rows, m_threads, [&](std::size_t begin, std::size_t count) {
        const Real* const rows = m_transformed.data() + begin * m_columns;
        multiply({rows, count, m_columns, m_columns}, {rows, m_rows - begin, m_columns, m_columns, true},
                 m_similarities.data() + begin * m_rows + begin, m_rows);
    });
    return m_similarities;
}

template<typename Real>
std::span<Real> TransformedFeatures<Real>::similarityGradient()
{
    m_gradient.resize(m_rows * m_rows);
    return m_gradient;
}

template<typename Real>
void TransformedFeatures<Real>::toParameters(std::span<Real> gradient)
{
    eachBlock(m_rows, m_threads, [&](std::size_t begin, std::size_t count) { // below the diagonal
        for (std::size_t row = begin; row < begin + count; ++row)
            for (std::size_t column = 0; column < row; ++column)
                m_gradient[row * m_rows + column] = m_gradient[column * m_rows + row];
    });
    m_changes.resize(m_transformed.size());
    eachBlock(m_rows, m_threads, [&](std::size_t begin, std::size_t count) {
        multiply({m_gradient.data() + begin * m_rows, count, m_rows, m_rows},
                 {m_transformed.data(), m_rows, m_columns, m_columns}, m_changes.data() + begin * m_columns,
                 m_columns);
    });
    eachBlock(m_columns, m_threads, [&](std::size_t begin, std::size_t count) {
        multiply({m_features.data() + begin, m_rows, count, m_columns, true},
                 {m_changes.data(), m_rows, m_columns, m_columns}, gradient.data() + begin * m_columns,
                 m_columns);
    });
    if (!m_hasBias)
        return;
    std::vector<double> sums(m_columns);
    for (std::size_t row = 0; row < m_rows; ++row)
        for (std::size_t column = 0; column < m_columns; ++column)
            sums[column] += double {m_changes[row * m_columns + column]};
    std::transform(sums.begin(), sums.end(),
                   gradient.begin() + static_cast<std::ptrdiff_t>(m_columns * m_columns),
                   [](double sum) { return static_cast<Real>(sum); });
}

template class TransformedFeatures<float>;
template class TransformedFeatures<double>;

} // namespace learnscope
