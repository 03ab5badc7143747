#pragma once

#include "core/stats/analysis.h"
#include "widgets/itemmodels/representationmodel.h"
#include "widgets/jobs/jobrunner.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace learnscope {

/// Keeps what is drawn of representations in step with those that are open and shown: computes in the
/// background, once for many changes in a row, first what is quick and then the rest, and only what has
/// changed. The newest state wins. GUI thread.
class RepresentationUpdater : public QObject
{
    Q_OBJECT
public:
    /// Neither is owned. @p threads: for all of it.
    RepresentationUpdater(RepresentationModel& model, JobRunner& runner, unsigned threads,
                          QObject* parent = nullptr);

    void setWanted(RepresentationParts parts); ///< none at first
    void setOptions(const RepresentationOptions& options);
    const RepresentationOptions& options() const noexcept { return m_options; }
    /// From which matrices of trials are computed; null: none can be.
    void setAnalysis(std::shared_ptr<const Analysis> analysis);

    /// Of those that are shown and have a value; null before the first.
    const std::shared_ptr<const RepresentationSet>& set() const noexcept { return m_set; }
    bool isPending() const { return m_delay.isActive(); } ///< changes wait to be computed

Q_SIGNALS:
    void setChanged();
    void failed(const learnscope::Error& error);

private:
    struct TrialMatrix;

    std::vector<RepresentationInput> inputs() const;
    void compute();
    void start(bool isQuick);
    void followTrials();

    RepresentationModel& m_model;
    JobRunner& m_runner;
    RepresentationOptions m_options;
    RepresentationParts m_wanted;
    std::shared_ptr<const Analysis> m_analysis;
    std::shared_ptr<const RepresentationSet> m_set;
    QTimer m_delay;
    QPointer<QFutureWatcherBase> m_running;
    QPointer<QFutureWatcherBase> m_runningTrials;
    /// What the matrices of trials were last computed for.
    std::vector<RepresentationOfTrials> m_asked;
    std::shared_ptr<const Analysis> m_askedOf;
};

} // namespace learnscope
