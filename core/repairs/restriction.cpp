#include "core/repairs/restriction.h"

#include "core/data/trialselectionjson.h"
#include "core/repairs/rowsubset.h"
#include "core/stats/selectedtrials.h"

#include <algorithm>

namespace learnscope {

namespace {
std::string grouped(std::uint64_t value)
{
    std::string text = std::to_string(value);
    for (std::ptrdiff_t place = std::ptrdiff_t(text.size()) - 3; place > 0; place -= 3)
        text.insert(static_cast<std::size_t>(place), 1, ',');
    return text;
}

constexpr std::string_view selectionRecord = "selection"; ///< RepairRecord::repair

/// Names as the observers have them.
ObserverNamings namingsOf(std::span<const Observer> observers)
{
    return [observers](const std::string& name) {
        const auto named = std::find_if(observers.begin(), observers.end(),
                                        [&](const Observer& observer) { return observer.name == name; });
        return named == observers.end() ? knownObserverNaming(name)
                                        : ObserverNaming {named->label, named->kind};
    };
}

RepairRecord recordOf(const SelectedObserver& selected, const TrialSelection& selection,
                      const ObserverNamings& namings)
{
    std::uint64_t all = 0; // of the chosen runs
    for (const SelectedEpoch& epoch : selected.epochs)
        all += epoch.all;
    RepairRecord record;
    record.repair = selectionRecord;
    record.parameters = toJson(selection);
    record.rows = all - selected.count.trials;
    record.sentence = record.rows == 0
        ? "all its " + grouped(all) + (all == 1 ? " trial is selected" : " trials are selected")
        : "only selected trials are counted (" + describe(selection, namings)
            + "): " + grouped(selected.count.trials) + " of " + grouped(all);
    return record;
}

/// The chosen runs that have a selected trial. Who learned was decided among all trials.
RunSelection runsLeft(const RunSelection& chosen, const std::vector<std::int32_t>& runs,
                      const SelectedObserver& selected)
{
    RunSelection left {chosen.rule, {}};
    for (const std::int32_t run : runs)
        if (selected.trialsOfRun(run) > 0)
            left.runs.push_back(run);
    return left;
}
} // namespace

Result<Restricted> restrictTo(std::span<const Observer> observers, std::span<const RunSelection> runs,
                              const TrialSelection& selection, unsigned threads, JobContext& context)
{
    Result<Restricted> left = restrictAny(observers, runs, selection, threads, context);
    if (left && left->observers.empty())
        return failure(Error::Kind::Mismatch,
                       "no trial of the open tables is selected (" + describe(selection, namingsOf(observers))
                           + ")");
    return left;
}

Result<Restricted> restrictAny(std::span<const Observer> observers, std::span<const RunSelection> runs,
                               const TrialSelection& selection, unsigned threads, JobContext& context)
{
    const ObserverNamings namings = namingsOf(observers);
    Restricted left;
    for (std::size_t place = 0; place < observers.size(); ++place) {
        const Observer& observer = observers[place];
        const RunSelection chosen = place < runs.size() ? runs[place] : RunSelection {};
        const auto ofRuns = selectRuns(chosen, accuracyPerRun(*observer.trials, threads));
        if (!ofRuns)
            return tl::unexpected(ofRuns.error());
        const std::vector<SelectableObserver> asked {{observer.name, observer.trials, *ofRuns}};
        const auto found = selectTrials(asked, selection, threads, context);
        if (!found)
            return tl::unexpected(found.error());
        const SelectedObserver& selected = found->observers.front();
        if (selected.count.trials == 0) {
            left.leftOut.push_back(observer.name);
            continue;
        }
        std::vector<bool> kept(observer.trials->size());
        selected.rows.forEach(0, kept.size(), [&](std::size_t row) { kept[row] = true; });
        auto trials = withRows(*observer.trials, kept);
        if (!trials)
            return tl::unexpected(trials.error());
        Observer restricted = observer;
        restricted.whole = observer.whole ? observer.whole : observer.trials;
        restricted.trials = std::make_shared<const TrialTable>(std::move(*trials));
        restricted.repairs.push_back(recordOf(selected, selection, namings));
        left.selections.push_back(runsLeft(chosen, *ofRuns, selected));
        left.observers.push_back(std::move(restricted));
    }
    return left;
}

bool isRestricted(const Observer& observer)
{
    return std::any_of(observer.repairs.begin(), observer.repairs.end(),
                       [](const RepairRecord& record) { return record.repair == selectionRecord; });
}

} // namespace learnscope
