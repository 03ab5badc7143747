#pragma once

#include "widgets/plots/linedensity.h"
#include "widgets/plots/runtable.h"

namespace learnscope {

/// All runs of one observer and phase as thin lines, however many: lines that coincide are added once, and
/// where epochs are closer than pixels each run is the range of its values in each pixel column. Every value
/// counts, none is sampled away.
class RunBundle
{
public:
    /// A part of an axis.
    struct Range
    {
        double lower;
        double upper;
    };

    explicit RunBundle(RunTable table);

    const RunTable& table() const noexcept { return m_table; }
    void setColor(const QColor& color);
    const LineDensity::Palette& palette() const noexcept { return m_palette; } ///< empty before setColor()

    /// Adds all lines; the ranges fill the density's width and height.
    void addTo(LineDensity& density, const Range& epochs, const Range& values) const;

private:
    RunTable m_table;
    std::vector<std::vector<RunSegment>> m_segments;
    std::vector<RunDot> m_dots;
    QColor m_color;
    LineDensity::Palette m_palette;
};

} // namespace learnscope
