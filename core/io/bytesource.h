#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// Bytes that several threads may read at any place at once: a file or text in memory.
class ByteSource
{
public:
    virtual ~ByteSource();
    virtual std::uint64_t size() const noexcept = 0;
    /// Exactly @p count bytes from @p offset on, which must lie below size(): a view of memory that outlives
    /// this object, or of @p buffer, into which they are read. Fails with Io, also where a file has become
    /// shorter since it was opened.
    virtual Result<std::string_view> read(std::uint64_t offset, std::size_t count,
                                          std::vector<char>& buffer) const = 0;
};

/// Opens a file for reading; a pipe is read to its end at once. Fails (Io) with the codes no-such-file,
/// not-a-file, no-permission and cannot-read.
Result<std::unique_ptr<ByteSource>> openByteSource(const std::filesystem::path& path);

/// Text that stays where it is as long as the source lives.
std::unique_ptr<ByteSource> makeByteSource(std::string_view text);

/// What to say where opening or reading @p file failed with the errno value @p code.
Error readingError(int code, const std::string& file);

} // namespace learnscope
