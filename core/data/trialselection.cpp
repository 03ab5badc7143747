#include "core/data/trialselection.h"

#include <iterator>

namespace learnscope {

namespace {
/// Calls @p work with each part, a member pointer, in turn.
template<typename Work>
void forEachPart(Work work)
{
    std::apply([&](auto... parts) { (work(parts), ...); }, trialClauseParts);
}

TrialClause intersectionOfClauses(const TrialClause& left, const TrialClause& right)
{
    TrialClause both;
    forEachPart([&](auto part) { both.*part = intersection(left.*part, right.*part); });
    return both;
}

/// The trials of @p left that are not in @p right, as clauses without common trials: those that miss the
/// first part of right, those that fit it and miss the second, and so on.
std::vector<TrialClause> differenceOfClauses(const TrialClause& left, const TrialClause& right)
{
    std::vector<TrialClause> pieces;
    TrialClause fitting = left;
    forEachPart([&](auto part) {
        TrialClause piece = fitting;
        piece.*part = intersection(fitting.*part, (right.*part).complement());
        if (!piece.isNone())
            pieces.push_back(std::move(piece));
        fitting.*part = intersection(fitting.*part, right.*part);
    });
    return pieces;
}

/// Both in one clause, where they differ in no more than one part.
std::optional<TrialClause> merged(const TrialClause& left, const TrialClause& right)
{
    TrialClause both = left;
    int differing = 0;
    forEachPart([&](auto part) {
        if (left.*part == right.*part)
            return;
        ++differing;
        both.*part = unionOf(left.*part, right.*part);
    });
    return differing <= 1 ? std::optional(both) : std::nullopt;
}

/// Adds @p clause, joined with those that can be joined with it.
void addClause(std::vector<TrialClause>& clauses, TrialClause clause)
{
    if (clause.isNone())
        return;
    for (auto place = clauses.begin(); place != clauses.end();) {
        if (clause.isSubsetOf(*place))
            return;
        std::optional<TrialClause> both =
            place->isSubsetOf(clause) ? std::optional(clause) : merged(*place, clause);
        if (!both) {
            ++place;
            continue;
        }
        clauses.erase(place);
        clause = std::move(*both);
        place = clauses.begin(); // the joined clause may now fit others
    }
    clauses.push_back(std::move(clause));
}
} // namespace

bool TrialClause::isNone() const
{
    bool none = false;
    forEachPart([&](auto part) { none = none || (this->*part).isNone(); });
    return none;
}

bool TrialClause::isSubsetOf(const TrialClause& other) const
{
    bool within = true;
    forEachPart([&](auto part) { within = within && (this->*part).isSubsetOf(other.*part); });
    return within;
}

bool TrialSelection::concerns(std::string_view observer) const
{
    const std::string name(observer);
    return std::any_of(clauses.begin(), clauses.end(),
                       [&](const TrialClause& clause) { return clause.observers.contains(name); });
}

TrialSelection trialsOf(std::string observer, std::optional<std::int32_t> run,
                        std::optional<std::int32_t> epoch, std::optional<Phase> phase)
{
    TrialClause clause;
    clause.observers = ValueSet<std::string>::only({std::move(observer)});
    if (run)
        clause.runs = ValueSet<std::int32_t>::only({*run});
    if (epoch)
        clause.epochs = ValueSet<std::int32_t>::only({*epoch});
    if (phase)
        clause.phases = ValueSet<Phase>::only({*phase});
    return {{std::move(clause)}};
}

TrialSelection unionOf(TrialSelection left, const TrialSelection& right)
{
    for (const TrialClause& clause : right.clauses)
        addClause(left.clauses, clause);
    return left;
}

TrialSelection intersection(const TrialSelection& left, const TrialSelection& right)
{
    TrialSelection both;
    for (const TrialClause& one : left.clauses)
        for (const TrialClause& other : right.clauses)
            addClause(both.clauses, intersectionOfClauses(one, other));
    return both;
}

TrialSelection difference(const TrialSelection& left, const TrialSelection& right)
{
    std::vector<TrialClause> rest = left.clauses;
    for (const TrialClause& removed : right.clauses) {
        std::vector<TrialClause> next;
        for (const TrialClause& clause : rest)
            for (TrialClause& piece : differenceOfClauses(clause, removed))
                addClause(next, std::move(piece));
        rest = std::move(next);
    }
    return {std::move(rest)};
}

TrialSelection complement(const TrialSelection& selection)
{
    return difference(TrialSelection::everything(), selection);
}

} // namespace learnscope
