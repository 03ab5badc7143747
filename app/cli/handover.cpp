#include "app/cli/handover.h"

#include <algorithm>
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
    const char* program;
};

constexpr const char* drawing = "learnscope";
constexpr const char* matrices = "learnscope-matrices";

constexpr std::array<Entry, 11> entries = {{
    {"align", "Apply a transform to features", matrices},
    {"compare", "Compare similarity matrices, models with observers, or with cka two sets of features",
     matrices},
    {"demo", "Tour the demo data: tables, figures and a picture of the window", drawing},
    {"figure", "Draw a figure for print: PDF, SVG, PNG or TIFF", drawing},
    {"mds", "Place items on a map by their dissimilarities, and print its stress", matrices},
    {"order", "Order items by clusters, name, a column of features or another matrix", matrices},
    {"probe", "Train transforms of features under which they tell odd-one-out choices", matrices},
    {"rdm", "Compute the similarity matrix of items from features, triplets or trials", matrices},
    {"stimuli", "List, show or make stimuli", drawing},
    {"triplets", "Judge odd-one-out choices by an embedding, simulate or split them", matrices},
    {"version", "Print the version and what it computes with", matrices},
}};

const Entry* entryOf(std::string_view name)
{
    const auto* const entry = std::find_if(entries.begin(), entries.end(),
                                           [&](const Entry& candidate) { return name == candidate.name; });
    return entry == entries.end() ? nullptr : entry;
}
} // namespace

void addHandedOverCommands(CLI::App& app, int&)
{
    for (const Entry& entry : entries)
        app.add_subcommand(entry.name, entry.description)->prefix_command();
}

std::optional<std::string> handedOverCommand(int argc, const char* const* argv)
{
    if (const Entry* const entry = argc > 1 ? entryOf(argv[1]) : nullptr)
        return entry->name;
    return std::nullopt;
}

int handOver(const std::string& command, char** argv)
{
    std::error_code status;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", status);
    const std::string name = entryOf(command)->program;
    const std::string program = (self.parent_path() / name).string();
    if (!status)
        ::execv(program.c_str(), argv);
    std::cerr << "learnscope-cli: '" << command << "' needs the program " << name << " beside this one: "
              << (status ? "where this one lies is not known" : program + ": " + std::strerror(errno))
              << '\n';
    return ExitFailed;
}

} // namespace learnscope
