#pragma once

#include <span>
#include <vector>

namespace learnscope {

/// Places labels of one height along a line as close to where they are wanted as can be (least squares)
/// without one covering another. Gives the centre of each, in the order of @p wanted; equal wishes keep
/// their order. All lie within @p top and @p bottom, given that labelCapacity() of them is not exceeded.
std::vector<double> layOutLabels(std::span<const double> wanted, double height, double top, double bottom);

/// How many labels of @p height have room between @p top and @p bottom.
int labelCapacity(double height, double top, double bottom);

} // namespace learnscope
