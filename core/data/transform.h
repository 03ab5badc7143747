#pragma once

#include "core/data/arraysource.h"
#include "core/data/sharedvalues.h"

#include <cstddef>

namespace learnscope {

/// A linear change of features: y = ((x - mean) / deviation) * weights (+ bias), x and y being rows. The mean
/// and deviation are single numbers, taken over all entries of the features it was made from. A value that is
/// cheap to copy.
struct Transform
{
    std::size_t size = 0; ///< features, before and after
    SharedValues<float> weights; ///< size x size, row by row
    SharedValues<float> bias; ///< of size, or empty
    double mean = 0;
    double deviation = 1;
    bool isSinglePrecision = true; ///< how mean and deviation are kept in files
    ArraySource source = {};
};

} // namespace learnscope
