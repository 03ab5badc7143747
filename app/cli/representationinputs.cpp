#include "app/cli/representationinputs.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <iostream>

namespace learnscope {

CLI::Option* addArrayOption(CLI::App& command, ArrayArguments& arguments, const std::string& name,
                            const std::string& suffix, const std::string& help)
{
    CLI::Option* const option = command.add_option(name, arguments.file, help)->type_name("FILE");
    command
        .add_option("--dataset" + suffix, arguments.dataset,
                    "Which array of " + name + ", where its file holds several")
        ->type_name("NAME");
    command
        .add_option("--names" + suffix, arguments.names,
                    "A text file or table with the names of the items of " + name)
        ->type_name("FILE");
    command
        .add_option("--name-column" + suffix, arguments.nameColumn, "The column with the names in that table")
        ->type_name("NAME");
    return option;
}

void addCommonOptions(CLI::App& command, CommonArguments& arguments)
{
    command.add_option("--memory", arguments.memory, "Working memory in MiB that may be taken")
        ->check(CLI::Range(1, 1 << 24))
        ->capture_default_str();
    command.add_option("--threads", arguments.threads, "Threads; 0 for all of the machine's")
        ->capture_default_str();
    command.add_flag("--json", arguments.json, "Print the result as JSON");
    command.add_flag("--quiet", arguments.quiet, "Print nothing but errors");
}

void printNote(const CommonArguments& arguments, const std::string& text)
{
    if (!text.empty() && !arguments.quiet)
        std::cerr << "note: " << text << '\n';
}

void printJson(const nlohmann::ordered_json& json)
{
    std::cout << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

std::string shortNumber(double value)
{
    if (std::isnan(value))
        return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

} // namespace learnscope
