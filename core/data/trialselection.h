#pragma once

#include "core/data/observer.h"
#include "core/data/valueset.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace learnscope {

/// The trials that fit every part. A default clause is all trials of all observers.
struct TrialClause
{
    ValueSet<std::string> observers; ///< Observer::name
    ValueSet<std::int32_t> runs;
    ValueSet<std::int32_t> epochs;
    ValueSet<Phase> phases;
    ValueSet<std::string> images; ///< as in the trial table
    ValueSet<std::string> truths; ///< the class shown
    ValueSet<std::string> predictions; ///< the class answered
    ValueSet<bool> correct;

    bool isNone() const; ///< no trial can fit
    bool isSubsetOf(const TrialClause& other) const;

    bool operator==(const TrialClause&) const = default;
};

/// All parts of a clause, for what is done to each of them.
inline constexpr auto trialClauseParts =
    std::tuple(&TrialClause::observers, &TrialClause::runs, &TrialClause::epochs, &TrialClause::phases,
               &TrialClause::images, &TrialClause::truths, &TrialClause::predictions, &TrialClause::correct);

/// Some trials, told by what they are and not by their rows: the union of clauses. A value; says nothing of
/// which observers are open. Closed under union, intersection, difference and complement.
struct TrialSelection
{
    std::vector<TrialClause> clauses; ///< none: nothing is selected

    static TrialSelection everything() { return {{TrialClause {}}}; }

    bool empty() const noexcept { return clauses.empty(); }
    /// Whether trials of @p observer may be among them.
    bool concerns(std::string_view observer) const;

    bool operator==(const TrialSelection&) const = default;
};

/// The trials of an observer, or of one of its runs, in an epoch and phase where these are given.
TrialSelection trialsOf(std::string observer, std::optional<std::int32_t> run = {},
                        std::optional<std::int32_t> epoch = {}, std::optional<Phase> phase = {});

// Clauses that one clause can say together become one; those within another are dropped.
TrialSelection unionOf(TrialSelection left, const TrialSelection& right);
TrialSelection intersection(const TrialSelection& left, const TrialSelection& right);
TrialSelection difference(const TrialSelection& left, const TrialSelection& right);
TrialSelection complement(const TrialSelection& selection);

/// How an observer is called where a selection is described.
struct ObserverNaming
{
    std::string label;
    ObserverKind kind = ObserverKind::Network;
};
using ObserverNamings = std::function<ObserverNaming(const std::string& name)>;

/// Labels and kinds by the names of known observers, for those that are not open.
ObserverNaming knownObserverNaming(const std::string& name);

/// "Humans, participant 3, test, epoch 4"; clauses after the third are only counted. Empty for no selection.
std::string describe(const TrialSelection& selection, const ObserverNamings& namings = knownObserverNaming,
                     std::string_view separator = ", ");

} // namespace learnscope
