#include "widgets/plots/columnimage.h"

#include "widgets/plots/pixelblend.h"

#include <QColor>

#include <algorithm>

namespace learnscope {

ColumnImage::ColumnImage(int width, int height)
    : m_lying(std::max(1, height), std::max(1, width), QImage::Format_ARGB32_Premultiplied)
{
    m_lying.fill(Qt::transparent);
}

void ColumnImage::fill(int x, int top, int bottom, const QColor& color)
{
    if (x < 0 || x >= width())
        return;
    top = std::max(0, top);
    bottom = std::min(height(), bottom);
    if (top >= bottom)
        return;
    auto* line = reinterpret_cast<QRgb*>(m_lying.scanLine(x));
    const QRgb above = qPremultiply(color.rgba());
    if (color.alpha() == 255) {
        std::fill(line + top, line + bottom, above);
        return;
    }
    for (QRgb* pixel = line + top; pixel != line + bottom; ++pixel)
        *pixel = over(above, *pixel);
}

QImage ColumnImage::upright() const
{
    QImage image(width(), height(), QImage::Format_ARGB32_Premultiplied);
    constexpr int block = 16; // both pictures' rows of a block stay in the cache
    const auto from = reinterpret_cast<const QRgb*>(m_lying.constBits());
    auto* to = reinterpret_cast<QRgb*>(image.bits());
    const auto fromStride = m_lying.bytesPerLine() / 4;
    const auto toStride = image.bytesPerLine() / 4;
    for (int firstY = 0; firstY < height(); firstY += block)
        for (int firstX = 0; firstX < width(); firstX += block)
            for (int y = firstY; y < std::min(height(), firstY + block); ++y)
                for (int x = firstX; x < std::min(width(), firstX + block); ++x)
                    to[y * toStride + x] = from[x * fromStride + y];
    return image;
}

} // namespace learnscope
