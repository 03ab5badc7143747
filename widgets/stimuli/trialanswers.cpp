#include "widgets/stimuli/trialanswers.h"

#include "core/stats/trialfilter.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace learnscope {

namespace {
constexpr std::size_t rowsBetweenChecks = std::size_t(1) << 18;

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
    const TrialSelection selection = query.selection.empty() ? TrialSelection::everything() : query.selection;
    for (std::size_t place = 0; place < query.observers.size(); ++place) {
        const ObserverTrials& observer = query.observers[place];
        if (!observer.index)
            continue;
        const TrialFilter wanted(*observer.trials, observer.name, withinRuns(selection, observer.runs));
        if (wanted.isNone())
            continue;
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

Result<SelectedStimuli> stimuliOf(const SelectedTrials& selected, JobContext& context)
{
    SelectedStimuli found {selected.selection, selected.trials, selected.right, {}};
    std::unordered_map<std::string_view, SelectedCount> byImage;
    for (const SelectedObserver& observer : selected.observers)
        for (std::uint32_t image = 0; image < observer.images.size(); ++image) {
            if (observer.images[image].trials == 0)
                continue;
            SelectedCount& count = byImage[observer.trials->imageNames()[image]];
            count.trials += observer.images[image].trials;
            count.right += observer.images[image].right;
        }
    for (const auto& [image, count] : byImage)
        found.stimuli.push_back({std::string(image), count.trials, count.right});
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
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
