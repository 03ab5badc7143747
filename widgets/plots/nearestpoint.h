#pragma once

#include <QPointF>

#include <optional>
#include <span>

namespace learnscope {

/// The point closest to @p position, no further away than @p reach; the first of equals. Points that are not
/// finite are never found.
std::optional<std::size_t> nearestPoint(std::span<const QPointF> points, QPointF position, double reach);

/// The place of the value closest to @p wanted among @p ascending, the lower of two equally close; nothing
/// where there is none.
std::optional<std::size_t> nearestValue(std::span<const int> ascending, double wanted);
/// The same for any numbers.
std::optional<std::size_t> nearestNumber(std::span<const double> ascending, double wanted);

} // namespace learnscope
