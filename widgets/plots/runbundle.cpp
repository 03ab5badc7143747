#include "widgets/plots/runbundle.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
/// From plot coordinates to device pixels of the image.
struct PixelMap
{
    RunBundle::Range range;
    double size;
    bool upwards;

    double operator()(double value) const
    {
        const double part = (value - range.lower) / (range.upper - range.lower);
        return (upwards ? 1 - part : part) * size;
    }
};

/// Where epochs are closer than pixels: per run the range of its values in each pixel column, joined to the
/// one before.
void addEnvelopes(LineDensity& density, const RunTable& table, std::size_t first, std::size_t last,
                  const PixelMap& toX, const PixelMap& toY)
{
    const std::size_t runs = table.runs.size();
    constexpr float none = std::numeric_limits<float>::quiet_NaN();
    constexpr float far = std::numeric_limits<float>::infinity();
    std::vector<float> low(runs, far);
    std::vector<float> high(runs, -far);
    std::vector<float> previous(runs, none);
    int column = std::numeric_limits<int>::min();
    const auto flush = [&] {
        for (std::size_t run = 0; run < runs; ++run) {
            if (low[run] <= high[run])
                density.addSpan(column, toY(high[run]), toY(low[run]));
            // The next column begins where this one ends; a gap, being NaN, begins nothing.
            const bool hasPrevious = !std::isnan(previous[run]);
            low[run] = hasPrevious ? previous[run] : far;
            high[run] = hasPrevious ? previous[run] : -far;
        }
    };
    for (std::size_t epoch = first; epoch < last; ++epoch) {
        const int x = static_cast<int>(std::floor(toX(table.epochs[epoch])));
        if (x != column)
            flush();
        column = x;
        const float* values = table.values.data() + epoch * runs;
        for (std::size_t run = 0; run < runs; ++run) { // comparisons with NaN are false
            low[run] = values[run] < low[run] ? values[run] : low[run];
            high[run] = values[run] > high[run] ? values[run] : high[run];
            previous[run] = values[run];
        }
    }
    flush();
}
} // namespace

RunBundle::RunBundle(RunTable table)
    : m_table(std::move(table))
    , m_segments(runSegments(m_table))
    , m_dots(loneValues(m_table))
{
}

void RunBundle::setColor(const QColor& color)
{
    if (color == m_color)
        return;
    m_color = color;
    m_palette = LineDensity::palette(color, static_cast<double>(m_table.runs.size()));
}

void RunBundle::addTo(LineDensity& density, const Range& epochs, const Range& values) const
{
    const PixelMap toX {epochs, double(density.width()), false};
    const PixelMap toY {values, double(density.height()), true};
    const std::vector<int>& all = m_table.epochs;
    auto first =
        static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), toX.range.lower) - all.begin());
    auto last =
        static_cast<std::size_t>(std::upper_bound(all.begin(), all.end(), toX.range.upper) - all.begin());
    first -= first > 0 ? 1 : 0; // the lines that come in from outside
    last += last < all.size() ? 1 : 0;
    if (last - first > 2 * std::size_t(std::max(1, density.width()))) {
        addEnvelopes(density, m_table, first, last, toX, toY);
    } else {
        for (std::size_t epoch = first; epoch + 1 < last; ++epoch)
            for (const RunSegment& line : m_segments[epoch])
                density.addLine(toX(all[epoch]), toY(line.from), toX(all[epoch + 1]), toY(line.to),
                                static_cast<float>(line.count));
        for (const RunDot& dot : m_dots)
            density.addDot(toX(all[dot.epoch]), toY(dot.value), static_cast<float>(dot.count));
    }
}

} // namespace learnscope
