#include "widgets/stimuli/triallookup.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/jobs/runjob.h"

#include <algorithm>

namespace learnscope {

namespace {
constexpr int patienceMilliseconds = 150; ///< below it a change looks immediate
}

TrialLookup::TrialLookup(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(2);
    m_scheduled.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMilliseconds);
    connect(&m_scheduled, &QTimer::timeout, this, &TrialLookup::update);
    connect(&m_patience, &QTimer::timeout, this, &TrialLookup::waiting);
}

TrialLookup::~TrialLookup()
{
    for (auto* watcher : findChildren<QObject*>(Qt::FindDirectChildrenOnly))
        if (auto* job = dynamic_cast<QFutureWatcherBase*>(watcher))
            job->cancel();
    m_pool.clear();
    m_pool.waitForDone();
}

void TrialLookup::setObservers(ObserverModel* observers)
{
    if (m_observers)
        m_observers->disconnect(this);
    m_observers = observers;
    if (m_observers) {
        connect(m_observers, &ObserverModel::checkedRunsChanged, this, &TrialLookup::schedule);
        connect(m_observers, &ObserverModel::stylesChanged, this, &TrialLookup::schedule);
    }
    schedule();
}

void TrialLookup::setImage(const std::string& image)
{
    if (image == m_query.image)
        return;
    m_query.image = image;
    schedule();
}

void TrialLookup::setSelection(const TrialSelection& selection)
{
    if (selection == m_query.selection)
        return;
    m_query.selection = selection;
    schedule();
}

void TrialLookup::setOrder(AnswerOrder order, bool descending)
{
    m_query.order = order;
    m_query.descending = descending;
    schedule();
}

void TrialLookup::schedule()
{
    if (m_answersJob)
        m_answersJob->cancel(); // its question is no longer asked
    m_scheduled.start(0);
    if (!m_patience.isActive())
        m_patience.start();
}

void TrialLookup::update()
{
    std::vector<ObserverTrials> observers = snapshot();
    if (!buildMissingIndexes(observers))
        askForAnswers(std::move(observers));
}

std::vector<ObserverTrials> TrialLookup::snapshot()
{
    std::vector<ObserverTrials> observers;
    for (int place = 0; m_observers && place < m_observers->observerCount(); ++place) {
        const Observer& observer = m_observers->observer(place);
        ObserverTrials taken;
        taken.name = observer.name;
        taken.label = QString::fromStdString(observer.label);
        taken.kind = observer.kind;
        taken.style = m_observers->style(place);
        taken.trials = observer.trials;
        taken.runs = m_observers->checkedRuns(place);
        if (observer.trials)
            taken.index = m_indexes.value(observer.trials.get());
        observers.push_back(std::move(taken));
    }
    m_indexes.removeIf([&](const auto& entry) {
        return std::none_of(observers.begin(), observers.end(),
                            [&](const ObserverTrials& other) { return other.trials.get() == entry.key(); });
    });
    return observers;
}

bool TrialLookup::buildMissingIndexes(const std::vector<ObserverTrials>& observers)
{
    bool missing = false;
    for (const ObserverTrials& observer : observers) {
        if (!observer.trials || observer.index)
            continue;
        missing = true;
        if (m_indexes.contains(observer.trials.get()))
            continue;
        m_indexes.insert(observer.trials.get(), nullptr);
        auto* watcher = new QFutureWatcher<JobResult<TrialIndex>>(this);
        connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, trials = observer.trials] {
            watcher->deleteLater();
            if (watcher->isCanceled() || !m_indexes.contains(trials.get()))
                return;
            if (const auto result = watcher->result()) {
                m_indexes.insert(trials.get(), *result);
                schedule();
            } else {
                Q_EMIT failed(result.error());
            }
        });
        watcher->setFuture(runJob<TrialIndex>(m_pool, [trials = observer.trials](JobContext& context) {
            return TrialIndex::build(trials, context);
        }));
    }
    return missing;
}

void TrialLookup::askForAnswers(std::vector<ObserverTrials> observers)
{
    AnswerQuery query = m_query;
    query.observers = std::move(observers);
    auto* watcher = new QFutureWatcher<JobResult<AnswerSet>>(this);
    m_answersJob = watcher;
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher->isCanceled())
            return;
        m_patience.stop();
        if (const auto result = watcher->result())
            Q_EMIT answersFound(*result);
        else
            Q_EMIT failed(result.error());
    });
    watcher->setFuture(runJob<AnswerSet>(
        m_pool, [query = std::move(query)](JobContext& context) { return findAnswers(query, context); }));
}

void TrialLookup::setSelectedTrials(const std::shared_ptr<const SelectedTrials>& selected)
{
    if (m_selectedJob)
        m_selectedJob->cancel();
    if (!selected) {
        Q_EMIT selectedStimuliFound(nullptr);
        return;
    }
    auto* watcher = new QFutureWatcher<JobResult<SelectedStimuli>>(this);
    m_selectedJob = watcher;
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher->isCanceled())
            return;
        if (const auto result = watcher->result())
            Q_EMIT selectedStimuliFound(*result);
        else
            Q_EMIT failed(result.error());
    });
    watcher->setFuture(runJob<SelectedStimuli>(
        m_pool, [selected](JobContext& context) { return stimuliOf(*selected, context); }));
}

} // namespace learnscope
