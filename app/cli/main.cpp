#include "app/cli/command.h"

int main(int argc, char** argv)
{
    return learnscope::runCommandLine(argc, argv, learnscope::lightCommands());
}
