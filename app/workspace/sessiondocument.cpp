#include "app/workspace/sessiondocument.h"

#include "app/workspace/representationentries.h"
#include "app/workspace/unknownviews.h"
#include "core/base/parallel.h"
#include "core/checks/trialchecks.h"
#include "core/data/trialselectionjson.h"
#include "core/io/trialmapping.h"
#include "core/repairs/repairs.h"
#include "core/stimuli/stimulusfolder.h"

#include <QColor>

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
constexpr std::array switches = {
    std::pair("bands", &ViewOptions::bands),
    std::pair("single_runs", &ViewOptions::singleRuns),
    std::pair("train", &ViewOptions::train),
    std::pair("test", &ViewOptions::test),
};

/// @p other where the entry says nothing that is understood.
ObserverStyle styleOf(const WorkspaceTable& table, const ObserverStyle& other)
{
    ObserverStyle style = other;
    if (const QColor color(QString::fromStdString(table.color)); color.isValid())
        style.color = color;
    style.marker = markerFromName(table.marker).value_or(style.marker);
    return style;
}

std::vector<std::int32_t> allRuns(const std::vector<AccuracyCell>& cells)
{
    std::vector<std::int32_t> runs;
    for (const AccuracyCell& cell : cells)
        if (runs.empty() || runs.back() != cell.run)
            runs.push_back(cell.run);
    return runs;
}

WorkspaceTable entryOf(const OpenObserver& open, const KeptEntries& kept, const TableHashes& hashes)
{
    WorkspaceTable table;
    table.file = open.observer.file;
    const auto former = kept.formerHashes.find(table.file);
    table.sha256 = former != kept.formerHashes.end() ? former->second : hashes.known(open.observer.trials);
    table.name = open.observer.name;
    table.label = open.observer.label;
    table.kind = open.observer.kind;
    if (open.checkedRuns != allRuns(*open.cells))
        table.checkedRuns = open.checkedRuns;
    table.color = open.style.color.name().toStdString();
    table.marker = toString(open.style.marker);
    if (open.observer.trials)
        table.columns = open.observer.trials->mapping();
    for (const RepairRecord& record : open.observer.repairs)
        table.repairs.push_back(record.parameters.empty() ? record.repair
                                                          : record.repair + '=' + record.parameters);
    if (const auto unknown = kept.unknownOfTables.find(table.file); unknown != kept.unknownOfTables.end())
        table.unknown = unknown->second;
    return table;
}

Finding remark(const std::string& code, const std::string& file, const std::string& message)
{
    Finding finding;
    finding.code = code;
    finding.file = file;
    finding.count = 1;
    finding.message = message;
    return finding;
}

/// Makes the repairs of the workspace again, to the trials as they were read.
Result<void> repair(LoadedTrials& loaded, const WorkspaceTable& entry, const StimulusSet* stimuli,
                    const StimulusNamePattern& pattern, unsigned threads, JobContext& context)
{
    std::vector<Repair> repairs;
    for (const std::string& text : entry.repairs) {
        auto one = parseRepair(text);
        if (!one)
            return tl::unexpected(one.error());
        repairs.push_back(std::move(*one));
    }
    if (repairs.empty())
        return {};
    auto mended = repaired(loaded.observer, repairs, threads, context);
    if (!mended)
        return tl::unexpected(mended.error());
    loaded.observer = std::move(*mended);
    loaded.cells = accuracyPerRun(*loaded.observer.trials, threads);
    auto findings = checkTrials(loaded.observer, stimuli, {.pattern = pattern, .threads = threads}, context);
    if (!findings)
        return tl::unexpected(findings.error());
    loaded.findings = std::move(*findings);
    return {};
}

LoadedWorkspace::Table loadTable(const WorkspaceTable& entry, const StimulusSet* stimuli,
                                 const StimulusNamePattern& pattern, unsigned threads, JobContext& context)
{
    LoadedWorkspace::Table table;
    if (!stampOf(entry.file)) {
        table.reason = "there is no such file";
        return table;
    }
    const auto mapping = parseTrialMapping(entry.columns);
    if (!mapping) {
        table.reason = "how its columns are to be read is not understood: " + mapping.error().message;
        return table;
    }
    auto loaded = std::make_shared<LoadedTrials>(
        loadTrials(entry.file, stimuli, pattern, threads, context, {*mapping, {}, {}}));
    if (!loaded->errors.empty()) {
        table.reason = "it was rejected: " + loaded->errors.kept().front().message;
        table.trials = loaded; // for its errors; taken away again by the caller
        return table;
    }
    if (const auto mended = repair(*loaded, entry, stimuli, pattern, threads, context); !mended) {
        table.reason = "its repairs could not be made again: " + mended.error().message;
        table.findings = loaded->findings; // which may say why
        return table;
    }
    TableHashes hashes;
    hashes.note(loaded->observer.trials, entry.file, loaded->stamp);
    table.hash = hashes.hashOf(loaded->observer.trials);
    table.trials = std::move(loaded);
    return table;
}

