#pragma once

#include "core/checks/finding.h"
#include "core/data/observer.h"
#include "core/data/wording.h"

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

} // namespace learnscope
