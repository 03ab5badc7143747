#include "app/cli/command.h"

#include "core/base/filewriter.h"

#include <iostream>

namespace learnscope {

std::vector<AddCommand> lightCommands()
{
    return {addAnalyseCommand, addCheckCommand, addInferCommand};
}

int runCommandLine(int argc, const char* const* argv, const std::vector<AddCommand>& commands)
{
    int exitCode = ExitDone;
    CLI::App app("Learnscope compares how humans and deep networks learn.", "learnscope-cli");
    app.require_subcommand(1);
    for (const AddCommand add : commands)
        add(app, exitCode);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? ExitDone : ExitWrongUsage;
    }
    return exitCode;
}

int reportErrors(const ErrorList& errors)
{
    std::cerr << errors.toString() << '\n';
    if (errors.empty())
        return ExitDone;
    if (errors.kept().front().code == cannotWriteCode)
        return ExitFailed;
    switch (errors.kept().front().kind) {
    case Error::Kind::Usage:
        return ExitWrongUsage;
    case Error::Kind::Cancelled:
        return ExitCancelled;
    case Error::Kind::Internal:
    case Error::Kind::Network:
        return ExitFailed;
    default:
        return ExitBadInput;
    }
}

int reportError(const Error& error)
{
    return reportErrors(ErrorList(error));
}

} // namespace learnscope
