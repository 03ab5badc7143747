#pragma once

#include "app/workspace/representationstate.h"
#include "app/workspace/workspacefile.h"
#include "app/workspace/workspacejson.h"
#include "core/checks/finding.h"
#include "core/jobs/jobcontext.h"

#include <filesystem>
#include <vector>

namespace learnscope {

// The part of workspace files that is about representations.

void addRepresentations(Json& json, const WorkspaceDocument& document, const std::filesystem::path& folder);
/// Throws Misfit.
void takeRepresentations(Members& members, const std::filesystem::path& folder, WorkspaceDocument& document);

/// Writes what @p state holds into @p document. Hashes are taken where they are not known: not on the GUI
/// thread.
void describeRepresentations(const RepresentationState& state, WorkspaceDocument& document);

/// Reads the files that @p document names; a file that cannot be read stays as an entry that says why. @p
/// remarks: on files that are not as they were. Any thread.
RepresentationState loadRepresentations(const WorkspaceDocument& document, std::vector<Finding>& remarks,
                                        JobContext& context);

} // namespace learnscope
