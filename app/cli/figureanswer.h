#pragma once

#include "core/base/error.h"
#include "widgets/figures/figurescene.h"
#include "widgets/figures/figurewriter.h"

namespace learnscope {

/// Prints an error of writing and returns the exit code: what could not be written is this program's failure,
/// not bad input.
int reportUnwritten(const Error& error);

/// Says what was written: the caption, or JSON. Notes go to standard error.
void tellOfFigure(const FigureFiles& files, const FigureScene& scene, bool asJson, bool quiet);

} // namespace learnscope
