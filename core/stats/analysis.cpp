#include "core/stats/analysis.h"

#include "core/base/parallel.h"
#include "core/stats/answersheets.h"

#include <algorithm>
#include <atomic>
#include <numeric>

namespace learnscope {

namespace {
/// Passes on the wish to stop, but no progress: that is counted in whole tasks.
class TaskContext final : public JobContext
{
public:
    explicit TaskContext(const JobContext& whole)
        : m_whole(whole)
    {
    }

    bool isCancelled() const override { return m_whole.isCancelled(); }
    void report(double, std::string_view) override { }

private:
    const JobContext& m_whole;
};

/// Runs tasks side by side, tells how many are done, and keeps the first error in the order of the tasks.
class Tasks
{
public:
    Tasks(std::size_t total, unsigned threads, JobContext& context)
        : m_total(total)
        , m_threads(threads)
        , m_context(context)
    {
    }

    /// @p work(index, context) gives a Result<void>.
    template<typename Work>
    Result<void> run(std::size_t count, const Work& work)
    {
        std::vector<Result<void>> results(count);
        parallelFor(count, m_threads, [&](std::size_t index) {
            TaskContext task(m_context);
            results[index] = work(index, task);
            m_context.report(static_cast<double>(++m_done) / static_cast<double>(m_total), "analysing");
        });
        if (m_context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        const auto failed =
            std::find_if(results.begin(), results.end(), [](const Result<void>& result) { return !result; });
        return failed == results.end() ? Result<void>() : *failed;
    }

private:
    const std::size_t m_total;
    const unsigned m_threads;
    JobContext& m_context;
    std::atomic<std::size_t> m_done = 0;
};

/// Those that are given, or else those of the training trials of the chosen runs, selected or not.
ObjectSet knownObjects(const ObserverCurves& curves, const AnalysisOptions& options)
{
    if (options.trainObjects)
        return *options.trainObjects;
    const TrialTable& trials = wholeTable(curves.observer);
    return trainingObjects(trials, trialBlocks(trials, curves.runs),
                           matchImageNames(trials, options.pattern));
}

/// The statistics that pool trials, and their bands.
Result<void> addPooled(ObserverAnalysis& analysis, const AnalysisOptions& options,
                       const BootstrapOptions& bootstrap, JobContext& context)
{
    const ObserverCurves& curves = analysis.curves;
    const TrialTable& trials = *curves.observer.trials;
    const std::vector<TrialBlock> blocks = trialBlocks(trials, curves.runs);
    const ImageNames names = matchImageNames(trials, options.pattern);
    const AnalysisParts parts = options.parts;
    const std::size_t runs = curves.runs.size();
    if (parts.contains(AnalysisPart::Split)) {
        const ObjectSet known = knownObjects(curves, options);
        analysis.knownObjects = known.size();
        if (!known.empty())
            analysis.split = objectSplit(trials, blocks, runs, names, known, options.splitRule);
    }
    if (parts.contains(AnalysisPart::Rotation))
        analysis.rotation = rotationProfile(trials, blocks, runs, names);
    if (parts.contains(AnalysisPart::Answers)) {
        analysis.answers = answerSequences(trials, blocks, curves.runs);
        addExtremes(analysis.answers, options.movingAverage);
    }
    if (parts.contains(AnalysisPart::Confusion) || parts.contains(AnalysisPart::Likenesses))
        analysis.confusion = confusion(trials, blocks, runs);
    if (parts.contains(AnalysisPart::Responses))
        analysis.responses = responseShares(trials, blocks, runs);
    if (parts.contains(AnalysisPart::Times))
        analysis.times = reactionTimes(trials, blocks, runs);

    std::vector<PooledShare*> shares;
    for (SplitCell& cell : analysis.split.cells)
        shares.push_back(&cell.answers);
    for (RotationCell& cell : analysis.rotation.cells)
        shares.push_back(&cell.answers);
    for (ConfusionCell& cell : analysis.confusion.cells)
        shares.push_back(&cell.answers);
    for (ResponseShareCell& cell : analysis.responses.cells)
        shares.push_back(&cell.answered);
    for (SpeedAccuracyBin& bin : analysis.times.speed)
        shares.push_back(&bin.answers);
    return addBands(shares, bootstrap, options.curves.level, context);
}

/// Accuracy by a further column of all observers, and its bands. A column that no table has gives no values.
Result<void> addByColumn(Analysis& analysis, const BootstrapOptions& bootstrap, JobContext& context)
{
    std::vector<ColumnInput> inputs;
    for (const ObserverAnalysis& observer : analysis.observers)
        inputs.push_back({&observer.curves.observer, observer.curves.runs});
    auto found = accuracyByColumn(inputs, analysis.options.byColumn);
    if (!found) {
        analysis.byColumn.column = analysis.options.byColumn.column;
        analysis.byColumn.available = furtherColumns(inputs);
        return {};
    }
    analysis.byColumn = std::move(*found);
    for (ObserverColumn& observer : analysis.byColumn.observers) {
        std::vector<PooledShare*> shares;
        for (ColumnCell& cell : observer.cells)
            shares.push_back(&cell.answers);
        if (const auto added = addBands(shares, bootstrap, analysis.options.curves.level, context); !added)
            return added;
    }
    return {};
}

/// @p kinds: of the observers by name.
std::vector<ObserverComparison> comparisonsOf(const std::vector<ObserverKind>& kinds)
{
    const bool anyHuman = std::find(kinds.begin(), kinds.end(), ObserverKind::Human) != kinds.end();
    const auto isHuman = [&](std::size_t index) { return kinds[index] == ObserverKind::Human; };
    std::vector<ObserverComparison> comparisons;
    for (std::size_t first = 0; first < kinds.size(); ++first)
        for (std::size_t second = 0; second < kinds.size(); ++second)
            if ((!anyHuman || isHuman(first)) && (second >= first || (anyHuman && !isHuman(second))))
                comparisons.push_back({first, second, {}, {}, {}});
    return comparisons;
}

/// @p kinds: of the observers by name.
std::vector<ObserverDelta> deltasOf(const std::vector<ObserverKind>& kinds)
{
    std::vector<ObserverDelta> deltas;
    for (std::size_t human = 0; human < kinds.size(); ++human)
        for (std::size_t network = 0; network < kinds.size(); ++network)
            if (kinds[human] == ObserverKind::Human && kinds[network] == ObserverKind::Network)
                deltas.push_back({human, network, {}, {}});
    return deltas;
}

/// Which test images two observers, or the runs of one, both saw. What the comparisons have is taken from
/// there.
TrialMatching matchingOf(const Analysis& analysis, std::size_t first, std::size_t second)
{
    for (const ObserverComparison& made : analysis.comparisons)
        if (made.first == first && made.second == second)
            return made.matching;
    const ObserverCurves& one = analysis.observers[first].curves;
    const ObserverCurves& other = analysis.observers[second].curves;
    return first == second ? matchTrials(*one.observer.trials, one.runs)
                           : matchTrials(*one.observer.trials, one.runs, *other.observer.trials, other.runs);
}
} // namespace

std::vector<MatchedPair> matchedPairs(const Analysis& analysis, AnalysisPart part)
{
    std::vector<MatchedPair> pairs;
    if (part == AnalysisPart::Comparisons)
        for (const ObserverComparison& comparison : analysis.comparisons)
            pairs.push_back({comparison.first, comparison.second, &comparison.matching});
    if (part == AnalysisPart::Deltas)
        for (const ObserverDelta& delta : analysis.deltas)
            pairs.push_back({delta.human, delta.network, &delta.matching});
    if (part == AnalysisPart::Likenesses)
        for (const ObserverLikeness& likeness : analysis.likenesses)
            pairs.push_back({likeness.first, likeness.second, &likeness.matching});
    return pairs;
}

std::string matchingSentence(const Analysis& analysis, const MatchedPair& pair)
{
    const auto matched = [&](std::size_t place) -> MatchedObserver {
        const ObserverCurves& curves = analysis.observers[place].curves;
        return {&curves.observer, curves.runs.size()};
    };
    return matchingSentence(*pair.matching, matched(pair.first), matched(pair.second));
}

std::string matchingSentence(const Analysis& analysis, const ObserverComparison& comparison)
{
    return matchingSentence(analysis, {comparison.first, comparison.second, &comparison.matching});
}

Result<Analysis> analyse(std::span<const Observer> observers, const AnalysisOptions& options,
                         JobContext& context)
{
    std::vector<std::size_t> order(observers.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return observers[left].name < observers[right].name;
    });
    Analysis analysis {options, std::vector<ObserverAnalysis>(observers.size()), {}, {}, {}, {}};
    analysis.options.selections.clear();
    std::vector<ObserverKind> kinds;
    for (const std::size_t index : order) {
        kinds.push_back(observers[index].kind);
        analysis.options.selections.push_back(options.selections.empty() ? RunSelection {}
                                                                         : options.selections[index]);
    }
    const AnalysisParts parts = options.parts;
    analysis.comparisons = comparisonsOf(kinds);
    if (parts.contains(AnalysisPart::Likenesses))
        for (const ObserverComparison& comparison : analysis.comparisons)
            if (comparison.first != comparison.second)
                analysis.likenesses.push_back({comparison.first, comparison.second, {}, {}});
    if (!parts.contains(AnalysisPart::Comparisons))
        analysis.comparisons.clear();
    if (parts.contains(AnalysisPart::Deltas))
        analysis.deltas = deltasOf(kinds);

