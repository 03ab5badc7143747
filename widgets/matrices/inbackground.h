#pragma once

#include "widgets/jobs/runjob.h"

#include <QFutureWatcher>
#include <QObject>

namespace learnscope {

/// Runs @p work on @p pool and calls @p done on the GUI thread, unless it failed or @p owner is
/// gone by then. The owner waits for the pool before it goes.
template<typename T, typename Work, typename Done>
void inBackground(QObject* owner, QThreadPool& pool, Work work, Done done)
{
    auto* watcher = new QFutureWatcher<JobResult<T>>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, done = std::move(done)] {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            if (const JobResult<T> result = watcher->result())
                done(**result);
    });
    watcher->setFuture(runJob<T>(pool, std::move(work)));
}

} // namespace learnscope
