#include "app/window/workspacenotices.h"

#include "app/window/noticebar.h"
#include "app/workspace/sessiondocument.h"
#include "app/workspace/workspace.h"

#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <filesystem>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

const auto missingNotice = QStringLiteral("missing");
const auto changedNotice = QStringLiteral("changed");

/// "a.csv, b.csv and 3 more"
QString listed(const QStringList& names)
{
    constexpr int most = 3;
    if (names.size() <= most + 1)
        return names.join(QStringLiteral(", "));
    return WorkspaceNotices::tr("%1 and %L2 more")
        .arg(names.mid(0, most).join(QStringLiteral(", ")))
        .arg(names.size() - most);
}

QString nameOf(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).fileName();
}

/// Where @p path lies now if everything around it was moved as @p from was moved to @p to.
fs::path movedAlike(const fs::path& path, fs::path from, fs::path to)
{
    while (from.has_filename() && from.filename() == to.filename()) {
        from = from.parent_path();
        to = to.parent_path();
    }
    const fs::path rest = path.lexically_relative(from);
    return rest.empty() || *rest.begin() == ".." ? fs::path() : (to / rest).lexically_normal();
}

/// The first place where it is; @p path itself where it is nowhere.
std::string foundPlace(const std::string& path, const fs::path& from, const fs::path& to)
{
    std::error_code status;
    for (const fs::path& place : {movedAlike(path, from, to), to.parent_path() / fs::path(path).filename()})
        if (!place.empty() && fs::exists(place, status))
            return place.string();
    return path;
}
} // namespace

