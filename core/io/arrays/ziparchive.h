#pragma once

#include "core/base/filewriter.h"
#include "core/base/result.h"
#include "core/io/bytesource.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// One file in a zip archive.
struct ZipEntry
{
    enum class Method : std::uint16_t { Stored = 0, Deflated = 8 };

    std::string name;
    std::uint64_t headerOffset = 0; ///< where it begins in the archive
    std::uint64_t dataOffset = 0; ///< where its bytes begin
    std::uint64_t packedSize = 0;
    std::uint64_t size = 0;
    std::uint32_t checksum = 0; ///< CRC-32
    std::uint16_t method = 0; ///< a Method, or one that cannot be opened
    bool encrypted = false;
};

/// Reads the directory of a zip or zip64 archive. Everything in it is held against the archive: entries that
/// overlap, reach beyond it, have the name of another, claim to unpack to more than deflate can, or whose own
/// header says otherwise make it fail (Syntax), as they would serve only to deceive. Fails with Io.
Result<std::vector<ZipEntry>> readZipDirectory(const ByteSource& archive, const std::string& file);

/// The unpacked bytes of an entry; @p archive must live as long. Read from begin to end, in any pieces, they
/// are held against their checksum (Syntax); reading at an earlier place of a deflated one begins anew. Fails
/// (Syntax) for an encrypted entry or another method than stored and deflated.
Result<std::unique_ptr<ByteSource>> openZipEntry(const ByteSource& archive, const ZipEntry& entry,
                                                 const std::string& file);

/// Writes a zip archive, zip64 where it must be, entry by entry.
class ZipWriter
{
public:
    explicit ZipWriter(ByteSink sink)
        : m_sink(std::move(sink))
    {
    }

    /// Hands over the content of one entry, twice: the first time it is only counted and its checksum taken,
    /// so that the header tells sizes before the bytes.
    using Produce = std::function<Result<void>(const ByteSink&)>;
    Result<void> add(std::string name, ZipEntry::Method method, const Produce& produce);
    /// The directory; nothing may follow.
    Result<void> finish();

private:
    Result<void> write(std::string_view bytes);

    ByteSink m_sink;
    std::uint64_t m_offset = 0;
    std::vector<ZipEntry> m_entries;
};

} // namespace learnscope
