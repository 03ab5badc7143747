#pragma once

#include "core/base/result.h"
#include "core/data/trialtable.h"
#include "core/jobs/jobcontext.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

/// Which trials of a table show which picture: four bytes a trial, found without a search. A value;
/// immutable.
class TrialIndex
{
public:
    /// Fails (Cancelled), or (OutOfRange) for a table of more than 2^32 trials. Any thread.
    static Result<TrialIndex> build(std::shared_ptr<const TrialTable> trials,
                                    JobContext& context = JobContext::none());

    const TrialTable& trials() const noexcept { return *m_trials; }
    const std::shared_ptr<const TrialTable>& table() const noexcept { return m_trials; }
    /// Rows in file order; none for a picture that does not occur.
    std::span<const std::uint32_t> rowsOf(std::string_view image) const;

private:
    TrialIndex() = default;

    std::shared_ptr<const TrialTable> m_trials;
    std::vector<std::uint32_t> m_rows; ///< picture by picture
    std::vector<std::size_t> m_ends; ///< of each picture's rows in m_rows
};

} // namespace learnscope
