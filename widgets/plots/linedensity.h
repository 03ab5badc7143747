#pragma once

#include <QColor>
#include <QImage>

#include <vector>

namespace learnscope {

/// Adds up how many lines cross each pixel, so that thousands of translucent lines can be drawn without
/// rounding each to 8 bits and in any order. Pixels are device pixels, y downwards, (0, 0) the upper left
/// corner. A value; any thread.
class LineDensity
{
public:
    LineDensity() = default; ///< without pixels
    /// @p thickness of the lines, in pixels: rounded, at least 1.
    LineDensity(int width, int height, double thickness = 1);
    /// As new, in the memory that is there.
    void reset(int width, int height, double thickness = 1);

    int width() const noexcept { return m_width; }
    int height() const noexcept { return m_height; }
    float at(int x, int y) const; ///< for tests: slow

    /// A line that counts @p weight times. Parts outside are left out. Lines that meet end to end share no
    /// pixel column.
    void addLine(double x0, double y0, double x1, double y1, float weight = 1);
    /// One pixel column from @p top to @p bottom, at least as high as a line is thick.
    void addSpan(int x, double top, double bottom, float weight = 1);
    /// A square of three line widths.
    void addDot(double x, double y, float weight = 1);

    /// Colours of counts, made once and used for many images.
    using Palette = std::vector<QRgb>;
    /// One line is faint but seen, @p most lines are nearly opaque; logarithmic in between.
    static Palette palette(const QColor& color, double most);
    /// Lays the lines over @p image (premultiplied, of this size) and begins again at nothing.
    void drainInto(QImage& image, const Palette& palette);

private:
    /// A line advances by one pixel along its direction and has its thickness across it.
    struct Direction
    {
        int alongSize; ///< of the image, in pixels
        int acrossSize;
        std::size_t alongStride; ///< in m_counts
        std::size_t acrossStride;
    };

    Direction rightwards() const;
    void addAlong(const Direction& direction, double along, double across, double end, double slope,
                  float weight);
    void addInside(const Direction& direction, int first, int last, double edge, double slope, float weight);
    void addAcross(const Direction& direction, int place, double from, double to, float weight);

    int m_width = 0;
    int m_height = 0;
    int m_thickness = 1;
    std::vector<float> m_counts;
    std::vector<float> m_steps; // what each row adds to all rows from there on
    bool m_hasSpans = false; // m_steps is in use
};

} // namespace learnscope
