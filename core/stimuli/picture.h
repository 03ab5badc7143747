#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// Pixels, row by row from the top, three bytes (red, green, blue) each, no padding.
struct Picture
{
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb; ///< 3 * width * height

    bool operator==(const Picture&) const = default;
};

/// Decodes a PNG, JPEG, BMP, TIFF or WebP to RGB. Transparency is dropped, not blended, and of 16 bits the
/// high byte is kept, as PIL's convert("RGB") does. With @p longestSide above 0 a larger picture is made
/// smaller, keeping its proportions (area averaging), for thumbnails. Fails (Io) where the file is absent,
/// (Syntax) where it is no picture or damaged, (OutOfRange) where it declares a size above
/// maximumPicturePixels. Any thread.
Result<Picture> readPicture(const std::filesystem::path& path, int longestSide = 0);

/// The same for a file's bytes in memory.
Result<Picture> decodePicture(std::span<const std::uint8_t> bytes, int longestSide = 0);

/// A PNG file's bytes: one channel where all pixels are grey, else three. Fails (Mismatch) where the size
/// does not fit the pixels.
Result<std::string> encodePng(const Picture& picture);

/// Writes a PNG, atomically. Any thread.
Result<void> writePicture(const std::filesystem::path& path, const Picture& picture);

} // namespace learnscope
