#pragma once

#include "core/base/error.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <functional>
#include <string>
#include <vector>

namespace learnscope {

/// How a command ends.
enum ExitCode { ExitDone = 0, ExitFailed = 1, ExitWrongUsage = 2, ExitBadInput = 3, ExitCancelled = 130 };

/// Adds one subcommand to @p app. Its callback does the work and stores how it ended in @p exitCode.
using AddCommand = void (*)(CLI::App& app, int& exitCode);

void addAlignCommand(CLI::App& app, int& exitCode);
void addAnalyseCommand(CLI::App& app, int& exitCode);
void addCheckCommand(CLI::App& app, int& exitCode);
void addCompareCommand(CLI::App& app, int& exitCode);
void addInferCommand(CLI::App& app, int& exitCode);
void addMdsCommand(CLI::App& app, int& exitCode);
void addOrderCommand(CLI::App& app, int& exitCode);
void addProbeCommand(CLI::App& app, int& exitCode);
void addRdmCommand(CLI::App& app, int& exitCode);
void addTripletsCommand(CLI::App& app, int& exitCode);
void addVersionCommand(CLI::App& app, int& exitCode);

/// The commands that need neither Qt, pictures nor products of matrices.
std::vector<AddCommand> lightCommands();

/// Those about embeddings, similarity matrices, triplets and probes, and version, which names what they run
/// on.
std::vector<AddCommand> matrixCommands();

/// Parses and runs one command line with @p commands; returns the exit code. Help and usage errors are
/// printed.
int runCommandLine(int argc, const char* const* argv, const std::vector<AddCommand>& commands);

/// Prints every problem on standard error as "file:line:column: message" and returns the exit code for it.
int reportErrors(const ErrorList& errors);
int reportError(const Error& error);

} // namespace learnscope
