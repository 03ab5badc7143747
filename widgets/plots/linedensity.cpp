#include "widgets/plots/linedensity.h"

#include "widgets/plots/pixelblend.h"

#include <algorithm>
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
/// The places i within [first, last) with low <= start + slope * (i - first) <= high.
std::pair<int, int> placesWithin(int first, int last, double start, double slope, double low, double high)
{
    if (slope == 0)
        return start >= low && start <= high ? std::pair(first, last) : std::pair(first, first);
    const double one = (low - start) / slope;
    const double other = (high - start) / slope;
    const double count = last - first;
    const int from = first + static_cast<int>(std::clamp(std::ceil(std::min(one, other)), 0., count));
    const int to = first + static_cast<int>(std::clamp(std::floor(std::max(one, other)) + 1, 0., count));
    return {from, std::max(from, to)};
}
} // namespace

LineDensity::LineDensity(int width, int height, double thickness)
{
    reset(width, height, thickness);
}

void LineDensity::reset(int width, int height, double thickness)
{
    m_width = std::max(0, width);
    m_height = std::max(0, height);
    m_thickness = std::max(1, static_cast<int>(std::lround(thickness)));
    m_counts.assign(std::size_t(m_width) * std::size_t(m_height), 0.F);
    m_steps.clear();
    m_hasSpans = false;
}

float LineDensity::at(int x, int y) const
{
    const auto width = static_cast<std::size_t>(m_width);
    const auto place = static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x);
    float count = m_counts[place];
    if (m_hasSpans)
        for (std::size_t above = static_cast<std::size_t>(x); above <= place; above += width)
            count += m_steps[above];
    return count;
}

void LineDensity::addAcross(const Direction& direction, int place, double from, double to, float weight)
{
    const double size = direction.acrossSize;
    const int first = static_cast<int>(std::floor(std::clamp(from, 0., size)));
    const int last = static_cast<int>(std::ceil(std::clamp(to, 0., size)));
    float* pixel = m_counts.data() + static_cast<std::size_t>(place) * direction.alongStride
        + static_cast<std::size_t>(first) * direction.acrossStride;
    for (int across = first; across < last; ++across, pixel += direction.acrossStride)
        *pixel += weight * static_cast<float>(std::min(to, across + 1.) - std::max(from, double(across)));
}

void LineDensity::addInside(const Direction& direction, int first, int last, double edge, double slope,
                            float weight)
{
    constexpr int bits = 30;
    constexpr std::int64_t one = 1LL << bits;
    auto position = static_cast<std::int64_t>(edge * double(one));
    const auto step = static_cast<std::int64_t>(slope * double(one));
    const float part = weight / static_cast<float>(one);
    for (int place = first; place < last; ++place, position += step) {
        float* pixel = m_counts.data() + static_cast<std::size_t>(place) * direction.alongStride
            + static_cast<std::size_t>(position >> bits) * direction.acrossStride;
        const float beyond = part * static_cast<float>(position & (one - 1));
        *pixel += weight - beyond;
        for (int whole = 1; whole < m_thickness; ++whole)
            *(pixel += direction.acrossStride) += weight;
        pixel[direction.acrossStride] += beyond;
    }
}

void LineDensity::addAlong(const Direction& direction, double along, double across, double end, double slope,
                           float weight)
{
    const auto [first, last] = centresBetween(along, end, direction.alongSize);
    const double edge = across + slope * (first + .5 - along) - m_thickness / 2.;
    // Where the line crosses the image's border, coverage is cut; between, it goes in fixed point. The hair
    // keeps the rounding of fixed point inside.
    constexpr double hair = 1e-3;
    const auto [from, to] =
        placesWithin(first, last, edge, slope, -m_thickness, double(direction.acrossSize));
    const auto [fromInside, toInside] =
        placesWithin(first, last, edge, slope, hair, direction.acrossSize - m_thickness - 1 - hair);
    const auto addCut = [&](int begin, int until) {
        for (int place = begin; place < until; ++place) {
            const double here = edge + slope * (place - first);
            addAcross(direction, place, here, here + m_thickness, weight);
        }
    };
    if (fromInside == toInside) {
        addCut(from, to);
        return;
    }
    addCut(from, fromInside);
    addInside(direction, fromInside, toInside, edge + slope * (fromInside - first), slope, weight);
    addCut(toInside, to);
}

LineDensity::Direction LineDensity::rightwards() const
{
    return {m_width, m_height, 1, static_cast<std::size_t>(m_width)};
}

