#pragma once

#include "widgets/plots/chartspec.h"

// One function for each view that is a chart; see chartspec.h for how to add one.

namespace learnscope {

ChartSpec learningSpec(const ChartInput& input);
ChartSpec gapSpec(const ChartInput& input);
ChartSpec runsSpec(const ChartInput& input);
ChartSpec movingAverageSpec(const ChartInput& input);
ChartSpec dataEfficiencySpec(const ChartInput& input);
ChartSpec consistencySpec(const ChartInput& input);
ChartSpec novelKnownSpec(const ChartInput& input);
ChartSpec rotationProfileSpec(const ChartInput& input);
ChartSpec responseShareSpec(const ChartInput& input);
ChartSpec deltaSpec(const ChartInput& input);
ChartSpec columnSpec(const ChartInput& input);
ChartSpec reactionTimesSpec(const ChartInput& input);

} // namespace learnscope
