#pragma once

#include <QRgb>

namespace learnscope {

/// @p above laid over @p below, both premultiplied; within one step of 255 of the exact value.
inline QRgb over(QRgb above, QRgb below)
{
    const auto through = static_cast<unsigned>(255 - qAlpha(above));
    const auto half = [through](unsigned parts) { // two parts in one multiplication
        const unsigned product = parts * through;
        return ((product + ((product >> 8U) & 0xff00ffU) + 0x800080U) >> 8U) & 0xff00ffU;
    };
    return above + (half(below & 0xff00ffU) | (half((below >> 8U) & 0xff00ffU) << 8U));
}

} // namespace learnscope
