#pragma once

#include "core/data/sharedvalues.h"
#include "core/similarity/dissimilarity.h"

#include <cmath>
#include <memory>
#include <span>
#include <vector>

namespace learnscope {

/// The upper triangle of a matrix of float or double while it is filled, row by row: all of it is to be
/// written. Stretches of it may be written from several threads at a time.
template<typename T>
class CondensedWriter
{
public:
    explicit CondensedWriter(std::size_t size)
        : m_size(size)
        , m_values(new T[size * (size - 1) / 2])
    {
    }

    /// Pairs (row, firstColumn) and on.
    T* at(std::size_t row, std::size_t firstColumn)
    {
        return m_values.get() + row * (2 * m_size - row - 1) / 2 + (firstColumn - row - 1);
    }
    std::span<T> values() { return {m_values.get(), m_size * (m_size - 1) / 2}; }
    SharedValues<T> shared() const { return SharedValues<T>(m_values, m_size * (m_size - 1) / 2); }

    /// Masks all pairs of the rows with a fault and whatever is not finite, and counts them.
    std::uint64_t mask(const std::vector<FaultyRow>& faulty)
    {
        std::vector<char> isFaulty(m_size);
        for (const FaultyRow& row : faulty)
            isFaulty[row.row] = 1;
        std::uint64_t masked = 0;
        for (std::size_t row = 0; row + 1 < m_size; ++row) {
            T* value = at(row, row + 1);
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
    std::shared_ptr<T[]> m_values; ///< without a value until they are written, so that no time goes into it
};

} // namespace learnscope
