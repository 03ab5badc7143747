#pragma once

#include "app/cli/command.h"
#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/jobs/jobcontext.h"
#include "core/repairs/repair.h"

#include <string>
#include <vector>

namespace learnscope {

/// Adds --repair to @p command, and keeps a reference to @p texts.
void addRepairOption(CLI::App& command, std::vector<std::string>& texts);

/// What the texts, in the order typed, say about each observer: REPAIR is for all of them, OBSERVER:REPAIR
/// for one. Label repairs that follow each other become one, so that labels can be exchanged. Fails with
/// Usage.
Result<std::vector<std::vector<Repair>>> readRepairs(const std::vector<std::string>& texts,
                                                     const std::vector<Observer>& observers);

/// Repairs the observers that have trials. What a repair did not find anywhere is said on standard error.
/// Fails with Usage, or as repaired() does.
Result<void> applyRepairs(const std::vector<std::string>& texts, std::vector<Observer>& observers,
                          unsigned threads, JobContext& context);

} // namespace learnscope
