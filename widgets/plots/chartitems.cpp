#include "widgets/plots/chartitems.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace learnscope {

Sketch::Sketch(QCustomPlot* plot, const QString& layer, std::function<void(QCPPainter&)> paint)
    : QCPLayerable(plot, layer)
    , m_paint(std::move(paint))
{
}

void Sketch::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(true);
}

void Sketch::draw(QCPPainter* painter)
{
    m_paint(*painter);
}

RunBundle::RunBundle(QCPAxis* epochs, QCPAxis* values, const QString& layer, RunTable table)
    : QCPLayerable(epochs->parentPlot(), layer)
    , m_epochs(epochs)
    , m_values(values)
    , m_table(std::move(table))
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

QRect RunBundle::clipRect() const
{
    return m_epochs->axisRect()->rect();
}

void RunBundle::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(false);
}

void RunBundle::draw(QCPPainter* painter)
{
    if (m_table.runs.empty() || m_table.epochs.empty() || m_palette.empty())
        return;
    const QRect area = clipRect();
    const double scale = painter->device()->devicePixelRatioF();
    QImage image = render((QSizeF(area.size()) * scale).toSize(), scale);
    image.setDevicePixelRatio(scale);
    painter->drawImage(area.topLeft(), image);
}

namespace {
/// From plot coordinates to device pixels of the image.
struct PixelMap
{
    QCPRange range;
    double size;
    bool upwards;

    double operator()(double value) const
    {
        const double part = (value - range.lower) / range.size();
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

QImage RunBundle::render(const QSize& size, double scale) const
{
    LineDensity density(size.width(), size.height(), scale);
    const PixelMap toX {m_epochs->range(), double(size.width()), false};
    const PixelMap toY {m_values->range(), double(size.height()), true};
    const std::vector<int>& epochs = m_table.epochs;
    auto first = static_cast<std::size_t>(std::lower_bound(epochs.begin(), epochs.end(), toX.range.lower)
                                          - epochs.begin());
    auto last = static_cast<std::size_t>(std::upper_bound(epochs.begin(), epochs.end(), toX.range.upper)
                                         - epochs.begin());
    first -= first > 0 ? 1 : 0; // the lines that come in from outside
    last += last < epochs.size() ? 1 : 0;
    if (last - first > 2 * std::size_t(std::max(1, size.width()))) {
        addEnvelopes(density, m_table, first, last, toX, toY);
    } else {
        for (std::size_t epoch = first; epoch + 1 < last; ++epoch)
            for (const RunSegment& line : m_segments[epoch])
                density.addLine(toX(epochs[epoch]), toY(line.from), toX(epochs[epoch + 1]), toY(line.to),
                                static_cast<float>(line.count));
        for (const RunDot& dot : m_dots)
            density.addDot(toX(epochs[dot.epoch]), toY(dot.value), static_cast<float>(dot.count));
    }
    return density.toImage(m_palette);
}

} // namespace learnscope
