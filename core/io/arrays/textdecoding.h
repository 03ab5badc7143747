#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace learnscope {

/// Appends a character as UTF-8; U+FFFD where there is no such character.
void appendUtf8(std::string& text, std::uint32_t character);

/// Four bytes a character, padded with NUL, to UTF-8.
std::string decodeUtf32(std::string_view bytes, bool bigEndian);

/// Two bytes a character to UTF-8.
std::string decodeUtf16(std::string_view bytes, bool bigEndian);

/// Bytes padded with NUL: UTF-8 where they are, else each byte a Latin-1 character.
std::string decodeBytes(std::string_view bytes);

/// UTF-8 to characters; U+FFFD for bytes that are no UTF-8.
std::u32string encodeUtf32(std::string_view text);

} // namespace learnscope
