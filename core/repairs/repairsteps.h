#pragma once

#include "core/checks/groupfacts.h"
#include "core/data/observer.h"
#include "core/repairs/repair.h"

#include <vector>

namespace learnscope {

/// Which rows a repair keeps.
struct KeptRows
{
    std::vector<bool> rows;
    std::uint64_t dropped = 0;
    std::vector<std::int32_t> runs; ///< those that lose rows, ascending
};

/// Without the rows of starts that were begun again. Where only the training part of a start was finished,
/// its first test trials go with it.
KeptRows withoutAbortedStarts(const TrialTable& trials, const TrialGroups& groups, const FactsOfRuns& facts);

/// With one row of each run, epoch, phase and image: the first in the file or the last.
KeptRows withoutDuplicates(const TrialTable& trials, const TrialGroups& groups, Repair::Keep keep);

/// Without whole runs. Fails with Mismatch where a listed run is not there.
Result<KeptRows> withoutRuns(const TrialTable& trials, const Repair& repair, unsigned threads);

/// Which rows get another value, and how many of which phase and run.
struct ChangedEpochs
{
    std::vector<std::int32_t> epochs; ///< of all rows
    std::array<std::uint64_t, 2> changed = {}; ///< by phase
    std::array<std::size_t, 2> blockSize = {}; ///< by phase; the last where runs differ
    std::vector<std::int32_t> runs;
    std::vector<std::int32_t> leftAlone; ///< runs with shifted rows whose blocks fit no epochs
};

/// With each row in the epoch of its block of file order: the n-th block in the n-th epoch where there are as
/// many, else in that of most of its rows.
ChangedEpochs reblocked(const TrialTable& trials, const TrialGroups& groups, const FactsOfRuns& facts);

} // namespace learnscope
