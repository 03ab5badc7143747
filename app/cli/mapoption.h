#pragma once

#include "app/cli/command.h"
#include "core/base/result.h"
#include "core/io/trialmapping.h"

#include <string>
#include <vector>

namespace learnscope {

/// Adds --map to @p command, and keeps a reference to @p texts.
void addMapOption(CLI::App& command, std::vector<std::string>& texts);

/// Fails with Usage.
Result<TrialMapping> readMapOption(const std::vector<std::string>& texts);

} // namespace learnscope
