#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace learnscope {

/// What one entry of a stored array is.
enum class ElementType {
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    BFloat16,
    Float32,
    Float64,
    Text, ///< of fixed or any length; read with ArrayFile::readTexts()
    Other ///< cannot be read; ArrayInfo::refusal says why
};

bool isNumeric(ElementType type) noexcept;
/// In bytes; 0 for text and others.
std::size_t elementSize(ElementType type) noexcept;
/// As NumPy calls it: "float32".
std::string_view toString(ElementType type) noexcept;
/// By that name; Other for none.
ElementType elementTypeOf(std::string_view name) noexcept;

/// Turns the bytes of every entry around.
void swapBytes(ElementType type, std::span<std::byte> entries) noexcept;

/// Numbers in the byte order of this machine to single or double precision. 64-bit integers are rounded.
void convert(ElementType type, std::span<const std::byte> entries, float* out) noexcept;
void convert(ElementType type, std::span<const std::byte> entries, double* out) noexcept;

} // namespace learnscope
