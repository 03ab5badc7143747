#pragma once

#include "core/stats/curves.h"
#include "widgets/jobs/jobrunner.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <vector>

namespace learnscope {

class CountedTrials;

/// Keeps the curves in step with what is counted: computes in the background, once for many changes in a
/// row, and only what has changed. The newest state wins; results of earlier ones are dropped. GUI thread.
class CurveUpdater : public QObject
{
    Q_OBJECT
public:
    /// Neither is owned. @p options hold for all curves.
    CurveUpdater(const CountedTrials& counted, JobRunner& runner, const CurveOptions& options,
                 QObject* parent = nullptr);

    /// Of the observers that have a trial to count, in the model's order; null before the first.
    const std::shared_ptr<const CurveSet>& curves() const noexcept { return m_curves; }
    bool isPending() const { return m_delay.isActive(); } ///< changes wait to be computed
    void setOptions(const CurveOptions& options); ///< all curves are computed anew

Q_SIGNALS:
    void curvesChanged();
    void failed(const learnscope::ErrorList& errors);

private:
    struct Known
    {
        std::shared_ptr<const TrialTable> trials;
        ObserverKind kind = ObserverKind::Network;
        std::vector<std::int32_t> runs;
        std::shared_ptr<const ObserverCurves> curves; ///< null: still to be computed
    };
    struct Request
    {
        Observer observer;
        Known known;
    };
    struct Computed
    {
        std::vector<Known> known;
        CurveSet set;
        ErrorList errors;
    };

    std::vector<Request> requests() const;
    void compute();
    JobEnd take(const JobResult<Computed>& result);
    static Result<Computed> computeAll(std::vector<Request> requests, const CurveOptions& options,
                                       JobContext& context);

    const CountedTrials& m_counted;
    JobRunner& m_runner;
    CurveOptions m_options;
    QTimer m_delay;
    QPointer<QFutureWatcherBase> m_running;
    std::vector<Known> m_known;
    std::shared_ptr<const CurveSet> m_curves;
};

} // namespace learnscope
