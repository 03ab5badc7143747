#pragma once

#include "app/workspace/workspacefile.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace learnscope {

/// A table of a workspace that could not be opened: it stays in the workspace, to be looked for.
struct MissingTable
{
    WorkspaceTable table;
    int place = 0; ///< among the tables of the workspace file
    std::string reason; ///< "there is no such file"

    bool operator==(const MissingTable&) const = default;
};

/// What a workspace file holds beside what is open, so that saving loses none of it.
struct KeptEntries
{
    std::vector<MissingTable> missing; ///< by place
    std::optional<WorkspaceStimuli> missingStimuli;
    /// Of tables, and of the stimulus folder's list, that are not as they were when the workspace was saved:
    /// the hashes they had, by path. Until the change is accepted.
    std::map<std::string, std::string> formerHashes;
    std::map<std::string, std::string> unknownOfTables; ///< by path: members a newer version wrote
    std::string unknownOfStimuli;
    std::string unknown; ///< members of the file itself
    std::map<std::string, bool> unknownSwitches; ///< of all views
    std::string unknownViews; ///< JSON: views of kinds that a newer version has; empty: none
    std::string page; ///< JSON of a composed page

    bool operator==(const KeptEntries&) const = default;
};

} // namespace learnscope
