#include "core/io/arrays/textdecoding.h"

#include "core/io/utf8.h"

namespace learnscope {

namespace {
std::uint32_t unitAt(std::string_view bytes, std::size_t at, std::size_t size, bool bigEndian)
{
    std::uint32_t unit = 0;
    for (std::size_t index = 0; index < size; ++index)
        unit |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + index]))
            << (8 * (bigEndian ? size - 1 - index : index));
    return unit;
}
} // namespace

void appendUtf8(std::string& text, std::uint32_t character)
{
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
        character = 0xFFFD;
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((character >> shift) & 0x3F)); };
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xC0 | (character >> 6));
        tail(0);
    } else if (character < 0x10000) {
        text += static_cast<char>(0xE0 | (character >> 12));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0 | (character >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string decodeUtf32(std::string_view bytes, bool bigEndian)
{
    std::size_t end = bytes.size() - bytes.size() % 4;
    while (end >= 4 && unitAt(bytes, end - 4, 4, bigEndian) == 0)
        end -= 4;
    std::string text;
    for (std::size_t at = 0; at < end; at += 4)
        appendUtf8(text, unitAt(bytes, at, 4, bigEndian));
    return text;
}

std::string decodeUtf16(std::string_view bytes, bool bigEndian)
{
    std::string text;
    for (std::size_t at = 0; at + 2 <= bytes.size(); at += 2) {
        const std::uint32_t unit = unitAt(bytes, at, 2, bigEndian);
        const std::uint32_t next = at + 4 <= bytes.size() ? unitAt(bytes, at + 2, 2, bigEndian) : 0;
        if (unit >= 0xD800 && unit < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
            appendUtf8(text, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
            at += 2;
        } else {
            appendUtf8(text, unit);
        }
    }
    return text;
}

std::string decodeBytes(std::string_view bytes)
{
    while (!bytes.empty() && bytes.back() == '\0')
        bytes.remove_suffix(1);
    if (firstInvalidUtf8(bytes) == std::string_view::npos)
        return std::string(bytes);
    std::string text;
    for (const char byte : bytes)
        appendUtf8(text, static_cast<unsigned char>(byte));
    return text;
}

std::u32string encodeUtf32(std::string_view text)
{
    std::u32string wide;
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text.front());
        const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        const std::string_view character = text.substr(0, length);
        if (character.size() < length || firstInvalidUtf8(character) != std::string_view::npos) {
            wide += U'\xFFFD';
            text.remove_prefix(1);
            continue;
        }
        std::uint32_t value = length == 1 ? first : first & (0x7FU >> length);
        for (const char byte : character.substr(1))
            value = value << 6 | (static_cast<unsigned char>(byte) & 0x3F);
        wide += static_cast<char32_t>(value);
        text.remove_prefix(length);
    }
    return wide;
}

} // namespace learnscope
