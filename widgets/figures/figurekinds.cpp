#include "widgets/figures/figurekinds.h"

#include "widgets/figures/figurebuilders.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
constexpr std::array kindTable = {
    FigureKindFacts {FigureKind::LearningCurves, "learning-curves",
                     QT_TRANSLATE_NOOP("Figures", "Learning curves"), AnalysisParts {}, true,
                     learningCurvesFigure, learningCurvesData, publishedLearningCurves},
    FigureKindFacts {FigureKind::GapLag, "gap-lag", QT_TRANSLATE_NOOP("Figures", "Generalisation lag"),
                     AnalysisParts {}, false, gapLagFigure, gapLagData, publishedGapLag},
    FigureKindFacts {FigureKind::Runs, "runs", QT_TRANSLATE_NOOP("Figures", "Single runs"), AnalysisParts {},
                     true, runsFigure, runsData, publishedRuns},
    FigureKindFacts {
        FigureKind::NovelKnown, "novel-known", QT_TRANSLATE_NOOP("Figures", "Novel views and objects"),
        AnalysisParts {AnalysisPart::Split}, false, novelKnownFigure, novelKnownData, publishedNovelKnown},
    FigureKindFacts {FigureKind::RotationProfile, "rotation-profile",
                     QT_TRANSLATE_NOOP("Figures", "Rotation profile"), AnalysisParts {AnalysisPart::Rotation},
                     true, rotationProfileFigure, rotationProfileData},
    FigureKindFacts {FigureKind::ResponseShare, "response-share",
                     QT_TRANSLATE_NOOP("Figures", "Response shares"), AnalysisParts {AnalysisPart::Responses},
                     true, responseShareFigure, responseShareData},
    FigureKindFacts {FigureKind::Delta, "delta", QT_TRANSLATE_NOOP("Figures", "Humans minus networks"),
                     AnalysisParts {AnalysisPart::Deltas}, false, deltaFigure, deltaData},
    FigureKindFacts {FigureKind::MovingAverage, "moving-average",
                     QT_TRANSLATE_NOOP("Figures", "Moving average"), AnalysisParts {}, true,
                     movingAverageFigure, movingAverageData, publishedMovingAverage},
    FigureKindFacts {FigureKind::DataEfficiency, "data-efficiency",
                     QT_TRANSLATE_NOOP("Figures", "Data efficiency"), AnalysisParts {}, false,
                     dataEfficiencyFigure, dataEfficiencyData, publishedDataEfficiency},
    FigureKindFacts {FigureKind::Confusion, "confusion", QT_TRANSLATE_NOOP("Figures", "Confusion"),
                     AnalysisParts {AnalysisPart::Confusion, AnalysisPart::Likenesses}, true, confusionFigure,
                     confusionData},
    FigureKindFacts {FigureKind::ErrorConsistency, "error-consistency",
                     QT_TRANSLATE_NOOP("Figures", "Error consistency"),
                     AnalysisParts {AnalysisPart::Comparisons}, false, consistencyFigure, consistencyData},
    FigureKindFacts {FigureKind::AccuracyByColumn, "accuracy-by-column",
                     QT_TRANSLATE_NOOP("Figures", "Accuracy by column"),
                     AnalysisParts {AnalysisPart::Columns}, true, columnFigure, columnData},
    FigureKindFacts {FigureKind::ReactionTimes, "reaction-times",
                     QT_TRANSLATE_NOOP("Figures", "Reaction times"), AnalysisParts {AnalysisPart::Times},
                     true, reactionTimesFigure, reactionTimesData},
};

constexpr FigureKindFacts
ofRepresentations(FigureKind kind, std::string_view name, const char* title, RepresentationParts parts,
                  Result<FigureScene> (*build)(const FigureRequest& request, const FigureInput& input),
                  std::string (*data)(const FigureRequest& request, const FigureInput& input))
{
    return {kind, name, title, AnalysisParts {}, false, build, data, nullptr, true, parts};
}

