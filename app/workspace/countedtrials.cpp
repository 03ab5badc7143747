#include "app/workspace/countedtrials.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"

#include <algorithm>

namespace learnscope {

using namespace std::chrono_literals;

CountedTrials::CountedTrials(ObserverModel& observers, SelectionModel& selection, JobRunner& runner,
                             unsigned threads, QObject* parent)
    : QObject(parent)
    , m_observers(observers)
    , m_selection(selection)
    , m_runner(runner)
    , m_threads(threads)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(30ms);
    connect(&m_delay, &QTimer::timeout, this, &CountedTrials::pick);
    connect(&observers, &ObserverModel::checkedRunsChanged, this, &CountedTrials::follow);
    connect(&observers, &ObserverModel::stylesChanged, this, &CountedTrials::follow); // labels and kinds
    connect(&selection, &SelectionModel::selectionChanged, this, [this] {
        if (m_onlySelected)
            follow();
    });
}

void CountedTrials::setOnlySelected(bool only)
{
    if (only == m_onlySelected)
        return;
    m_onlySelected = only;
    follow();
    Q_EMIT onlySelectedChanged();
}

void CountedTrials::follow()
{
    if (m_onlySelected) {
        m_delay.start();
        return;
    }
    m_delay.stop();
    if (m_running)
        m_running->cancel();
    m_running = nullptr;
    m_asked.reset();
    m_picked.reset();
    Q_EMIT changed();
}

CountedTrials::Asked CountedTrials::asked() const
{
    Asked asked;
    for (int place = 0; place < m_observers.observerCount(); ++place)
        if (std::vector<std::int32_t> runs = m_observers.checkedRuns(place); !runs.empty()) {
            asked.observers.push_back(m_observers.observer(place));
            asked.runs.push_back({RunSelection::Rule::Listed, std::move(runs)});
        }
    asked.selection = m_selection.selection();
    return asked;
}

bool CountedTrials::isSame(const Asked& one, const Asked& other)
{
    return one.selection == other.selection && one.runs == other.runs
        && std::equal(one.observers.begin(), one.observers.end(), other.observers.begin(),
                      other.observers.end(), [](const Observer& left, const Observer& right) {
                          return left.name == right.name && left.label == right.label
                              && left.kind == right.kind && left.trials == right.trials;
                      });
}

void CountedTrials::pick()
{
    const auto wanted = std::make_shared<const Asked>(asked());
    if (m_asked && isSame(*m_asked, *wanted)) {
        if (!m_running)
            Q_EMIT changed(); // a colour, perhaps
        return;
    }
    if (m_running)
        m_running->cancel();
    m_asked = wanted;
    m_running = m_runner.start<Restricted>(
        tr("Pick the selected trials"),
        [wanted, threads = m_threads](JobContext& context) {
            return restrictAny(wanted->observers, wanted->runs, wanted->selection, threads, context);
        },
        [this, wanted](const JobResult<Restricted>& result) {
            return wanted == m_asked ? take(result) : JobEnd {JobModel::State::Cancelled}; // by a newer state
        },
        JobRunner::Listing::WhenLong);
}

JobEnd CountedTrials::take(const JobResult<Restricted>& result)
{
    m_running = nullptr;
    if (!result) {
        m_asked.reset();
        if (!m_picked)
            setOnlySelected(false); // what is shown never looks picked and is not
        if (result.error().kind == Error::Kind::Cancelled)
            return {JobModel::State::Cancelled};
        Q_EMIT failed(result.error());
        return {JobModel::State::Failed};
    }
    m_picked = *result;
    Q_EMIT changed();
    return {};
}

Restricted CountedTrials::counted() const
{
    if (m_onlySelected && m_picked)
        return *m_picked;
    Asked all = asked();
    return {std::move(all.observers), std::move(all.runs), {}};
}

std::optional<std::uint64_t> CountedTrials::selectedTrials() const
{
    if (!m_onlySelected || !m_picked || (m_picked->observers.empty() && m_picked->leftOut.empty()))
        return {};
    std::uint64_t trials = 0;
    for (const Observer& observer : m_picked->observers)
        trials += observer.trials->size();
    return trials;
}

} // namespace learnscope
