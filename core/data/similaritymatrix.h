#pragma once

#include "core/base/result.h"
#include "core/data/arraysource.h"
#include "core/data/rownames.h"
#include "core/data/sharedvalues.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace learnscope {

/// A number for every pair of items: symmetric, with or without a diagonal; entries may be NaN (masked). In
/// single or double precision, as a square or condensed (the upper triangle row by row without the diagonal,
/// as scipy's pdist gives it), in memory or in a mapped file; whoever reads row by row with upperRow() need
/// not know which. A value that is cheap to copy. Any thread.
class SimilarityMatrix
{
public:
    enum class Kind { Dissimilarity, Similarity };
    enum class Layout { Square, Condensed };
    using Values = std::variant<SharedValues<float>, SharedValues<double>>;

    /// What the numbers mean.
    struct Meaning
    {
        Kind kind = Kind::Dissimilarity;
        std::string measure; ///< "correlation", "squared-euclidean / features"; empty: not known

        bool operator==(const Meaning&) const = default;
    };

    /// The upper triangle of @p size items; the diagonal is 0 for dissimilarities and NaN for similarities.
    /// Fails (Mismatch) where the number of values or of names does not fit, or there are fewer than 2 items.
    static Result<SimilarityMatrix> fromCondensed(std::size_t size, Values values, Meaning meaning,
                                                  RowNames names = {}, ArraySource source = {});
    /// All rows; only the upper triangle and the diagonal are read later, so the caller sees to it that the
    /// lower one is the same. Fails as above.
    static Result<SimilarityMatrix> fromSquare(std::size_t size, Values values, Meaning meaning,
                                               RowNames names = {}, ArraySource source = {});

    std::size_t size() const noexcept { return m_size; } ///< items
    std::size_t pairCount() const noexcept { return m_size * (m_size - 1) / 2; }
    Kind kind() const noexcept { return m_meaning.kind; }
    const std::string& measure() const noexcept { return m_meaning.measure; }
    const Meaning& meaning() const noexcept { return m_meaning; }
    const RowNames& names() const noexcept { return m_names; } ///< may be empty
    const ArraySource& source() const noexcept { return m_source; }
    Layout layout() const noexcept { return m_layout; }
    bool isDouble() const noexcept { return m_values.index() == 1; }
    bool isMapped() const noexcept;

    double at(std::size_t row, std::size_t column) const noexcept;

    /// Calls @p work with the numbers of (row, row + 1) to (row, size - 1), as a span of const float or const
    /// double, and returns what it returns. They lie side by side in either layout; no copy is made.
    template<typename Work>
    decltype(auto) upperRow(std::size_t row, Work&& work) const
    {
        return std::visit(
            [&](const auto& values) -> decltype(auto) {
                return work(values.span().subspan(beginOfUpperRow(row), m_size - row - 1));
            },
            m_values);
    }

    /// All of row @p row, the diagonal included, into @p out of size(). With the condensed layout each number
    /// left of the diagonal is fetched from a row of its own, so that whole matrices are better walked by
    /// upperRow().
    void copyRow(std::size_t row, std::span<float> out) const noexcept;

    /// All pairs, row by row, where they lie side by side (the condensed layout in that precision); else
    /// empty.
    template<typename T>
    std::span<const T> condensed() const noexcept
    {
        const auto* values = std::get_if<SharedValues<T>>(&m_values);
        return values && m_layout == Layout::Condensed ? values->span() : std::span<const T>();
    }

    /// The same numbers with other names. Fails (Mismatch) where their number does not fit.
    Result<SimilarityMatrix> withNames(RowNames names) const;

private:
    SimilarityMatrix() = default;
    static Result<SimilarityMatrix> make(Layout layout, std::size_t size, Values values, Meaning meaning,
                                         RowNames names, ArraySource source);
    std::size_t beginOfUpperRow(std::size_t row) const noexcept
    {
        return m_layout == Layout::Square ? row * m_size + row + 1 : row * (2 * m_size - row - 1) / 2;
    }

    Layout m_layout = Layout::Condensed;
    std::size_t m_size = 0;
    Values m_values;
    Meaning m_meaning;
    RowNames m_names;
    ArraySource m_source;
};

std::string_view toString(SimilarityMatrix::Kind kind);

/// How many items have @p pairs pairs, or 0 where no number of items has.
std::size_t itemsOfPairs(std::size_t pairs);

} // namespace learnscope
