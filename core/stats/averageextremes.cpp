#include "core/stats/averageextremes.h"

#include <algorithm>

namespace learnscope {

namespace {
constexpr std::uint32_t shortest = 32; // below it trials are asked one by one
constexpr std::uint32_t step = 8; // from level to level
constexpr std::uint32_t fewest = 64; // stretches that are worth a level

/// The right answers in the window that ends with a trial: in proportion to the average.
class RightAnswers
{
public:
    RightAnswers(std::span<const std::uint32_t> correct, std::uint32_t window)
        : m_correct(correct)
        , m_window(window)
    {
    }

    std::uint32_t operator()(std::uint32_t trial) const
    {
        return m_correct[trial] - m_correct[trial - m_window];
    }

private:
    std::span<const std::uint32_t> m_correct;
    std::uint32_t m_window;
};

template<typename Pair>
void take(Pair& pair, std::uint32_t lower, std::uint32_t higher, const RightAnswers& right)
{
    if (right(lower) < right(pair.lowest))
        pair.lowest = lower;
    if (right(higher) > right(pair.highest))
        pair.highest = higher;
}
} // namespace

AverageExtremes::AverageExtremes(std::span<const std::uint32_t> correct, std::uint32_t window)
    : m_window(window)
{
    const RightAnswers right(correct, window);
    const auto size = static_cast<std::uint32_t>(correct.size());
    for (std::uint32_t length = shortest; size > window && size / length >= fewest; length *= step) {
        Level level {length, std::vector<Pair>((size + length - 1) / length)};
        const Level* finer = m_levels.empty() ? nullptr : &m_levels.back();
        for (std::uint32_t place = window / length; place < level.stretches.size(); ++place) {
            Pair& pair = level.stretches[place];
            const std::uint32_t first = std::max(window, place * length);
            const std::uint32_t end = std::min(size, (place + 1) * length);
            pair = {first, first};
            if (!finer)
                for (std::uint32_t trial = first; trial < end; ++trial)
                    take(pair, trial, trial, right);
            else
                for (std::uint32_t part = first / finer->length; part * finer->length < end; ++part)
                    take(pair, finer->stretches[part].lowest, finer->stretches[part].highest, right);
        }
        m_levels.push_back(std::move(level));
    }
}

void AverageExtremes::append(std::span<const std::uint32_t> correct, std::uint32_t first, std::uint32_t end,
                             std::uint32_t length, std::vector<std::uint32_t>& trials) const
{
    const RightAnswers right(correct, m_window);
    first = std::max(first, m_window);
    end = std::min(end, static_cast<std::uint32_t>(correct.size()));
    if (length < 3) {
        for (std::uint32_t trial = first; trial < end; ++trial)
            trials.push_back(trial);
        return;
    }
    const auto coarsest = std::find_if(m_levels.rbegin(), m_levels.rend(),
                                       [length](const Level& level) { return level.length <= length; });
    while (first < end) {
        const std::uint32_t next = std::min(end, (first / length + 1) * length);
        Pair pair {first, first};
        std::uint32_t trial = first;
        if (coarsest != m_levels.rend()) {
            const std::uint32_t part = coarsest->length;
            // Of whole parts the extremes are known; what is left at the ends is asked one by one.
            for (; trial < next && trial % part != 0; ++trial)
                take(pair, trial, trial, right);
            for (; trial + part <= next; trial += part)
                take(pair, coarsest->stretches[trial / part].lowest,
                     coarsest->stretches[trial / part].highest, right);
        }
        for (; trial < next; ++trial)
            take(pair, trial, trial, right);
        trials.push_back(std::min(pair.lowest, pair.highest));
        if (pair.lowest != pair.highest)
            trials.push_back(std::max(pair.lowest, pair.highest));
        first = next;
    }
}

} // namespace learnscope
