#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace learnscope {

/// Maps part of a file for reading; the address is that of @p offset, and the mapping lives as long as the
/// pointer and its copies do. The file must not be cut short meanwhile: looking beyond its new end would end
/// the program, which is why only large arrays are mapped. Fails with Io.
Result<std::shared_ptr<const void>> mapFile(const std::filesystem::path& path, std::uint64_t offset,
                                            std::uint64_t size);

} // namespace learnscope
