#pragma once

#include "core/similarity/dissimilarity.h"

#include <cmath>
#include <vector>

namespace learnscope {

/// The upper triangle of a matrix while it is filled, row by row. Stretches of it may be written from several
/// threads at a time.
class CondensedWriter
{
public:
    explicit CondensedWriter(std::size_t size)
        : m_size(size)
        , m_values(size * (size - 1) / 2)
    {
    }

    /// Pairs (row, firstColumn) and on.
    float* at(std::size_t row, std::size_t firstColumn)
    {
        return m_values.data() + row * (2 * m_size - row - 1) / 2 + (firstColumn - row - 1);
    }
    std::vector<float>& values() { return m_values; }

    /// Masks all pairs of the rows with a fault and whatever is not finite, and counts them.
    std::uint64_t mask(const std::vector<FaultyRow>& faulty)
    {
        std::vector<char> isFaulty(m_size);
        for (const FaultyRow& row : faulty)
            isFaulty[row.row] = 1;
        std::uint64_t masked = 0;
        for (std::size_t row = 0; row + 1 < m_size; ++row) {
            float* value = at(row, row + 1);
            for (std::size_t column = row + 1; column < m_size; ++column, ++value)
                if (isFaulty[row] || isFaulty[column] || !std::isfinite(*value)) {
                    *value = NAN;
                    ++masked;
                }
        }
        return masked;
    }

private:
    std::size_t m_size;
    std::vector<float> m_values;
};

} // namespace learnscope
