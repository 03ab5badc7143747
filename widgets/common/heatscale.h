#pragma once

#include <QColor>

namespace learnscope {

/// A sequential scale of colours for values from 0 to 1, even in lightness, so that it can be read without
/// seeing hues.
class HeatScale
{
public:
    enum class Kind {
        Light, ///< white to dark blue: on paper and in the light window
        Dark, ///< the other way round: in the dark window
    };

    explicit HeatScale(Kind kind)
        : m_kind(kind)
    {
    }

    QColor at(double value) const; ///< values beyond 0 and 1 get the ends' colours
    QColor inkAt(double value) const; ///< for text on it: dark or light, whichever contrasts more

private:
    Kind m_kind;
};

} // namespace learnscope
