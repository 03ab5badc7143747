#include "widgets/itemmodels/selectionevaluator.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/jobs/runjob.h"

namespace learnscope {

SelectionEvaluator::SelectionEvaluator(ObserverModel& observers, SelectionModel& selection, QObject* parent)
    : QObject(parent)
    , m_observers(observers)
    , m_selection(selection)
{
    m_pool.setMaxThreadCount(2); // a cancelled count may still be on its last rows
    m_delay.setSingleShot(true);
    m_delay.setInterval(0);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        if (concerned() != m_counted)
            evaluate();
    });
    connect(&selection, &SelectionModel::selectionChanged, this, &SelectionEvaluator::selectionChanged);
    connect(&observers, &ObserverModel::checkedRunsChanged, &m_delay, qOverload<>(&QTimer::start));
    selection.setCounted(true);
    selectionChanged();
}

SelectionEvaluator::~SelectionEvaluator()
{
    m_selection.setCounted(false);
    if (m_running)
        m_running->cancel();
    m_pool.clear();
    m_pool.waitForDone();
}

std::vector<SelectableObserver> SelectionEvaluator::concerned() const
{
    std::vector<SelectableObserver> concerned;
    for (int place = 0; place < m_observers.observerCount(); ++place)
        if (const Observer& observer = m_observers.observer(place);
            m_selection.selection().concerns(observer.name))
            concerned.push_back({observer.name, observer.trials, m_observers.checkedRuns(place)});
    return concerned;
}

void SelectionEvaluator::selectionChanged()
{
    if (!m_selection.selection().empty()) {
        evaluate();
        return;
    }
    if (m_running)
        m_running->cancel();
    m_counted.clear();
    m_selection.setSelectedTrials(nullptr);
}

void SelectionEvaluator::evaluate()
{
    if (m_running)
        m_running->cancel();
    m_counted = concerned();
    m_selection.setPending(true);
    auto* watcher = new QFutureWatcher<JobResult<SelectedTrials>>(this);
    m_running = watcher;
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher->isCanceled())
            return;
        const auto result = watcher->result();
        m_selection.setSelectedTrials(result ? *result : nullptr); // it fails only when cancelled
    });
    watcher->setFuture(runJob<SelectedTrials>(
        m_pool, [observers = m_counted, selection = m_selection.selection()](JobContext& context) {
            return selectTrials(observers, selection, 0, context);
        }));
}

} // namespace learnscope
