#pragma once

#include "widgets/common/axis.h"

namespace learnscope {

/// An axis for whole epochs @p first to @p last, with room of @p margin epochs at both ends; labels of
/// @p fontSize pt that never come closer than half an em on @p length mm.
Axis epochAxis(int first, int last, double margin, double length, double fontSize, const QString& title);

} // namespace learnscope
