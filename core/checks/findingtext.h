#pragma once

#include "core/checks/finding.h"
#include "core/data/observer.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace learnscope {

constexpr std::size_t maximumFindingRows = 10'000;

/// A finding about @p observer, without rows.
Finding makeFinding(const Observer& observer, std::string code, Finding::Severity severity,
                    std::uint64_t count, std::string message);

/// Takes the first rows (ascending) and the line of the very first.
template<typename Row>
void setRows(Finding& finding, const Observer& observer, std::span<const Row> rows)
{
    finding.rows.assign(
        rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), maximumFindingRows)));
    finding.line = rows.empty() ? 0 : observer.trials->lineOf(rows.front());
}

/// "1 row", "2 rows".
std::string counted(std::uint64_t count, const std::string& singular, const std::string& plural);

/// "a", "a and b", "a, b and c"; of many the first @p most, "and 7 more".
std::string listed(const std::vector<std::string>& names, std::size_t most = 5);

/// "run 20", "participants 1 and 7"; "all 20 runs" where @p runs are all of them.
std::string runsListed(ObserverKind kind, const std::vector<std::int32_t>& runs, std::size_t all);

} // namespace learnscope
