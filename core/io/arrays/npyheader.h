#pragma once

#include "core/base/result.h"
#include "core/io/arrays/arrayfile.h"
#include "core/io/bytesource.h"

namespace learnscope {

/// What stands before the numbers of a .npy file.
struct NpyHeader
{
    ArrayInfo info;
    std::uint64_t dataOffset = 0;
    std::size_t entrySize = 0; ///< bytes, of texts too
    bool swapped = false; ///< the other byte order than this machine's
    bool wideText = false; ///< four bytes a character ("U"), not one ("S")
};

/// Reads the header of format versions 1 to 3 and checks that the numbers it announces are there. @p place
/// names the array in messages where the source is only part of @p file. Fails with Io and Syntax.
Result<NpyHeader> readNpyHeader(const ByteSource& source, const std::string& file,
                                const std::string& place = {});

/// Reads entries as ArrayFile::readEntries() does.
Result<void> readNpyEntries(const ByteSource& source, const NpyHeader& header, std::uint64_t first,
                            std::span<std::byte> out);

/// Reads a text array as ArrayFile::readTexts() does.
Result<std::vector<std::string>> readNpyTexts(const ByteSource& source, const NpyHeader& header);

/// The header of a version 1 file of numbers in this machine's byte order, in row-major order.
std::string npyHeaderText(ElementType type, std::span<const std::uint64_t> shape);
/// The same for @p count texts of @p length characters of four bytes.
std::string npyTextHeader(std::size_t length, std::uint64_t count);

} // namespace learnscope
