#pragma once

#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/analysistables.h"

#include <string>
#include <vector>

namespace learnscope {

/// Trial tables that were named on the command line.
struct TrialInputs
{
    std::vector<Observer> observers; ///< in the order of the files; names differ
    std::vector<AnalysisInput> files; ///< with their digests, one for each observer
};

/// Reads @p files, several at a time; @p map is what --map says of foreign tables. Fails with the problems of
/// all.
Checked<TrialInputs> readTrialInputs(const std::vector<std::string>& files,
                                     const std::vector<std::string>& map, unsigned threads, JobContext& job);

} // namespace learnscope
