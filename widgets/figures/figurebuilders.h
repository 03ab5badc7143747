#pragma once

#include "widgets/figures/figurerequest.h"
#include "widgets/figures/figurescene.h"

#include <string>

namespace learnscope {

// One for each kind; what they have in common (checks, caption) is makeFigure's.
Result<FigureScene> learningCurvesFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> gapLagFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> runsFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> confusionFigure(const FigureRequest& request, const FigureInput& input);
Result<FigureScene> consistencyFigure(const FigureRequest& request, const FigureInput& input);

// The numbers that these draw, as CSV.
std::string learningCurvesData(const FigureRequest& request, const FigureInput& input);
std::string gapLagData(const FigureRequest& request, const FigureInput& input);
std::string runsData(const FigureRequest& request, const FigureInput& input);
std::string confusionData(const FigureRequest& request, const FigureInput& input);
std::string consistencyData(const FigureRequest& request, const FigureInput& input);

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

/// What stands below the figure.
std::string figureCaption(const FigureRequest& request, const FigureInput& input);

} // namespace learnscope
