#include "app/workspace/autosave.h"

#include "app/workspace/recovery.h"
#include "app/workspace/sessiondocument.h"
#include "core/base/filewriter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFutureWatcher>
#include <QtConcurrent>
#include <QUuid>

namespace learnscope {

using namespace std::chrono_literals;

Autosave::Autosave(const QString& folder, Take take, std::shared_ptr<const TableHashes> hashes,
                   QObject* parent)
    : QObject(parent)
    , m_take(std::move(take))
    , m_hashes(std::move(hashes))
    , m_path(QDir(folder).filePath(QStringLiteral("%1-%2.learnscope")
                                       .arg(QCoreApplication::applicationPid())
                                       .arg(QUuid::createUuid().toString(QUuid::Id128).left(8))))
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(2s);
    m_often.setInterval(1min);
    connect(&m_soon, &QTimer::timeout, this, &Autosave::write);
    connect(&m_often, &QTimer::timeout, this, &Autosave::write);
    m_often.start();
}

Autosave::~Autosave()
{
    m_pool.waitForDone();
    removeCopy();
}

void Autosave::noteChange()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void Autosave::write()
{
    m_soon.stop();
    if (m_isWriting) {
        m_again = true;
        return;
    }
    std::optional<Copy> copy = m_take();
    if (!copy) {
        removeCopy();
        return;
    }
    if (!m_lock) {
        QDir().mkpath(QFileInfo(m_path).path());
        m_lock = lockOf(m_path);
        m_lock->tryLock(0); // where it cannot be had, the file cannot be written either, which is said
    }
    m_isWriting = true;
    auto* watcher = new QFutureWatcher<Result<void>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        ended(watcher->result());
    });
    watcher->setFuture(
        QtConcurrent::run(&m_pool, [copy = std::move(*copy), hashes = m_hashes, path = m_path] {
            const std::string text = recoveryText(documentOf(copy.session, *hashes), copy.workspaceFile);
            return writeFileAtomically(path.toStdString(), text);
        }));
}

void Autosave::ended(const Result<void>& result)
{
    m_isWriting = false;
    if (result)
        Q_EMIT written();
    else if (!m_hasFailed)
        Q_EMIT failed(result.error());
    m_hasFailed = !result;
    if (std::exchange(m_again, false))
        write();
}

void Autosave::removeCopy()
{
    if (!m_lock)
        return;
    QFile::remove(m_path);
    m_lock.reset(); // and with it its file
}

} // namespace learnscope
