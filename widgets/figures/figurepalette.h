#pragma once

#include "core/base/result.h"
#include "widgets/common/observerstyle.h"

#include <QString>

#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

struct FigureInput;
struct FigureRequest;

/// Which colours the observers of a figure have. Markers always stay, so that colour is never the only sign.
enum class FigurePalette {
    Observers, ///< as in the views: the set of Okabe and Ito with a reserved colour for humans, unless
               ///< changed
    OkabeIto, ///< the eight of Okabe and Ito without the yellow, which is lost in thin lines
    Greyscale, ///< greys of evenly spaced lightness: they survive a black-and-white printer
    Study, ///< Huber et al. 2024: humans, classic networks, state-of-the-art networks
};

std::span<const FigurePalette> figurePalettes(); ///< in the order in which lists show them
std::string_view toString(FigurePalette palette); ///< "observers", "okabe-ito", "greyscale", "study"
Result<FigurePalette> figurePaletteFromName(std::string_view name); ///< fails with Usage
QString figurePaletteTitle(FigurePalette palette); ///< in lists

/// The styles of all observers of @p input in the palette of @p request.
std::vector<ObserverStyle> paletteStyles(const FigureRequest& request, const FigureInput& input);

} // namespace learnscope
