#include "core/checks/trialchecks.h"

#include "core/checks/findingtext.h"
#include "core/checks/groupfacts.h"
#include "core/checks/rowchecks.h"
#include "core/checks/testsetorder.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <memory>

namespace learnscope {

namespace {
using Row = TrialGroups::Row;
constexpr std::string_view stepName = "checking trials";

/// One observer on its way through the checks.
struct Examination
{
    const Observer* observer = nullptr;
    std::unique_ptr<TrialGroups> groups;
    FactsOfRuns facts;
};

Examination examine(const Observer& observer, std::array<std::uint32_t, 2> usualTrials, unsigned threads,
                    JobContext& context)
{
    Examination examination {&observer, std::make_unique<TrialGroups>(*observer.trials), {}};
    examination.facts = inspectRuns(*observer.trials, *examination.groups, usualTrials, threads, context);
    return examination;
}

/// The rows that @p choose takes from the facts of each run and phase, in file order.
template<typename Choose>
std::vector<Row> gathered(const Examination& examination, Choose choose)
{
    std::vector<Row> rows;
    for (const auto& facts : examination.facts)
        for (const GroupFacts& group : facts)
            rows.insert(rows.end(), choose(group).begin(), choose(group).end());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void findDoubledKeys(const Examination& examination, std::vector<Finding>& findings)
{
    const std::vector<Row> surplus = gathered(
        examination, [](const GroupFacts& group) -> const auto& { return group.surplus; });
    if (surplus.empty())
        return;
    std::uint64_t keys = 0;
    for (const auto& facts : examination.facts)
        for (const GroupFacts& group : facts)
            keys += group.doubledKeys;
    findings.push_back(
        makeFinding(*examination.observer, "duplicate-keys", Finding::Severity::Warning, keys,
                    counted(keys, "combination of run, epoch, phase and image occurs",
                            "combinations of run, epoch, phase and image occur")
                        + " more than once: " + counted(surplus.size(), "surplus row", "surplus rows")));
    setRows(findings.back(), *examination.observer, std::span<const Row>(surplus));
}

void findShiftedEpochs(const Examination& examination, std::vector<Finding>& findings)
{
    for (const Phase phase : {Phase::Train, Phase::Test}) {
        std::vector<Row> rows;
        std::vector<std::int32_t> runs;
        std::size_t blockSize = 0;
        std::size_t shift = 0;
        bool onlyAtFront = true;
        const auto& facts = examination.facts[static_cast<std::size_t>(phase)];
        for (std::size_t run = 0; run < facts.size(); ++run) {
            if (facts[run].misfiled.empty())
                continue;
            runs.push_back(examination.groups->runs()[run]);
            rows.insert(rows.end(), facts[run].misfiled.begin(), facts[run].misfiled.end());
            blockSize = facts[run].blockSize;
            shift = std::max(shift, facts[run].longestShift);
            onlyAtFront &= facts[run].misfiledOnlyAtFront;
        }
        if (rows.empty())
            continue;
        std::sort(rows.begin(), rows.end());
        const std::string what = counted(rows.size(), "row is", "rows are");
        findings.push_back(makeFinding(
            *examination.observer, "shifted-epochs", Finding::Severity::Warning, rows.size(),
            std::string(toString(phase)) + ": " + what + " logged under the wrong epoch in "
                + runsListed(examination.observer->kind, runs, examination.groups->runs().size())
                + ": in file order every block of " + std::to_string(blockSize)
                + " rows holds each image once, but "
                + (onlyAtFront
                       ? "the first " + counted(shift, "row of a block carries", "rows of a block carry")
                       : "up to " + counted(shift, "row of a block carries", "rows of a block carry"))
                + " another epoch than the rest"));
        setRows(findings.back(), *examination.observer, std::span<const Row>(rows));
    }
}

void findRepeatedStarts(const Examination& examination, std::vector<Finding>& findings)
{
    const std::vector<Row> rows = gathered(
        examination, [](const GroupFacts& group) -> const auto& { return group.firstAttempt; });
    if (rows.empty())
        return;
    std::vector<std::int32_t> runs;
    for (std::size_t run = 0; run < examination.groups->runs().size(); ++run)
        if (!examination.facts[0][run].firstAttempt.empty()
            || !examination.facts[1][run].firstAttempt.empty())
            runs.push_back(examination.groups->runs()[run]);
    findings.push_back(
        makeFinding(*examination.observer, "repeated-start", Finding::Severity::Warning, rows.size(),
                    runsListed(examination.observer->kind, runs, examination.groups->runs().size())
                        + (runs.size() == 1 ? " starts" : " start")
                        + " twice: " + counted(rows.size(), "surplus row", "surplus rows")
                        + " of an earlier attempt before the first epoch is shown again"));
    setRows(findings.back(), *examination.observer, std::span<const Row>(rows));
}

/// What repairs made invisible, which must not look mended.
void findHidden(const Observer& observer, std::vector<Finding>& findings)
{
    for (const RepairRecord& record : observer.repairs)
        for (const HiddenOddity& hidden : record.hides)
            findings.push_back(makeFinding(observer, hidden.code, Finding::Severity::Warning, hidden.count,
                                           "before duplicates were dropped, which hides this and does not "
                                           "mend it: "
                                               + hidden.message));
}

bool tooLong(const Observer& observer)
{
    return observer.trials->size() >= std::numeric_limits<Row>::max();
}
} // namespace

Result<std::vector<Finding>> checkTrials(std::span<const Observer> observers, const StimulusSet* stimuli,
                                         const TrialCheckOptions& options, JobContext& context)
{
    std::vector<std::vector<Finding>> findings(observers.size());
    std::vector<Examination> examinations;
    std::vector<GroupedObserver> grouped;
    for (std::size_t index = 0; index < observers.size(); ++index) {
        const Observer& observer = observers[index];
        if (tooLong(observer))
            return failure(Error::Kind::OutOfRange, "has more rows than can be checked", {observer.file});
        context.report(static_cast<double>(index) / static_cast<double>(observers.size()), stepName);
        std::vector<Finding> counts;
        const auto usual = checkTrialCounts(observer, options.threads, counts);
        examinations.push_back(examine(observer, usual, options.threads, context));
        if (context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled", {observer.file});
        Examination& examination = examinations.back();
        findDoubledKeys(examination, findings[index]);
        findHidden(observer, findings[index]);
        std::move(counts.begin(), counts.end(), std::back_inserter(findings[index]));
        findShiftedEpochs(examination, findings[index]);
        findRepeatedStarts(examination, findings[index]);
        checkLabels(observer, options.pattern, findings[index]);
        if (stimuli)
            checkStimuli(observer, *stimuli, findings[index]);
        GroupedObserver entry {&observer, examination.groups.get(), {}};
        for (GroupFacts& facts : examination.facts[static_cast<std::size_t>(Phase::Test)])
            entry.testSets.push_back(std::move(facts.imageSets));
        grouped.push_back(std::move(entry));
        examination.facts = {}; // as long as the table where every row is a duplicate
    }
    std::vector<Finding> orders = findTestSetOrders(grouped, stimuli);
    std::vector<Finding> all;
    for (std::size_t index = 0; index < observers.size(); ++index) {
        if (!orders[index].code.empty())
            findings[index].push_back(std::move(orders[index]));
        std::move(findings[index].begin(), findings[index].end(), std::back_inserter(all));
    }
    context.report(1.0, stepName);
    return all;
}

Result<std::vector<Finding>> checkTrials(const Observer& observer, const StimulusSet* stimuli,
                                         const TrialCheckOptions& options, JobContext& context)
{
    return checkTrials(std::span(&observer, 1), stimuli, options, context);
}

} // namespace learnscope
