#include "app/cli/command.h"

#include "core/base/version.h"
#include "core/similarity/blas.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace learnscope {

void addVersionCommand(CLI::App& app, int& exitCode)
{
    CLI::App* const command = app.add_subcommand("version", "Print the version and what it computes with");
    const auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print as JSON");
    command->callback([json, &exitCode] {
        if (*json)
            std::cout << nlohmann::ordered_json {{"version", version()}, {"blas", blasDescription()}}.dump(2)
                      << '\n';
        else
            std::cout << "learnscope " << version() << '\n' << blasDescription() << '\n';
        exitCode = ExitDone;
    });
}

} // namespace learnscope
