#pragma once

#include "core/stats/selectedtrials.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <vector>

namespace learnscope {

class ObserverModel;
class SelectionModel;

/// Counts the selected trials whenever the selection, the open tables or the checked runs change, on a thread
/// of its own so that no long work is waited for. Only the newest count is delivered. GUI thread.
class SelectionEvaluator : public QObject
{
    Q_OBJECT
public:
    /// Neither model is owned.
    SelectionEvaluator(ObserverModel& observers, SelectionModel& selection, QObject* parent = nullptr);
    ~SelectionEvaluator() override;

private:
    void selectionChanged();
    void evaluate();
    std::vector<SelectableObserver> concerned() const;

    ObserverModel& m_observers;
    SelectionModel& m_selection;
    QTimer m_delay; ///< many changes of checks, one count
    QPointer<QFutureWatcherBase> m_running;
    std::vector<SelectableObserver> m_counted; ///< what the newest count is of
    QThreadPool m_pool;
};

} // namespace learnscope
