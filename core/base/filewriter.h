#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string_view>

namespace learnscope {

/// Writes @p content to @p path so that a crash or a full disk leaves what was there before: into a new file
/// beside it, flushed to the disk, then renamed. Folders that are missing are made. Any thread.
Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view content);

} // namespace learnscope
