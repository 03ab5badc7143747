#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

namespace learnscope {

/// Line and column of byte @p offset of @p text. Columns count bytes.
SourceLocation placeInText(std::string_view text, std::size_t offset, const std::string& file);

/// Where the value at @p pointer ("/tables/2/kind") begins in @p json, which is well-formed; where there is
/// none, what should hold it.
SourceLocation placeInJson(std::string_view json, std::string_view pointer, const std::string& file);

} // namespace learnscope
