#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace learnscope {

/// The SHA-256 digest of @p bytes in 64 hexadecimal digits, lower case. Any thread.
std::string sha256(std::string_view bytes);

/// That of a file's content. Fails (Io) where it cannot be read.
Result<std::string> sha256OfFile(const std::filesystem::path& path);

} // namespace learnscope
