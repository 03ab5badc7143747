#include "core/checks/rowchecks.h"

#include "core/checks/findingtext.h"
#include "core/io/utf8.h"
#include "core/stats/accuracy.h"

#include <algorithm>
#include <map>
#include <set>

namespace learnscope {

namespace {
using Severity = Finding::Severity;

struct Count
{
    std::uint32_t usual = 0;
    std::uint32_t lowest = 0;
    std::uint32_t highest = 0;
    std::uint64_t epochs = 0; ///< of all runs together, missing ones included
    std::uint64_t missing = 0; ///< epochs that a run lacks and others have
    std::vector<const AccuracyCell*> unusual;
};

Count countPhase(std::span<const AccuracyCell> cells, Phase phase)
{
    std::map<std::uint32_t, std::uint64_t> votes;
    std::set<std::int32_t> runs;
    std::set<std::int32_t> epochs;
    std::uint64_t present = 0;
    for (const AccuracyCell& cell : cells) {
        if (cell.phase != phase)
            continue;
        ++votes[cell.trials];
        ++present;
        runs.insert(runs.end(), cell.run);
        epochs.insert(cell.epoch);
    }
    Count count;
    if (votes.empty())
        return count;
    count.usual = std::max_element(votes.begin(), votes.end(), [](const auto& left, const auto& right) {
                      return left.second < right.second;
                  })->first;
    count.lowest = votes.begin()->first;
    count.highest = votes.rbegin()->first;
    count.epochs = runs.size() * epochs.size();
    count.missing = count.epochs - present;
    for (const AccuracyCell& cell : cells)
        if (cell.phase == phase && cell.trials != count.usual)
            count.unusual.push_back(&cell);
    return count;
}

std::string messageFor(const Observer& observer, Phase phase, const Count& count)
{
    std::string text = std::string(toString(phase)) + ": epochs differ in their number of trials";
    if (!count.unusual.empty()) {
        const AccuracyCell& first = *count.unusual.front();
        text += " (" + std::to_string(count.lowest) + " to " + std::to_string(count.highest) + "): most have "
            + std::to_string(count.usual) + ", " + std::to_string(count.unusual.size()) + " of "
            + std::to_string(count.epochs) + (count.unusual.size() == 1 ? " does not, " : " do not, such as ")
            + runLabel(observer.kind, first.run) + ", epoch " + std::to_string(first.epoch) + " with "
            + std::to_string(first.trials);
    }
    if (count.missing > 0)
        text += (count.unusual.empty() ? ": " : "; ")
            + counted(count.missing, "epoch that other runs have is missing",
                      "epochs that other runs have are missing");
    return text;
}

std::vector<std::size_t> rowsOf(const TrialTable& trials, Phase phase,
                                const std::vector<const AccuracyCell*>& cells)
{
    std::vector<std::size_t> rows;
    std::pair<std::int32_t, std::int32_t> last;
    bool wanted = false;
    bool known = false;
    for (std::size_t row = 0; row < trials.size() && rows.size() < maximumFindingRows; ++row) {
        if (trials.phases()[row] != phase)
            continue;
        const std::pair key(trials.runs()[row], trials.epochs()[row]);
        if (!known || key != last) {
            const auto cell = std::lower_bound(cells.begin(), cells.end(), key,
                                               [](const AccuracyCell* left, const auto& right) {
                                                   return std::pair(left->run, left->epoch) < right;
                                               });
            wanted = cell != cells.end() && std::pair((*cell)->run, (*cell)->epoch) == key;
            known = true;
            last = key;
        }
        if (wanted)
            rows.push_back(row);
    }
    return rows;
}

/// Counts rows and keeps the first of them.
struct RowTally
{
    std::uint64_t count = 0;
    std::vector<std::size_t> rows;