void LineDensity::addLine(double x0, double y0, double x1, double y1, float weight)
{
    if (std::abs(x1 - x0) >= std::abs(y1 - y0)) {
        if (x1 < x0) {
            std::swap(x0, x1);
            std::swap(y0, y1);
        }
        addAlong(rightwards(), x0, y0, x1, x1 > x0 ? (y1 - y0) / (x1 - x0) : 0, weight);
        return;
    }
    if (y1 < y0) {
        std::swap(x0, x1);
        std::swap(y0, y1);
    }
    const Direction downwards {m_height, m_width, static_cast<std::size_t>(m_width), 1};
    addAlong(downwards, y0, x0, y1, (x1 - x0) / (y1 - y0), weight);
}

void LineDensity::addSpan(int x, double top, double bottom, float weight)
{
    if (x < 0 || x >= m_width)
        return;
    const double missing = std::max(0., m_thickness - (bottom - top)) / 2;
    top = std::clamp(top - missing, 0., double(m_height));
    bottom = std::clamp(bottom + missing, 0., double(m_height));
    const auto first = static_cast<std::size_t>(std::ceil(top));
    const auto last = static_cast<std::size_t>(std::floor(bottom));
    if (last <= first) {
        addAcross(rightwards(), x, top, bottom, weight);
        return;
    }
    addAcross(rightwards(), x, top, double(first), weight);
    addAcross(rightwards(), x, double(last), bottom, weight);
    // Long spans cost two additions however high they are.
    const auto width = static_cast<std::size_t>(m_width);
    m_steps.resize(m_counts.size() + width);
    m_hasSpans = true;
    m_steps[first * width + static_cast<std::size_t>(x)] += weight;
    m_steps[last * width + static_cast<std::size_t>(x)] -= weight;
}

void LineDensity::addDot(double x, double y, float weight)
{
    const double half = 1.5 * m_thickness;
    const auto [first, last] = centresBetween(x - half, x + half, m_width);
    for (int column = first; column < last; ++column)
        addAcross(rightwards(), column, y - half, y + half, weight);
}

LineDensity::Palette LineDensity::palette(const QColor& color, double most)
{
    // By the upper 16 bits of a float: its exponent and 7 bits of its mantissa, a step of under 1 %.
    Palette table(1U << 15U); // the sign bit is never set
    const auto place = [](float count) { return std::bit_cast<std::uint32_t>(count) >> 16U; };
    const auto entry = [&color](double share) {
        return qPremultiply(qRgba(color.red(), color.green(), color.blue(),
                                  static_cast<int>(std::lround(share * color.alphaF() * 255))));
    };
    // Fainter than 1/2000 of a line is nothing, and more lines than there are do not occur.
    const auto last = place(static_cast<float>(std::max(8., most)));
    for (std::uint32_t bits = place(1.F / 2048); bits <= last; ++bits)
        table[bits] = entry(opacity(std::bit_cast<float>(bits << 16U), most));
    std::fill(table.begin() + last + 1, table.end(), entry(manyLines));
    return table;
}

void LineDensity::drainInto(QImage& image, const Palette& palette)
{
    const auto lay = [&palette](float count, QRgb& pixel) {
        const QRgb above = palette[(std::bit_cast<std::uint32_t>(count) >> 16U) & 0x7fffU];
        if (above != 0)
            pixel = over(above, pixel);
    };
    const auto width = static_cast<std::size_t>(m_width);
    std::vector<float> spans(m_hasSpans ? width : 0);
    for (int y = 0; y < m_height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        float* counts = m_counts.data() + static_cast<std::size_t>(y) * width;
        if (m_hasSpans) {
            const float* steps = m_steps.data() + static_cast<std::size_t>(y) * width;
            for (std::size_t x = 0; x < width; ++x) {
                spans[x] += steps[x];
                lay(counts[x] + spans[x], line[x]);
            }
            std::fill(counts, counts + width, 0.F);
            continue;
        }
        // Few lines leave most of the image empty: whole blocks of it are passed over.
        constexpr std::size_t block = 16;
        for (std::size_t first = 0; first < width; first += block) {
            const std::size_t last = std::min(width, first + block);
            std::uint32_t any = 0;
            for (std::size_t x = first; x < last; ++x)
                any |= std::bit_cast<std::uint32_t>(counts[x]);
            if (any == 0)
                continue;
            for (std::size_t x = first; x < last; ++x) {
                lay(counts[x], line[x]);
                counts[x] = 0;
            }
        }
    }
    if (m_hasSpans)
        std::fill(m_steps.begin(), m_steps.end(), 0.F);
    m_hasSpans = false;
}

} // namespace learnscope
