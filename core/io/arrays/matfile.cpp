#include "core/io/arrays/matfile.h"

#include "core/io/arrays/byteplace.h"
#include "core/io/arrays/packedsources.h"
#include "core/io/arrays/textdecoding.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace learnscope {

namespace {
constexpr std::uint64_t headerSize = 128;
constexpr std::uint64_t tagSize = 8;

/// Types of data elements.
enum Element : std::uint32_t {
    MiUInt16 = 4,
    MiInt32 = 5,
    MiUInt32 = 6,
    MiMatrix = 14,
    MiCompressed = 15,
    MiUtf8 = 16,
    MiUtf16 = 17,
    MiUtf32 = 18
};
/// Classes of arrays.
enum Class : std::uint32_t {
    MxCell = 1,
    MxStruct = 2,
    MxChar = 4,
    MxSparse = 5,
    MxDouble = 6,
    MxUInt64 = 15
};
constexpr std::array<std::string_view, 18> classNames = {
    "?",     "cell",  "struct", "object", "char",   "sparse", "double", "single",   "int8",
    "uint8", "int16", "uint16", "int32",  "uint32", "int64",  "uint64", "function", "opaque"};
constexpr std::uint32_t complexFlag = 0x800;

ElementType elementTypeOfMat(std::uint32_t type)
{
    constexpr std::array<ElementType, 14> types = {
        ElementType::Other,  ElementType::Int8,    ElementType::UInt8,  ElementType::Int16,
        ElementType::UInt16, ElementType::Int32,   ElementType::UInt32, ElementType::Float32,
        ElementType::Other,  ElementType::Float64, ElementType::Other,  ElementType::Other,
        ElementType::Int64,  ElementType::UInt64};
    return type < types.size() ? types[type] : ElementType::Other;
}

/// A data element: where its bytes are in its source.
struct Tag
{
    std::uint32_t type = 0;
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
    std::uint64_t next = 0; ///< where the element after it begins
};

/// What stands before the numbers of an array.
struct ArrayHeader
{
    std::uint32_t mxClass = 0;
    bool isComplex = false;
    std::string name;
    std::vector<std::uint64_t> shape;
    std::uint64_t contentBegin = 0;
};

/// Reads elements of one source: the file, or one unpacked variable.
class ElementReader
{
public:
    ElementReader(const ByteSource& source, bool swapped, const std::string& file, std::uint64_t place)
        : m_source(source)
        , m_swapped(swapped)
        , m_file(file)
        , m_place(place)
    {
    }

    tl::unexpected<Error> fail(std::uint64_t at, std::string message) const
    {
        return failureAt(m_place + at, std::move(message), m_file);
    }

    Result<Tag> tag(std::uint64_t at, std::uint64_t end) const
    {
        if (end > m_source.size() || at > end || end - at < tagSize)
            return fail(at, "the file ends inside a data element");
        std::vector<char> buffer;
        const auto bytes = m_source.read(at, tagSize, buffer);
        if (!bytes)
            return tl::unexpected(bytes.error());
        const std::uint32_t first = number32(bytes->data());
        if (first >> 16 != 0) { // up to four bytes stand in the tag itself
            const std::uint64_t size = first >> 16;
            if (size > 4)
                return fail(at, "a short element of " + std::to_string(size) + " bytes; expected at most 4");
            return Tag {first & 0xFFFF, at + 4, size, at + tagSize};
        }
        const std::uint64_t size = number32(bytes->data() + 4);
        const std::uint64_t begin = at + tagSize;
        if (size > end - begin)
            return fail(at,
                        "an element of " + std::to_string(size) + " bytes, of which there are only "
                            + std::to_string(end - begin));
        const std::uint64_t padded = first == MiCompressed ? size : (size + 7) / 8 * 8;
        return Tag {first, begin, size, std::min(begin + padded, end)};
    }

    Result<std::string> bytes(const Tag& tag) const
    {
        std::vector<char> buffer;
        const auto read = m_source.read(tag.begin, tag.size, buffer);
        if (!read)
            return tl::unexpected(read.error());
        return std::string(*read);
    }

