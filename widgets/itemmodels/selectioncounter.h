#pragma once

#include "core/data/trialselectionjson.h"
#include "core/stats/selectedtrials.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <vector>

namespace learnscope {

class NamedSelectionModel;
class ObserverModel;

/// Counts the trials of all saved selections among the checked runs, on a thread of its own, whenever either
/// changes. Only the newest counts are delivered. GUI thread.
class SelectionCounter : public QObject
{
    Q_OBJECT
public:
    /// Neither model is owned.
    SelectionCounter(ObserverModel& observers, NamedSelectionModel& saved, QObject* parent = nullptr);
    ~SelectionCounter() override;

private:
    void count();

    ObserverModel& m_observers;
    NamedSelectionModel& m_saved;
    QTimer m_delay;
    QPointer<QFutureWatcherBase> m_running;
    QThreadPool m_pool;
};

} // namespace learnscope
