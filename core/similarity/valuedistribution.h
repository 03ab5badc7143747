#pragma once

#include "core/data/similaritymatrix.h"

#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// How the numbers of a matrix are distributed, for colouring them by rank or between percentiles. A value
/// that is cheap to copy.
class ValueDistribution
{
public:
    ValueDistribution() = default; ///< of no values

    /// Of all pairs of the items in @p rows (empty: of all items). With more than @p sampled pairs, quantiles
    /// are those of so many pairs drawn at random, always the same ones; the ends and numbers are of all.
    static ValueDistribution of(const SimilarityMatrix& matrix, std::span<const std::size_t> rows = {},
                                std::size_t sampled = std::size_t {1} << 18);

    bool empty() const noexcept { return m_quantiles.empty(); } ///< no pair has a value
    double minimum() const noexcept { return m_minimum; } ///< NaN for no values
    double maximum() const noexcept { return m_maximum; }
    std::uint64_t values() const noexcept { return m_values; } ///< pairs with a finite value
    std::uint64_t masked() const noexcept { return m_masked; } ///< pairs without
    bool isSampled() const noexcept { return m_isSampled; }
    /// Those of another distribution whose ends and quantiles are a sample's: of a matrix that is not formed.
    ValueDistribution asSampleOf(std::uint64_t pairs) const;

    /// The share of values below @p value, ties half, 0 to 1; NaN for NaN.
    double rankOf(double value) const;
    /// The value below which a @p share of the values lies, interpolated between order statistics; @p share
    /// is held to 0 to 1. NaN for no values.
    double quantile(double share) const;

private:
    std::vector<float> m_quantiles; ///< ascending, at equal steps of share from 0 to 1
    double m_minimum = 0;
    double m_maximum = 0;
    std::uint64_t m_values = 0;
    std::uint64_t m_masked = 0;
    bool m_isSampled = false;
};

} // namespace learnscope
