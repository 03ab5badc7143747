#pragma once

#include "core/base/result.h"
#include "core/stats/analysis.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// A trial table in a workspace file.
struct WorkspaceTable
{
    std::string file; ///< absolute; in the file itself relative to it, with this as a hint
    std::string sha256; ///< of the file's content as it was read; empty: not known
    std::string name; ///< Observer::name
    std::string label;
    ObserverKind kind = ObserverKind::Network;
    std::optional<std::vector<std::int32_t>> checkedRuns; ///< nothing: all
    bool runsAreSaid = true; ///< false: the file leaves it to "learners only" which ones
    std::string color; ///< "#dd3497"
    std::string marker; ///< "square"
    std::vector<std::string> columns; ///< how they were read, as typed after --map; empty: as called
    std::vector<std::string> repairs; ///< as typed after --repair
    std::string unknown; ///< members that a newer version wrote: a JSON object; empty for none

    bool operator==(const WorkspaceTable&) const = default;
};

/// A stimulus folder in a workspace file.
struct WorkspaceStimuli
{
    std::string folder; ///< absolute
    std::string sha256; ///< of the list of its pictures; empty: not known
    std::string unknown;

    bool operator==(const WorkspaceStimuli&) const = default;
};

/// A representation in a workspace file: an array of a file, or a matrix of an observer's answers.
struct WorkspaceRepresentation
{
    std::string name;
    std::string label;
    std::string file; ///< absolute; empty: of an observer's answers
    std::string sha256;
    std::string dataset;
    std::string as; ///< "embedding", "matrix" or "triplets"
    std::string namesFile;
    std::string nameColumn;
    std::string observer;
    std::string phase; ///< "test" or "train"
    std::optional<std::int32_t> epoch; ///< nothing: the last
    std::string measure; ///< "correlation"...
    bool isReference = false;
    bool isShown = true;
    std::string unknown;

    bool operator==(const WorkspaceRepresentation&) const = default;
};

/// How all views show the items of representations.
struct WorkspaceItems
{
    std::string order; ///< "clusters"...; empty: as given
    std::string leader;
    std::size_t column = 0;
    bool descending = false;
    std::string linkage;
    std::size_t clusters = 0;
    std::string scaling; ///< "metric"...
    std::string likeness; ///< "spearman"...
    std::string unit; ///< of the bootstrap: "items", "observers" or "both"
    std::string correction; ///< of its tests: "holm"...
    std::string picturesFolder; ///< absolute
    std::vector<std::string> selected;
    std::string unknown;

    bool operator==(const WorkspaceItems&) const = default;
};

/// What a workspace file holds, as a value without Qt. Any thread.
struct WorkspaceDocument
{
    std::vector<WorkspaceTable> tables;
    std::optional<WorkspaceStimuli> stimuli;
    std::vector<WorkspaceRepresentation> representations;
    WorkspaceItems items;
    bool learnersOnly = false;
    bool onlySelected = false; ///< only selected trials are counted
    std::map<std::string, bool> shown; ///< switches of all views: "bands", "train"...
    AnalysisOptions rules; ///< without selections of runs
    std::string selection; ///< JSON; empty: nothing is selected
    std::string namedSelections; ///< JSON; empty: none
    std::string stimulus; ///< the picture that is looked at
    std::string views; ///< JSON: the grid of views; empty: as at first
    std::string zooms; ///< JSON: the part of each view that is looked at; empty: everything
    std::string page; ///< JSON: a composed page; empty: none
    std::string windowGeometry; ///< base64
    std::string docks; ///< base64
    std::string unknown; ///< members that a newer version wrote: a JSON object; empty for none
};

/// The SHA-256 of a stimulus folder's list: paths from its root on, sorted, one a line.
std::string hashOfList(const StimulusSet& stimuli);

/// The file's text: JSON with two spaces, one table after the other. Tables and stimuli are named relative to
/// @p file, where it is to lie; with an empty @p file only by absolute paths.
std::string toText(const WorkspaceDocument& document, const std::filesystem::path& file);

/// From a file's text. Where a relative path leads nowhere and the absolute one does, that is taken. Fails
/// with Syntax or Mismatch at the place where @p text is damaged, empty, no workspace, or of a newer major
/// version.
Result<WorkspaceDocument> workspaceFromText(std::string_view text, const std::filesystem::path& file);

/// Fails with Io, too.
Result<WorkspaceDocument> readWorkspace(const std::filesystem::path& file);

} // namespace learnscope
