#include "core/stats/runselection.h"

#include "core/stats/intervals.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace learnscope {

std::string_view toString(RunSelection::Rule rule)
{
    switch (rule) {
    case RunSelection::Rule::All:
        return "all";
    case RunSelection::Rule::Learners:
        return "learners";
    case RunSelection::Rule::Listed:
        break;
    }
    return "listed";
}

Result<RunSelection> parseRunSelection(std::string_view text)
{
    if (text == "all")
        return RunSelection {};
    if (text == "learners")
        return RunSelection {RunSelection::Rule::Learners, {}};
    RunSelection selection {RunSelection::Rule::Listed, {}};
    const char* at = text.data();
    const char* const end = at + text.size();
    while (true) {
        std::int32_t run = 0;
        const auto [next, status] = std::from_chars(at, end, run);
        if (status != std::errc {} || (next != end && *next != ','))
            return failure(Error::Kind::Usage,
                           "'" + std::string(text)
                               + "' names no runs; expected all, learners or a list such as 1,2,7");
        selection.runs.push_back(run);
        if (next == end)
            return selection;
        at = next + 1;
    }
}

std::vector<std::int32_t> learners(std::span<const AccuracyCell> cells)
{
    std::vector<std::int32_t> found;
    std::map<std::pair<std::uint64_t, std::uint64_t>, Interval> intervals; // thousands of runs share a few
    for (auto first = cells.begin(); first != cells.end();) {
        const auto end = std::find_if(first, cells.end(),
                                      [&](const AccuracyCell& cell) { return cell.run != first->run; });
        std::uint64_t trials = 0;
        std::uint64_t correct = 0;
        std::size_t epochs = 0;
        double firstEpoch = 0;
        double lastEpoch = 0;
        for (const AccuracyCell& cell : std::span(first, end)) {
            if (cell.phase != Phase::Train)
                continue;
            trials += cell.trials;
            correct += cell.correct;
            lastEpoch = cell.accuracy();
            if (++epochs == 1)
                firstEpoch = lastEpoch;
        }
        const std::int32_t run = first->run;
        first = end;
        if (epochs < 2 || firstEpoch >= lastEpoch) // an interval does not end before it begins
            continue;
        const auto [own, isNew] = intervals.try_emplace({trials, correct});
        if (isNew)
            own->second =
                binomialInterval(trials, static_cast<double>(correct) / static_cast<double>(trials));
        if (firstEpoch < own->second.low && lastEpoch > own->second.high)
            found.push_back(run);
    }
    return found;
}

Result<std::vector<std::int32_t>> selectRuns(const RunSelection& selection,
                                             std::span<const AccuracyCell> cells)
{
    std::set<std::int32_t> present;
    for (const AccuracyCell& cell : cells)
        present.insert(cell.run);
    std::vector<std::int32_t> chosen(present.begin(), present.end());
    if (selection.rule == RunSelection::Rule::Learners)
        chosen = selection.runs.empty() ? learners(cells) : selection.runs;
    else if (selection.rule == RunSelection::Rule::Listed) {
        const std::set<std::int32_t> wanted(selection.runs.begin(), selection.runs.end());
        for (const std::int32_t run : wanted)
            if (!present.contains(run))
                return failure(Error::Kind::Mismatch, "there is no run " + std::to_string(run));
        chosen.assign(wanted.begin(), wanted.end());
    }
    if (chosen.empty())
        return failure(Error::Kind::Mismatch,
                       selection.rule == RunSelection::Rule::Learners ? "no run meets the learner rule"
                                                                      : "no run is chosen");
    return chosen;
}

} // namespace learnscope
