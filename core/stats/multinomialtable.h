#pragma once

#include "core/base/random.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// Draws answers from a few answers with replacement, as many as there are, and counts each label: not answer
/// by answer, but from a table of all that can come about. For use inside this folder.
class MultinomialTable
{
public:
    /// Counts of as many labels, 16 bits each, the first in the lowest: counts may be added up while no sum
    /// exceeds 65,535.
    using Packed = std::uint64_t;
    static constexpr std::size_t mostLabels = 4;

    /// @p counts: of the answers with each label, at most mostLabels; in all at most 65,535.
    explicit MultinomialTable(std::span<const std::uint32_t> counts);

    Packed draw(Random& random) const
    {
        Packed sum = m_part.draw(random);
        for (const Part& part : m_otherParts)
            for (std::uint32_t turn = 0; turn < part.turns; ++turn)
                sum += part.draw(random);
        return sum;
    }

private:
    /// What can come about in place of one of equally likely numbers (Walker, ACM TOMS 1977).
    struct Entry
    {
        std::array<Packed, 2> counts {}; ///< its own outcome and the other one
        std::uint32_t ownShare = 0; ///< of 2^32
    };

    /// Some of the answers, drawn together.
    struct Part
    {
        std::vector<Entry> entries;
        std::uint32_t turns = 0;

        Packed draw(Random& random) const
        {
            const std::uint64_t number = random();
            const Entry& entry = entries[(number >> 32) * entries.size() >> 32];
            // Not a condition, which processors would guess wrong half the time.
            return entry.counts[static_cast<std::uint32_t>(number) >= entry.ownShare];
        }
    };

    /// All ways in which @p answers can fall, and how likely each is.
    struct Outcomes
    {
        std::vector<Packed> counts;
        std::vector<double> odds;
    };
    static Outcomes outcomesOf(std::span<const std::uint32_t> counts, std::uint32_t answers);
    static std::vector<Entry> entriesOf(const Outcomes& outcomes);

    Part m_part; ///< drawn once, even where only one thing can come about
    std::vector<Part> m_otherParts; ///< mostly none
};

} // namespace learnscope
