#include "app/cli/drawingcommands.h"
#include "app/window/windowarguments.h"
#include "app/window/windowprogram.h"
#include "core/base/version.h"

#include <algorithm>
#include <optional>

namespace {
using namespace learnscope;

std::vector<AddCommand> allCommands()
{
    std::vector<AddCommand> commands = lightCommands();
    for (const std::vector<AddCommand>& more : {matrixCommands(), drawingCommands()})
        commands.insert(commands.end(), more.begin(), more.end());
    return commands;
}

/// Whether the program was asked to do one thing on the command line rather than to open its window.
bool isCommand(const std::string& word)
{
    CLI::App commands;
    int exitCode = 0;
    for (const AddCommand add : allCommands())
        add(commands, exitCode);
    const auto all = commands.get_subcommands([](const CLI::App*) { return true; });
    return std::any_of(all.begin(), all.end(),
                       [&](const CLI::App* command) { return command->check_name(word); });
}

/// Nothing where the window is to be opened; else how the program ends.
std::optional<int> parseWindowArguments(int argc, char** argv, WindowArguments& arguments)
{
    CLI::App app(
        "Learnscope compares how humans and deep networks learn. Without a command it opens its window.",
        "learnscope");
    addWindowOptions(app, arguments);
    app.set_version_flag("--version", "learnscope " + std::string(version()));
    int exitCode = ExitDone;
    for (const AddCommand add : allCommands())
        add(app, exitCode);
    std::vector<std::string> words = withoutQtOptions({argv + 1, argv + argc});
    std::reverse(words.begin(), words.end()); // as CLI11 takes them
    try {
        app.parse(words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? ExitDone : ExitWrongUsage;
    }
    return {};
}
} // namespace

int main(int argc, char** argv)
{
    if (argc > 1 && isCommand(argv[1]))
        return runCommandLine(argc, argv, allCommands());
    WindowArguments arguments;
    if (const auto code = parseWindowArguments(argc, argv, arguments))
        return *code;
    return runWindow(argc, argv, arguments);
}
