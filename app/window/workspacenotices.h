#pragma once

#include <QObject>

class QWidget;

namespace learnscope {

class NoticeBar;
class Workspace;
struct LoadedWorkspace;
struct ReopenedSession;

/// Says which tables of the workspace are missing or have changed, and does what the user decides: to look
/// for them elsewhere, to leave them out, or to accept them as they are now. GUI thread.
class WorkspaceNotices : public QObject
{
    Q_OBJECT
public:
    /// None is owned; @p window is what dialogs belong to.
    WorkspaceNotices(Workspace& workspace, NoticeBar& notices, QWidget& window, QObject* parent = nullptr);

    /// Opens the first missing table, or the stimulus folder where no table is missing, from @p path. All
    /// else that is missing is looked for beside it, and in the folders around it as they lay around the old
    /// place.
    void locate(const QString& path);

private:
    void refresh();
    void refreshMissing();
    void refreshChanged();
    void askForPlace();
    void leaveOut();
    void accept();
    void insert(const LoadedWorkspace& loaded, const std::vector<std::string>& formerFiles);

    Workspace& m_workspace;
    NoticeBar& m_notices;
    QWidget& m_window;
};

} // namespace learnscope
