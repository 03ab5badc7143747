#include "app/workspace/recovery.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace learnscope {

namespace {
const auto recoveryKey = QStringLiteral("recovery");
const auto fileKey = QStringLiteral("file");

QString lockPath(const QString& recoveryFile)
{
    return recoveryFile + QStringLiteral(".lock");
}

QJsonObject readObject(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}
} // namespace

QString recoveryFolder()
{
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    return (QDir::isAbsolutePath(state) ? state : QDir::homePath() + QStringLiteral("/.local/state"))
        + QStringLiteral("/learnscope/recovery");
}

std::unique_ptr<QLockFile> lockOf(const QString& recoveryFile)
{
    auto lock = std::make_unique<QLockFile>(lockPath(recoveryFile));
    lock->setStaleLockTime(0); // however long a program runs: only its end frees the file
    return lock;
}

void RecoverableWorkspace::remove()
{
    QFile::remove(m_path);
    m_lock.reset(); // and with it its file
}

/// What a program left that ended while it wrote.
static void removeHalfWritten(const QDir& folder)
{
    for (const QFileInfo& info : folder.entryInfoList({QStringLiteral("*.learnscope.??????")}, QDir::Files))
        if (const auto lock = lockOf(info.path() + QLatin1Char('/') + info.completeBaseName());
            lock->tryLock(0))
            QFile::remove(info.absoluteFilePath());
}

std::vector<std::shared_ptr<RecoverableWorkspace>> RecoverableWorkspace::findIn(const QString& folder)
{
    std::vector<std::shared_ptr<RecoverableWorkspace>> found;
    const QDir recovery(folder);
    removeHalfWritten(recovery);
    for (const QFileInfo& info :
         recovery.entryInfoList({QStringLiteral("*.learnscope")}, QDir::Files, QDir::Time)) {
        auto workspace = std::make_shared<RecoverableWorkspace>();
        workspace->m_path = info.absoluteFilePath();
        workspace->m_lock = lockOf(workspace->m_path);
        if (!workspace->m_lock->tryLock(0))
            continue; // its program runs, or another one offers it
        const QJsonObject json = readObject(workspace->m_path);
        const QJsonArray tables = json[QStringLiteral("tables")].toArray();
        if (json.isEmpty()) { // never a half-written one: that has another name
            workspace->remove();
            continue;
        }
        workspace->m_written = info.lastModified();
        workspace->m_workspaceFile = json[recoveryKey].toObject()[fileKey].toString();
        workspace->m_tableCount = static_cast<int>(tables.size());
        found.push_back(std::move(workspace));
    }
    return found;
}

std::string recoveryText(WorkspaceDocument document, const QString& workspaceFile)
{
    QJsonObject unknown = QJsonDocument::fromJson(QByteArray::fromStdString(document.unknown)).object();
    unknown[recoveryKey] = QJsonObject {{fileKey, workspaceFile}};
    document.unknown = QJsonDocument(unknown).toJson(QJsonDocument::Compact).toStdString();
    return toText(document, {});
}

void forgetRecovery(WorkspaceDocument& document)
{
    QJsonObject unknown = QJsonDocument::fromJson(QByteArray::fromStdString(document.unknown)).object();
    unknown.remove(recoveryKey);
    document.unknown = unknown.isEmpty()
        ? std::string()
        : QJsonDocument(unknown).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace learnscope
