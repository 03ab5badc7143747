#pragma once

#include <string>
#include <string_view>

namespace learnscope {

/// @p word as sh reads it back; itself where it needs no quotes.
std::string quotedForShell(std::string_view word);

} // namespace learnscope
