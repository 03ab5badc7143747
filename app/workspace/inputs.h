#pragma once

#include "app/workspace/tablehashes.h"
#include "core/base/error.h"
#include "core/checks/finding.h"
#include "core/data/observer.h"
#include "core/data/stimulus.h"
#include "core/io/trialmapping.h"
#include "core/jobs/jobcontext.h"
#include "core/repairs/repair.h"
#include "core/stats/accuracy.h"

#include <string>
#include <vector>

namespace learnscope {

/// What a list of files and folders turned out to hold.
struct FoundInputs
{
    std::vector<std::string> tables; ///< absolute paths in the order given, each once
    std::vector<std::string> arrays; ///< files of arrays, likewise
    std::string stimuli; ///< the last stimulus folder; empty where there is none
    ErrorList problems; ///< paths that are absent, and folders that hold nothing we know
};

/// A file is taken for a trial table unless it looks like arrays. A folder with train/ or test/ is a stimulus
/// folder; of any other, its .csv and .tsv files are trial tables, sorted by name, and the folders trials/
/// and stimuli/ in it are looked into as well. Any thread.
FoundInputs findInputs(const std::vector<std::string>& paths);

/// One trial table, ready to be shown.
struct LoadedTrials
{
    Observer observer;
    std::vector<AccuracyCell> cells;
    std::vector<Finding> findings;
    std::optional<FileStamp> stamp; ///< the file's before it was read
    ErrorList errors; ///< not empty: the file is rejected and the rest is not set
    /// Where it was rejected for want of columns: those that it has.
    std::vector<std::string> foreignColumns;
};

/// How a file is read.
struct TrialLoading
{
    std::optional<TrialMapping> mapping; ///< nothing: by remembered, else as the columns are called
    std::vector<RememberedLayout> remembered;
    std::vector<Repair> repairs; ///< made in this order
};

/// Reads one file, repairs its trials, counts and checks them, on up to @p threads threads; against @p
/// stimuli where that is not null. Any thread.
LoadedTrials loadTrials(const std::string& path, const StimulusSet* stimuli,
                        const StimulusNamePattern& pattern, unsigned threads, JobContext& context,
                        const TrialLoading& loading = {});

} // namespace learnscope
