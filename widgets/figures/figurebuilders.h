#pragma once

#include "widgets/figures/figurerequest.h"
#include "widgets/figures/figurescene.h"
#include "widgets/figures/publishedfigures.h"

#include <string>
#include <vector>

namespace learnscope {

// One for each kind; what they have in common (checks, caption) is makeFigure's.
Result<FigureScene> learningCurvesFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> gapLagFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> runsFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> novelKnownFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> rotationProfileFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> responseShareFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> deltaFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> movingAverageFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> dataEfficiencyFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> confusionFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> consistencyFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> columnFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> reactionTimesFigure(const FigureRequest& request, const FigureInput& input);

// The numbers that these draw, as CSV.
std::string learningCurvesData(const FigureRequest& request, const FigureInput& input);
std::string gapLagData(const FigureRequest& request, const FigureInput& input);
std::string runsData(const FigureRequest& request, const FigureInput& input);
std::string novelKnownData(const FigureRequest& request, const FigureInput& input);
std::string rotationProfileData(const FigureRequest& request, const FigureInput& input);
std::string responseShareData(const FigureRequest& request, const FigureInput& input);
std::string deltaData(const FigureRequest& request, const FigureInput& input);
std::string movingAverageData(const FigureRequest& request, const FigureInput& input);
std::string dataEfficiencyData(const FigureRequest& request, const FigureInput& input);

// The study's figures of a kind, as far as their observers are there.
std::vector<PublishedFigure> publishedLearningCurves(const FigureInput& input);
std::vector<PublishedFigure> publishedGapLag(const FigureInput& input);
std::vector<PublishedFigure> publishedRuns(const FigureInput& input);
std::vector<PublishedFigure> publishedNovelKnown(const FigureInput& input);
std::vector<PublishedFigure> publishedMovingAverage(const FigureInput& input);
std::vector<PublishedFigure> publishedDataEfficiency(const FigureInput& input);
std::string confusionData(const FigureRequest& request, const FigureInput& input);
std::string consistencyData(const FigureRequest& request, const FigureInput& input);
std::string columnData(const FigureRequest& request, const FigureInput& input);
std::string reactionTimesData(const FigureRequest& request, const FigureInput& input);

// What is said below some kinds, without who was observed.
std::string confusionCaption(const FigureRequest& request, const FigureInput& input);
std::string consistencyCaption(const FigureInput& input);

/// One point of the lag figure.
struct LagPoint
{
    std::size_t observer = 0; ///< in the CurveSet
    NetworkFacts facts; ///< empty for humans
    double lag = 0;
    std::optional<Interval> band;
};

struct LagPoints
{
    std::vector<LagPoint> networks;
    std::vector<LagPoint> humans; ///< drawn as lines
    std::vector<std::string> leftOut; ///< a sentence for each observer that cannot be drawn
};

LagPoints lagPoints(const FigureRequest& request, const FigureInput& input);

/// What stands below the figure where its builder says nothing.
std::string figureCaption(const FigureRequest& request, const FigureInput& input);

// Of representations.
Result<FigureScene> mdsMapFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> matrixComparisonFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> dendrogramFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> pairScatterFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> similarityMatrixFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> dimensionsFigure(const FigureRequest& request, const FigureInput& input);
std::string mdsMapData(const FigureRequest& request, const FigureInput& input);
std::string matrixComparisonData(const FigureRequest& request, const FigureInput& input);
std::string dendrogramData(const FigureRequest& request, const FigureInput& input);
std::string pairScatterData(const FigureRequest& request, const FigureInput& input);
std::string similarityMatrixData(const FigureRequest& request, const FigureInput& input);
std::string dimensionsData(const FigureRequest& request, const FigureInput& input);

} // namespace learnscope
