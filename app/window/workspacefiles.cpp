#include "app/window/workspacefiles.h"

#include "app/actions/actions.h"
#include "app/window/noticebar.h"
#include "app/window/undocommands.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/autosave.h"
#include "app/workspace/preferences.h"
#include "app/workspace/sessiondocument.h"
#include "app/workspace/workspace.h"
#include "core/base/filewriter.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace learnscope {

namespace {
const auto suffix = QStringLiteral("learnscope");
const auto saveNotice = QStringLiteral("save");
const auto openNotice = QStringLiteral("open");

QString absolute(const QString& path)
{
    return QFileInfo(path).absoluteFilePath();
}
} // namespace

WorkspaceFiles::WorkspaceFiles(const Parts& parts, const QString& recoveryFolder, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(parts.undo.history())
{
    const auto on = [&](ActionId id, auto act) {
        connect(parts.actions[id], &QAction::triggered, this, act);
    };
    on(ActionId::NewWorkspace, &WorkspaceFiles::newWorkspace);
    on(ActionId::Save, &WorkspaceFiles::save);
    on(ActionId::SaveAs, &WorkspaceFiles::saveAs);
    connect(&m_history, &History::changed, this, &WorkspaceFiles::refresh);
    refresh();
    if (!recoveryFolder.isEmpty()) {
        offerRecovery(recoveryFolder);
        startAutosave(recoveryFolder);
    }
}

WorkspaceFiles::~WorkspaceFiles() = default;

bool WorkspaceFiles::isWorkspace(const QString& path)
{
    return QFileInfo(path).suffix().compare(suffix, Qt::CaseInsensitive) == 0;
}

Session WorkspaceFiles::session() const
{
    Session session = m_parts.undo.session();
    session.viewZooms = m_parts.views.zooms();
    session.windowGeometry = m_parts.window.saveGeometry();
    session.docks = m_parts.window.saveState(Preferences::layoutVersion);
    return session;
}

void WorkspaceFiles::refresh()
{
    const QString name = m_file.isEmpty() ? tr("Untitled") : QFileInfo(m_file).completeBaseName();
    const bool isEmpty = m_file.isEmpty() && !m_parts.workspace.hasData();
    m_parts.window.setWindowTitle(isEmpty ? tr("Learnscope") : tr("%1[*] \u2014 Learnscope").arg(name));
    m_parts.window.setWindowModified(!isEmpty && !m_history.isClean());
    if (m_autosave != nullptr)
        m_autosave->noteChange();
}

void WorkspaceFiles::setFile(const QString& file)
{
    m_file = file;
    if (!file.isEmpty()) {
        m_parts.preferences.addRecent(file);
        Q_EMIT recentChanged();
    }
    refresh();
}

// Opening

void WorkspaceFiles::open(const QStringList& paths)
{
    QStringList others;
    QString workspace;
    for (const QString& path : paths)
        (isWorkspace(path) ? workspace : others.emplace_back()) = path;
    if (workspace.isEmpty())
        return m_parts.workspace.open(others);
    const auto go = [this, workspace, others] {
        m_openNext = others; // into the workspace, once that is there
        openWorkspace(absolute(workspace));
    };
    if (mayGoOn(go))
        go();
}

void WorkspaceFiles::load(const QString& path, const QString& title,
                          std::function<void(const LoadedWorkspace&)> done)
{
    m_parts.notices.remove(openNotice);
    m_parts.workspace.runner().start<LoadedWorkspace>(
        title,
        [file = path.toStdString(),
         threads = m_parts.workspace.threads()](JobContext& context) -> Result<LoadedWorkspace> {
            auto document = readWorkspace(file);
            if (!document)
                return tl::unexpected(document.error());
            return loadWorkspace(std::move(*document), threads, context);
        },
        [this, path, done = std::move(done)](const JobResult<LoadedWorkspace>& loaded) -> JobEnd {
            if (!loaded && loaded.error().kind == Error::Kind::Cancelled)
                return {JobModel::State::Cancelled};
            if (!loaded) {
                noticeFailure(path, loaded.error());
                return {JobModel::State::Failed};
            }
            done(**loaded);
            return {};
        });
}

void WorkspaceFiles::openWorkspace(const QString& path)
{
    load(path, tr("Open %1").arg(QFileInfo(path).fileName()),
         [this, path](const LoadedWorkspace& loaded) { take(loaded, path, false); });
}

void WorkspaceFiles::noticeFailure(const QString& path, const Error& error)
{
    m_parts.workspace.problems().append(error);
    m_parts.notices.post(
        openNotice,
        tr("%1 was not opened: %2").arg(QFileInfo(path).fileName(), QString::fromStdString(error.toString())),
        {});
}

void WorkspaceFiles::take(const LoadedWorkspace& loaded, const QString& file, bool isChanged)
{
    Workspace& workspace = m_parts.workspace;
    ReopenedSession reopened = sessionOf(loaded, *workspace.hashes(), file.toStdString());
    workspace.closeAll();
    showSession(reopened.session);
    workspace.problems().append(loaded.problems);
    workspace.problems().append(reopened.remarks);
    for (const Finding& remark : reopened.remarks)
        if (remark.code == "unknown-views")
            m_parts.notices.post(
                openNotice,
                tr("This workspace is of a newer version: %1.").arg(QString::fromStdString(remark.message)),
                {});
    m_history.clear(isChanged);
    setFile(file);
    workspace.open(std::exchange(m_openNext, {}));
    Q_EMIT opened();
}

void WorkspaceFiles::showSession(const Session& session)
{
    m_parts.workspace.setState(session);
    if (!session.views.isEmpty() && !m_parts.views.restore(session.views)) {
        m_parts.views.reset();
        m_parts.notices.post(openNotice,
                             tr("The places of the views are not understood; they are as at first."), {});
    }
    m_parts.views.setZooms(session.viewZooms);
    if (!session.windowGeometry.isEmpty())
        m_parts.window.restoreGeometry(session.windowGeometry);
    if (!session.docks.isEmpty())
        m_parts.window.restoreState(session.docks, Preferences::layoutVersion);
}

void WorkspaceFiles::newWorkspace()
{
    const auto go = [this] {
        m_parts.workspace.closeAll();
        m_parts.workspace.setState({}); // definitions, switches and saved selections, too
        m_parts.views.reset();
        m_history.clear();
        setFile({});
    };
    if (mayGoOn(go))
        go();
}

// Saving

void WorkspaceFiles::save()
{
    if (m_file.isEmpty())
        saveAs();
    else
        saveTo(m_file);
}

void WorkspaceFiles::saveAs()
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Save workspace"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilters({tr("Workspaces (*.learnscope)")});
    const auto& observers = m_parts.workspace.observers();
    if (!m_file.isEmpty())
        dialog->selectFile(m_file);
    else if (observers.observerCount() > 0)
        dialog->setDirectory(QFileInfo(QString::fromStdString(observers.observer(0).file)).path());
    connect(dialog, &QFileDialog::fileSelected, this, &WorkspaceFiles::saveTo);
    connect(dialog, &QDialog::rejected, this, [this] { m_afterSaving = nullptr; });
    dialog->open();
}

