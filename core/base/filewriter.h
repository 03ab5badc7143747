#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

namespace learnscope {

/// Error::code of what could not be written: the input was not at fault.
inline constexpr std::string_view cannotWriteCode = "cannot-write";

/// Writes @p content to @p path so that a crash or a full disk leaves what was there before: into a new file
/// beside it, flushed to the disk, then renamed. Folders that are missing are made. Any thread.
Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// Takes the next bytes of a file that is being written.
using ByteSink = std::function<Result<void>(std::string_view bytes)>;

/// The same for content that is not held at once: @p produce hands it over piece by piece, and what was there
/// stays where it fails.
Result<void> writeFileAtomically(const std::filesystem::path& path,
                                 const std::function<Result<void>(const ByteSink&)>& produce);

/// Writes a whole file by itself, as some libraries insist, at the path it is given, where an empty file
/// lies.
struct PathWriter
{
    std::function<Result<void>(const std::filesystem::path& temporary)> function;
};

/// The same for such a writer.
Result<void> writeFileAtomically(const std::filesystem::path& path, const PathWriter& write);

/// A file to be written and what it shall hold.
struct FileContent
{
    std::filesystem::path path;
    std::string_view content; ///< not owned
};

/// Writes several files in that way, all or none: nothing is renamed before all are on the disk. Much faster
/// than one after the other, because the disk is waited for only once. Any thread.
Result<void> writeFilesAtomically(std::span<const FileContent> files);

} // namespace learnscope
