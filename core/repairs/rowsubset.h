#pragma once

#include "core/data/trialtable.h"

#include <span>

namespace learnscope {

/// The table of those rows of @p trials for which @p kept is true, in their order and with their lines of the
/// file. Names and labels that no longer occur are gone. @p kept is as long as the table. Any thread.
Result<TrialTable> withRows(const TrialTable& trials, const std::vector<bool>& kept);

} // namespace learnscope
