#include "core/data/embedding.h"

namespace learnscope {

namespace {
Result<void> checkNames(const RowNames& names, std::size_t expected, const char* what)
{
    if (names.empty() || names.size() == expected)
        return {};
    return failure(Error::Kind::Mismatch,
                   std::to_string(names.size()) + " names of " + what + "; expected "
                       + std::to_string(expected) + ", one for each");
}
} // namespace

Result<Embedding> Embedding::make(std::size_t rows, std::size_t columns, SharedValues<float> values,
                                  RowNames rowNames, RowNames columnNames, ArraySource source)
{
    if (rows == 0 || columns == 0)
        return failure(Error::Kind::Mismatch,
                       "an embedding of " + std::to_string(rows) + " rows and " + std::to_string(columns)
                           + " columns; expected at least one of each");
    // Division cannot overflow, as the product of lying numbers could.
    if (values.size() / rows != columns || values.size() % rows != 0)
        return failure(Error::Kind::Mismatch,
                       std::to_string(values.size()) + " numbers; expected " + std::to_string(rows) + " x "
                           + std::to_string(columns));
    if (auto fits = checkNames(rowNames, rows, "rows"); !fits)
        return tl::unexpected(fits.error());
    if (auto fits = checkNames(columnNames, columns, "columns"); !fits)
        return tl::unexpected(fits.error());
    Embedding embedding;
    embedding.m_rows = rows;
    embedding.m_columns = columns;
    embedding.m_values = std::move(values);
    embedding.m_rowNames = std::move(rowNames);
    embedding.m_columnNames = std::move(columnNames);
    embedding.m_source = std::move(source);
    return embedding;
}

Result<Embedding> Embedding::withRowNames(RowNames names) const
{
    return make(m_rows, m_columns, m_values, std::move(names), m_columnNames, m_source);
}

} // namespace learnscope