void WorkspaceFiles::saveTo(const QString& path)
{
    m_parts.notices.remove(saveNotice);
    const auto written = std::make_shared<const Session>(session());
    m_parts.workspace.runner().start<bool>(
        tr("Save %1").arg(QFileInfo(path).fileName()),
        [written, hashes = m_parts.workspace.hashes(),
         file = absolute(path).toStdString()](JobContext&) -> Result<bool> {
            for (const OpenObserver& open : written->observers)
                hashes->hashOf(open.observer.trials);
            const auto done = writeFileAtomically(file, toText(documentOf(*written, *hashes), file));
            return done ? Result<bool>(true) : tl::unexpected(done.error());
        },
        [this, written, path](const JobResult<bool>& done) -> JobEnd {
            const auto afterSaving = std::exchange(m_afterSaving, nullptr);
            if (!done && done.error().kind == Error::Kind::Cancelled)
                return {JobModel::State::Cancelled};
            if (!done) {
                m_parts.workspace.problems().append(done.error());
                m_parts.notices.post(saveNotice,
                                     tr("The workspace was not saved. %1")
                                         .arg(QString::fromStdString(done.error().toString())),
                                     {{tr("Save &as..."), [this] { saveAs(); }}});
                return {JobModel::State::Failed};
            }
            if (isSameWork(*written, m_parts.undo.session()))
                m_history.setClean(); // else it was changed while it was written
            setFile(absolute(path));
            Q_EMIT saved();
            if (afterSaving && m_history.isClean())
                afterSaving();
            return {};
        });
}

bool WorkspaceFiles::needsSaving()
{
    return !m_history.isClean() && (!m_file.isEmpty() || m_history.hasWork());
}

bool WorkspaceFiles::mayGoOn(std::function<void()> then)
{
    if (std::exchange(m_mayLose, false) || !needsSaving())
        return true;
    if (m_question) {
        m_question->raise();
        return false;
    }
    const QString name = m_file.isEmpty() ? tr("this workspace") : QFileInfo(m_file).fileName();
    m_question =
        new QMessageBox(QMessageBox::Question, tr("Save changes?"), tr("Save the changes of %1?").arg(name),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_parts.window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setInformativeText(tr("The workspace keeps which files are open and how they are shown. Your "
                                      "data files are never changed."));
    m_question->setDefaultButton(QMessageBox::Save);
    connect(m_question, &QMessageBox::finished, this, [this, then = std::move(then)](int answer) {
        const auto goOn = [this, then] {
            m_mayLose = true;
            then();
            m_mayLose = false;
        };
        if (answer == QMessageBox::Discard)
            goOn();
        if (answer != QMessageBox::Save)
            return;
        m_afterSaving = goOn;
        save();
    });
    m_question->open();
    return false;
}

// Going on in another window, and after a crash

WorkspaceFiles::State WorkspaceFiles::state()
{
    State state;
    state.steps = m_history.steps();
    state.session = session();
    state.session.problems = m_parts.workspace.problems().problems();
    state.file = m_file;
    state.hashes = m_parts.workspace.hashes();
    state.isRecovered = m_history.isChangedBefore();
    return state;
}

void WorkspaceFiles::restore(const State& state)
{
    Session session = state.session;
    session.windowGeometry.clear(); // that of another scale
    session.docks.clear();
    m_parts.workspace.hashes()->addAll(*state.hashes);
    showSession(session);
    m_parts.workspace.problems().append(session.problems);
    m_history.setSteps(state.steps, state.isRecovered);
    m_file = state.file;
    refresh();
}

} // namespace learnscope
