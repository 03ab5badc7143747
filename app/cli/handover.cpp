#include "app/cli/handover.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <string_view>
#include <unistd.h>

namespace learnscope {

namespace {
struct Entry
{
    const char* name;
    const char* description;
};

constexpr std::array<Entry, 3> entries = {{
    {"demo", "Tour the demo data: tables, figures and a picture of the window"},
    {"figure", "Draw a figure for print: PDF, SVG, PNG or TIFF"},
    {"stimuli", "List, show or make stimuli"},
}};
} // namespace

void addHandedOverCommands(CLI::App& app, int&)
{
    for (const Entry& entry : entries)
        app.add_subcommand(entry.name, entry.description)->prefix_command();
}

std::optional<std::string> handedOverCommand(int argc, const char* const* argv)
{
    if (argc > 1)
        for (const Entry& entry : entries)
            if (std::string_view(argv[1]) == entry.name)
                return entry.name;
    return std::nullopt;
}

int handOver(const std::string& command, char** argv)
{
    std::error_code status;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", status);
    const std::string program = (self.parent_path() / "learnscope").string();
    if (!status)
        ::execv(program.c_str(), argv);
    std::cerr << "learnscope-cli: '" << command << "' needs the program learnscope beside this one: "
              << (status ? "where this one lies is not known" : program + ": " + std::strerror(errno))
              << '\n';
    return ExitFailed;
}

} // namespace learnscope
