#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <span>

namespace learnscope {

/// What the first bytes of a picture file say of it.
struct PictureHeader
{
    enum class Format : std::uint8_t { Png, Jpeg, Bmp, Tiff, Webp };

    Format format = Format::Png;
    std::uint32_t width = 0; ///< in pixels, as declared
    std::uint32_t height = 0;
};

/// The largest picture that is decoded, in pixels: 8192 x 8192, a quarter of a gigabyte with four channels.
constexpr std::uint64_t maximumPicturePixels = std::uint64_t(1) << 26;

/// Reads format and size without decoding, so that a file that declares an absurd size costs no memory.
/// @p bytes: the whole file. Fails (Syntax) where it is none of the five formats or ends too early,
/// (OutOfRange) where it declares no pixels or more than maximumPicturePixels. Any thread.
Result<PictureHeader> readPictureHeader(std::span<const std::uint8_t> bytes);

} // namespace learnscope
