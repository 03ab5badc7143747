#include "app/cli/drawingcommands.h"

#include "app/cli/picturecommands.h"

namespace learnscope {

std::vector<AddCommand> drawingCommands()
{
    return {addFigureCommand, addStimuliCommand, addDemoCommand};
}

} // namespace learnscope
