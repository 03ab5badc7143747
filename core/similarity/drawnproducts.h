#pragma once

#include "core/similarity/matrixmeasure.h"

#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// Sums over the pairs of drawn items of two upper triangles without diagonals, when item i is there times[i]
/// times. Copies of an item are items of their own, but pairs of two copies are left out. For use inside this
/// folder.
struct DrawnSums
{
    std::vector<double> times;
    double items = 0; ///< drawn, with repeats
    double firstSecond = 0; ///< each pair once
    double firstFirst = 0;
    double secondSecond = 0;
    double first = 0;
    double second = 0;
    std::vector<double> firstRows; ///< sum over the others of each item
    std::vector<double> secondRows;
};

/// One pass over all pairs. Any thread.
DrawnSums drawnSums(std::span<const float> first, std::span<const float> second,
                    std::span<const std::uint32_t> times);
DrawnSums drawnSums(std::span<const double> first, std::span<const double> second,
                    std::span<const std::uint32_t> times);

/// What is taken away from the pairs of drawn items before they are multiplied.
enum class PairCentring {
    /// The additive effects of items, found by least squares: without repeats that is U-centring.
    ItemEffects,
    /// Products with the inverse of the covariance of pairs that share an item (the items' noise being
    /// independent), of which only the ratio counts: the whitened cosine.
    Whitening,
    WhiteningAboutMean, ///< the same after each matrix' mean over the drawn pairs: the whitened correlation
};

/// Inner products of both triangles; NaN where too few different items are drawn: 4 for item effects, 3
/// otherwise. Any thread.
KernelProducts drawnProducts(DrawnSums sums, PairCentring centring);

} // namespace learnscope