    void add(std::size_t row)
    {
        ++count;
        if (rows.size() < maximumFindingRows)
            rows.push_back(row);
    }
};

void addFinding(const Observer& observer, const char* code, std::uint64_t count,
                const std::vector<std::size_t>& rows, std::string message, std::vector<Finding>& findings)
{
    findings.push_back(makeFinding(observer, code, Severity::Warning, count, std::move(message)));
    setRows(findings.back(), observer, std::span(rows));
}

void checkNames(const Observer& observer, const StimulusNamePattern& pattern,
                const std::vector<bool>& isClass, std::vector<Finding>& findings)
{
    const TrialTable& trials = *observer.trials;
    constexpr std::int64_t silent = -1; // the name says nothing
    constexpr std::int64_t unknown = -2; // it says what is no label
    std::vector<std::int64_t> category;
    bool anyClass = false;
    for (const std::string& image : trials.imageNames().texts()) {
        const auto name = pattern.match(image);
        if (!name || name->category.empty()) {
            category.push_back(silent);
            continue;
        }
        const auto code = trials.labelNames().find(name->category);
        category.push_back(code ? std::int64_t(*code) : unknown);
        anyClass |= code && isClass[*code];
    }
    if (!anyClass)
        return;
    RowTally tally;
    const auto images = trials.images();
    const auto truths = trials.truths();
    for (std::size_t row = 0; row < trials.size(); ++row)
        if (const std::int64_t said = category[images[row]]; said != truths[row] && said != silent)
            tally.add(row);
    if (tally.count == 0)
        return;
    const std::size_t first = tally.rows.front();
    addFinding(observer, "label-disagrees-with-name", tally.count, tally.rows,
               counted(tally.count, "row has", "rows have")
                   + " a ground truth that is not the category in the image's name, such as "
                   + quotedForMessage(trials.labelNames()[truths[first]]) + " for "
                   + quotedForMessage(trials.imageOf(first)),
               findings);
}

void checkPredictions(const Observer& observer, const std::vector<bool>& isClass,
                      std::vector<Finding>& findings)
{
    const TrialTable& trials = *observer.trials;
    const auto predictions = trials.predictions();
    RowTally tally;
    std::map<std::uint16_t, std::uint64_t> rowsOfLabel;
    for (std::size_t row = 0; row < trials.size(); ++row) {
        if (!isClass[predictions[row]]) {
            tally.add(row);
            ++rowsOfLabel[predictions[row]];
        }
    }
    if (tally.count == 0)
        return;
    std::vector<std::string> labels;
    for (const auto& [label, rows] : rowsOfLabel)
        labels.push_back(quotedForMessage(trials.labelNames()[label]) + " (" + std::to_string(rows) + ")");
    addFinding(observer, "label-outside-classes", tally.count, tally.rows,
               counted(tally.count, "prediction is", "predictions are") + " none of the "
                   + counted(trials.classes().size(), "class", "classes")
                   + " of the ground truth: " + listed(labels),
               findings);
}
} // namespace

std::array<std::uint32_t, 2> checkTrialCounts(const Observer& observer, unsigned threads,
                                              std::vector<Finding>& findings)
{
    const std::vector<AccuracyCell> cells = accuracyPerRun(*observer.trials, threads);
    std::array<std::uint32_t, 2> usual = {};
    for (const Phase phase : {Phase::Train, Phase::Test}) {
        const Count count = countPhase(cells, phase);
        usual[static_cast<std::size_t>(phase)] = count.usual;
        if (count.unusual.empty() && count.missing == 0)
            continue;
        addFinding(observer, "unequal-trials", count.unusual.size() + count.missing,
                   rowsOf(*observer.trials, phase, count.unusual), messageFor(observer, phase, count),
                   findings);
    }
    return usual;
}

std::array<std::uint32_t, 2> usualTrialCounts(const TrialTable& trials, unsigned threads)
{
    const std::vector<AccuracyCell> cells = accuracyPerRun(trials, threads);
    return {countPhase(cells, Phase::Train).usual, countPhase(cells, Phase::Test).usual};
}

void checkLabels(const Observer& observer, const StimulusNamePattern& pattern, std::vector<Finding>& findings)
{
    std::vector<bool> isClass(observer.trials->labelNames().size(), false);
    for (const std::uint16_t truth : observer.trials->truths())
        isClass[truth] = true;
    checkNames(observer, pattern, isClass, findings);
    checkPredictions(observer, isClass, findings);
}

void checkStimuli(const Observer& observer, const StimulusSet& stimuli, std::vector<Finding>& findings)
{
    const TrialTable& trials = *observer.trials;
    std::vector<bool> isMissing;
    std::vector<std::string> missing;
    for (const std::string& image : trials.imageNames().texts()) {
        isMissing.push_back(stimuli.find(image) == nullptr);
        if (isMissing.back())
            missing.push_back(quotedForMessage(image));
    }
    if (missing.empty())
        return;
    RowTally tally;
    for (std::size_t row = 0; row < trials.size(); ++row)
        if (isMissing[trials.images()[row]])
            tally.add(row);
    addFinding(observer, "missing-stimuli", missing.size(), tally.rows,
               counted(missing.size(), "image is", "images are") + " not in the stimulus set ("
                   + counted(tally.count, "row", "rows") + "): " + listed(missing),
               findings);
}

} // namespace learnscope
