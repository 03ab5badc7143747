#pragma once

#include "widgets/figures/page.h"

namespace learnscope {

/// How many panels stand side by side in the first row; at least 1.
int columnsOf(const FigurePage& page);

/// Moves and sizes all frames of @p page, which had @p width by @p height mm, as its size has changed since.
void resizeFrames(FigurePage& page, double width, double height);

} // namespace learnscope
