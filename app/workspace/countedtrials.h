#pragma once

#include "core/repairs/restriction.h"
#include "widgets/jobs/jobrunner.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace learnscope {

class ObserverModel;
class SelectionModel;

/// The trials that all numbers are of: those of the checked runs or, where that is switched on, of these only
/// the selected ones, which are picked in the background. The newest state wins. GUI thread.
class CountedTrials : public QObject
{
    Q_OBJECT
public:
    /// None of them is owned. @p threads: for picking.
    CountedTrials(ObserverModel& observers, SelectionModel& selection, JobRunner& runner, unsigned threads,
                  QObject* parent = nullptr);

    bool isOnlySelected() const noexcept { return m_onlySelected; }
    void setOnlySelected(bool only); ///< false at first

    /// Observers that have a trial to count, in the model's order, and their runs. As last picked, while
    /// isPending().
    Restricted counted() const;
    /// Nothing: all trials of the checked runs count, or no run is checked.
    std::optional<std::uint64_t> selectedTrials() const;
    bool isPending() const { return m_delay.isActive() || m_running; }

Q_SIGNALS:
    void changed(); ///< runs, trials, kinds or labels
    void onlySelectedChanged();
    void failed(const learnscope::Error& error);

private:
    /// All that the picked trials depend on.
    struct Asked
    {
        std::vector<Observer> observers;
        std::vector<RunSelection> runs;
        TrialSelection selection;
    };

    Asked asked() const;
    static bool isSame(const Asked& one, const Asked& other);
    void follow();
    void pick();
    JobEnd take(const JobResult<Restricted>& result);

    ObserverModel& m_observers;
    SelectionModel& m_selection;
    JobRunner& m_runner;
    unsigned m_threads;
    bool m_onlySelected = false;
    QTimer m_delay;
    QPointer<QFutureWatcherBase> m_running;
    std::shared_ptr<const Asked> m_asked; ///< what is picked or being picked; null: nothing
    std::shared_ptr<const Restricted> m_picked; ///< null: nothing yet
};

} // namespace learnscope
