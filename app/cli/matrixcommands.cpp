#include "app/cli/command.h"

namespace learnscope {

std::vector<AddCommand> matrixCommands()
{
    return {addRdmCommand,   addCompareCommand, addTripletsCommand,
            addOrderCommand, addMdsCommand,     addVersionCommand};
}

} // namespace learnscope
