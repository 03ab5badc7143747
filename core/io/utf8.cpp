#include "core/io/utf8.h"

#include <algorithm>

namespace learnscope {

namespace {
constexpr std::size_t longestShown = 40; // characters

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// The length of the well-formed sequence at the front of @p text, 0 where there is none. Unicode 15, table
/// 3-7.
std::size_t sequenceLength(std::string_view text) noexcept
{
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xC2 && first < 0xE0 ? 2
        : first >= 0xE0 && first < 0xF0                      ? 3
        : first >= 0xF0 && first < 0xF5                      ? 4
                                                             : 0;
    if (length == 0 || text.size() < length)
        return 0;
    const unsigned lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < lowest || byte(1) > highest)
        return 0;
    for (std::size_t index = 2; index < length; ++index)
        if (!isContinuation(text[index]))
            return 0;
    return length;
}

void appendEscaped(std::string& shown, char byte)
{
    constexpr char digits[] = "0123456789ABCDEF";
    const auto value = static_cast<unsigned char>(byte);
    if (byte == '\n')
        shown += "\\n";
    else if (byte == '\r')
        shown += "\\r";
    else if (byte == '\t')
        shown += "\\t";
    else
        shown.append("\\x").append(1, digits[value >> 4]).append(1, digits[value & 15]);
}
} // namespace

std::size_t firstInvalidUtf8(std::string_view text) noexcept
{
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = sequenceLength(text.substr(at));
        if (length == 0)
            return at;
        at += length;
    }
    return std::string_view::npos;
}

std::size_t characterCount(std::string_view text) noexcept
{
    return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isContinuation));
}

std::string quotedForMessage(std::string_view text)
{
    std::string shown = "'";
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == longestShown) {
            shown += "...";
            break;
        }
        const std::size_t length = sequenceLength(text);
        const auto first = static_cast<unsigned char>(text.front());
        if (length == 0 || first < 0x20 || first == 0x7F)
            appendEscaped(shown, text.front());
        else
            shown += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return shown + '\'';
}

} // namespace learnscope
