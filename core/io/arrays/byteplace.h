#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace learnscope {

/// An error at a byte of a binary file: "byte 128: what is wrong; what was expected".
inline tl::unexpected<Error> failureAt(std::uint64_t byte, std::string message, const std::string& file)
{
    return failure(Error::Kind::Syntax, "byte " + std::to_string(byte) + ": " + std::move(message), {file});
}

/// A number in the byte order of the file, least significant byte first.
template<typename T>
T littleEndian(const char* bytes) noexcept
{
    T value = 0;
    for (std::size_t index = 0; index < sizeof(T); ++index)
        value |= static_cast<T>(static_cast<T>(static_cast<unsigned char>(bytes[index])) << (8 * index));
    return value;
}

} // namespace learnscope
