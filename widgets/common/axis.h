#pragma once

#include <QString>

#include <vector>

namespace learnscope {

/// One axis of a panel: its range in data units, where its ticks stand and what they are called.
struct Axis
{
    double low = 0;
    double high = 1;
    std::vector<double> ticks; ///< within the range, ascending
    std::vector<QString> labels; ///< one for each tick
    QString title; ///< with its unit, where it has one; in several lines on a vertical axis
};

/// "−0.05": with as many decimals as steps of @p step need, and a true minus sign.
QString tickLabel(double value, double step);

/// The smallest step of 1, 2 or 5 times a power of ten that is at least @p wanted, which is above 0.
double niceStep(double wanted);

/// Ticks at multiples of 1, 2 or 5 times a power of ten within [low, high]: as many as fit, at most
/// @p maximum (at least 2). low < high.
void setNiceTicks(Axis& axis, int maximum);

/// The range widened to the next ticks outwards.
Axis niceAxis(double low, double high, int maximum, const QString& title);

} // namespace learnscope
