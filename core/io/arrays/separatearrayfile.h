#pragma once

#include "core/io/arrays/arrayfile.h"

#include <functional>

namespace learnscope {

/// How much of the machine's time, in seconds, opening the file or reading a piece of it may take.
inline constexpr double usualSecondsPerRequest = 20;

/// Opens and reads a file in a process of its own, for formats whose library can be brought down by a damaged
/// file, or go round in circles: where that happens, the file is refused (Syntax) and this program goes on.
/// The other process is a copy of this one with no open files but the connection, which only calls @p open
/// and reads from what it gives; it ends with the ArrayFile. No lock that @p open needs may be held by
/// another thread meanwhile. Fails with Io where there can be no further process, and as @p open does.
Result<std::unique_ptr<ArrayFile>>
openSeparately(const std::string& file, std::string_view format,
               const std::function<Result<std::unique_ptr<ArrayFile>>()>& open,
               double secondsPerRequest = usualSecondsPerRequest);

} // namespace learnscope
