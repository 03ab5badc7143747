#include "app/cli/command.h"

#include "core/base/version.h"

#include <iostream>

namespace learnscope {

void addVersionCommand(CLI::App& app, int& exitCode)
{
    app.add_subcommand("version", "Print the version")->callback([&exitCode] {
        std::cout << "learnscope " << version() << '\n';
        exitCode = ExitDone;
    });
}

} // namespace learnscope
