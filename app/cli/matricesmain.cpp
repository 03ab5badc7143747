#include "app/cli/command.h"

/// The program that learnscope-cli hands commands about matrices over to.
int main(int argc, char** argv)
{
    return learnscope::runCommandLine(argc, argv, learnscope::matrixCommands());
}
