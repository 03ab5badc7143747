#pragma once

#include "widgets/itemmodels/jobmodel.h"
#include "widgets/jobs/runjob.h"

#include <QFutureWatcher>
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>

namespace learnscope {

/// How a job ended, as the job list shows it.
struct JobEnd
{
    JobModel::State state = JobModel::State::Done;
    QString note = {}; ///< empty for the usual words
};

/// Starts work on the pool, shows it in the job list, passes cancel requests on and hands results back on the
/// GUI thread. When it goes, what runs is cancelled and waited for. GUI thread.
class JobRunner : public QObject
{
    Q_OBJECT
public:
    enum class Listing {
        AtOnce,
        WhenLong, ///< only once it has run for a quarter of a second: for what usually takes an instant
    };

    /// @p jobs and @p pool are not owned and outlive this.
    JobRunner(JobModel& jobs, QThreadPool& pool, QObject* parent = nullptr);
    ~JobRunner() override;

    /// Runs @p work(JobContext&) -> Result<T>; then @p done(const JobResult<T>&) -> JobEnd on the GUI thread.
    /// A cancelled job ends in done() with an Error of kind Cancelled, and in no other way. The watcher, to
    /// cancel it by, is deleted after that.
    template<typename T, typename Work, typename Done>
    QFutureWatcherBase* start(const QString& title, Work work, Done done, Listing listing = Listing::AtOnce);

    int running() const noexcept { return static_cast<int>(m_watchers.size()); }
    void cancelAll();

Q_SIGNALS:
    void runningChanged();

private:
    void list(QFutureWatcherBase* watcher, const QString& title, Listing listing);
    void show(QFutureWatcherBase* watcher, const QString& title);
    void ended(QFutureWatcherBase* watcher, const JobEnd& end);

    JobModel& m_jobs;
    QThreadPool& m_pool;
    QHash<QFutureWatcherBase*, int> m_watchers; ///< number in the job list; 0: not listed
};

template<typename T, typename Work, typename Done>
QFutureWatcherBase* JobRunner::start(const QString& title, Work work, Done done, Listing listing)
{
    auto* watcher = new QFutureWatcher<JobResult<T>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, done = std::move(done)] {
        if (watcher->isCanceled() || watcher->future().resultCount() == 0) {
            const JobResult<T> cancelled = failure(Error::Kind::Cancelled, "cancelled");
            done(cancelled);
            ended(watcher, {JobModel::State::Cancelled});
        } else {
            ended(watcher, done(watcher->result()));
        }
    });
    list(watcher, title, listing);
    watcher->setFuture(runJob<T>(m_pool, std::move(work)));
    return watcher;
}

} // namespace learnscope
