#pragma once

#include <QRectF>
#include <QSizeF>

#include <optional>
#include <vector>

namespace learnscope {

/// Centres for labels of height @p height in one column between @p top and @p bottom, each as near to the
/// wanted centre as the others allow (least squares), in the wanted order and without overlap. Nothing where
/// they do not all fit.
std::optional<std::vector<double>> stackLabels(const std::vector<double>& wanted, double height, double top,
                                               double bottom);

/// A label to be put beside its point.
struct PointLabel
{
    QPointF point;
    double radius = 0; ///< of the point's marker
    QSizeF size; ///< of the label
};

/// A free rectangle for each label: near its point, inside @p area, on no marker, no other label and none of
/// @p obstacles. Nothing for a label that has no free place within reach. The result does not depend on
/// anything but the arguments.
std::vector<std::optional<QRectF>> placeLabels(const std::vector<PointLabel>& labels, const QRectF& area,
                                               const std::vector<QRectF>& obstacles);

} // namespace learnscope
