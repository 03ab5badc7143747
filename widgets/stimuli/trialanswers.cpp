#include "widgets/stimuli/trialanswers.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace learnscope {

namespace {
constexpr std::size_t rowsBetweenChecks = std::size_t(1) << 18;

/// Which trials of one observer are wanted. Rows of one run mostly follow each other, so the last run asked
/// for is remembered.
class TrialFilter
{
public:
    TrialFilter(const ObserverTrials& observer, const TrialSelection& selection)
        : m_trials(*observer.trials)
        , m_runs(observer.runs)
        , m_selection(selection)
    {
    }

    bool operator()(std::size_t row)
    {
        if (m_selection.epoch && m_trials.epochs()[row] != *m_selection.epoch)
            return false;
        if (m_selection.phase && m_trials.phases()[row] != *m_selection.phase)
            return false;
        const std::int32_t run = m_trials.runs()[row];
        if (!m_hasLast || m_lastRun != run) {
            m_hasLast = true;
            m_lastRun = run;
            m_lastWanted = (!m_selection.run || *m_selection.run == run)
                && std::binary_search(m_runs.begin(), m_runs.end(), run);
        }
        return m_lastWanted;
    }

private:
    const TrialTable& m_trials;
    const std::vector<std::int32_t>& m_runs;
    const TrialSelection& m_selection;
    // Trials of a run stand together, so the answer for the last run is kept.
    bool m_hasLast = false;
    bool m_lastWanted = false;
    std::int32_t m_lastRun = 0;
};

auto naturalOrder(const Answer& answer)
{
    return std::tuple(answer.observer, answer.run, answer.epoch, answer.phase, answer.row);
}

/// For each observer and label code: the label's place among all labels by name.
std::vector<std::vector<std::size_t>> labelRanks(const std::vector<ObserverTrials>& observers)
{
    std::vector<std::string> labels;
    for (const ObserverTrials& observer : observers)
        if (observer.trials)
            labels.insert(labels.end(), observer.trials->labelNames().texts().begin(),
                          observer.trials->labelNames().texts().end());
    std::sort(labels.begin(), labels.end());
    std::vector<std::vector<std::size_t>> ranks(observers.size());
    for (std::size_t place = 0; place < observers.size(); ++place)
        if (observers[place].trials)
            for (const std::string& label : observers[place].trials->labelNames().texts())
                ranks[place].push_back(static_cast<std::size_t>(
                    std::lower_bound(labels.begin(), labels.end(), label) - labels.begin()));
    return ranks;
}

void sortAnswers(std::vector<Answer>& answers, const AnswerQuery& query)
{
    const auto sortBy = [&](const auto& key) {
        std::sort(answers.begin(), answers.end(), [&](const Answer& left, const Answer& right) {
            const auto leftKey = key(left);
            const auto rightKey = key(right);
            if (leftKey != rightKey)
                return query.descending ? rightKey < leftKey : leftKey < rightKey;
            return naturalOrder(left) < naturalOrder(right);
        });
    };
    switch (query.order) {
    case AnswerOrder::Observer:
        return sortBy([](const Answer& answer) { return answer.observer; });
    case AnswerOrder::Run:
        return sortBy([](const Answer& answer) { return answer.run; });
    case AnswerOrder::Epoch:
        return sortBy([](const Answer& answer) { return answer.epoch; });
    case AnswerOrder::Phase:
        return sortBy([](const Answer& answer) { return answer.phase; });
    case AnswerOrder::Answer: {
        const auto ranks = labelRanks(query.observers);
        return sortBy([&](const Answer& answer) {
            return std::pair(ranks[answer.observer][answer.answer], answer.right);
        });
    }
    }
}
} // namespace

Result<AnswerSet> findAnswers(const AnswerQuery& query, JobContext& context)
{
    AnswerSet found {query.observers, query.image, query.selection, {}, 0};
    const TrialSelection everything;
    const TrialSelection& selection = query.selection.empty() ? everything : query.selection;
    for (std::size_t place = 0; place < query.observers.size(); ++place) {
        const ObserverTrials& observer = query.observers[place];
        if (!observer.index || (!selection.empty() && observer.name != selection.observer))
            continue;
        TrialFilter wanted(observer, selection);
        const TrialTable& trials = *observer.trials;
        std::size_t looked = 0;
        for (const std::uint32_t row : observer.index->rowsOf(query.image)) {
            if (++looked % rowsBetweenChecks == 0 && context.isCancelled())
                return failure(Error::Kind::Cancelled, "cancelled");
            if (!wanted(row))
                continue;
            found.answers.push_back({static_cast<std::uint32_t>(place), row, trials.runs()[row],
                                     trials.epochs()[row], trials.predictions()[row], trials.phases()[row],
                                     trials.isCorrect(row)});
            found.right += trials.isCorrect(row);
        }
    }
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    sortAnswers(found.answers, query);
    return found;
}

Result<SelectedTrials> findSelectedTrials(const ObserverTrials& observer, const TrialSelection& selection,
                                          JobContext& context)
{
    SelectedTrials found {selection, observer.label, 0, 0, {}};
    if (!observer.trials)
        return found;
    const TrialTable& trials = *observer.trials;
    std::vector<SelectedStimulus> byImage(trials.imageNames().size());
    TrialFilter wanted(observer, selection);
    for (std::size_t row = 0; row < trials.size(); ++row) {
        if (row % rowsBetweenChecks == 0 && context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        if (!wanted(row))
            continue;
        SelectedStimulus& stimulus = byImage[trials.images()[row]];
        ++stimulus.trials;
        stimulus.right += trials.isCorrect(row);
    }
    for (std::uint32_t image = 0; image < byImage.size(); ++image) {
        if (byImage[image].trials == 0)
            continue;
        byImage[image].image = trials.imageNames()[image];
        found.trials += byImage[image].trials;
        found.right += byImage[image].right;
        found.stimuli.push_back(std::move(byImage[image]));
    }
    std::sort(found.stimuli.begin(), found.stimuli.end(), [](const auto& left, const auto& right) {
        // Cross-multiplied: shares of whole numbers compare exactly.
        const std::uint64_t leftShare = std::uint64_t(left.right) * right.trials;
        const std::uint64_t rightShare = std::uint64_t(right.right) * left.trials;
        if (leftShare != rightShare)
            return leftShare < rightShare;
        if (left.trials != right.trials)
            return left.trials > right.trials;
        return left.image < right.image;
    });
    return found;
}

} // namespace learnscope
