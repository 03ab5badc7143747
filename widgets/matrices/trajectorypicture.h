#pragma once

#include "widgets/common/observerstyle.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace learnscope {

/// An observer in one epoch, as a trajectory shows it.
struct TrajectoryMark
{
    std::int32_t epoch = 0;
    double accuracy = 0;
    std::uint64_t trials = 0;
    QPointF at = {NAN, NAN}; ///< on the map; NaN: it is not
    double distance = NAN; ///< to the reference's confusions of this epoch
    double likeness = NAN; ///< by the measure
    std::uint64_t pairs = 0; ///< behind it
    bool isSelected = false;
};

/// An observer over learning.
struct TrajectoryCurve
{
    std::string observer; ///< Observer::name
    QString label;
    ObserverStyle style;
    bool isReference = false;
    std::vector<TrajectoryMark> marks; ///< by epoch
};

/// All that is drawn of how confusions move. A value.
struct TrajectoryPicture
{
    std::vector<TrajectoryCurve> curves;
    QString mapTitle;
    QString mapFacts; ///< "stress 0.031"
    QString mapProblem; ///< why there is no map, in a sentence
    bool byDistance = true; ///< the reference's panel shows distances, not likenesses
    QString comparisonTitle; ///< "Distance to Humans"
    QString comparisonProblem; ///< why nothing is compared, in a sentence

    double compared(const TrajectoryMark& mark) const { return byDistance ? mark.distance : mark.likeness; }
};

/// One mark.
struct TrajectoryPlace
{
    std::size_t curve = 0;
    std::size_t mark = 0;

    bool operator==(const TrajectoryPlace&) const = default;
};

/// What a part of the picture shows.
enum class TrajectoryPart { Map, Comparison, Accuracy };

} // namespace learnscope
