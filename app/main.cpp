#include "app/cli/drawingcommands.h"

int main(int argc, char** argv)
{
    using namespace learnscope;
    std::vector<AddCommand> commands = lightCommands();
    for (const AddCommand add : drawingCommands())
        commands.push_back(add);
    return runCommandLine(argc, argv, commands);
}
