#pragma once

#include "app/cli/command.h"
#include "core/stats/rules.h"

#include <map>
#include <string>

namespace learnscope {

/// The definitions that numbers are computed by, as they were typed: by the rule's name.
using RuleOptions = std::map<std::string, std::string>;

/// Adds an option for each rule, "--lag" and so on, to @p command, and keeps a reference to @p options.
void addRuleOptions(CLI::App& command, RuleOptions& options);

/// Fails with Usage where a value is not understood. What was not typed stays as it is.
Result<void> applyRuleOptions(const RuleOptions& options, AnalysisOptions& rules);

} // namespace learnscope
