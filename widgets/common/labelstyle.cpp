#include "widgets/common/labelstyle.h"

#include <array>

namespace learnscope {

ObserverStyle labelStyle(std::size_t index)
{
    // Without the yellow, which is lost in thin lines. Neighbours differ in lightness, too.
    constexpr std::array<QRgb, 7> colors = {0xff0072b2, 0xffe69f00, 0xff009e73, 0xffcc79a7,
                                            0xff333333, 0xff56b4e9, 0xffd55e00};
    constexpr std::array markers = {Marker::Circle,  Marker::TriangleUp,   Marker::Square,
                                    Marker::Diamond, Marker::TriangleDown, Marker::Pentagon,
                                    Marker::Hexagon, Marker::Cross};
    return {QColor::fromRgb(colors[index % colors.size()]),
            markers[(index + index / colors.size()) % markers.size()]};
}

} // namespace learnscope
