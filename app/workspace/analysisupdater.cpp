#include "app/workspace/analysisupdater.h"

#include "app/workspace/countedtrials.h"

namespace learnscope {

using namespace std::chrono_literals;

AnalysisUpdater::AnalysisUpdater(const CountedTrials& counted, JobRunner& runner,
                                 const AnalysisOptions& options, QObject* parent)
    : QObject(parent)
    , m_counted(counted)
    , m_runner(runner)
    , m_options(options)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(30ms);
    connect(&m_delay, &QTimer::timeout, this, &AnalysisUpdater::compute);
    connect(&counted, &CountedTrials::changed, this, &AnalysisUpdater::changed);
}

void AnalysisUpdater::setWanted(AnalysisParts parts)
{
    m_wanted = parts;
    m_stale = m_stale || !m_computed.contains(parts);
    if (!parts.isEmpty() && m_stale)
        m_delay.start();
}

void AnalysisUpdater::setOptions(const AnalysisOptions& options)
{
    m_options = options;
    changed();
}

void AnalysisUpdater::changed()
{
    m_stale = true;
    if (!m_wanted.isEmpty())
        m_delay.start();
}

void AnalysisUpdater::compute()
{
    if (m_counted.isPending())
        return; // until it has changed
    if (m_running) {
        m_running->cancel();
        m_running = nullptr;
    }
    m_stale = false;
    m_computed = m_wanted;
    Restricted counted = m_counted.counted();
    AnalysisOptions options = m_options;
    options.selections = std::move(counted.selections);
    options.parts = m_wanted;
    m_running = m_runner.start<Analysis>(
        tr("Statistics"),
        [observers = std::move(counted.observers), options = std::move(options)](JobContext& context) {
            return analyse(observers, options, context);
        },
        [this](const JobResult<Analysis>& result) { return take(result); }, JobRunner::Listing::WhenLong);
}

JobEnd AnalysisUpdater::take(const JobResult<Analysis>& result)
{
    if (!result && result.error().kind == Error::Kind::Cancelled)
        return {JobModel::State::Cancelled}; // by a newer state, or by the user: what is shown stays
    m_running = nullptr;
    if (!result) {
        Q_EMIT failed(result.error());
        return {JobModel::State::Failed};
    }
    m_analysis = *result;
    Q_EMIT analysisChanged();
    return {};
}

} // namespace learnscope
