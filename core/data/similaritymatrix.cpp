#include "core/data/similaritymatrix.h"

#include <cmath>
#include <limits>

namespace learnscope {

namespace {
constexpr std::size_t largestSize = std::size_t {1} << 31; // its square fits into 64 bits

std::size_t count(const SimilarityMatrix::Values& values)
{
    return std::visit([](const auto& numbers) { return numbers.size(); }, values);
}
} // namespace

Result<SimilarityMatrix> SimilarityMatrix::fromCondensed(std::size_t size, Values values, Meaning meaning,
                                                         RowNames names, ArraySource source)
{
    return make(Layout::Condensed, size, std::move(values), std::move(meaning), std::move(names),
                std::move(source));
}

Result<SimilarityMatrix> SimilarityMatrix::fromSquare(std::size_t size, Values values, Meaning meaning,
                                                      RowNames names, ArraySource source)
{
    return make(Layout::Square, size, std::move(values), std::move(meaning), std::move(names),
                std::move(source));
}

Result<SimilarityMatrix> SimilarityMatrix::make(Layout layout, std::size_t size, Values values,
                                                Meaning meaning, RowNames names, ArraySource source)
{
    if (size < 2 || size > largestSize)
        return failure(Error::Kind::Mismatch,
                       "a matrix of " + std::to_string(size) + " items; expected at least 2");
    const std::size_t expected = layout == Layout::Square ? size * size : size * (size - 1) / 2;
    if (count(values) != expected)
        return failure(Error::Kind::Mismatch,
                       std::to_string(count(values)) + " numbers; expected " + std::to_string(expected)
                           + " for " + std::to_string(size) + " items");
    if (!names.empty() && names.size() != size)
        return failure(Error::Kind::Mismatch,
                       std::to_string(names.size()) + " names; expected " + std::to_string(size)
                           + ", one for each item");
    SimilarityMatrix matrix;
    matrix.m_layout = layout;
    matrix.m_size = size;
    matrix.m_values = std::move(values);
    matrix.m_meaning = std::move(meaning);
    matrix.m_names = std::move(names);
    matrix.m_source = std::move(source);
    return matrix;
}

bool SimilarityMatrix::isMapped() const noexcept
{
    return std::visit([](const auto& numbers) { return numbers.isMapped(); }, m_values);
}

double SimilarityMatrix::at(std::size_t row, std::size_t column) const noexcept
{
    if (row > column)
        std::swap(row, column);
    if (row == column && m_layout == Layout::Condensed)
        return kind() == Kind::Dissimilarity ? 0 : std::numeric_limits<double>::quiet_NaN();
    const std::size_t place =
        m_layout == Layout::Square ? row * m_size + column : beginOfUpperRow(row) + (column - row - 1);
    return std::visit([&](const auto& numbers) { return static_cast<double>(numbers.span()[place]); },
                      m_values);
}

void SimilarityMatrix::copyRow(std::size_t row, std::span<float> out) const noexcept
{
    for (std::size_t column = 0; column <= row; ++column)
        out[column] = static_cast<float>(at(row, column));
    upperRow(row, [&](const auto& numbers) {
        for (std::size_t index = 0; index < numbers.size(); ++index)
            out[row + 1 + index] = static_cast<float>(numbers[index]);
    });
}

Result<SimilarityMatrix> SimilarityMatrix::withNames(RowNames names) const
{
    return make(m_layout, m_size, m_values, m_meaning, std::move(names), m_source);
}

std::string_view toString(SimilarityMatrix::Kind kind)
{
    return kind == SimilarityMatrix::Kind::Dissimilarity ? "dissimilarity" : "similarity";
}

std::size_t itemsOfPairs(std::size_t pairs)
{
    if (pairs == 0 || pairs > largestSize * (largestSize - 1) / 2)
        return 0;
    // n(n-1)/2 = pairs; the root is exact or nearly so, and is checked.
    const auto guess = static_cast<std::size_t>((1 + std::sqrt(1 + 8 * static_cast<long double>(pairs))) / 2);
    for (std::size_t size = guess > 0 ? guess - 1 : 0; size <= guess + 1; ++size)
        if (size >= 2 && size * (size - 1) / 2 == pairs)
            return size;
    return 0;
}

} // namespace learnscope
