#pragma once

#include "app/cli/representationinputs.h"
#include "core/jobs/jobcontext.h"
#include "core/similarity/noiseceiling.h"

#include <string>
#include <vector>

namespace learnscope {

/// Models and observers of `compare`, as they were typed. A file with a stack of matrices stands for several.
struct ModelArguments
{
    std::vector<std::string> models;
    std::vector<std::string> observers;
    std::string unit = "both";
    std::string correction = "holm";

    bool areGiven() const { return !models.empty() || !observers.empty(); }
};

void addModelOptions(CLI::App& command, ModelArguments& arguments);

/// Compares every model with every observer and prints it. @p options holds what other options say already.
/// Gives the exit code.
int compareModelFiles(const ModelArguments& arguments, ModelComparisonOptions options,
                      const CommonArguments& common, JobContext& job);

} // namespace learnscope
