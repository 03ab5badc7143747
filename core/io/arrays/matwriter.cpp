#include "core/io/arrays/arrayfile.h"
#include "core/io/arrays/arraywriter.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace learnscope {

namespace {
// Numbers of the format, which is written in this machine's byte order.
constexpr std::uint32_t miInt8 = 1;
constexpr std::uint32_t miUtf8 = 16;
constexpr std::uint32_t miInt32 = 5;
constexpr std::uint32_t miUInt32 = 6;
constexpr std::uint32_t miMatrix = 14;
constexpr std::uint32_t mxCell = 1;
constexpr std::uint32_t mxChar = 4;

struct Kind
{
    std::uint32_t mxClass;
    std::uint32_t element;
};

Kind kindOf(ElementType type)
{
    switch (type) {
    case ElementType::Float32:
        return {7, 7};
    case ElementType::Float64:
        return {6, 9};
    case ElementType::Int32:
        return {12, 5};
    default:
        return {14, 12};
    }
}

template<typename T>
std::string bytesOf(const T& value)
{
    return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

std::string element(std::uint32_t type, std::string content)
{
    const auto size = static_cast<std::uint32_t>(content.size());
    content.append((8 - content.size() % 8) % 8, '\0');
    return bytesOf(type) + bytesOf(size) + content;
}

std::string arrayHeader(std::uint32_t mxClass, const std::vector<std::uint64_t>& shape,
                        const std::string& name)
{
    std::string dimensions;
    for (const std::uint64_t extent : shape)
        dimensions += bytesOf(static_cast<std::int32_t>(extent));
    return element(miUInt32, bytesOf(mxClass) + bytesOf(std::uint32_t {0})) + element(miInt32, dimensions)
        + element(miInt8, name);
}

/// A column of cells, each a line of text: what MATLAB's users expect names in.
std::string cellOfTexts(const ArrayContent& array)
{
    std::string content = arrayHeader(mxCell, {array.texts.size(), 1}, array.name);
    for (const std::string& text : array.texts) {
        // In characters, not bytes, as SciPy writes texts and MATLAB reads them.
        const std::vector<std::uint64_t> shape = {1, characterCount(text)};
        content += element(miMatrix, arrayHeader(mxChar, shape, {}) + element(miUtf8, text));
    }
    return content;
}

/// From rows to columns.
std::string turned(const std::string& bytes, std::uint64_t rows, std::size_t size)
{
    std::string result(bytes.size(), '\0');
    const std::uint64_t columns = bytes.size() / size / std::max<std::uint64_t>(rows, 1);
    for (std::uint64_t row = 0; row < rows; ++row)
        for (std::uint64_t column = 0; column < columns; ++column)
            std::memcpy(&result[(column * rows + row) * size], &bytes[(row * columns + column) * size], size);
    return result;
}

Result<std::string> matrixOf(const ArrayContent& array)
{
    if (array.type == ElementType::Text)
        return cellOfTexts(array);
    std::string bytes;
    const auto done = array.produce([&](std::string_view piece) -> Result<void> {
        bytes += piece;
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    std::vector<std::uint64_t> shape = array.shape;
    if (shape.size() == 1)
        shape.insert(shape.begin(), 1);
    const Kind kind = kindOf(array.type);
    return arrayHeader(kind.mxClass, shape, array.name)
        + element(kind.element, turned(bytes, shape.front(), elementSize(array.type)));
}
} // namespace

Result<void> writeMat5(const std::filesystem::path& path, std::span<const ArrayContent> arrays)
{
    constexpr std::size_t textSize = 116;
    constexpr std::uint64_t largest = std::uint64_t {1} << 31;
    std::string header = "MATLAB 5.0 MAT-file, written by Learnscope";
    header.resize(textSize, ' ');
    header.append(8, '\0');
    header += bytesOf(std::uint16_t {0x0100}) + bytesOf(static_cast<std::uint16_t>('M' << 8 | 'I'));
    for (const ArrayContent& array : arrays) {
        ArrayInfo info;
        info.shape = array.shape;
        if (array.shape.size() > 2
            || info.count() * std::max<std::size_t>(elementSize(array.type), 1) >= largest)
            return failure(
                Error::Kind::Usage,
                "array " + quotedForMessage(array.name)
                    + " is too large for a MATLAB 5 file; expected up to 2 GiB in two axes: write .h5",
                {path.string()});
    }
    return writeFileAtomically(path, [&](const ByteSink& sink) -> Result<void> {
        if (auto written = sink(header); !written)
            return written;
        for (const ArrayContent& array : arrays) {
            auto matrix = matrixOf(array);
            if (!matrix)
                return tl::unexpected(matrix.error());
            if (auto written = sink(element(miMatrix, std::move(*matrix))); !written)
                return written;
        }
        return {};
    });
}

} // namespace learnscope
