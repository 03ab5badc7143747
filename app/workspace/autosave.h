#pragma once

#include "app/workspace/session.h"
#include "app/workspace/tablehashes.h"

#include <QLockFile>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace learnscope {

/// Keeps a copy of the unsaved workspace in a file of its own, so that a crash loses at most what was done in
/// the last seconds: a moment after a change and then every minute, written on another thread. The copy goes
/// when there is nothing unsaved any more and when the program ends by itself. Never touches another file.
/// GUI thread.
class Autosave : public QObject
{
    Q_OBJECT
public:
    /// What is to be kept; nothing where all is saved.
    struct Copy
    {
        Session session;
        QString workspaceFile; ///< it belongs to; empty: it was never saved
    };
    using Take = std::function<std::optional<Copy>()>;

    Autosave(const QString& folder, Take take, std::shared_ptr<const TableHashes> hashes,
             QObject* parent = nullptr);
    ~Autosave() override; ///< removes the copy

    QString path() const { return m_path; }
    void noteChange(); ///< something may have changed: a copy is made in a moment
    void write(); ///< now

Q_SIGNALS:
    void written();
    void failed(const learnscope::Error& error); ///< once, until it works again

private:
    void ended(const Result<void>& result);
    void removeCopy();

    Take m_take;
    std::shared_ptr<const TableHashes> m_hashes;
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
    QThreadPool m_pool;
    QTimer m_soon;
    QTimer m_often;
    bool m_isWriting = false;
    bool m_again = false; ///< there was a change while it was written
    bool m_hasFailed = false;
};

} // namespace learnscope
