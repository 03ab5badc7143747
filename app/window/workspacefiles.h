#pragma once

#include "app/workspace/history.h"
#include "app/workspace/keptentries.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <memory>

class QMainWindow;
class QMessageBox;

namespace learnscope {

class Actions;
class Autosave;
class NoticeBar;
class Preferences;
class RecoverableWorkspace;
class TableHashes;
class UndoCommands;
class ViewGrid;
class Workspace;
struct LoadedWorkspace;

/// New, open, save and recover: which file the workspace of a window is, and whether it is saved. Reads and
/// writes in the background; what goes wrong is said in the notice bar and the problems list. GUI thread.
class WorkspaceFiles : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        QMainWindow& window;
        Workspace& workspace;
        Preferences& preferences;
        Actions& actions;
        ViewGrid& views;
        UndoCommands& undo;
        NoticeBar& notices;
    };

    /// None is owned. @p recoveryFolder: for copies of what is not saved; empty: none are made or offered.
    WorkspaceFiles(const Parts& parts, const QString& recoveryFolder, QObject* parent = nullptr);
    ~WorkspaceFiles() override;

    static bool isWorkspace(const QString& path); ///< by its name

    const QString& file() const noexcept { return m_file; } ///< empty: never saved
    Session session() const; ///< with all that is kept of the window
    Autosave* autosave() const noexcept { return m_autosave; } ///< null: there is none

    void open(const QStringList& paths); ///< a workspace, or tables and folders into this one
    void newWorkspace();
    void save();
    void saveAs();
    void saveTo(const QString& path);
    /// True where nothing would be lost. Else asks, without waiting, and calls @p then where one may go on.
    bool mayGoOn(std::function<void()> then);

    /// What another window needs to go on where this one stops.
    struct State
    {
        Session session;
        History::Steps steps;
        QString file;
        std::shared_ptr<const TableHashes> hashes;
        bool isRecovered = false;
    };
    State state();
    void restore(const State& state);

Q_SIGNALS:
    void recentChanged();
    void opened(); ///< a workspace file, or a recovered one
    void saved();

private:
    void openWorkspace(const QString& path);
    void recover(const std::shared_ptr<RecoverableWorkspace>& recoverable);
    void load(const QString& path, const QString& title, std::function<void(const LoadedWorkspace&)> done);
    void take(const LoadedWorkspace& loaded, const QString& file, bool isChanged);
    void showSession(const Session& session);
    void setFile(const QString& file);
    void refresh();
    void noticeFailure(const QString& path, const Error& error);
    void offerRecovery(const QString& folder);
    void startAutosave(const QString& folder);
    bool needsSaving();

    Parts m_parts;
    History& m_history;
    QString m_file;
    Autosave* m_autosave = nullptr; // a child
    QPointer<QMessageBox> m_question;
    QStringList m_openNext; ///< what was asked for together with a workspace
    std::function<void()> m_afterSaving;
    bool m_mayLose = false; ///< the user said so
};

} // namespace learnscope
