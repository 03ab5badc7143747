#include "core/stimuli/pictureheader.h"

#include <algorithm>
#include <string_view>

namespace learnscope {

namespace {
using Format = PictureHeader::Format;

/// Numbers at places in a file; reading past its end is remembered and gives 0.
class Bytes
{
public:
    explicit Bytes(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes)
    {
    }

    bool complete() const { return m_complete; }
    std::size_t size() const { return m_bytes.size(); }

    std::uint32_t little(std::size_t at, unsigned count)
    {
        std::uint32_t number = 0;
        for (unsigned index = count; index-- > 0;)
            number = number << 8 | byte(at + index);
        return number;
    }

    std::uint32_t big(std::size_t at, unsigned count)
    {
        std::uint32_t number = 0;
        for (unsigned index = 0; index < count; ++index)
            number = number << 8 | byte(at + index);
        return number;
    }

    bool holds(std::size_t at, std::string_view text) const
    {
        return at + text.size() <= m_bytes.size()
            && std::equal(text.begin(), text.end(), m_bytes.begin() + static_cast<std::ptrdiff_t>(at),
                          [](char letter, std::uint8_t byte) { return std::uint8_t(letter) == byte; });
    }

private:
    std::uint32_t byte(std::size_t at)
    {
        if (at < m_bytes.size())
            return m_bytes[at];
        m_complete = false;
        return 0;
    }

    std::span<const std::uint8_t> m_bytes;
    bool m_complete = true;
};

PictureHeader pngHeader(Bytes& bytes)
{
    return {Format::Png, bytes.big(16, 4), bytes.big(20, 4)};
}

PictureHeader bmpHeader(Bytes& bytes)
{
    if (bytes.little(14, 4) == 12) // the oldest header, with 16-bit sizes
        return {Format::Bmp, bytes.little(18, 2), bytes.little(20, 2)};
    const std::uint32_t height = bytes.little(22, 4); // negative: stored from the top
    return {Format::Bmp, bytes.little(18, 4), height > 0x80000000u ? 0u - height : height};
}

/// Goes from marker to marker to the frame header, and on to make sure that the picture ends: decoders fill
/// up with grey where it does not.
PictureHeader jpegHeader(Bytes& bytes)
{
    PictureHeader header {Format::Jpeg, 0, 0};
    std::size_t at = 2;
    while (bytes.complete() && header.height == 0) {
        if (bytes.big(at, 1) != 0xff)
            return header;
        const std::uint32_t marker = bytes.big(at + 1, 1);
        if (marker == 0xff) { // padding
            ++at;
            continue;
        }
        if (marker == 0xd9 || marker == 0xda)
            return header;
        const bool isFrame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (isFrame) {
            header.height = bytes.big(at + 5, 2);
            header.width = bytes.big(at + 7, 2);
        }
        at += 2 + std::max(2u, bytes.big(at + 2, 2));
    }
    while (at + 1 < bytes.size() && !bytes.holds(at, "\xff\xd9"))
        ++at;
    bytes.big(at, 2); // notes where there is no end
    return header;
}

/// The size is among the tags of the first directory.
PictureHeader tiffHeader(Bytes& bytes, bool bigEndian)
{
    const auto number = [&](std::size_t at, unsigned count) {
        return bigEndian ? bytes.big(at, count) : bytes.little(at, count);
    };
    PictureHeader header {Format::Tiff, 0, 0};
    const std::size_t directory = number(4, 4);
    const std::uint32_t entries = number(directory, 2);
    for (std::uint32_t index = 0; index < entries && bytes.complete(); ++index) {
        const std::size_t entry = directory + 2 + std::size_t(index) * 12;
        const std::uint32_t tag = number(entry, 2);
        const std::uint32_t value = number(entry + 8, number(entry + 2, 2) == 3 ? 2 : 4);
        if (tag == 256)
            header.width = value;
        else if (tag == 257)
            header.height = value;
    }
    return header;
}

PictureHeader webpHeader(Bytes& bytes)
{
    if (bytes.holds(12, "VP8X"))
        return {Format::Webp, bytes.little(24, 3) + 1, bytes.little(27, 3) + 1};
    if (bytes.holds(12, "VP8L")) {
        const std::uint32_t packed = bytes.little(21, 4);
        return {Format::Webp, (packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1};
    }
    return {Format::Webp, bytes.little(26, 2) & 0x3fff, bytes.little(28, 2) & 0x3fff};
}

std::optional<PictureHeader> anyHeader(Bytes& bytes)
{
    using namespace std::string_view_literals;
    if (bytes.holds(0, "\x89PNG\r\n\x1a\n"sv))
        return pngHeader(bytes);
    if (bytes.holds(0, "\xff\xd8\xff"sv))
        return jpegHeader(bytes);
    if (bytes.holds(0, "BM"sv))
        return bmpHeader(bytes);
    if (bytes.holds(0, "II*\0"sv) || bytes.holds(0, "MM\0*"sv))
        return tiffHeader(bytes, bytes.holds(0, "MM"sv));
    if (bytes.holds(0, "RIFF"sv) && bytes.holds(8, "WEBP"sv))
        return webpHeader(bytes);
    return std::nullopt;
}
} // namespace

Result<PictureHeader> readPictureHeader(std::span<const std::uint8_t> bytes)
{
    Bytes file(bytes);
    const std::optional<PictureHeader> header = anyHeader(file);
    if (!header)
        return failure(Error::Kind::Syntax, "is no picture; expected PNG, JPEG, BMP, TIFF or WebP");
    if (!file.complete())
        return failure(Error::Kind::Syntax, "the picture file is cut short");
    const std::string size = std::to_string(header->width) + " x " + std::to_string(header->height);
    if (header->width == 0 || header->height == 0)
        return failure(Error::Kind::OutOfRange, "the picture has no pixels (" + size + ")");
    if (std::uint64_t(header->width) * header->height > maximumPicturePixels)
        return failure(Error::Kind::OutOfRange,
                       "the picture is too large (" + size + "); at most 8192 x 8192 pixels are read");
    return *header;
}

} // namespace learnscope
