#pragma once

#include "core/data/trialtable.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// The rows of a table by run and phase, in file order. Refers to nothing: a value.
class TrialGroups
{
public:
    using Row = std::uint32_t;

    /// @p trials has fewer than 2^32 rows.
    explicit TrialGroups(const TrialTable& trials);

    const std::vector<std::int32_t>& runs() const noexcept { return m_runs; } ///< ascending
    std::span<const Row> rows(std::size_t runIndex, Phase phase) const noexcept
    {
        const std::size_t group = 2 * runIndex + static_cast<std::size_t>(phase);
        return std::span(m_rows).subspan(m_begins[group], m_begins[group + 1] - m_begins[group]);
    }

private:
    std::vector<std::int32_t> m_runs;
    std::vector<std::size_t> m_begins; ///< of each group in m_rows: run by run, train before test
    std::vector<Row> m_rows;
};

} // namespace learnscope
