#pragma once

#include "core/data/rowset.h"
#include "core/data/trialselection.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

/// A selection in terms of one trial table: names are looked up once, so that rows are asked by their codes.
/// Refers to the table. Any thread, many at a time.
class TrialFilter
{
public:
    TrialFilter(const TrialTable& trials, std::string_view observer, const TrialSelection& selection);

    bool isNone() const noexcept { return m_clauses.empty(); } ///< no row fits
    bool operator()(std::size_t row) const; ///< whether the row fits
    /// Bit i: whether row @p first + i fits, for up to 64 rows.
    std::uint64_t word(std::size_t first) const;

private:
    /// A set of whole numbers, asked often.
    class Numbers
    {
    public:
        explicit Numbers(const ValueSet<std::int32_t>& set);

        bool isAny() const noexcept { return m_set.isAny(); }
        bool contains(std::int32_t number) const
        {
            if (m_isNear.empty())
                return m_set.contains(number);
            const std::uint32_t place = static_cast<std::uint32_t>(number) - m_lowest;
            return place < m_isNear.size() ? m_isNear[place] != 0 : m_set.excluded;
        }

    private:
        ValueSet<std::int32_t> m_set;
        std::uint32_t m_lowest = 0; // as unsigned, so that differences never overflow
        std::vector<std::uint8_t>
            m_isNear; // for the numbers from the lowest on; empty where they lie far apart
    };
    using Codes = std::vector<std::uint8_t>; // 1 for each code that fits; empty: any

    struct Clause
    {
        Numbers runs;
        Numbers epochs;
        ValueSet<Phase> phases;
        Codes images;
        Codes truths;
        Codes predictions;
        ValueSet<bool> correct;
    };

    std::uint64_t wordOf(const Clause& clause, std::size_t first, std::size_t count) const;

    const TrialTable& m_trials;
    std::vector<Clause> m_clauses;
};

/// The trials of @p selection that are of @p runs (ascending).
TrialSelection withinRuns(const TrialSelection& selection, std::span<const std::int32_t> runs);

} // namespace learnscope
