#include "widgets/figures/epochaxis.h"

#include "widgets/figures/figurefont.h"
#include "widgets/figures/figurescene.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

Axis epochAxis(int first, int last, double margin, double length, double fontSize, const QString& title)
{
    Axis axis {first - margin, last + margin, {}, {}, title};
    const double perEpoch = length / (axis.high - axis.low);
    const double widest =
        std::max(textWidth(QString::number(first), fontSize), // a minus makes -9 wider than 1
                 textWidth(QString::number(last), fontSize));
    const double needed = (widest + .5 * fontSize * millimetresPerPoint) / perEpoch;
    const int step = needed <= 1 ? 1 : static_cast<int>(std::lround(niceStep(needed)));
    for (int epoch = first; epoch <= last; ++epoch) {
        if (epoch % step != 0)
            continue;
        axis.ticks.push_back(epoch);
        axis.labels.push_back(tickLabel(epoch, 1));
    }
    return axis;
}

} // namespace learnscope
