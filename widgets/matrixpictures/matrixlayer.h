#pragma once

#include "core/similarity/rowpyramid.h"
#include "widgets/matrixpictures/matrixscale.h"

#include <QImage>
#include <QRect>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace learnscope {

/// One matrix, or the difference of two, as a picture of any size that is never there as a whole: parts are
/// made at the scale at which they are seen. Immutable. Any thread.
///
/// At s pixels for an item, pixel x covers items x/s to (x+1)/s. Where it covers several, it has the colour
/// of the mean over all its pairs, items at its border in proportion; where an item covers several pixels,
/// all of them have that of the pair's own value.
class MatrixLayer
{
public:
    /// The colours of what is no part of the scale.
    struct Masked
    {
        QRgb paper = 0xffffffff;
        QRgb hatch = 0xff808080; ///< of the lines
        int width = 1; ///< of the lines, in pixels
    };

    MatrixLayer(RowPyramid pyramid, MatrixScale scale, Masked masked);
    /// @p scale is of the difference; @p minuend and @p subtrahend tell what is subtracted: values, or ranks
    /// of a matrix, turned round where @p flips says that one is of similarities and the other is not.
    struct Subtraction
    {
        RowPyramid pyramid; ///< what is taken away
        std::optional<ValueDistribution> minuendRanks;
        std::optional<ValueDistribution> subtrahendRanks;
        bool flips = false; ///< the ranks of what is taken away
    };
    MatrixLayer(RowPyramid pyramid, Subtraction subtraction, MatrixScale scale, Masked masked);

    std::uint64_t id() const noexcept { return m_id; } ///< no two layers have the same
    std::size_t items() const noexcept { return m_pyramid.size(); }
    const MatrixScale& scale() const noexcept { return m_scale; }
    bool isDifference() const noexcept { return m_subtraction.has_value(); }

    /// How many pixels the whole has in each direction.
    static int extent(std::size_t items, double pixelsPerItem);
    /// The numbers at @p pixels (within the extent), row by row: values, ranks of values, or their
    /// difference.
    std::vector<double> numbers(double pixelsPerItem, const QRect& pixels) const;
    QImage picture(double pixelsPerItem, const QRect& pixels) const;

    /// Half the width of a scale of the difference: 99 of 100 pairs, of a sample, lie within it; 0 for none.
    static double differenceLimit(const RowPyramid& minuend, const Subtraction& subtraction);

private:
    RowPyramid m_pyramid;
    std::optional<Subtraction> m_subtraction;
    MatrixScale m_scale;
    Masked m_masked;
    std::uint64_t m_id;
};

} // namespace learnscope
