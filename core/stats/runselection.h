#pragma once

#include "core/base/result.h"
#include "core/stats/accuracy.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// Which runs (participants) of an observer are used.
struct RunSelection
{
    enum class Rule { All, Learners, Listed };

    Rule rule = Rule::All;
    /// For Listed. For Learners: those who are known to be (ascending), where not all trials are looked at.
    std::vector<std::int32_t> runs;

    bool operator==(const RunSelection&) const = default;
};

/// "all", "learners" or "listed".
std::string_view toString(RunSelection::Rule rule);

/// From "all", "learners" or a list such as "1,2,7". Fails with Usage.
Result<RunSelection> parseRunSelection(std::string_view text);

/// The runs that learned: with m the run's accuracy over all its training trials, those whose first training
/// epoch lies below, and whose last lies above, the central 95 % interval of Binomial(n, m) / n around m.
/// @p cells as accuracyPerRun gives them. A run with fewer than two training epochs is no learner.
std::vector<std::int32_t> learners(std::span<const AccuracyCell> cells);

/// The runs that @p selection chooses among those in @p cells, ascending. Fails (Mismatch) where a listed run
/// does not occur or none remains.
Result<std::vector<std::int32_t>> selectRuns(const RunSelection& selection,
                                             std::span<const AccuracyCell> cells);

} // namespace learnscope
