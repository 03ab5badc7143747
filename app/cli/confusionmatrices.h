#pragma once

#include "app/cli/observeroptions.h"
#include "app/cli/representationinputs.h"
#include "core/jobs/jobcontext.h"

#include <string>
#include <vector>

namespace learnscope {

/// What `rdm` makes of trial tables, as it was typed.
struct ConfusionArguments
{
    std::vector<std::string> trials;
    ObserverOptions observers;
    std::string selection;
    std::string likeness = "pearson";
    std::string mds = "metric";
    std::string format = "csv";
    std::uint64_t seed = 1;
};

/// Adds --trials and what goes with it; returns the option --trials.
CLI::Option* addConfusionOptions(CLI::App& command, ConfusionArguments& arguments);

/// Writes every observer's confusions of each epoch as matrices below the folder @p out, with trajectory.csv
/// (where each is on a map of all, by phase) and likeness.csv (how alike observers are in each epoch). Gives
/// the exit code.
int writeConfusionMatrices(const ConfusionArguments& arguments, const std::string& out,
                           const CommonArguments& common, JobContext& job);

} // namespace learnscope
