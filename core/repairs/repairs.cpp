#include "core/repairs/repairs.h"
#include "core/checks/trialchecks.h"

#include "core/checks/findingtext.h"
#include "core/checks/rowchecks.h"
#include "core/io/utf8.h"
#include "core/repairs/repairsteps.h"
#include "core/repairs/rowsubset.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace learnscope {

namespace {
/// One observer on its way through its repairs.
class Workbench
{
public:
    Workbench(Observer observer, unsigned threads, JobContext& context)
        : m_observer(std::move(observer))
        , m_threads(threads)
        , m_context(context)
    {
    }

    Result<void> apply(const Repair& repair);
    Observer take() { return std::move(m_observer); }

private:
    const TrialTable& trials() const { return *m_observer.trials; }
    FactsOfRuns facts(const TrialGroups& groups)
    {
        return inspectRuns(trials(), groups, usualTrialCounts(trials(), m_threads), m_threads, m_context);
    }
    std::string runs(const std::vector<std::int32_t>& some) const
    {
        return runsListed(m_observer.kind, some, trials().distinctRuns().size());
    }
    Result<void> keep(const KeptRows& kept, RepairRecord& record);
    Result<void> dropAbortedStarts(RepairRecord& record);
    Result<void> noteHidden(RepairRecord& record);
    Result<void> dropDuplicates(const Repair& repair, RepairRecord& record);
    Result<void> exclude(const Repair& repair, RepairRecord& record);
    Result<void> reblock(RepairRecord& record);
    Result<void> mapLabels(const Repair& repair, RepairRecord& record);
    Result<void> setTrials(TrialTable::Columns columns);

