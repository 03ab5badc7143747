#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace learnscope {

/// Rows of features that weights change: Z = X W (+ 1 b'), and the dot products of all pairs, S = Z Z'. And
/// the way back: from derivatives by the entries of S to those by W and b, which is the chain rule: with A
/// the derivatives by S on both sides of the diagonal, dL/dZ = A Z, dL/dW = X' A Z, and dL/db its column
/// sums.
template<typename Real>
class TransformedFeatures
{
public:
    /// @p features: rows x columns, row by row. @p hasBias: the parameters end with it.
    TransformedFeatures(std::vector<Real> features, std::size_t columns, bool hasBias, unsigned threads);

    std::size_t rows() const noexcept { return m_rows; }
    std::size_t columns() const noexcept { return m_columns; }
    std::size_t parameterCount() const noexcept { return m_columns * (m_columns + (m_hasBias ? 1 : 0)); }

    /// @p parameters: W row by row, then b. Returns S, rows x rows, of which only the entries above the
    /// diagonal and on it are right; it is this object's and holds until the next call.
    std::span<const Real> similarities(std::span<const Real> parameters);
    /// Where derivatives by S are put: entries above the diagonal, the others 0.
    std::span<Real> similarityGradient();
    /// Replaces @p gradient, of parameterCount(), by what similarityGradient() means for the parameters of
    /// the last call of similarities(); overwrites similarityGradient().
    void toParameters(std::span<Real> gradient);

private:
    std::size_t m_rows = 0;
    std::size_t m_columns = 0;
    bool m_hasBias = false;
    unsigned m_threads = 0;
    std::vector<Real> m_features;
    std::vector<Real> m_transformed; ///< Z
    std::vector<Real> m_changes; ///< dL/dZ
    std::vector<Real> m_similarities;
    std::vector<Real> m_gradient;
};

} // namespace learnscope
