#pragma once

#include "core/io/arrays/arrayfile.h"
#include "core/io/bytesource.h"

namespace learnscope {

/// Whether a file of @p size bytes that begins with @p begin (16 bytes or more) can be a .safetensors file.
bool looksLikeSafetensors(std::string_view begin, std::uint64_t size);

/// A .safetensors file. Its header is held against the file: ranges that overlap, leave the file or do not
/// fit their shapes, and names given twice, are refused.
Result<std::unique_ptr<ArrayFile>> openSafetensors(std::unique_ptr<ByteSource> source, std::string file);

} // namespace learnscope
