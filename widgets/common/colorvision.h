#pragma once

#include <QColor>
#include <QImage>

#include <array>

namespace learnscope {

/// Whose eyes a picture is looked at with.
enum class ColorVision {
    Usual,
    Protanopia, ///< without the cones for long waves (red)
    Deuteranopia, ///< without those for middle waves (green)
    Tritanopia, ///< without those for short waves (blue)
    Greyscale, ///< a black-and-white print
};

inline constexpr std::array allColorVisions = {ColorVision::Usual, ColorVision::Protanopia,
                                               ColorVision::Deuteranopia, ColorVision::Tritanopia,
                                               ColorVision::Greyscale};

/// About what somebody with that vision sees instead of @p color: the matrices of Machado, Oliveira and
/// Fernandes (2009, "A physiologically-based model for simulation of color vision deficiency", table 1,
/// severity 1.0) on linear sRGB; for greyscale, the luminance (Rec. 709).
QColor seenBy(ColorVision vision, const QColor& color);

/// The same for every pixel. Any thread.
QImage seenBy(ColorVision vision, const QImage& picture);

} // namespace learnscope
