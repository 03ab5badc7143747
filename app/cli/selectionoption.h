#pragma once

#include "app/cli/command.h"
#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/runselection.h"

#include <string>
#include <vector>

namespace learnscope {

/// Adds --selection to @p command, and keeps a reference to @p text.
void addSelectionOption(CLI::App& command, std::string& text);

/// Leaves the trials of the selection that was typed: as JSON, as an expression, or as FILE or FILE#NAME with
/// saved selections. Does nothing for an empty @p text. Observers without a selected trial go, which is said
/// on standard error unless @p quiet.
Result<void> applySelectionOption(const std::string& text, std::vector<Observer>& observers,
                                  std::vector<RunSelection>& runs, unsigned threads, bool quiet,
                                  JobContext& context);

} // namespace learnscope