void addTable(ReopenedSession& reopened, const WorkspaceTable& entry, const LoadedWorkspace::Table& table,
              const std::string& workspaceFile)
{
    OpenObserver open;
    open.observer = table.trials->observer;
    open.observer.name = entry.name;
    open.observer.label = entry.label;
    open.observer.kind = entry.kind;
    const auto isTaken = [&](const OpenObserver& other) { return other.observer.name == open.observer.name; };
    auto& observers = reopened.session.observers;
    for (int copy = 2; std::any_of(observers.begin(), observers.end(), isTaken); ++copy)
        open.observer.name = entry.name + " (" + std::to_string(copy) + ")";
    open.cells = std::make_shared<const std::vector<AccuracyCell>>(table.trials->cells);
    const std::vector<std::int32_t> all = allRuns(*open.cells);
    open.checkedRuns = all;
    if (const auto learned = learners(*open.cells); !entry.runsAreSaid && reopened.session.learnersOnly
        && entry.kind == ObserverKind::Human && !learned.empty())
        open.checkedRuns = learned;
    if (entry.checkedRuns) {
        open.checkedRuns.clear();
        std::set_intersection(all.begin(), all.end(), entry.checkedRuns->begin(), entry.checkedRuns->end(),
                              std::back_inserter(open.checkedRuns));
        if (const std::size_t lost = entry.checkedRuns->size() - open.checkedRuns.size(); lost > 0)
            reopened.remarks.push_back(remark("runs-gone", workspaceFile,
                                              std::to_string(lost) + " of the checked runs of " + entry.file
                                                  + " are not in the table any more"));
    }
    open.style = styleOf(entry, styleFor(open.observer, static_cast<int>(observers.size())));
    KeptEntries& kept = reopened.session.kept;
    if (!entry.sha256.empty() && !table.hash.empty() && entry.sha256 != table.hash) {
        kept.formerHashes[entry.file] = entry.sha256;
        reopened.remarks.push_back(
            remark("changed-table", workspaceFile,
                   entry.file + " is not the same as when the workspace was saved: its SHA-256 was "
                       + entry.sha256.substr(0, 12) + "... and is " + table.hash.substr(0, 12) + "..."));
    }
    if (!entry.unknown.empty())
        kept.unknownOfTables[entry.file] = entry.unknown;
    reopened.remarks.insert(reopened.remarks.end(), table.trials->findings.begin(),
                            table.trials->findings.end());
    observers.push_back(std::move(open));
}

void addStimuli(ReopenedSession& reopened, const LoadedWorkspace& loaded)
{
    const auto& entry = loaded.document.stimuli;
    if (!entry)
        return;
    KeptEntries& kept = reopened.session.kept;
    if (!loaded.stimuli) {
        kept.missingStimuli = entry;
        reopened.remarks.push_back(
            remark("missing-stimuli", entry->folder,
                   "the stimulus folder of this workspace was not opened: " + loaded.stimuliReason));
        return;
    }
    reopened.session.stimuli = loaded.stimuli;
    kept.unknownOfStimuli = entry->unknown;
    if (!entry->sha256.empty() && entry->sha256 != hashOfList(*loaded.stimuli)) {
        const std::string folder = loaded.stimuli->root().string();
        kept.formerHashes[folder] = entry->sha256;
        reopened.remarks.push_back(remark("changed-stimuli", folder,
                                          "does not hold the same pictures as when the workspace was saved"));
    }
}
} // namespace

std::map<std::string, bool> switchesOf(const ViewOptions& options)
{
    std::map<std::string, bool> values;
    for (const auto& [name, member] : switches)
        values[name] = options.*member;
    return values;
}

WorkspaceDocument documentOf(const Session& session, const TableHashes& hashes)
{
    WorkspaceDocument document;
    const KeptEntries& kept = session.kept;
    for (const OpenObserver& open : session.observers)
        document.tables.push_back(entryOf(open, kept, hashes));
    for (const MissingTable& missing : kept.missing)
        document.tables.insert(document.tables.begin()
                                   + std::min<std::ptrdiff_t>(missing.place, std::ssize(document.tables)),
                               missing.table);
    document.stimuli = kept.missingStimuli;
    if (session.stimuli) {
        WorkspaceStimuli stimuli;
        stimuli.folder = session.stimuli->root().string();
        const auto former = kept.formerHashes.find(stimuli.folder);
        stimuli.sha256 = former != kept.formerHashes.end() ? former->second : hashOfList(*session.stimuli);
        stimuli.unknown = kept.unknownOfStimuli;
        document.stimuli = std::move(stimuli);
    }
    describeRepresentations(session.representations, document);
    if (!session.selection.empty())
        document.selection = toJson(session.selection);
    document.learnersOnly = session.learnersOnly;
    document.onlySelected = session.onlySelected;
    document.shown = switchesOf(session.viewOptions);
    document.shown.insert(kept.unknownSwitches.begin(), kept.unknownSwitches.end());
    if (!session.savedSelections.empty())
        document.namedSelections = toJson(session.savedSelections);
    document.rules = session.rules;
    document.stimulus = session.stimulus;
    document.views =
        withUnknownViews(session.views, QByteArray::fromStdString(kept.unknownViews)).toStdString();
    document.zooms = session.viewZooms.toStdString();
    document.page = kept.page;
    document.windowGeometry = session.windowGeometry.toBase64().toStdString();
    document.docks = session.docks.toBase64().toStdString();
    document.unknown = kept.unknown;
    return document;
}