    Result<ArrayHeader> arrayHeader(std::uint64_t begin, std::uint64_t end) const
    {
        constexpr std::uint64_t largestDimensions = 32 * 4;
        constexpr std::uint64_t longestName = 4096;
        const auto flags = tag(begin, end);
        if (!flags)
            return tl::unexpected(flags.error());
        if (flags->type != MiUInt32 || flags->size != 8)
            return fail(begin, "an array without its flags");
        const auto dimensions = tag(flags->next, end);
        if (!dimensions)
            return tl::unexpected(dimensions.error());
        if (dimensions->type != MiInt32 || dimensions->size > largestDimensions || dimensions->size % 4 != 0)
            return fail(flags->next, "an array without its dimensions");
        const auto name = tag(dimensions->next, end);
        if (!name)
            return tl::unexpected(name.error());
        if (name->size > longestName)
            return fail(dimensions->next, "a name of " + std::to_string(name->size) + " bytes");
        const auto flagBytes = bytes(*flags);
        const auto dimensionBytes = bytes(*dimensions);
        const auto nameBytes = bytes(*name);
        for (const auto* read : {&flagBytes, &dimensionBytes, &nameBytes})
            if (!*read)
                return tl::unexpected(read->error());
        ArrayHeader header;
        const std::uint32_t word = number32(flagBytes->data());
        header.mxClass = word & 0xFF;
        header.isComplex = (word & complexFlag) != 0;
        for (std::size_t at = 0; at < dimensionBytes->size(); at += 4) {
            const std::uint32_t extent = number32(dimensionBytes->data() + at);
            if (extent > 0x7FFFFFFF)
                return fail(dimensions->begin, "a negative dimension");
            header.shape.push_back(extent);
        }
        header.name = decodeBytes(*nameBytes);
        header.contentBegin = name->next;
        return header;
    }

    std::uint32_t number32(const char* bytes) const noexcept
    {
        std::uint32_t value = 0;
        std::memcpy(&value, bytes, sizeof value);
        return m_swapped ? __builtin_bswap32(value) : value;
    }
    bool isSwapped() const noexcept { return m_swapped; }

private:
    const ByteSource& m_source;
    bool m_swapped;
    const std::string& m_file;
    std::uint64_t m_place; ///< of the source in the file
};

class Mat5File final : public ArrayFile
{
public:
    Mat5File(std::unique_ptr<ByteSource> source, std::string file)
        : ArrayFile(std::move(file), "MATLAB file")
        , m_source(std::move(source))
    {
    }

    Result<void> readVariables()
    {
        std::vector<char> buffer;
        if (m_source->size() < headerSize)
            return failureAt(m_source->size(), "the file ends inside its header", file());
        const auto header = m_source->read(0, headerSize, buffer);
        if (!header)
            return tl::unexpected(header.error());
        const bool isBigEndian = header->substr(126, 2) == "MI";
        m_swapped = isBigEndian == (std::endian::native == std::endian::little);
        const ElementReader reader(*m_source, m_swapped, file(), 0);
        for (std::uint64_t at = headerSize; at < m_source->size();) {
            const auto tag = reader.tag(at, m_source->size());
            if (!tag)
                return tl::unexpected(tag.error());
            if (auto added = addElement(*tag, at); !added)
                return added;
            at = tag->next;
        }
        return {};
    }

    Result<void> readEntries(std::size_t array, std::uint64_t first, std::span<std::byte> out) override
    {
        const Variable& variable = m_variables[array];
        const auto bytes = variable.source->read(
            variable.data.begin + first * elementSize(arrays()[array].type), out.size(), m_buffer);
        if (!bytes)
            return tl::unexpected(bytes.error());
        std::memcpy(out.data(), bytes->data(), out.size());
        if (m_swapped)
            swapBytes(arrays()[array].type, out);
        return {};
    }

    Result<std::vector<std::string>> readTexts(std::size_t array) override
    {
        const Variable& variable = m_variables[array];
        if (arrays()[array].type != ElementType::Text)
            return ArrayFile::readTexts(array);
        const ElementReader reader(*variable.source, m_swapped, file(), variable.place);
        return variable.isCell ? readCell(reader, variable) : readCharacters(reader, variable);
    }