    Observer m_observer;
    const unsigned m_threads;
    JobContext& m_context;
};

/// "was" or "were".
std::string were(std::uint64_t count)
{
    return count == 1 ? " was " : " were ";
}

Result<void> Workbench::setTrials(TrialTable::Columns columns)
{
    auto table = TrialTable::fromColumns(std::move(columns));
    if (!table)
        return tl::unexpected(table.error());
    m_observer.trials = std::make_shared<const TrialTable>(std::move(*table));
    return {};
}

Result<void> Workbench::keep(const KeptRows& kept, RepairRecord& record)
{
    record.rows = kept.dropped;
    record.runs = kept.runs;
    if (kept.dropped == 0)
        return {};
    if (kept.dropped == trials().size())
        return failure(Error::Kind::Mismatch, "it leaves no trial");
    auto table = withRows(trials(), kept.rows);
    if (!table)
        return tl::unexpected(table.error());
    m_observer.trials = std::make_shared<const TrialTable>(std::move(*table));
    return {};
}

Result<void> Workbench::dropAbortedStarts(RepairRecord& record)
{
    const TrialGroups groups(trials());
    const KeptRows kept = withoutAbortedStarts(trials(), groups, facts(groups));
    record.sentence = kept.dropped == 0 ? "no aborted start was found to drop"
                                        : counted(kept.dropped, "row", "rows") + " of an aborted start of "
            + runs(kept.runs) + were(kept.dropped) + "dropped";
    return keep(kept, record);
}

/// Rows of a shifted epoch and of an aborted start are duplicates, too. Once these are gone, what is left
/// looks regular, and is wrong.
Result<void> Workbench::noteHidden(RepairRecord& record)
{
    TrialCheckOptions options;
    options.threads = m_threads;
    const auto findings = checkTrials(m_observer, nullptr, options, m_context);
    if (!findings)
        return tl::unexpected(findings.error());
    for (const Finding& finding : *findings)
        if (finding.code == "shifted-epochs" || finding.code == "repeated-start")
            record.hides.push_back({finding.code, finding.count, finding.message});
    return {};
}

Result<void> Workbench::dropDuplicates(const Repair& repair, RepairRecord& record)
{
    const KeptRows kept = withoutDuplicates(trials(), TrialGroups(trials()), repair.keep);
    record.sentence = kept.dropped == 0
        ? "no run, epoch, phase and image was found to occur twice"
        : counted(kept.dropped, "duplicate row", "duplicate rows") + " of " + runs(kept.runs)
            + were(kept.dropped) + "dropped, the " + (repair.keep == Repair::Keep::First ? "first" : "last")
            + " of each run, epoch, phase and image kept";
    if (kept.dropped > 0)
        if (const auto noted = noteHidden(record); !noted)
            return noted;
    return keep(kept, record);
}

Result<void> Workbench::exclude(const Repair& repair, RepairRecord& record)
{
    const auto kept = withoutRuns(trials(), repair, m_threads);
    if (!kept)
        return tl::unexpected(kept.error());
    const std::string reason = repair.exclusion == Repair::Exclusion::NonLearners
        ? " (not learned: the first training epoch below and the last above the 95 % interval of the run's "
          "own "
          "accuracy)"
        : repair.exclusion == Repair::Exclusion::BelowChance
        ? " (test accuracy over all epochs not above the 95 % interval of chance)"
        : " (by hand)";
    record.sentence = kept->dropped == 0 ? "no run was found to exclude" + reason
                                         : runs(kept->runs) + were(kept->runs.size()) + "excluded" + reason
            + ", " + counted(kept->dropped, "row", "rows");
    return keep(*kept, record);
}

Result<void> Workbench::reblock(RepairRecord& record)
{
    const TrialGroups groups(trials());
    ChangedEpochs changed = reblocked(trials(), groups, facts(groups));
    record.rows = changed.changed[0] + changed.changed[1];
    record.runs = changed.runs;
    for (const Phase phase : {Phase::Train, Phase::Test}) {
        const auto place = static_cast<std::size_t>(phase);
        if (changed.changed[place] > 0)
            record.sentence += (record.sentence.empty() ? "" : " and ")
                + counted(changed.changed[place], std::string(toString(phase)) + " row",
                          std::string(toString(phase)) + " rows")
                + were(changed.changed[place]) + "moved to the epoch of their block of "
                + std::to_string(changed.blockSize[place]) + " rows";
    }
    record.sentence =
        record.rows == 0 ? "no epochs were found to re-block" : record.sentence + " in " + runs(record.runs);
    if (!changed.leftAlone.empty())
        record.sentence +=
            "; the blocks of " + runs(changed.leftAlone) + " fit no epochs and stay as they are";
    if (record.rows == 0)
        return {};
    TrialTable::Columns columns = trials().columns();
    columns.epoch = std::move(changed.epochs);
    return setTrials(std::move(columns));
}

Result<void> Workbench::mapLabels(const Repair& repair, RepairRecord& record)
{
    const StringPool& old = trials().labelNames();
    TrialTable::Columns columns = trials().columns();
    columns.labels = {};
    std::vector<std::uint16_t> codes;
    std::vector<bool> isRenamed;
    std::string mapping;
    for (const std::string& label : old.texts()) {
        const auto rule = std::find_if(repair.labels.begin(), repair.labels.end(),
                                       [&](const auto& pair) { return pair.first == label; });
        isRenamed.push_back(rule != repair.labels.end() && rule->second != label);
        codes.push_back(
            static_cast<std::uint16_t>(columns.labels.codeOf(isRenamed.back() ? rule->second : label)));
    }
    std::vector<std::string> absent;
    for (const auto& [from, to] : repair.labels) {
        if (!old.find(from))
            absent.push_back(quotedForMessage(from));
        else if (from != to)
            mapping += (mapping.empty() ? "" : ", ") + quotedForMessage(from) + " to " + quotedForMessage(to);
    }
    std::set<std::int32_t> touched;
    for (std::size_t row = 0; row < columns.truth.size(); ++row) {
        if (isRenamed[columns.truth[row]] || isRenamed[columns.prediction[row]]) {
            ++record.rows;
            touched.insert(columns.run[row]);
        }
        columns.truth[row] = codes[columns.truth[row]];
        columns.prediction[row] = codes[columns.prediction[row]];
    }
    record.runs.assign(touched.begin(), touched.end());
    record.sentence = record.rows == 0 ? "no label was found to rename"
                                       : "labels were renamed, as ground truth and as prediction: " + mapping
            + " (" + counted(record.rows, "row", "rows") + ')';
    if (!absent.empty())
        record.sentence += "; there is no label " + listed(absent);
    return record.rows == 0 ? Result<void>() : setTrials(std::move(columns));
}

Result<void> Workbench::apply(const Repair& repair)
{
    RepairRecord record {std::string(nameOf(repair.kind)), parametersOf(repair), 0, {}, {}};
    Result<void> done;
    switch (repair.kind) {
    case Repair::Kind::AbortedStart:
        done = dropAbortedStarts(record);
        break;
    case Repair::Kind::Reblock:
        done = reblock(record);
        break;
    case Repair::Kind::Duplicates:
        done = dropDuplicates(repair, record);
        break;
    case Repair::Kind::Exclude:
        done = exclude(repair, record);
        break;
    case Repair::Kind::Labels:
        done = mapLabels(repair, record);
        break;
    }
    if (!done)
        return failure(done.error().kind, "repair " + toString(repair) + ": " + done.error().message,
                       {m_observer.file.empty() ? m_observer.name : m_observer.file});
    m_observer.repairs.push_back(std::move(record));
    return {};
}
} // namespace

Result<Observer> repaired(Observer observer, std::span<const Repair> repairs, unsigned threads,
                          JobContext& context)
{
    if (observer.trials->size() >= std::numeric_limits<TrialGroups::Row>::max())
        return failure(Error::Kind::OutOfRange, "has more rows than can be repaired", {observer.file});
    Workbench workbench(std::move(observer), threads, context);
    for (std::size_t index = 0; index < repairs.size(); ++index) {
        context.report(static_cast<double>(index) / static_cast<double>(repairs.size()), "repairing trials");
        if (const auto done = workbench.apply(repairs[index]); !done)
            return tl::unexpected(done.error());
        if (context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
    }
    context.report(1.0, "repairing trials");
    return workbench.take();
}

} // namespace learnscope
