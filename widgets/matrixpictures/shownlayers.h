#pragma once

#include "core/similarity/representationset.h"
#include "widgets/matrixpictures/matrixlayer.h"

#include <QString>

#include <memory>

namespace learnscope {

/// How the matrices of a set are drawn.
struct LayerLook
{
    MatrixColoring coloring = MatrixColoring::Ranks;
    MatrixColors colors = MatrixColors::Viridis;
    bool dark = false;
    MatrixLayer::Masked masked = {};
};

/// The matrix at @p index (in RepresentationSet::shown) in its group's order, by the scale it has in common
/// with those of the group whose values mean the same. Null where there is nothing to draw.
std::shared_ptr<const MatrixLayer> layerOf(const RepresentationSet& set, std::size_t index,
                                           const LayerLook& look);

/// What is left of one matrix of a group when another is taken away.
struct ShownDifference
{
    MatrixLayer::Subtraction subtraction;
    bool byRank = false; ///< asked for, or because values that mean different things cannot be subtracted
    QString meaning; ///< "difference of ranks, 99 of 100 pairs"
};
/// Both have a pyramid.
ShownDifference differenceOf(const ShownRepresentation& minuend, const ShownRepresentation& subtrahend,
                             MatrixColoring coloring);

/// @p limit: MatrixLayer::differenceLimit().
std::shared_ptr<const MatrixLayer> layerOf(const ShownRepresentation& minuend, ShownDifference difference,
                                           double limit, const LayerLook& look);

/// "Red: less alike in the first": what the colours of a difference say, in small letters.
QString differenceColorsText(const ShownRepresentation& minuend);

} // namespace learnscope
