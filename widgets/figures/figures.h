#pragma once

#include "widgets/figures/figurerequest.h"
#include "widgets/figures/figurescene.h"

#include <string>

namespace learnscope {

/// Lays a figure out. Fails (Mismatch) where there is nothing to draw, (Usage) where the page or font size is
/// out of range or the page is too small. Any thread; needs a QGuiApplication, for the fonts.
Result<FigureScene> makeFigure(const FigureRequest& request, const FigureInput& input);

/// The numbers that makeFigure draws, as CSV: full precision, one row for each point. Where trials were
/// repaired or only some are counted, a column "repairs" says so in every row; where other than the usual
/// definitions hold, a column "definitions" does. Fails as makeFigure.
Result<std::string> figureData(const FigureRequest& request, const FigureInput& input);

} // namespace learnscope