    RowNames itemNames(std::size_t array) override
    {
        // Meadows: "rdmutv_NAME" (or "rdmutv") beside the texts "stimuli_NAME" (or "stimuli").
        constexpr std::string_view matrix = "rdmutv";
        constexpr std::string_view items = "stimuli";
        const std::string& name = arrays()[array].name;
        if (!name.starts_with(matrix))
            return {};
        const auto found = find(std::string(items) + name.substr(matrix.size()));
        if (!found || arrays()[*found].type != ElementType::Text)
            return {};
        auto texts = readTexts(*found);
        return texts ? RowNames(std::move(*texts)) : RowNames();
    }

private:
    struct Variable
    {
        std::shared_ptr<const ByteSource> source;
        std::uint64_t place = 0; ///< of the source in the file
        Tag data; ///< of numbers and characters
        std::uint64_t end = 0; ///< of the whole array
        bool isCell = false;
        std::vector<std::uint64_t> shape;
    };

    Result<void> addElement(const Tag& tag, std::uint64_t at)
    {
        Variable variable;
        std::uint64_t begin = tag.begin;
        variable.end = tag.begin + tag.size;
        if (tag.type == MiCompressed) {
            PackedBytes packed {tag.begin, tag.size, tag.size * largestPackingRatio,
                                true,      file(),   "a packed variable"};
            variable.source = makeInflated(*m_source, packed);
            variable.place = tag.begin;
            const ElementReader unpacked(*variable.source, m_swapped, file(), variable.place);
            const auto inner = unpacked.tag(0, variable.source->size());
            if (!inner)
                return tl::unexpected(inner.error());
            if (inner->type != MiMatrix)
                return {};
            begin = inner->begin;
            variable.end = inner->begin + inner->size;
        } else if (tag.type == MiMatrix) {
            variable.source = makeSlice(*m_source, 0, m_source->size());
        } else {
            return tag.type >= 1 && tag.type <= MiUtf32
                ? Result<void>()
                : failureAt(at, "an element of the unknown type " + std::to_string(tag.type), file());
        }
        if (begin == variable.end)
            return {}; // an empty matrix
        const ElementReader reader(*variable.source, m_swapped, file(), variable.place);
        const auto header = reader.arrayHeader(begin, variable.end);
        if (!header)
            return tl::unexpected(header.error());
        return header->name.empty() ? Result<void>() : addVariable(reader, *header, std::move(variable));
    }

    Result<void> addVariable(const ElementReader& reader, const ArrayHeader& header, Variable variable)
    {
        ArrayInfo info;
        info.name = header.name;
        info.shape = header.shape;
        info.order = ArraySource::Order::ColumnMajor;
        info.dtype = classNames[std::min<std::size_t>(header.mxClass, classNames.size() - 1)];
        variable.shape = header.shape;
        if (header.mxClass == MxCell) {
            variable.data.begin = header.contentBegin;
            variable.isCell = true;
            info.type = ElementType::Text; // readTexts() refuses cells of anything else
        } else if (header.isComplex) {
            info.refusal = "holds complex numbers; expected real ones";
        } else if (header.mxClass == MxChar || (header.mxClass >= MxDouble && header.mxClass <= MxUInt64)) {
            const auto data = reader.tag(header.contentBegin, variable.end);
            if (!data)
                return tl::unexpected(data.error());
            variable.data = *data;
            info.type = header.mxClass == MxChar ? ElementType::Text : elementTypeOfMat(data->type);
            if (auto sound = header.mxClass == MxChar ? Result<void>() : checkSize(reader, info, *data);
                !sound)
                return sound;
            if (header.mxClass == MxChar && info.shape.size() == 2)
                info.shape = {info.shape[0]};
        } else {
            info.refusal = "is of class " + info.dtype + "; expected numbers or text";
        }
        mutableArrays().push_back(std::move(info));
        m_variables.push_back(std::move(variable));
        return {};
    }

    static Result<void> checkSize(const ElementReader& reader, const ArrayInfo& info, const Tag& data)
    {
        if (info.type == ElementType::Other)
            return reader.fail(data.begin, "numbers of the unknown type " + std::to_string(data.type));
        const auto count = checkedCount(info.shape, elementSize(info.type));
        if (!count || *count * elementSize(info.type) != data.size)
            return reader.fail(data.begin,
                               "'" + info.name + "' of " + info.shapeText() + " numbers does not fit its "
                                   + std::to_string(data.size) + " bytes");
        return {};
    }

