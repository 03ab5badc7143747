#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// Where a moving average over a long row of answers is lowest and highest, in stretches of several lengths:
/// a drawing of it need not go through all answers to lose no extreme. A value.
class AverageExtremes
{
public:
    /// @p correct: as AnswerSequence::correct; @p window is at least 1.
    AverageExtremes(std::span<const std::uint32_t> correct, std::uint32_t window);

    std::uint32_t window() const noexcept { return m_window; }

    /// Appends to @p trials, ascending, those from @p first on and before @p end at which the average is
    /// first lowest and first highest in each stretch of @p length trials; stretches begin at multiples of
    /// it. Of a length below 3 that is every trial. @p length is a power of two; @p correct is what this was
    /// made from; trials that have no average are left out.
    void append(std::span<const std::uint32_t> correct, std::uint32_t first, std::uint32_t end,
                std::uint32_t length, std::vector<std::uint32_t>& trials) const;

private:
    struct Pair
    {
        std::uint32_t lowest = 0; // trials
        std::uint32_t highest = 0;
    };
    struct Level
    {
        std::uint32_t length = 0; // of its stretches, a power of two
        std::vector<Pair> stretches; // from trial 0 on
    };

    std::uint32_t m_window;
    std::vector<Level> m_levels; // by length
};

} // namespace learnscope
