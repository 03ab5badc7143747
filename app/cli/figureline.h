#pragma once

#include "app/workspace/session.h"

#include <set>
#include <string>

namespace learnscope {

/// The command line that draws a figure of what is open.
struct FigureLine
{
    std::string kind = "learning-curves"; ///< --kind
    std::string style = "publication"; ///< --style
    double width = 0; ///< mm; 0: as usual
    double height = 0; ///< mm; 0: what suits the width
    double fontSize = 0; ///< pt; 0: as usual
    std::set<std::string> hidden; ///< observers that are not drawn, by Observer::name
};

/// "learnscope-cli figure --kind ...": drawn from the same files, runs, kinds, labels, repairs, styles and
/// rules. Quoted for sh. Empty where nothing would be drawn.
std::string figureCommandLine(const Session& session, const FigureLine& line);

} // namespace learnscope
