#include "widgets/common/axis.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

double niceStep(double wanted)
{
    const double power = std::pow(10, std::floor(std::log10(wanted) + 1e-9));
    for (const double factor : {1., 2., 5.})
        if (factor * power >= wanted * (1 - 1e-9))
            return factor * power;
    return 10 * power;
}

QString tickLabel(double value, double step)
{
    const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
    QString text = QString::number(std::abs(value), 'f', decimals);
    if (value < -step * 1e-6)
        text.prepend(QChar(0x2212));
    return text;
}

void setNiceTicks(Axis& axis, int maximum)
{
    const double span = axis.high - axis.low;
    double step = niceStep(span / std::max(2, maximum));
    const auto fitting = [&](double size) {
        return std::floor(axis.high / size + 1e-9) - std::ceil(axis.low / size - 1e-9) + 1;
    };
    while (fitting(step) > std::max(2, maximum))
        step = niceStep(step * 1.5);
    axis.ticks.clear();
    axis.labels.clear();
    for (double count = std::ceil(axis.low / step - 1e-9); count <= axis.high / step + 1e-9; ++count) {
        axis.ticks.push_back(count * step);
        axis.labels.push_back(tickLabel(count * step, step));
    }
}

Axis niceAxis(double low, double high, int maximum, const QString& title)
{
    if (!(high - low > 1e-12)) {
        low -= .5;
        high += .5;
    }
    const double step = niceStep((high - low) / std::max(2, maximum - 1));
    Axis axis {std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step, {}, {}, title};
    setNiceTicks(axis, maximum);
    return axis;
}

} // namespace learnscope
