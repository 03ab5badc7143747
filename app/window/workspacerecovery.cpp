// The part of WorkspaceFiles that keeps copies of what is not saved, and offers those of an earlier program.
#include "app/window/workspacefiles.h"

#include "app/window/noticebar.h"
#include "app/window/undocommands.h"
#include "app/workspace/autosave.h"
#include "app/workspace/recovery.h"
#include "app/workspace/sessiondocument.h"
#include "app/workspace/workspace.h"

#include <QFileInfo>
#include <QLocale>

namespace learnscope {

namespace {
constexpr std::size_t mostOffers = 3;

QString timeText(const QDateTime& time)
{
    const QLocale locale;
    const QString clock = time.toString(QStringLiteral("HH:mm"));
    return time.date() == QDate::currentDate()
        ? clock
        : WorkspaceFiles::tr("%1, %2").arg(locale.toString(time.date(), QLocale::ShortFormat), clock);
}

QString offerText(const RecoverableWorkspace& workspace)
{
    const QString tables = workspace.tableCount() == 1
        ? WorkspaceFiles::tr("1 table")
        : WorkspaceFiles::tr("%L1 tables").arg(workspace.tableCount());
    const QString name = workspace.workspaceFile().isEmpty()
        ? WorkspaceFiles::tr("never saved")
        : QFileInfo(workspace.workspaceFile()).fileName();
    return WorkspaceFiles::
        tr("Learnscope did not end by itself the last time. Its workspace of %1 (%2, %3) can be recovered.")
            .arg(timeText(workspace.written()), name, tables);
}
} // namespace

void WorkspaceFiles::startAutosave(const QString& folder)
{
    m_autosave = new Autosave(
        folder,
        [this]() -> std::optional<Autosave::Copy> {
            if (m_history.isClean())
                return {};
            return Autosave::Copy {session(), m_file};
        },
        m_parts.workspace.hashes(), this);
    connect(m_autosave, &Autosave::failed, this, [this](const Error& error) {
        Error said = error;
        said.message = "no copy is kept for the case of a crash: " + said.message;
        m_parts.workspace.problems().append(said);
    });
}

void WorkspaceFiles::offerRecovery(const QString& folder)
{
    const auto found = RecoverableWorkspace::findIn(folder);
    for (std::size_t place = 0; place < std::min(found.size(), mostOffers); ++place) {
        const std::shared_ptr<RecoverableWorkspace>& workspace = found[place];
        const QString key = QStringLiteral("recover%1").arg(place);
        m_parts.notices.post(key, offerText(*workspace),
                             {{tr("&Recover"),
                               [this, key, workspace] {
                                   const auto go = [this, key, workspace] {
                                       m_parts.notices.remove(key);
                                       recover(workspace);
                                   };
                                   if (mayGoOn(go))
                                       go();
                               }},
                              {tr("&Discard"), [this, key, workspace] {
                                   m_parts.notices.remove(key);
                                   workspace->remove();
                               }}});
    }
}

void WorkspaceFiles::recover(const std::shared_ptr<RecoverableWorkspace>& recoverable)
{
    load(recoverable->path(), tr("Recover a workspace"), [this, recoverable](const LoadedWorkspace& loaded) {
        LoadedWorkspace cleaned = loaded;
        forgetRecovery(cleaned.document);
        take(cleaned, recoverable->workspaceFile(), true);
        if (m_autosave == nullptr)
            return;
        // The old copy goes when there is a new one.
        const auto drop = static_cast<Qt::ConnectionType>(Qt::AutoConnection | Qt::SingleShotConnection);
        connect(
            m_autosave, &Autosave::written, this, [recoverable] { recoverable->remove(); }, drop);
        connect(
            this, &WorkspaceFiles::saved, this, [recoverable] { recoverable->remove(); }, drop);
        m_autosave->write();
    });
}

} // namespace learnscope