constexpr std::array representationTable = {
    ofRepresentations(FigureKind::SimilarityMatrix, "similarity-matrix",
                      QT_TRANSLATE_NOOP("Figures", "Similarity matrices"), {}, similarityMatrixFigure,
                      similarityMatrixData),
    ofRepresentations(FigureKind::MdsMap, "mds-map", QT_TRANSLATE_NOOP("Figures", "MDS map"), {.maps = true},
                      mdsMapFigure, mdsMapData),
    ofRepresentations(FigureKind::MatrixComparison, "matrix-comparison",
                      QT_TRANSLATE_NOOP("Figures", "Comparison of matrices"), {.likenesses = true},
                      matrixComparisonFigure, matrixComparisonData),
    ofRepresentations(FigureKind::Dendrogram, "dendrogram", QT_TRANSLATE_NOOP("Figures", "Dendrogram"),
                      {.trees = true}, dendrogramFigure, dendrogramData),
    ofRepresentations(FigureKind::Scatter, "scatter", QT_TRANSLATE_NOOP("Figures", "Pairs of two matrices"),
                      {}, pairScatterFigure, pairScatterData),
    ofRepresentations(FigureKind::Dimensions, "dimensions", QT_TRANSLATE_NOOP("Figures", "Dimensions"), {},
                      dimensionsFigure, dimensionsData),
};

template<std::size_t count>
constexpr std::array<FigureKind, count> kindsOf(const std::array<FigureKindFacts, count>& table)
{
    std::array<FigureKind, count> all {};
    for (std::size_t place = 0; place < count; ++place)
        all[place] = table[place].kind;
    return all;
}
} // namespace

const FigureKindFacts& factsOf(FigureKind kind)
{
    const auto isIt = [kind](const FigureKindFacts& facts) { return facts.kind == kind; };
    if (const auto* found = std::find_if(kindTable.begin(), kindTable.end(), isIt); found != kindTable.end())
        return *found;
    return *std::find_if(representationTable.begin(), representationTable.end(), isIt);
}

std::span<const FigureKind> figureKinds()
{
    static constexpr auto kinds = kindsOf(kindTable);
    return kinds;
}

std::span<const FigureKind> representationFigureKinds()
{
    static constexpr auto kinds = kindsOf(representationTable);
    return kinds;
}

std::span<const FigureKind> kindsLike(FigureKind kind)
{
    return isOfRepresentations(kind) ? representationFigureKinds() : figureKinds();
}

bool isOfRepresentations(FigureKind kind)
{
    return factsOf(kind).isOfRepresentations;
}

RepresentationParts representationPartsForFigure(FigureKind kind)
{
    return factsOf(kind).representationParts;
}

std::string_view toString(FigureKind kind)
{
    return factsOf(kind).name;
}

QString figureTitle(FigureKind kind)
{
    return QCoreApplication::translate("Figures", factsOf(kind).title);
}

AnalysisParts partsForFigure(FigureKind kind)
{
    return factsOf(kind).parts;
}

bool figureHasPhases(FigureKind kind)
{
    return factsOf(kind).hasPhases;
}

bool figureHasCells(FigureKind kind)
{
    return kind == FigureKind::Confusion;
}

bool figureHasStyle(FigureKind kind, FigureStyle style)
{
    return style == FigureStyle::Publication || factsOf(kind).published;
}

std::vector<PublishedFigure> publishedFigures(FigureKind kind, const FigureInput& input)
{
    return factsOf(kind).published ? factsOf(kind).published(input) : std::vector<PublishedFigure>();
}

Result<FigureKind> figureKindFromName(std::string_view name)
{
    std::string expected;
    for (const auto kinds : {figureKinds(), representationFigureKinds()})
        for (const FigureKind kind : kinds) {
            if (toString(kind) == name)
                return kind;
            const bool isLast = kind == representationFigureKinds().back();
            expected += (expected.empty() ? "" : isLast ? " or " : ", ") + std::string(toString(kind));
        }
    return failure(Error::Kind::Usage,
                   "expected " + expected + " as a figure's kind, found '" + std::string(name) + "'");
}

} // namespace learnscope
