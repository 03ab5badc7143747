#pragma once

#include "core/base/result.h"
#include "widgets/figures/figurescene.h"
#include "widgets/figures/scenepainter.h"

#include <QByteArray>

#include <filesystem>
#include <string_view>

namespace learnscope {

enum class FigureFormat { Pdf, Svg, Png, Tiff };

/// "pdf", "svg", "png" or "tiff".
std::string_view toString(FigureFormat format);
/// From such a name or a file's ending, ".tif" among them; case does not matter. Fails with Usage.
Result<FigureFormat> figureFormatFromName(std::string_view name);

struct FigureOutput
{
    FigureFormat format = FigureFormat::Pdf;
    double dpi = 600; ///< for PNG and TIFF, 30 to 2400; stored in the file
    TextAs textAs = TextAs::Text; ///< for PDF and SVG

    bool operator==(const FigureOutput&) const = default;
};

/// @p scene as a file's content. PDF: embedded TrueType and text that can be selected and edited, or
/// outlines. PNG and TIFF (LZW): opaque, on white. Fails (Usage) for a resolution out of range, (OutOfRange)
/// where a picture would have over 400 million pixels, (Internal) where Qt cannot write the format. Any
/// thread; needs a QGuiApplication.
Result<QByteArray> encodeFigure(const FigureScene& scene, const FigureOutput& output);

/// encodeFigure into a file that is either complete or left as it was.
Result<void> writeFigure(const std::filesystem::path& path, const FigureScene& scene,
                         const FigureOutput& output);

} // namespace learnscope
