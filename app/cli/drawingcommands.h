#pragma once

#include "app/cli/command.h"

namespace learnscope {

void addDemoCommand(CLI::App& app, int& exitCode);
void addFigureCommand(CLI::App& app, int& exitCode);

/// The commands that need Qt or pictures: they run in the program learnscope. None needs a display.
std::vector<AddCommand> drawingCommands();

} // namespace learnscope