Result<LoadedWorkspace> loadWorkspace(WorkspaceDocument document, unsigned threads, JobContext& context)
{
    LoadedWorkspace loaded;
    loaded.document = std::move(document);
    const WorkspaceDocument& entries = loaded.document;
    if (entries.stimuli) {
        auto stimuli =
            readStimulusFolder(entries.stimuli->folder, {.pattern = entries.rules.pattern}, context);
        if (stimuli)
            loaded.stimuli = std::make_shared<const StimulusSet>(std::move(*stimuli));
        else
            loaded.stimuliReason = stimuli.error().message;
    }
    const std::size_t count = entries.tables.size();
    loaded.tables.resize(count);
    const auto together = static_cast<unsigned>(std::clamp<std::size_t>(count, 1, std::max(1u, threads)));
    parallelFor(count, together, [&](std::size_t place) {
        loaded.tables[place] = loadTable(entries.tables[place], loaded.stimuli.get(), entries.rules.pattern,
                                         std::max(1u, threads / together), context);
    });
    loaded.representations = loadRepresentations(entries, loaded.representationRemarks, context);
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    for (LoadedWorkspace::Table& table : loaded.tables)
        if (table.trials && !table.reason.empty()) {
            for (const Error& error : table.trials->errors.kept())
                loaded.problems.add(error);
            table.trials.reset();
        }
    return loaded;
}

ReopenedSession sessionOf(const LoadedWorkspace& loaded, TableHashes& hashes,
                          const std::string& workspaceFile)
{
    ReopenedSession reopened;
    Session& session = reopened.session;
    const WorkspaceDocument& document = loaded.document;
    session.learnersOnly = document.learnersOnly;
    for (std::size_t place = 0; place < loaded.tables.size(); ++place) {
        const WorkspaceTable& entry = document.tables[place];
        const LoadedWorkspace::Table& table = loaded.tables[place];
        if (table.trials) {
            hashes.note(table.trials->observer.trials, entry.file, table.trials->stamp, table.hash);
            addTable(reopened, entry, table, workspaceFile);
        } else {
            session.kept.missing.push_back({entry, static_cast<int>(place), table.reason});
            reopened.remarks.push_back(remark("missing-table", entry.file,
                                              "this table of the workspace was not opened: " + table.reason));
            reopened.remarks.insert(reopened.remarks.end(), table.findings.begin(), table.findings.end());
        }
    }
    addStimuli(reopened, loaded);
    session.representations = loaded.representations;
    reopened.remarks.insert(reopened.remarks.end(), loaded.representationRemarks.begin(),
                            loaded.representationRemarks.end());
    session.kept.unknown = document.unknown;
    session.kept.page = document.page;
    session.onlySelected = document.onlySelected;
    session.kept.unknownSwitches = document.shown;
    for (const auto& [name, member] : switches)
        if (const auto found = session.kept.unknownSwitches.extract(name))
            session.viewOptions.*member = found.mapped();
    session.rules = document.rules;
    if (!document.selection.empty()) {
        if (auto selection = trialSelectionFromJson(document.selection))
            session.selection = std::move(*selection);
        else
            reopened.remarks.push_back(
                remark("selection", workspaceFile,
                       "the selection of this workspace is not understood: " + selection.error().message));
    }
    if (!document.namedSelections.empty()) {
        if (auto saved = namedSelectionsFromJson(document.namedSelections))
            session.savedSelections = std::move(*saved);
        else
            reopened.remarks.push_back(remark("selection", workspaceFile,
                                              "the saved selections of this workspace are not understood: "
                                                  + saved.error().message));
    }
    session.stimulus = document.stimulus;
    const PartedViews views =
        partedViews(QByteArray::fromStdString(document.views), QByteArray::fromStdString(document.zooms));
    session.views = views.known;
    session.viewZooms = views.zooms;
    session.kept.unknownViews = views.unknown.toStdString();
    if (!views.names.isEmpty())
        reopened.remarks.push_back(
            remark("unknown-views", workspaceFile,
                   "views that this version does not know are left out and stay in the file: "
                       + views.names.join(QStringLiteral(", ")).toStdString()));
    session.windowGeometry = QByteArray::fromBase64(QByteArray::fromStdString(document.windowGeometry));
    session.docks = QByteArray::fromBase64(QByteArray::fromStdString(document.docks));
    return reopened;
}

} // namespace learnscope
