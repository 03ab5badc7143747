#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
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

/// Decodes a picture to RGB. Transparency is dropped, not blended, as PIL's convert("RGB") does. With
/// @p longestSide above 0 a larger picture is made smaller, keeping its proportions (area averaging), for
/// thumbnails. Fails (Io) where the file is absent, (Syntax) where it is no picture. Any thread.
Result<Picture> readPicture(const std::filesystem::path& path, int longestSide = 0);

/// Writes a PNG, atomically. Any thread.
Result<void> writePicture(const std::filesystem::path& path, const Picture& picture);

} // namespace learnscope