    /// A matrix of characters, column by column: each row is a text, padded with spaces.
    Result<std::vector<std::string>> readCharacters(const ElementReader& reader,
                                                    const Variable& variable) const
    {
        if (variable.shape.size() != 2)
            return reader.fail(variable.data.begin, "characters in more than two dimensions");
        const auto bytes = reader.bytes(variable.data);
        if (!bytes)
            return tl::unexpected(bytes.error());
        return charactersToTexts(reader, variable.data, *bytes, variable.shape[0], variable.shape[1]);
    }

    Result<std::vector<std::string>> charactersToTexts(const ElementReader& reader, const Tag& data,
                                                       const std::string& bytes, std::uint64_t rows,
                                                       std::uint64_t columns) const
    {
        const std::size_t width = data.type == MiUtf16 || data.type == MiUInt16 ? 2
            : data.type == MiUtf32                                              ? 4
                                                                                : 1;
        const bool isBigEndian = m_swapped == (std::endian::native == std::endian::little);
        if (rows == 1 && width == 1) // UTF-8 takes more bytes than characters
            return std::vector<std::string> {trimmed(decodeBytes(bytes))};
        const auto count = checkedCount(std::array {rows, columns}, width);
        if (!count || *count * width != bytes.size())
            return reader.fail(data.begin, "characters that do not fit their dimensions");
        std::vector<std::string> texts;
        for (std::uint64_t row = 0; row < (columns == 0 ? 0 : rows); ++row) {
            std::string line;
            for (std::uint64_t column = 0; column < columns; ++column)
                line.append(bytes, (column * rows + row) * width, width);
            texts.push_back(trimmed(width == 2       ? decodeUtf16(line, isBigEndian)
                                        : width == 4 ? decodeUtf32(line, isBigEndian)
                                                     : decodeBytes(line)));
        }
        return texts;
    }

    Result<std::vector<std::string>> readCell(const ElementReader& reader, const Variable& variable) const
    {
        const auto count = checkedCount(variable.shape, tagSize);
        if (!count || *count > (variable.end - variable.data.begin) / tagSize)
            return reader.fail(variable.data.begin, "a cell with more entries than the file holds");
        std::vector<std::string> texts;
        std::uint64_t at = variable.data.begin;
        for (std::uint64_t index = 0; index < *count; ++index) {
            const auto tag = reader.tag(at, variable.end);
            if (!tag)
                return tl::unexpected(tag.error());
            const auto header = reader.arrayHeader(tag->begin, tag->begin + tag->size);
            if (!header)
                return tl::unexpected(header.error());
            if (header->mxClass != MxChar || header->shape.size() != 2 || header->shape[0] > 1)
                return reader.fail(at, "a cell whose entries are not all lines of text; expected names");
            const auto data = reader.tag(header->contentBegin, tag->begin + tag->size);
            if (!data)
                return tl::unexpected(data.error());
            const auto bytes = reader.bytes(*data);
            if (!bytes)
                return tl::unexpected(bytes.error());
            auto line = charactersToTexts(reader, *data, *bytes, header->shape[0], header->shape[1]);
            if (!line)
                return line;
            texts.push_back(line->empty() ? std::string() : std::move(line->front()));
            at = tag->next;
        }
        return texts;
    }

    static std::string trimmed(std::string text)
    {
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    }

    std::unique_ptr<ByteSource> m_source;
    bool m_swapped = false;
    std::vector<Variable> m_variables;
    std::vector<char> m_buffer;
};
} // namespace

bool looksLikeMat5(std::string_view begin)
{
    if (begin.size() < headerSize)
        return false;
    const std::string_view mark = begin.substr(124, 4);
    return mark == std::string_view("\x00\x01IM", 4) || mark == std::string_view("\x01\x00MI", 4);
}

Result<std::unique_ptr<ArrayFile>> openMat5(std::unique_ptr<ByteSource> source, std::string file)
{
    auto opened = std::make_unique<Mat5File>(std::move(source), std::move(file));
    if (auto read = opened->readVariables(); !read)
        return tl::unexpected(read.error());
    if (opened->arrays().empty())
        return failure(Error::Kind::Syntax, "this file holds no variables", {opened->file()});
    return opened;
}

} // namespace learnscope
