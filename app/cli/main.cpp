#include "app/cli/handover.h"

int main(int argc, char** argv)
{
    using namespace learnscope;
    if (const auto command = handedOverCommand(argc, argv))
        return handOver(*command, argv);
    std::vector<AddCommand> commands = lightCommands();
    commands.push_back(addHandedOverCommands);
    return runCommandLine(argc, argv, commands);
}
