#pragma once

#include "core/io/bytesource.h"

#include <memory>
#include <string>

namespace learnscope {

/// Part of another source, which must outlive it.
std::unique_ptr<ByteSource> makeSlice(const ByteSource& source, std::uint64_t offset, std::uint64_t size);

/// Bytes packed by zlib's deflate.
struct PackedBytes
{
    std::uint64_t offset = 0; ///< in the source
    std::uint64_t packedSize = 0;
    std::uint64_t size = 0; ///< unpacked; how much can be asked for
    bool hasHeader = false; ///< zlib's own header stands before them
    std::string file; ///< for messages
    std::string what; ///< "entry 'a.npy'", for messages
};

/// Deflate packs at best 258 bytes into 2 bits.
inline constexpr std::uint64_t largestPackingRatio = 1032;

/// The unpacked bytes; @p source must outlive it. Quickest from begin to end: an earlier place makes it begin
/// anew. Never takes more memory than has been unpacked. Fails (Syntax) where they are damaged.
std::unique_ptr<ByteSource> makeInflated(const ByteSource& source, PackedBytes packed);

/// Passes on @p inner and holds what is read from begin to end against a CRC-32 (Syntax, naming @p what).
std::unique_ptr<ByteSource> makeChecked(std::unique_ptr<ByteSource> inner, std::uint32_t checksum,
                                        PackedBytes facts);

} // namespace learnscope
