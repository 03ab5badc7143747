#pragma once

#include "widgets/figures/figurescene.h"

namespace learnscope {

/// Lines of data and key @p factor times as wide, their dashes with them; axes and grid stay.
void widenLines(FigureScene& scene, double factor);

/// Everything @p factor times as large.
void scaleScene(FigureScene& scene, double factor);

} // namespace learnscope
