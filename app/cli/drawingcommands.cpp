#include "app/cli/drawingcommands.h"

namespace learnscope {

std::vector<AddCommand> drawingCommands()
{
    return {addFigureCommand};
}

} // namespace learnscope
