#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// Some of the rows of a trial table: one bit a row.
class RowSet
{
public:
    static constexpr std::size_t rowsPerWord = 64;

    RowSet() = default;
    explicit RowSet(std::size_t size)
        : m_size(size)
        , m_words((size + rowsPerWord - 1) / rowsPerWord, 0)
    {
    }

    std::size_t size() const noexcept { return m_size; } ///< of the table
    std::size_t count() const noexcept; ///< of the rows that are in the set
    bool contains(std::size_t row) const noexcept
    {
        return (m_words[row / rowsPerWord] >> (row % rowsPerWord) & 1) != 0;
    }
    void insert(std::size_t row) noexcept
    {
        m_words[row / rowsPerWord] |= std::uint64_t(1) << (row % rowsPerWord);
    }
    std::span<std::uint64_t> words() noexcept { return m_words; } ///< bits past the last row stay 0
    std::span<const std::uint64_t> words() const noexcept { return m_words; }

    /// Calls @p work with each row from @p first on and below @p end, ascending.
    template<typename Work>
    void forEach(std::size_t first, std::size_t end, Work work) const
    {
        for (std::size_t word = first / rowsPerWord; word * rowsPerWord < end; ++word)
            for (std::uint64_t bits = m_words[word]; bits != 0; bits &= bits - 1) {
                const std::size_t row = word * rowsPerWord + static_cast<std::size_t>(std::countr_zero(bits));
                if (row >= first && row < end)
                    work(row);
            }
    }

    bool operator==(const RowSet&) const = default;

private:
    std::size_t m_size = 0;
    std::vector<std::uint64_t> m_words;
};

} // namespace learnscope
