#include "core/io/arrays/elementtype.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace learnscope {

namespace {
struct Facts
{
    ElementType type;
    std::string_view name;
    std::size_t size;
};
constexpr std::array facts = {
    Facts {ElementType::Bool, "bool", 1},         Facts {ElementType::Int8, "int8", 1},
    Facts {ElementType::UInt8, "uint8", 1},       Facts {ElementType::Int16, "int16", 2},
    Facts {ElementType::UInt16, "uint16", 2},     Facts {ElementType::Int32, "int32", 4},
    Facts {ElementType::UInt32, "uint32", 4},     Facts {ElementType::Int64, "int64", 8},
    Facts {ElementType::UInt64, "uint64", 8},     Facts {ElementType::Float16, "float16", 2},
    Facts {ElementType::BFloat16, "bfloat16", 2}, Facts {ElementType::Float32, "float32", 4},
    Facts {ElementType::Float64, "float64", 8},   Facts {ElementType::Text, "text", 0},
    Facts {ElementType::Other, "other", 0}};

float fromHalf(std::uint16_t bits) noexcept
{
    const int exponent = (bits >> 10) & 0x1F;
    const int fraction = bits & 0x3FF;
    const float sign = (bits & 0x8000) != 0 ? -1.0F : 1.0F;
    if (exponent == 0)
        return sign * std::ldexp(static_cast<float>(fraction), -24);
    if (exponent == 31) // infinite or NaN, whose bits are kept
        return std::bit_cast<float>((bits & 0x8000U) << 16 | 0x7F800000U
                                    | static_cast<unsigned>(fraction) << 13);
    return sign * std::ldexp(static_cast<float>(fraction + 0x400), exponent - 25);
}

template<typename Stored, typename Out, typename Change>
void each(std::span<const std::byte> entries, Out* out, Change change) noexcept
{
    const std::size_t count = entries.size() / sizeof(Stored);
    for (std::size_t index = 0; index < count; ++index) {
        Stored value;
        std::memcpy(&value, entries.data() + index * sizeof(Stored), sizeof(Stored));
        out[index] = static_cast<Out>(change(value));
    }
}

template<typename Out>
void convertTo(ElementType type, std::span<const std::byte> entries, Out* out) noexcept
{
    const auto same = [](auto value) { return value; };
    switch (type) {
    case ElementType::Bool:
        return each<std::uint8_t>(entries, out, [](std::uint8_t value) { return value != 0 ? 1 : 0; });
    case ElementType::Int8:
        return each<std::int8_t>(entries, out, same);
    case ElementType::UInt8:
        return each<std::uint8_t>(entries, out, same);
    case ElementType::Int16:
        return each<std::int16_t>(entries, out, same);
    case ElementType::UInt16:
        return each<std::uint16_t>(entries, out, same);
    case ElementType::Int32:
        return each<std::int32_t>(entries, out, same);
    case ElementType::UInt32:
        return each<std::uint32_t>(entries, out, same);
    case ElementType::Int64:
        return each<std::int64_t>(entries, out, same);
    case ElementType::UInt64:
        return each<std::uint64_t>(entries, out, same);
    case ElementType::Float16:
        return each<std::uint16_t>(entries, out, fromHalf);
    case ElementType::BFloat16:
        return each<std::uint16_t>(entries, out, [](std::uint16_t bits) {
            return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
        });
    case ElementType::Float32:
        return each<float>(entries, out, same);
    case ElementType::Float64:
        return each<double>(entries, out, same);
    case ElementType::Text:
    case ElementType::Other:
        return;
    }
}
} // namespace

bool isNumeric(ElementType type) noexcept
{
    return type != ElementType::Text && type != ElementType::Other;
}

std::size_t elementSize(ElementType type) noexcept
{
    return facts[static_cast<std::size_t>(type)].size;
}

std::string_view toString(ElementType type) noexcept
{
    return facts[static_cast<std::size_t>(type)].name;
}

ElementType elementTypeOf(std::string_view name) noexcept
{
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](const Facts& fact) { return fact.name == name; });
    return found == facts.end() ? ElementType::Other : found->type;
}

void swapBytes(ElementType type, std::span<std::byte> entries) noexcept
{
    const std::size_t size = elementSize(type);
    if (size < 2)
        return;
    for (std::size_t at = 0; at + size <= entries.size(); at += size)
        std::reverse(entries.data() + at, entries.data() + at + size);
}

void convert(ElementType type, std::span<const std::byte> entries, float* out) noexcept
{
    convertTo(type, entries, out);
}

void convert(ElementType type, std::span<const std::byte> entries, double* out) noexcept
{
    convertTo(type, entries, out);
}

} // namespace learnscope
