#pragma once

#include "core/stats/drawtile.h"

namespace learnscope {

/// Sums over pairs of runs in the draws of a tile; a pair counts as often as both its runs are drawn. For use
/// inside this folder.
struct PairSums
{
    DrawTile::Sums pairs {};
    DrawTile::Sums agreement {}; ///< of the pairs' shares of trials on which both are right or both wrong
    DrawTile::Sums defined {}; ///< pairs whose kappa is informative
    DrawTile::Sums kappa {}; ///< of them
};

} // namespace learnscope
