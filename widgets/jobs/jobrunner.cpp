#include "widgets/jobs/jobrunner.h"

namespace learnscope {

using namespace std::chrono_literals;

JobRunner::JobRunner(JobModel& jobs, QThreadPool& pool, QObject* parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_pool(pool)
{
    connect(&jobs, &JobModel::cancelRequested, this, [this](int id) {
        if (QFutureWatcherBase* watcher = m_watchers.key(id, nullptr))
            watcher->cancel();
    });
}

JobRunner::~JobRunner()
{
    for (auto watcher = m_watchers.keyBegin(); watcher != m_watchers.keyEnd(); ++watcher) {
        (*watcher)->disconnect(this);
        (*watcher)->cancel();
    }
    m_pool.waitForDone();
}

void JobRunner::cancelAll()
{
    const QList<QFutureWatcherBase*> watchers = m_watchers.keys();
    for (QFutureWatcherBase* watcher : watchers)
        watcher->cancel();
}

void JobRunner::list(QFutureWatcherBase* watcher, const QString& title, Listing listing)
{
    m_watchers.insert(watcher, 0);
    if (listing == Listing::AtOnce)
        show(watcher, title);
    else
        QTimer::singleShot(250ms, watcher, [this, watcher, title] { show(watcher, title); });
    Q_EMIT runningChanged();
}

void JobRunner::show(QFutureWatcherBase* watcher, const QString& title)
{
    const auto place = m_watchers.find(watcher);
    if (place == m_watchers.end())
        return; // ended before it was worth showing
    const int id = m_jobs.add(title);
    *place = id;
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this, [this, watcher, id](int thousandths) {
        m_jobs.setProgress(id, thousandths / 1000., watcher->progressText());
    });
}

void JobRunner::ended(QFutureWatcherBase* watcher, const JobEnd& end)
{
    if (const int id = m_watchers.take(watcher); id != 0)
        m_jobs.finish(id, end.state, end.note);
    watcher->deleteLater();
    Q_EMIT runningChanged();
}

} // namespace learnscope
