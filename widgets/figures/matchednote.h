#pragma once

#include "widgets/figures/figurerequest.h"

#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// What a figure of @p kind of @p input says of each comparison in it: which test images both saw. Empty for
/// kinds that compare nobody, for training trials, and without an analysis.
std::vector<std::string> matchedTrials(FigureKind kind, const FigureFilter& filter, const FigureInput& input);

/// The same of two observers of it; empty where they are not compared.
std::string matchedTrials(FigureKind kind, const FigureInput& input, std::string_view first,
                          std::string_view second);

} // namespace learnscope
