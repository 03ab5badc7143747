#pragma once

#include "app/workspace/inputs.h"
#include "app/workspace/session.h"
#include "app/workspace/workspacefile.h"

namespace learnscope {

/// What a workspace file says of @p session. Hashes of tables are those that are known, of arrays they are
/// taken. Not on the GUI thread.
WorkspaceDocument documentOf(const Session& session, const TableHashes& hashes);

/// The switches of all views by their names in workspace files.
std::map<std::string, bool> switchesOf(const ViewOptions& options);

/// A workspace file and all that it names.
struct LoadedWorkspace
{
    WorkspaceDocument document;
    struct Table
    {
        std::shared_ptr<const LoadedTrials> trials; ///< null: not found or rejected
        std::string hash; ///< of the file as it is now
        std::string reason; ///< why there are no trials
        std::vector<Finding> findings = {}; ///< in trials that could be read and not be repaired
    };
    std::vector<Table> tables; ///< one for each of the document's
    std::shared_ptr<const StimulusSet> stimuli; ///< null: none is named, or it was not found
    std::string stimuliReason;
    RepresentationState representations;
    std::vector<Finding> representationRemarks = {};
    ErrorList problems; ///< all that is wrong with files that are there
};

/// Reads, checks and hashes all tables and the stimulus folder that @p document names. Fails only with
/// Cancelled. Any thread.
Result<LoadedWorkspace> loadWorkspace(WorkspaceDocument document, unsigned threads, JobContext& context);

/// The session that the file described, with remarks on all that is not as it was: those on tables that were
/// opened name @p workspaceFile. @p hashes gets to know the tables. GUI thread.
struct ReopenedSession
{
    Session session;
    std::vector<Finding> remarks; ///< for the problems list
};
ReopenedSession sessionOf(const LoadedWorkspace& loaded, TableHashes& hashes,
                          const std::string& workspaceFile);

} // namespace learnscope
