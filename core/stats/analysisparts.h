#pragma once

#include <cstdint>
#include <initializer_list>

namespace learnscope {

/// What there is beside the curves of every observer, each with its intervals.
enum class AnalysisPart : std::uint16_t {
    Answers, ///< in their order, for moving averages
    Split,
    Rotation,
    Confusion,
    Responses,
    Times, ///< reaction times, and accuracy by them
    Columns, ///< accuracy by a further column
    Comparisons, ///< error consistency, and which trials match
    Deltas,
    Likenesses, ///< of confusions, which come with them
};

/// Some of them, so that nothing is computed that nobody looks at. A value.
class AnalysisParts
{
public:
    constexpr AnalysisParts() = default; ///< none
    constexpr AnalysisParts(std::initializer_list<AnalysisPart> parts)
    {
        for (const AnalysisPart part : parts)
            m_bits = static_cast<std::uint16_t>(m_bits | 1u << static_cast<unsigned>(part));
    }

    static constexpr AnalysisParts all() { return AnalysisParts(std::uint16_t(0xffff)); }

    constexpr bool isEmpty() const { return m_bits == 0; }
    constexpr bool contains(AnalysisPart part) const { return contains(AnalysisParts {part}); }
    constexpr bool contains(AnalysisParts parts) const { return (parts.m_bits & ~m_bits) == 0; }

    constexpr AnalysisParts operator|(AnalysisParts other) const
    {
        return AnalysisParts(static_cast<std::uint16_t>(m_bits | other.m_bits));
    }

    bool operator==(const AnalysisParts&) const = default;

private:
    explicit constexpr AnalysisParts(std::uint16_t bits)
        : m_bits(bits)
    {
    }

    std::uint16_t m_bits = 0;
};

} // namespace learnscope
