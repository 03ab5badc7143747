#pragma once

#include "app/cli/command.h"

#include <optional>
#include <string>

namespace learnscope {

/// Lists, in the help, the commands that other programs have: those that draw or look at pictures are in
/// learnscope, with Qt and OpenCV, and those that multiply matrices in learnscope-matrices.
/// learnscope-cli starts without all of these and hands such a command line over.
void addHandedOverCommands(CLI::App& app, int& exitCode);

/// The handed-over command that a command line asks for; nothing where it asks for another or for none.
std::optional<std::string> handedOverCommand(int argc, const char* const* argv);

/// Becomes the program that has the command and lies beside this one, with the same arguments. Returns only
/// where that is not possible: the reason is printed, and this is the exit code.
int handOver(const std::string& command, char** argv);

} // namespace learnscope
