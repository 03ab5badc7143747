#pragma once

#include "app/workspace/session.h"
#include "widgets/figures/figurerequest.h"

#include <set>
#include <string>

namespace learnscope {

/// What the command line of a figure is to draw of what is open.
struct FigureLine
{
    FigureRequest request; ///< its networks and `legend` have no words on one figure's line
    std::set<std::string> hidden = {}; ///< observers that are not drawn, by Observer::name
};

/// "learnscope-cli figure --kind ...": drawn from the same files, runs, kinds, labels, repairs, styles and
/// rules. Quoted for sh. Empty where nothing would be drawn.
std::string figureCommandLine(const Session& session, const FigureLine& line);

} // namespace learnscope
