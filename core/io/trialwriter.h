#pragma once

#include "core/base/result.h"
#include "core/data/trialtable.h"

#include <filesystem>
#include <string>

namespace learnscope {

/// The table as readTrials() reads it: comma-separated UTF-8 with LF, the six columns in the order of the
/// schema, then the extra ones. Fields are quoted where they must be; numbers are written so that they read
/// back as the same value and type; missing numbers are empty.
std::string formatTrials(const TrialTable& trials);

/// Writes formatTrials() with writeFileAtomically(). Any thread.
Result<void> writeTrials(const std::filesystem::path& path, const TrialTable& trials);

} // namespace learnscope
