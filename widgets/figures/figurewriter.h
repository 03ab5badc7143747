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
    /// Without transparency in PDF and SVG: what would shine through is mixed with white instead.
    bool opaque = false;

    bool operator==(const FigureOutput&) const = default;
};

/// @p scene as a file's content. PDF: embedded TrueType and text that can be selected and edited, or
/// outlines. PNG and TIFF (LZW): opaque, on white. The caption and @p record (JSON, see figurerecord.h) go
/// into its metadata: XMP in PDF and SVG, text chunks in PNG, the record as ImageDescription in TIFF. Fails
/// (Usage) for a resolution out of range, (OutOfRange) where a picture would have over 400 million pixels,
/// (Internal) where Qt cannot write the format. Any thread; needs a QGuiApplication.
Result<QByteArray> encodeFigure(const FigureScene& scene, const FigureOutput& output,
                                const std::string& record = {});

/// encodeFigure into a file that is either complete or left as it was.
Result<void> writeFigure(const std::filesystem::path& path, const FigureScene& scene,
                         const FigureOutput& output);

/// A figure with all that belongs to it.
struct FigureFiles
{
    std::filesystem::path figure;
    std::string record; ///< JSON, written to recordPath(figure) and into the figure's metadata
    std::filesystem::path data = {}; ///< empty: no table of the numbers
    std::string numbers = {}; ///< CSV for @p data
};

/// Writes them, all or none: where one cannot be written, what was there stays. Fails as encodeFigure and
/// writeFilesAtomically.
Result<void> writeFigureFiles(const FigureFiles& files, const FigureScene& scene, const FigureOutput& output);

} // namespace learnscope
