// How a selection is described in words.
#include "core/data/trialselection.h"

#include <set>

namespace learnscope {

namespace {
constexpr std::size_t describedClauses = 3;
constexpr std::size_t listedRanges = 4; ///< of numbers; above it they are only counted
constexpr std::size_t listedNames = 2;

std::string counted(std::size_t count, const std::string& one, const std::string& many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

/// "1-3, 7"; nothing where there are too many pieces to read.
std::string rangesOf(const std::vector<std::int32_t>& numbers)
{
    std::string text;
    std::size_t pieces = 0;
    for (std::size_t first = 0; first < numbers.size();) {
        std::size_t last = first;
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1)
            ++last;
        text += (text.empty() ? "" : ", ") + std::to_string(numbers[first]);
        if (last > first)
            text += (last > first + 1 ? "-" : ", ") + std::to_string(numbers[last]);
        first = last + 1;
        if (++pieces > listedRanges)
            return {};
    }
    return text;
}

void addNumbers(std::vector<std::string>& parts, const ValueSet<std::int32_t>& set, const std::string& one,
                const std::string& many)
{
    if (set.isAny())
        return;
    const std::string ranges = rangesOf(set.values);
    const std::string text = ranges.empty() ? counted(set.values.size(), one, many)
                                            : (set.values.size() == 1 ? one : many) + ' ' + ranges;
    parts.push_back((set.excluded ? "all but " : "") + text);
}

void addNames(std::vector<std::string>& parts, const ValueSet<std::string>& set, const std::string& prefix,
              const std::string& many)
{
    if (set.isAny())
        return;
    std::string text = prefix;
    if (set.excluded)
        text += "all but ";
    if (set.values.size() > listedNames) {
        text += std::to_string(set.values.size()) + ' ' + many;
    } else {
        for (std::size_t place = 0; place < set.values.size(); ++place)
            text += (place > 0 ? " or " : "") + set.values[place];
    }
    parts.push_back(std::move(text));
}

void addObservers(std::vector<std::string>& parts, const ValueSet<std::string>& set,
                  const ObserverNamings& namings)
{
    if (set.isAny()) {
        parts.push_back("all observers");
        return;
    }
    if (set.values.size() > listedNames) {
        parts.push_back((set.excluded ? "all but " : "")
                        + counted(set.values.size(), "observer", "observers"));
        return;
    }
    std::string text = set.excluded ? "all but " : "";
    for (std::size_t place = 0; place < set.values.size(); ++place)
        text += (place > 0 ? " and " : "") + namings(set.values[place]).label;
    parts.push_back(std::move(text));
}

/// What the runs of the observers are called: participants where all are people.
std::string runName(const ValueSet<std::string>& observers, const ObserverNamings& namings)
{
    std::set<ObserverKind> kinds;
    for (const std::string& name : observers.values)
        kinds.insert(namings(name).kind);
    const bool people = !observers.excluded && kinds == std::set {ObserverKind::Human};
    return people ? "participant" : "run";
}

std::string describeClause(const TrialClause& clause, const ObserverNamings& namings,
                           std::string_view separator)
{
    std::vector<std::string> parts;
    addObservers(parts, clause.observers, namings);
    const std::string run = runName(clause.observers, namings);
    addNumbers(parts, clause.runs, run, run + 's');
    for (const Phase phase : clause.phases.values)
        parts.emplace_back(toString(phase));
    addNumbers(parts, clause.epochs, "epoch", "epochs");
    addNames(parts, clause.truths, "shown ", "classes");
    addNames(parts, clause.predictions, "answered ", "classes");
    for (const bool right : clause.correct.values)
        parts.emplace_back(right ? "right" : "wrong");
    addNames(parts, clause.images, "", "images");
    std::string text;
    for (const std::string& part : parts)
        (text += text.empty() ? std::string_view() : separator) += part;
    return text;
}
} // namespace

ObserverNaming knownObserverNaming(const std::string& name)
{
    return {observerLabelFromName(name), observerKindFromName(name)};
}

std::string describe(const TrialSelection& selection, const ObserverNamings& namings,
                     std::string_view separator)
{
    std::string text;
    const std::size_t described = std::min(describedClauses, selection.clauses.size());
    for (std::size_t place = 0; place < described; ++place)
        text += (place > 0 ? "; " : "") + describeClause(selection.clauses[place], namings, separator);
    if (described < selection.clauses.size())
        text += " and " + std::to_string(selection.clauses.size() - described) + " more";
    return text;
}

} // namespace learnscope
