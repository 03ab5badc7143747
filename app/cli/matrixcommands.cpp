#include "app/cli/command.h"

namespace learnscope {

std::vector<AddCommand> matrixCommands()
{
    return {addRdmCommand, addCompareCommand, addTripletsCommand, addOrderCommand,
            addMdsCommand, addProbeCommand,   addAlignCommand,    addVersionCommand};
}

} // namespace learnscope
