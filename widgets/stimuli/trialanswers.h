#pragma once

#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/selectedtrials.h"
#include "widgets/common/observerstyle.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/stimuli/trialindex.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// An open observer as a job sees it: what the model said when the job began.
struct ObserverTrials
{
    std::string name;
    QString label;
    ObserverKind kind = ObserverKind::Network;
    ObserverStyle style;
    std::shared_ptr<const TrialTable> trials;
    std::vector<std::int32_t> runs; ///< the checked ones, ascending
    std::shared_ptr<const TrialIndex> index; ///< of trials; null until it is built
};

/// One trial in which the picture was shown.
struct Answer
{
    std::uint32_t observer = 0; ///< place in AnswerSet::observers
    std::uint32_t row = 0; ///< of the observer's trials
    std::int32_t run = 0;
    std::int32_t epoch = 0;
    std::uint16_t answer = 0; ///< code in the labels of the observer's trials
    Phase phase = Phase::Train;
    bool right = false;
};

enum class AnswerOrder { Observer, Run, Epoch, Phase, Answer };

struct AnswerQuery
{
    std::vector<ObserverTrials> observers; ///< all with an index
    std::string image;
    TrialSelection selection; ///< empty: all trials of the checked runs
    AnswerOrder order = AnswerOrder::Observer;
    bool descending = false;
};

/// Who answered what when they were shown a picture.
struct AnswerSet
{
    std::vector<ObserverTrials> observers;
    std::string image;
    TrialSelection selection;
    std::vector<Answer>
        answers; ///< in the order asked for; equals by observer, run, epoch, train before test
    std::size_t right = 0;

    const std::string& textOf(const Answer& answer) const
    {
        return observers[answer.observer].trials->labelNames()[answer.answer];
    }
};

/// The trials of the checked runs (within the selection, where there is one) that show the picture. Fails
/// only when cancelled. Any thread.
Result<AnswerSet> findAnswers(const AnswerQuery& query, JobContext& context = JobContext::none());

/// The selected trials that show one picture.
struct SelectedStimulus
{
    std::string image;
    std::uint32_t trials = 0; ///< at least 1
    std::uint32_t right = 0;

    double shareRight() const noexcept { return static_cast<double>(right) / trials; }
    bool operator==(const SelectedStimulus&) const = default;
};

struct SelectedStimuli
{
    TrialSelection selection;
    std::uint64_t trials = 0;
    std::uint64_t right = 0;
    std::vector<SelectedStimulus> stimuli; ///< lowest share right first, then most trials, then by name
};

/// The selected trials by picture. Fails only when cancelled. Any thread.
Result<SelectedStimuli> stimuliOf(const SelectedTrials& selected, JobContext& context = JobContext::none());

} // namespace learnscope
