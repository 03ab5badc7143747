#pragma once

#include "core/base/error.h"
#include "widgets/stimuli/trialanswers.h"

#include <QFutureWatcher>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace learnscope {

class ObserverModel;

/// Finds, on threads of its own, who answered what to the picture that is looked at, and which pictures the
/// selected trials show. Asks again whenever the checked runs, the picture, the selection or the order
/// change; only the newest answer is ever delivered. GUI thread.
class TrialLookup : public QObject
{
    Q_OBJECT
public:
    explicit TrialLookup(QObject* parent = nullptr);
    ~TrialLookup() override;

    void setObservers(ObserverModel* observers); ///< not owned; may be null
    void setImage(const std::string& image);
    void setSelection(const TrialSelection& selection); ///< of answers
    void setSelectedTrials(const std::shared_ptr<const SelectedTrials>& selected); ///< may be null
    void setOrder(AnswerOrder order, bool descending);

Q_SIGNALS:
    void answersFound(std::shared_ptr<const learnscope::AnswerSet> answers);
    /// Null where nothing is selected.
    void selectedStimuliFound(std::shared_ptr<const learnscope::SelectedStimuli> stimuli);
    /// The answer takes long enough to be waited for: what is shown belongs to an earlier question.
    void waiting();
    void failed(const learnscope::Error& error);

private:
    void schedule();
    void update();
    std::vector<ObserverTrials> snapshot();
    bool buildMissingIndexes(const std::vector<ObserverTrials>& observers); ///< true where any is missing
    void askForAnswers(std::vector<ObserverTrials> observers);

    QPointer<ObserverModel> m_observers;
    AnswerQuery m_query; ///< all but the observers
    QHash<const TrialTable*, std::shared_ptr<const TrialIndex>> m_indexes; ///< null: being built
    QPointer<QFutureWatcherBase> m_answersJob;
    QPointer<QFutureWatcherBase> m_selectedJob;
    QTimer m_scheduled; ///< many changes, one question
    QTimer m_patience;
    QThreadPool m_pool;
};

} // namespace learnscope
