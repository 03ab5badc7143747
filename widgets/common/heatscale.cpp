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
// "viridis" of matplotlib (van der Walt and Smith, 2015; public domain), at equal steps.
constexpr Anchors viridis = {0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c,
                             0x28ae80, 0x5ec962, 0xaddc30, 0xfde725};
// "RdBu" of ColorBrewer from blue on.
constexpr Anchors blueToRed = {0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7,
                               0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b};
constexpr Anchors blueToRedOnDark = {0xa6d0f5, 0x64a8e0, 0x3a78b0, 0x2a4a6b, 0x262a31,
                                     0x6b3a33, 0xb0533f, 0xe08264, 0xf8bfa5};

const Anchors& anchorsOf(HeatScale::Kind kind)
{
    switch (kind) {
    case HeatScale::Kind::Light:
        return blues;
    case HeatScale::Kind::Dark:
        return onDark;
    case HeatScale::Kind::Viridis:
        return viridis;
    case HeatScale::Kind::DivergingLight:
        return blueToRed;
    case HeatScale::Kind::DivergingDark:
        break;
    }
    return blueToRedOnDark;
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

std::array<QRgb, 256> HeatScale::table() const
{
    std::array<QRgb, 256> colors {};
    for (std::size_t step = 0; step < colors.size(); ++step)
        colors[step] = at(static_cast<double>(step) / static_cast<double>(colors.size() - 1)).rgb();
    return colors;
}

} // namespace learnscope
