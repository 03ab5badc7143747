#pragma once

#include "core/stats/analysistables.h"

// Tables that rest on further columns of the trial tables; without rows where there are none. For use in this
// folder.

namespace learnscope {

AnalysisTable byColumnTable(const Analysis& analysis);
AnalysisTable reactionTimesTable(const Analysis& analysis);
AnalysisTable speedAccuracyTable(const Analysis& analysis);

} // namespace learnscope
