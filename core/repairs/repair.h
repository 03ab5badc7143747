#pragma once

#include "core/base/result.h"
#include "core/checks/finding.h"
#include "core/data/repairrecord.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace learnscope {

/// Something to be done to the trials of an observer before anything is computed from them. A value: what a
/// workspace keeps and what --repair says.
struct Repair
{
    enum class Kind {
        AbortedStart, ///< drops the rows of a start that was begun again
        Reblock, ///< gives each row the epoch of its block, where epochs are shifted against the blocks
        Duplicates, ///< keeps one row of each run, epoch, phase and image
        Exclude, ///< drops whole runs
        Labels, ///< renames labels, as ground truth and as prediction
    };
    enum class Keep { First, Last };
    enum class Exclusion {
        NonLearners, ///< all but those that learners() gives
        BelowChance, ///< whose test accuracy over all epochs is not above the interval of chance
        Listed,
    };

    Kind kind = Kind::AbortedStart;
    Keep keep = Keep::First; ///< for Duplicates
    Exclusion exclusion = Exclusion::NonLearners; ///< for Exclude
    std::vector<std::int32_t> runs; ///< for Exclude, Listed
    std::vector<std::pair<std::string, std::string>> labels; ///< for Labels: old and new, all at once

    bool operator==(const Repair&) const = default;
};

/// "aborted-start", "reblock", "duplicates", "exclude" or "labels".
std::string_view nameOf(Repair::Kind kind);
std::optional<Repair::Kind> repairKindFromName(std::string_view name);

/// What stands behind '=' in its text: "first"; empty where there are no parameters.
std::string parametersOf(const Repair& repair);

/// As typed on a command line; parseRepair() gives it back. "duplicates=last", "exclude=3,4",
/// "labels=old=new,b=c". In labels the characters , = and \ are written with \ before them.
std::string toString(const Repair& repair);

/// From such a text; a name and its parameters may be parted by ':' too. Fails with Usage and says what was
/// expected.
Result<Repair> parseRepair(std::string_view text);

/// The repair that @p record is of; nothing where it is of none that is known.
std::optional<Repair> repairOf(const RepairRecord& record);

/// @p repairs with @p repair in its usual place: first what mends the order of rows, then duplicates, then
/// what is left out or renamed. Takes the place of one of the same kind, except that labels and runs gather.
std::vector<Repair> withRepair(std::vector<Repair> repairs, const Repair& repair);

/// What it does, as the name of a command: "Drop aborted starts".
std::string titleOf(const Repair& repair);

/// What would mend what @p finding found; nothing where that is for people to decide.
std::optional<Repair> repairFor(const Finding& finding);

} // namespace learnscope
