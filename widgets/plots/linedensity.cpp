#include "widgets/plots/linedensity.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

namespace learnscope {

namespace {
constexpr double oneLine = .30; // opacity of a single line
constexpr double manyLines = .90; // and of the densest place

double opacity(double count, double most)
{
    if (count <= 1)
        return oneLine * count;
    return std::min(manyLines,
                    oneLine + (manyLines - oneLine) * std::log(count) / std::log(std::max(8., most)));
}

/// The pixels whose centres lie in [from, to), within 0 and size.
std::pair<int, int> centresBetween(double from, double to, int size)
{
    const double limit = size;
    return {static_cast<int>(std::ceil(std::clamp(from - .5, 0., limit))),
            static_cast<int>(std::ceil(std::clamp(to - .5, 0., limit)))};
}
} // namespace

LineDensity::LineDensity(int width, int height, double thickness)
    : m_width(std::max(0, width))
    , m_height(std::max(0, height))
    , m_thickness(std::max(1., thickness))
    , m_counts(std::size_t(m_width) * std::size_t(m_height))
{
}

void LineDensity::addRows(int x, double top, double bottom, float weight)
{
    const int first = static_cast<int>(std::floor(std::clamp(top, 0., double(m_height))));
    const int last = static_cast<int>(std::ceil(std::clamp(bottom, 0., double(m_height))));
    float* pixel = m_counts.data() + std::size_t(first) * std::size_t(m_width) + std::size_t(x);
    for (int row = first; row < last; ++row, pixel += m_width)
        *pixel += weight * static_cast<float>(std::min(bottom, row + 1.) - std::max(top, double(row)));
}

void LineDensity::addColumns(int y, double left, double right, float weight)
{
    const int first = static_cast<int>(std::floor(std::clamp(left, 0., double(m_width))));
    const int last = static_cast<int>(std::ceil(std::clamp(right, 0., double(m_width))));
    float* pixel = m_counts.data() + std::size_t(y) * std::size_t(m_width) + std::size_t(first);
    for (int column = first; column < last; ++column, ++pixel)
        *pixel += weight * static_cast<float>(std::min(right, column + 1.) - std::max(left, double(column)));
}

void LineDensity::addFlatLine(int first, int last, double y, double slope, float weight)
{
    // The common case, in fixed point: a line one pixel thick shares its weight between two rows.
    constexpr double one = 1 << 20;
    auto top = static_cast<std::int64_t>((y - .5) * one);
    const auto step = static_cast<std::int64_t>(slope * one);
    const float part = weight / static_cast<float>(one);
    const auto width = static_cast<std::size_t>(m_width);
    for (int x = first; x < last; ++x, top += step) {
        float* pixel =
            m_counts.data() + static_cast<std::size_t>(top >> 20) * width + static_cast<std::size_t>(x);
        const auto below = part * static_cast<float>(top & ((1 << 20) - 1));
        pixel[0] += weight - below;
        pixel[width] += below;
    }
}

void LineDensity::addLine(double x0, double y0, double x1, double y1, float weight)
{
    const double half = m_thickness / 2;
    if (std::abs(x1 - x0) >= std::abs(y1 - y0)) {
        if (x1 < x0) {
            std::swap(x0, x1);
            std::swap(y0, y1);
        }
        const double slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;
        const auto [first, last] = centresBetween(x0, x1, m_width);
        const double start = y0 + slope * (first + .5 - x0);
        const double end = start + slope * (last - 1 - first);
        if (m_thickness == 1 && std::min(start, end) >= 1 && std::max(start, end) <= m_height - 1) {
            addFlatLine(first, last, start, slope, weight);
            return;
        }
        for (int x = first; x < last; ++x) {
            const double y = y0 + slope * (x + .5 - x0);
            addRows(x, y - half, y + half, weight);
        }
        return;
    }
    if (y1 < y0) {
        std::swap(x0, x1);
        std::swap(y0, y1);
    }
    const double slope = (x1 - x0) / (y1 - y0);
    const auto [first, last] = centresBetween(y0, y1, m_height);
    for (int y = first; y < last; ++y) {
        const double x = x0 + slope * (y + .5 - y0);
        addColumns(y, x - half, x + half, weight);
    }
}

void LineDensity::addSpan(int x, double top, double bottom, float weight)
{
    if (x < 0 || x >= m_width)
        return;
    const double missing = std::max(0., m_thickness - (bottom - top)) / 2;
    addRows(x, top - missing, bottom + missing, weight);
}

void LineDensity::addDot(double x, double y, float weight)
{
    const double half = 1.5 * m_thickness;
    const auto [first, last] = centresBetween(x - half, x + half, m_width);
    for (int column = first; column < last; ++column)
        addRows(column, y - half, y + half, weight);
}

LineDensity::Palette LineDensity::palette(const QColor& color, double most)
{
    // By the upper 16 bits of a float: its exponent and 7 bits of its mantissa, a step of under 1 %.
    Palette table(1U << 15U); // the sign bit is never set
    for (std::size_t bits = 0; bits < table.size(); ++bits) {
        const auto count = std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16U);
        const double alpha = std::isfinite(count) ? opacity(count, most) * color.alphaF() : manyLines;
        table[bits] = qPremultiply(
            qRgba(color.red(), color.green(), color.blue(), static_cast<int>(std::lround(alpha * 255))));
    }
    return table;
}

QImage LineDensity::toImage(const Palette& palette) const
{
    QImage image(m_width, m_height, QImage::Format_ARGB32_Premultiplied);
    const float* count = m_counts.data();
    for (int y = 0; y < m_height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < m_width; ++x, ++count)
            line[x] = palette[(std::bit_cast<std::uint32_t>(*count) >> 16U) & 0x7fffU];
    }
    return image;
}

} // namespace learnscope
