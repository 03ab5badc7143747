#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace learnscope {

/// How often @p letter occurs in @p text.
std::size_t countByte(std::string_view text, char letter) noexcept;

/// Writes where @p first or @p second occur in @p text to @p places, ascending, and returns how many there
/// are.
/// @p places has room for text.size() + 64 numbers; what lies beyond those returned is undefined.
std::size_t findBytes(std::string_view text, char first, char second, std::uint32_t* places) noexcept;

} // namespace learnscope
