#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace learnscope {

/// Where the first byte stands that does not belong to well-formed UTF-8 (no overlong forms, no surrogates,
/// nothing above U+10FFFF); npos where all is well.
std::size_t firstInvalidUtf8(std::string_view text) noexcept;

/// How many characters @p text holds; stray continuation bytes do not count.
std::size_t characterCount(std::string_view text) noexcept;

/// @p text in single quotes, fit for a message: cut after 40 characters, with what cannot be printed and
/// what is not UTF-8 as \n, \t, \r or \xNN.
std::string quotedForMessage(std::string_view text);

} // namespace learnscope
