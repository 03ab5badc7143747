#pragma once

#include "app/workspace/workspacefile.h"

#include <QDateTime>
#include <QLockFile>
#include <QString>

#include <memory>
#include <vector>

namespace learnscope {

/// Where unsaved workspaces are kept until they are saved: $XDG_STATE_HOME/learnscope/recovery.
QString recoveryFolder();

/// A workspace that a program left behind which did not end by itself. While this lives, no other program
/// takes it.
class RecoverableWorkspace
{
public:
    const QString& path() const noexcept { return m_path; }
    const QDateTime& written() const noexcept { return m_written; }
    const QString& workspaceFile() const noexcept { return m_workspaceFile; } ///< empty: never saved
    int tableCount() const noexcept { return m_tableCount; }
    void remove(); ///< it is not wanted any more, or it is safe elsewhere

    /// Those in @p folder that no running program holds, newest first.
    static std::vector<std::shared_ptr<RecoverableWorkspace>> findIn(const QString& folder);

private:
    QString m_path;
    QDateTime m_written;
    QString m_workspaceFile;
    int m_tableCount = 0;
    std::unique_ptr<QLockFile> m_lock;
};

/// The lock that a program holds on its own file for as long as it runs.
std::unique_ptr<QLockFile> lockOf(const QString& recoveryFile);

/// A recovery file's text: the workspace by absolute paths, and which file it belongs to.
std::string recoveryText(WorkspaceDocument document, const QString& workspaceFile);
/// Takes out of @p document what recoveryText put in.
void forgetRecovery(WorkspaceDocument& document);

} // namespace learnscope
