#include "widgets/matrixpictures/shownlayers.h"

#include "widgets/matrixpictures/matrixscale.h"

#include <QCoreApplication>

#include <vector>

namespace learnscope {

namespace {
QString tr(const char* text)
{
    return QCoreApplication::translate("ShownLayers", text);
}
} // namespace

std::shared_ptr<const MatrixLayer> layerOf(const RepresentationSet& set, std::size_t index,
                                           const LayerLook& look)
{
    const ShownRepresentation& shown = set.shown[index];
    const ShownGroup& group = set.groups[shown.group];
    if (!shown.pyramid || group.items < 2)
        return nullptr;
    std::vector<const ShownRepresentation*> alike;
    for (const std::size_t member : group.members)
        if (set.shown[member].meaning == shown.meaning && !shown.meaning.measure.empty()
            && set.shown[member].pyramid)
            alike.push_back(&set.shown[member]);
    return std::make_shared<const MatrixLayer>(
        *shown.pyramid, MatrixScale::of(shown, alike, look.coloring, look.colors, look.dark), look.masked);
}

ShownDifference differenceOf(const ShownRepresentation& minuend, const ShownRepresentation& subtrahend,
                             MatrixColoring coloring)
{
    const bool byRank = coloring == MatrixColoring::Ranks || minuend.meaning != subtrahend.meaning;
    ShownDifference difference {{*subtrahend.pyramid, {}, {}, false}, byRank, {}};
    if (byRank) {
        difference.subtraction.minuendRanks = minuend.distribution;
        difference.subtraction.subtrahendRanks = subtrahend.distribution;
        difference.subtraction.flips = minuend.meaning.kind != subtrahend.meaning.kind;
    }
    difference.meaning =
        byRank ? tr("difference of ranks") : tr("difference of %1").arg(meaningText(minuend.meaning));
    difference.meaning += tr(", 99 of 100 pairs");
    return difference;
}

std::shared_ptr<const MatrixLayer> layerOf(const ShownRepresentation& minuend, ShownDifference difference,
                                           double limit, const LayerLook& look)
{
    return std::make_shared<const MatrixLayer>(
        *minuend.pyramid, std::move(difference.subtraction),
        MatrixScale::ofDifference(limit, difference.byRank, difference.meaning, look.dark), look.masked);
}

QString differenceColorsText(const ShownRepresentation& minuend)
{
    return minuend.meaning.kind == SimilarityMatrix::Kind::Dissimilarity ? tr("red: less alike in the first")
                                                                         : tr("red: more alike in the first");
}

} // namespace learnscope
