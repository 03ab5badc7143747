#include "app/workspace/curveupdater.h"

#include "app/workspace/countedtrials.h"

#include <algorithm>

namespace learnscope {

using namespace std::chrono_literals;

CurveUpdater::CurveUpdater(const CountedTrials& counted, JobRunner& runner, const CurveOptions& options,
                           QObject* parent)
    : QObject(parent)
    , m_counted(counted)
    , m_runner(runner)
    , m_options(options)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(30ms);
    connect(&m_delay, &QTimer::timeout, this, &CurveUpdater::compute);
    connect(&counted, &CountedTrials::changed, &m_delay, qOverload<>(&QTimer::start));
}

void CurveUpdater::setOptions(const CurveOptions& options)
{
    m_options = options;
    m_known.clear();
    m_delay.start();
}

std::vector<CurveUpdater::Request> CurveUpdater::requests() const
{
    std::vector<Request> requests;
    Restricted counted = m_counted.counted();
    for (std::size_t place = 0; place < counted.observers.size(); ++place) {
        Observer& observer = counted.observers[place];
        std::vector<std::int32_t>& runs = counted.selections[place].runs;
        const auto known = std::find_if(m_known.begin(), m_known.end(), [&](const Known& candidate) {
            return candidate.trials == observer.trials && candidate.kind == observer.kind
                && candidate.runs == runs;
        });
        Known kept =
            known != m_known.end() ? *known : Known {observer.trials, observer.kind, std::move(runs), {}};
        requests.push_back({std::move(observer), std::move(kept)});
    }
    return requests;
}

void CurveUpdater::compute()
{
    if (m_counted.isPending())
        return; // until it has changed
    if (m_running) {
        m_running->cancel();
        m_running = nullptr;
    }
    std::vector<Request> wanted = requests();
    const QString title = m_options.bootstrapDraws > 0
        ? tr("Curves, %L1 bootstrap draws").arg(m_options.bootstrapDraws)
        : tr("Curves");
    m_running = m_runner.start<Computed>(
        title,
        [wanted = std::move(wanted), options = m_options,
         selected = m_counted.selectedTrials()](JobContext& context) {
            Result<Computed> computed = computeAll(wanted, options, context);
            if (computed)
                computed->set.onlySelected = selected;
            return computed;
        },
        [this](const JobResult<Computed>& result) { return take(result); }, JobRunner::Listing::WhenLong);
}

Result<CurveUpdater::Computed> CurveUpdater::computeAll(std::vector<Request> requests,
                                                        const CurveOptions& options, JobContext& context)
{
    Computed computed;
    computed.set.options = options;
    for (std::size_t place = 0; place < requests.size(); ++place) {
        Request& request = requests[place];
        context.report(double(place) / double(requests.size()), request.observer.label);
        if (!request.known.curves) {
            const RunSelection selection {RunSelection::Rule::Listed, request.known.runs};
            auto curves = computeCurves(request.observer, selection, options, context);
            if (!curves && curves.error().kind == Error::Kind::Cancelled)
                return tl::unexpected(curves.error());
            if (!curves) {
                Error error = curves.error();
                error.where.file = request.observer.file;
                computed.errors.add(std::move(error));
                continue;
            }
            request.known.curves = std::make_shared<const ObserverCurves>(std::move(*curves));
        }
        computed.set.observers.push_back(*request.known.curves);
        computed.set.observers.back().observer = request.observer;
        computed.known.push_back(std::move(request.known));
    }
    return computed;
}

JobEnd CurveUpdater::take(const JobResult<Computed>& result)
{
    if (!result) {
        if (result.error().kind == Error::Kind::Cancelled)
            return {JobModel::State::Cancelled}; // by a newer state, or by the user: what is shown stays
        m_running = nullptr;
        Q_EMIT failed(result.error());
        return {JobModel::State::Failed};
    }
    m_running = nullptr;
    m_known = (*result)->known;
    m_curves = std::shared_ptr<const CurveSet>(*result, &(*result)->set);
    Q_EMIT curvesChanged();
    if ((*result)->errors.empty())
        return {};
    Q_EMIT failed((*result)->errors);
    return {JobModel::State::Failed};
}

} // namespace learnscope
