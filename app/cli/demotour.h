#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace learnscope {

/// What the tour is made from, and where it goes.
struct DemoTourOptions
{
    std::vector<std::string> tables; ///< trial tables; at least one
    std::string stimuli; ///< stimulus folder; empty: none
    std::string runs; ///< such as "humans=learners"; empty: all runs
    std::filesystem::path out; ///< folder; made where it is missing
};

/// One command of the tour and the files below DemoTourOptions::out that it leaves there.
struct DemoStep
{
    std::string title;
    std::vector<std::string> arguments; ///< after the program's name
    std::vector<std::string> files; ///< relative to the folder
    bool drawsWindow = false; ///< runs the window itself, with no display
    std::string keepOutputAs; ///< file below the folder for what the command prints; empty: nothing is kept
};

/// The tour: checks, tables, every kind of figure as PDF and PNG, and a picture of the window.
std::vector<DemoStep> demoSteps(const DemoTourOptions& options);

/// The page that shows what the steps made, with the command for each; tables are read from the folder.
std::string demoPage(const DemoTourOptions& options, const std::vector<DemoStep>& steps);

} // namespace learnscope
