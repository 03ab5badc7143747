#include "widgets/common/heatscale.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace learnscope {

namespace {
using Anchors = std::array<QRgb, 9>;

// "Blues" of ColorBrewer (Harrower and Brewer, The Cartographic Journal 2003), at equal steps.
constexpr Anchors blues = {0xf7fbff, 0xdeebf7, 0xc6dbef, 0x9ecae1, 0x6baed6,
                           0x4292c6, 0x2171b5, 0x08519c, 0x08306b};
constexpr Anchors onDark = {0x20242c, 0x213347, 0x224566, 0x235986, 0x2c70a5,
                            0x478bbf, 0x70a9d4, 0xa2c8e6, 0xdcecf8};

const Anchors& anchorsOf(HeatScale::Kind kind)
{
    return kind == HeatScale::Kind::Light ? blues : onDark;
}

int between(int low, int high, double share)
{
    return static_cast<int>(std::lround(low + (high - low) * share));
}

double luminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= .04045 ? channel / 12.92 : std::pow((channel + .055) / 1.055, 2.4);
    };
    return .2126 * linear(color.redF()) + .7152 * linear(color.greenF()) + .0722 * linear(color.blueF());
}
} // namespace

QColor HeatScale::at(double value) const
{
    const Anchors& anchors = anchorsOf(m_kind);
    const double place = std::clamp(value, 0., 1.) * static_cast<double>(anchors.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), anchors.size() - 2);
    const double share = place - static_cast<double>(below);
    const QColor low(anchors[below]);
    const QColor high(anchors[below + 1]);
    return QColor(between(low.red(), high.red(), share), between(low.green(), high.green(), share),
                  between(low.blue(), high.blue(), share));
}

QColor HeatScale::inkAt(double value) const
{
    // Black contrasts more from a relative luminance of .179 on (WCAG 2).
    return luminance(at(value)) > .179 ? QColor(0x1b1e24) : QColor(Qt::white);
}

} // namespace learnscope
