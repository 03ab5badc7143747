#include "core/io/arrays/byteplace.h"
#include "core/io/arrays/packedsources.h"
#include "core/io/arrays/ziparchive.h"
#include "core/io/utf8.h"

namespace learnscope {

Result<std::unique_ptr<ByteSource>> openZipEntry(const ByteSource& archive, const ZipEntry& entry,
                                                 const std::string& file)
{
    const PackedBytes packed {
        entry.dataOffset, entry.packedSize, entry.size, false, file, "entry " + quotedForMessage(entry.name)};
    if (entry.encrypted)
        return failureAt(entry.headerOffset, packed.what + " is encrypted; expected plain data", file);
    if (entry.method == static_cast<std::uint16_t>(ZipEntry::Method::Stored))
        return makeChecked(makeSlice(archive, entry.dataOffset, entry.size), entry.checksum, packed);
    if (entry.method == static_cast<std::uint16_t>(ZipEntry::Method::Deflated))
        return makeChecked(makeInflated(archive, packed), entry.checksum, packed);
    return failureAt(entry.headerOffset,
                     packed.what + " is packed by method " + std::to_string(entry.method)
                         + "; expected 0 (stored) or 8 (deflated)",
                     file);
}

} // namespace learnscope
