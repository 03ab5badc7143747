#include "core/checks/trialgroups.h"

#include <algorithm>

namespace learnscope {

TrialGroups::TrialGroups(const TrialTable& trials)
    : m_runs(trials.distinctRuns())
    , m_begins(2 * m_runs.size() + 1, 0)
    , m_rows(trials.size())
{
    const auto runs = trials.runs();
    const auto phases = trials.phases();
    // Rows of one run mostly stand together, so that the last answer mostly is the next.
    const auto eachRow = [&](auto take) {
        std::size_t index = 0;
        for (std::size_t row = 0; row < runs.size(); ++row) {
            if (m_runs[index] != runs[row])
                index = static_cast<std::size_t>(std::lower_bound(m_runs.begin(), m_runs.end(), runs[row])
                                                 - m_runs.begin());
            take(2 * index + static_cast<std::size_t>(phases[row]), row);
        }
    };
    eachRow([&](std::size_t group, std::size_t) { ++m_begins[group + 1]; });
    for (std::size_t group = 1; group < m_begins.size(); ++group)
        m_begins[group] += m_begins[group - 1];
    std::vector<std::size_t> next(m_begins.begin(), m_begins.end());
    eachRow([&](std::size_t group, std::size_t row) { m_rows[next[group]++] = static_cast<Row>(row); });
}

} // namespace learnscope
