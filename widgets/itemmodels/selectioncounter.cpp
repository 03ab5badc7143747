#include "widgets/itemmodels/selectioncounter.h"

#include "widgets/itemmodels/namedselectionmodel.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/jobs/runjob.h"

namespace learnscope {

namespace {
using Counts = std::vector<std::uint64_t>;

Result<Counts> countAll(const std::vector<SelectableObserver>& observers,
                        const std::vector<NamedSelection>& selections, JobContext& context)
{
    Counts counts;
    for (const NamedSelection& one : selections) {
        const auto selected = selectTrials(observers, one.selection, 0, context);
        if (!selected)
            return tl::unexpected(selected.error());
        counts.push_back(selected->trials);
    }
    return counts;
}
} // namespace

SelectionCounter::SelectionCounter(ObserverModel& observers, NamedSelectionModel& saved, QObject* parent)
    : QObject(parent)
    , m_observers(observers)
    , m_saved(saved)
{
    m_pool.setMaxThreadCount(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(0);
    connect(&m_delay, &QTimer::timeout, this, &SelectionCounter::count);
    connect(&saved, &NamedSelectionModel::selectionsChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&observers, &ObserverModel::checkedRunsChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&observers, &ObserverModel::stylesChanged, this,
            [this] { m_saved.setNamings(m_observers.namings()); });
    m_saved.setNamings(m_observers.namings());
}

SelectionCounter::~SelectionCounter()
{
    if (m_running)
        m_running->cancel();
    m_pool.clear();
    m_pool.waitForDone();
}

void SelectionCounter::count()
{
    if (m_running)
        m_running->cancel();
    std::vector<SelectableObserver> open;
    for (int place = 0; place < m_observers.observerCount(); ++place) {
        const Observer& observer = m_observers.observer(place);
        open.push_back({observer.name, observer.trials, m_observers.checkedRuns(place)});
    }
    auto* watcher = new QFutureWatcher<JobResult<Counts>>(this);
    m_running = watcher;
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher->isCanceled())
            return;
        if (const auto counts = watcher->result())
            m_saved.setCounts(**counts);
    });
    watcher->setFuture(
        runJob<Counts>(m_pool, [open = std::move(open), saved = m_saved.selections()](JobContext& context) {
            return countAll(open, saved, context);
        }));
}

} // namespace learnscope
