#include "core/io/arrays/arrayfile.h"

#include <algorithm>

namespace learnscope {

std::uint64_t ArrayInfo::count() const noexcept
{
    std::uint64_t product = 1;
    for (const std::uint64_t extent : shape)
        product *= extent;
    return product;
}

std::string ArrayInfo::shapeText() const
{
    if (shape.empty())
        return "a single number";
    std::string text;
    for (const std::uint64_t extent : shape)
        text += (text.empty() ? "" : " x ") + std::to_string(extent);
    return text;
}

std::optional<std::uint64_t> checkedCount(std::span<const std::uint64_t> shape, std::size_t elementSize)
{
    if (std::find(shape.begin(), shape.end(), 0U) != shape.end())
        return 0;
    constexpr std::uint64_t limit = std::uint64_t {1} << 63;
    std::uint64_t product = std::max<std::size_t>(elementSize, 1);
    for (const std::uint64_t extent : shape) {
        if (extent > (limit - 1) / product)
            return std::nullopt;
        product *= extent;
    }
    return product / std::max<std::size_t>(elementSize, 1);
}

ArrayFile::~ArrayFile() = default;

Result<std::size_t> ArrayFile::find(std::string_view name) const
{
    const auto found = std::find_if(m_arrays.begin(), m_arrays.end(),
                                    [&](const ArrayInfo& info) { return info.name == name; });
    if (found != m_arrays.end())
        return static_cast<std::size_t>(found - m_arrays.begin());
    constexpr std::size_t shown = 20;
    std::string names;
    for (std::size_t index = 0; index < std::min(shown, m_arrays.size()); ++index)
        names += (index == 0 ? "'" : ", '") + m_arrays[index].name + "'";
    if (m_arrays.size() > shown)
        names += " and " + std::to_string(m_arrays.size() - shown) + " more";
    return failure(Error::Kind::Usage,
                   "there is no array '" + std::string(name) + "'; there "
                       + (m_arrays.size() == 1 ? "is " : "are ") + (names.empty() ? "none" : names),
                   {m_file});
}

Result<std::vector<std::string>> ArrayFile::readTexts(std::size_t array)
{
    return failure(Error::Kind::Mismatch,
                   "'" + m_arrays[array].name + "' holds " + std::string(toString(m_arrays[array].type))
                       + "; expected text",
                   {m_file});
}

std::optional<std::uint64_t> ArrayFile::plainOffset(std::size_t) const
{
    return std::nullopt;
}

RowNames ArrayFile::rowNames(std::size_t)
{
    return {};
}

RowNames ArrayFile::columnNames(std::size_t)
{
    return {};
}

RowNames ArrayFile::itemNames(std::size_t)
{
    return {};
}

std::string ArrayFile::measure(std::size_t) const
{
    return {};
}

SourceLocation ArrayFile::locate(std::size_t, std::uint64_t, std::uint64_t) const
{
    return {m_file};
}

} // namespace learnscope