    // One observer is worked on by all threads, several by one thread each.
    CurveOptions curveOptions = options.curves;
    if (observers.size() > 1)
        curveOptions.threads = 1;
    const BootstrapOptions bootstrap {curveOptions.bootstrapDraws, curveOptions.seed, curveOptions.threads,
                                      curveOptions.bands};
    std::vector<std::optional<AnswerSheets>> sheets(observers.size());
    const std::size_t comparisons = analysis.comparisons.size();
    const std::size_t deltas = analysis.deltas.size();
    const std::size_t likenesses = analysis.likenesses.size();
    Tasks tasks(comparisons + deltas + likenesses + 2 * observers.size() + 1, options.curves.threads,
                context);
    auto done = tasks.run(observers.size(), [&](std::size_t index, JobContext& task) -> Result<void> {
        const Observer& observer = observers[order[index]];
        ObserverAnalysis& result = analysis.observers[index];
        result.allCells = accuracyPerRun(*observer.trials, curveOptions.threads);
        auto curves =
            computeCurves(observer, result.allCells, analysis.options.selections[index], curveOptions, task);
        if (!curves)
            return tl::unexpected(curves.error());
        result.curves = std::move(*curves);
        if (parts.contains(AnalysisPart::Comparisons))
            sheets[index].emplace(*observer.trials, result.curves.runs, options.consistencyMatching);
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());

    // Comparisons take longest, so they come first.
    done =
        tasks.run(comparisons + observers.size(), [&](std::size_t index, JobContext& task) -> Result<void> {
            if (index >= comparisons)
                return addPooled(analysis.observers[index - comparisons], options, bootstrap, task);
            ObserverComparison& comparison = analysis.comparisons[index];
            auto compared =
                compareAnswers(*sheets[comparison.first],
                               comparison.first == comparison.second ? nullptr : &*sheets[comparison.second],
                               bootstrap, options.curves.level, task);
            if (!compared)
                return tl::unexpected(compared.error());
            comparison.points = std::move(compared->points);
            comparison.unmatched = std::move(compared->unmatched);
            const ObserverCurves& first = analysis.observers[comparison.first].curves;
            const ObserverCurves& second = analysis.observers[comparison.second].curves;
            comparison.matching = comparison.first == comparison.second
                ? matchTrials(*first.observer.trials, first.runs)
                : matchTrials(*first.observer.trials, first.runs, *second.observer.trials, second.runs);
            return {};
        });
    if (!done)
        return tl::unexpected(done.error());

    done = tasks.run(likenesses + deltas + 1, [&](std::size_t index, JobContext& task) -> Result<void> {
        if (index == likenesses + deltas)
            return parts.contains(AnalysisPart::Columns) ? addByColumn(analysis, bootstrap, task)
                                                         : Result<void>();
        if (index < likenesses) {
            ObserverLikeness& likeness = analysis.likenesses[index];
            auto epochs = compareConfusions(analysis.observers[likeness.first].confusion,
                                            analysis.observers[likeness.second].confusion, bootstrap,
                                            options.curves.level, task);
            if (!epochs)
                return tl::unexpected(epochs.error());
            likeness.epochs = std::move(*epochs);
            likeness.matching = matchingOf(analysis, likeness.first, likeness.second);
            return {};
        }
        ObserverDelta& delta = analysis.deltas[index - likenesses];
        auto points =
            accuracyDelta(analysis.observers[delta.human].curves, analysis.observers[delta.network].curves,
                          bootstrap, options.curves.level, task);
        if (!points)
            return tl::unexpected(points.error());
        delta.points = std::move(*points);
        delta.matching = matchingOf(analysis, delta.human, delta.network);
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return analysis;
}

} // namespace learnscope
