#pragma once

#include "core/base/result.h"
#include "core/data/arraysource.h"
#include "core/data/rownames.h"
#include "core/data/sharedvalues.h"

#include <cstddef>
#include <span>

namespace learnscope {

/// Items (rows) described by features (columns): an embedding, activations of a network's layer. A value that
/// is cheap to copy, whose numbers may lie in a mapped file. Numbers may be NaN or infinite. Any thread.
class Embedding
{
public:
    /// @p values row by row. Fails (Mismatch) where their number, or that of names that are not empty, does
    /// not fit, and where there are no rows or columns.
    static Result<Embedding> make(std::size_t rows, std::size_t columns, SharedValues<float> values,
                                  RowNames rowNames = {}, RowNames columnNames = {}, ArraySource source = {});

    std::size_t rows() const noexcept { return m_rows; }
    std::size_t columns() const noexcept { return m_columns; }
    std::span<const float> values() const noexcept { return m_values.span(); } ///< row by row
    std::span<const float> row(std::size_t row) const noexcept
    {
        return m_values.span().subspan(row * m_columns, m_columns);
    }
    float at(std::size_t row, std::size_t column) const noexcept
    {
        return m_values.span()[row * m_columns + column];
    }
    bool isMapped() const noexcept { return m_values.isMapped(); }
    const RowNames& rowNames() const noexcept { return m_rowNames; } ///< may be empty
    const RowNames& columnNames() const noexcept { return m_columnNames; } ///< may be empty
    const ArraySource& source() const noexcept { return m_source; }

    /// The same numbers with other names. Fails (Mismatch) where their number does not fit.
    Result<Embedding> withRowNames(RowNames names) const;

private:
    Embedding() = default;

    std::size_t m_rows = 0;
    std::size_t m_columns = 0;
    SharedValues<float> m_values;
    RowNames m_rowNames;
    RowNames m_columnNames;
    ArraySource m_source;
};

} // namespace learnscope
