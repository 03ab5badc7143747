#pragma once

#include <QColor>
#include <QRgb>

#include <array>

namespace learnscope {

/// A scale of colours for values from 0 to 1, even in lightness, so that it can be read without seeing hues;
/// the diverging ones on either side of their middle.
class HeatScale
{
public:
    enum class Kind {
        Light, ///< white to dark blue: on paper and in the light window
        Dark, ///< the other way round: in the dark window
        Viridis, ///< dark violet over green to yellow, on any background
        DivergingLight, ///< blue over white to red: which side of the middle a value is on
        DivergingDark, ///< the same with a dark middle
    };

    explicit HeatScale(Kind kind)
        : m_kind(kind)
    {
    }

    QColor at(double value) const; ///< values beyond 0 and 1 get the ends' colours
    QColor inkAt(double value) const; ///< for text on it: dark or light, whichever contrasts more
    /// at() of 0, 1/255 ... 1, for pictures.
    std::array<QRgb, 256> table() const;

private:
    Kind m_kind;
};

} // namespace learnscope
