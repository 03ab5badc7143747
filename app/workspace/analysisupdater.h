#pragma once

#include "core/stats/analysis.h"
#include "widgets/jobs/jobrunner.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace learnscope {

class CountedTrials;

/// Keeps the statistics beyond the curves in step with what is counted and with the rules, while anyone wants
/// them: computes in the background, once for many changes in a row. The newest state wins; results of
/// earlier ones are dropped. GUI thread.
class AnalysisUpdater : public QObject
{
    Q_OBJECT
public:
    /// Neither is owned. Of @p options everything holds but the selections, which are what is counted.
    AnalysisUpdater(const CountedTrials& counted, JobRunner& runner, const AnalysisOptions& options,
                    QObject* parent = nullptr);

    void setWanted(AnalysisParts parts); ///< none at first: nothing is computed
    void setOptions(const AnalysisOptions& options);
    /// Of the observers that have a trial to count; null before the first.
    const std::shared_ptr<const Analysis>& analysis() const noexcept { return m_analysis; }
    bool isPending() const { return m_delay.isActive(); } ///< changes wait to be computed

Q_SIGNALS:
    void analysisChanged();
    void failed(const learnscope::ErrorList& errors);

private:
    void changed(); ///< what is shown is out of date
    void compute();
    JobEnd take(const JobResult<Analysis>& result);

    const CountedTrials& m_counted;
    JobRunner& m_runner;
    AnalysisOptions m_options;
    QTimer m_delay;
    QPointer<QFutureWatcherBase> m_running;
    std::shared_ptr<const Analysis> m_analysis;
    AnalysisParts m_wanted;
    AnalysisParts m_computed; ///< are, or are being
    bool m_stale = true;
};

} // namespace learnscope