WorkspaceNotices::WorkspaceNotices(Workspace& workspace, NoticeBar& notices, QWidget& window, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_notices(notices)
    , m_window(window)
{
    connect(&workspace, &Workspace::keptChanged, this, &WorkspaceNotices::refresh);
    connect(&workspace, &Workspace::stimuliChanged, this, &WorkspaceNotices::refresh);
    connect(&workspace.observers(), &QAbstractItemModel::rowsRemoved, this, &WorkspaceNotices::refresh);
    connect(&workspace.observers(), &QAbstractItemModel::rowsInserted, this, &WorkspaceNotices::refresh);
    refresh();
}

void WorkspaceNotices::refresh()
{
    refreshMissing();
    refreshChanged();
}

void WorkspaceNotices::refreshMissing()
{
    const KeptEntries& kept = m_workspace.kept();
    QStringList names;
    for (const MissingTable& missing : kept.missing)
        names << nameOf(missing.table.file);
    const bool noStimuli = kept.missingStimuli && !m_workspace.stimuli();
    if (names.isEmpty() && !noStimuli)
        return m_notices.remove(missingNotice);
    QString text = names.size() == 1
        ? tr("A table of this workspace was not opened: %1 (%2).")
              .arg(names.first(), QString::fromStdString(kept.missing.front().reason))
        : names.isEmpty()
        ? QString()
        : tr("%1 tables of this workspace were not opened: %2.").arg(names.size()).arg(listed(names));
    if (noStimuli)
        text += (text.isEmpty() ? QString() : QStringLiteral(" "))
            + tr("The stimulus folder %1 was not opened.").arg(nameOf(kept.missingStimuli->folder));
    m_notices.post(
        missingNotice,
        text + QLatin1Char(' ')
            + (names.size() + (noStimuli ? 1 : 0) == 1 ? tr("It stays in the workspace.")
                                                       : tr("They stay in the workspace.")),
        {{tr("&Locate..."), [this] { askForPlace(); }}, {tr("Leave &out"), [this] { leaveOut(); }}});
}

void WorkspaceNotices::refreshChanged()
{
    QStringList names;
    for (const auto& [path, hash] : m_workspace.kept().formerHashes)
        if (m_workspace.observers().placeOfFile(path) >= 0
            || (m_workspace.stimuli() && m_workspace.stimuli()->root().string() == path))
            names << nameOf(path);
    if (names.isEmpty())
        return m_notices.remove(changedNotice);
    m_notices.post(
        changedNotice,
        names.size() == 1
            ? tr("%1 is not the same as when this workspace was saved.").arg(names.first())
            : tr("These are not the same as when this workspace was saved: %1.").arg(listed(names)),
        {{tr("&Accept the change"), [this] { accept(); }}});
}

void WorkspaceNotices::leaveOut()
{
    KeptEntries kept = m_workspace.kept();
    kept.missing.clear();
    kept.missingStimuli.reset();
    m_workspace.setKept(kept);
}

void WorkspaceNotices::accept()
{
    KeptEntries kept = m_workspace.kept();
    kept.formerHashes.clear();
    m_workspace.setKept(kept);
}

void WorkspaceNotices::askForPlace()
{
    const KeptEntries& kept = m_workspace.kept();
    const bool isTable = !kept.missing.empty();
    const std::string sought = isTable ? kept.missing.front().table.file : kept.missingStimuli->folder;
    auto* dialog = new QFileDialog(&m_window, tr("Where is %1 now?").arg(nameOf(sought)));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(isTable ? QFileDialog::ExistingFile : QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly, !isTable);
    dialog->setLabelText(QFileDialog::LookIn, tr("It was %1").arg(QString::fromStdString(sought)));
    connect(dialog, &QFileDialog::fileSelected, this, &WorkspaceNotices::locate);
    dialog->open();
}

void WorkspaceNotices::locate(const QString& path)
{
    const KeptEntries kept = m_workspace.kept();
    if (kept.missing.empty() && !kept.missingStimuli)
        return;
    const fs::path to = QFileInfo(path).absoluteFilePath().toStdString();
    m_workspace.runner().start<LoadedWorkspace>(
        tr("Look for files"),
        [kept, to, threads = m_workspace.threads(), rules = m_workspace.rules(),
         hasStimuli = bool(m_workspace.stimuli())](JobContext& context) {
            WorkspaceDocument document;
            document.rules = rules;
            const fs::path from =
                kept.missing.empty() ? kept.missingStimuli->folder : kept.missing.front().table.file;
            for (const MissingTable& missing : kept.missing) {
                WorkspaceTable table = missing.table;
                table.file = document.tables.empty() ? to.string() : foundPlace(table.file, from, to);
                document.tables.push_back(std::move(table));
            }
            if (kept.missingStimuli && !hasStimuli) {
                document.stimuli = kept.missingStimuli;
                document.stimuli->folder =
                    kept.missing.empty() ? to.string() : foundPlace(document.stimuli->folder, from, to);
            }
            return loadWorkspace(std::move(document), threads, context);
        },
        [this, kept](const JobResult<LoadedWorkspace>& loaded) -> JobEnd {
            if (!loaded)
                return {JobModel::State::Cancelled};
            if (kept == m_workspace.kept()) { // else something else was decided meanwhile
                std::vector<std::string> former;
                for (const MissingTable& missing : kept.missing)
                    former.push_back(missing.table.file);
                insert(**loaded, former);
            }
            return {};
        });
}

void WorkspaceNotices::insert(const LoadedWorkspace& loaded, const std::vector<std::string>& formerFiles)
{
    const ReopenedSession reopened = sessionOf(loaded, *m_workspace.hashes(), {});
    Session session = m_workspace.state();
    auto found = reopened.session.observers.begin();
    std::vector<MissingTable> missing;
    for (std::size_t place = 0; place < loaded.tables.size(); ++place) {
        const MissingTable& entry = session.kept.missing[place];
        if (!loaded.tables[place].trials) {
            missing.push_back(entry);
            missing.back().reason = loaded.tables[place].reason;
            continue;
        }
        m_workspace.problems().removeFile(formerFiles[place]);
        OpenObserver open = *found++;
        const std::string name = open.observer.name;
        const auto isTaken = [&](const OpenObserver& other) {
            return other.observer.name == open.observer.name;
        };
        for (int copy = 2; std::any_of(session.observers.begin(), session.observers.end(), isTaken); ++copy)
            open.observer.name = name + " (" + std::to_string(copy) + ")";
        session.observers.insert(session.observers.begin()
                                     + std::min<std::ptrdiff_t>(entry.place, std::ssize(session.observers)),
                                 std::move(open));
    }
    session.kept.missing = std::move(missing);
    const KeptEntries& news = reopened.session.kept;
    session.kept.formerHashes.insert(news.formerHashes.begin(), news.formerHashes.end());
    session.kept.unknownOfTables.insert(news.unknownOfTables.begin(), news.unknownOfTables.end());
    if (reopened.session.stimuli) {
        if (session.kept.missingStimuli)
            m_workspace.problems().removeFile(session.kept.missingStimuli->folder);
        session.stimuli = reopened.session.stimuli;
        session.kept.missingStimuli.reset();
        session.kept.unknownOfStimuli = news.unknownOfStimuli;
    }
    m_workspace.setState(session);
    m_workspace.problems().append(loaded.problems);
    std::vector<Finding> remarks;
    std::copy_if(reopened.remarks.begin(), reopened.remarks.end(), std::back_inserter(remarks),
                 [](const Finding& remark) {
                     return remark.code != "missing-table" && remark.code != "missing-stimuli";
                 });
    m_workspace.problems().append(remarks);
}

} // namespace learnscope
