#include "core/io/arrays/npyheader.h"

#include "core/io/arrays/byteplace.h"
#include "core/io/arrays/textdecoding.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>

namespace learnscope {

namespace {
constexpr std::string_view magic("\x93NUMPY", 6);
constexpr std::uint64_t longestHeader = 1 << 20;

/// Reads the literal Python dictionary of a header: three keys, in any order, and nothing else.
class HeaderText
{
public:
    HeaderText(std::string_view text, std::uint64_t offset, const std::string& file, const std::string& place)
        : m_text(text)
        , m_offset(offset)
        , m_file(file)
        , m_place(place)
    {
    }

    struct Facts
    {
        std::optional<std::string> descr;
        std::optional<bool> fortran;
        std::optional<std::vector<std::uint64_t>> shape;
        std::string structured; ///< a dtype with fields, as it stands
    };

    Result<Facts> read()
    {
        Facts facts;
        if (!take('{'))
            return fail("a header that is no dictionary; expected '{'");
        while (!take('}')) {
            const auto key = quoted();
            if (!key || !take(':'))
                return fail("the header's dictionary is broken; expected a key in quotes and ':'");
            if (auto read = readValue(*key, facts); !read)
                return tl::unexpected(read.error());
            if (!take(',') && peek() != '}')
                return fail("the header's dictionary is broken; expected ',' or '}'");
        }
        if (!facts.descr || !facts.fortran || !facts.shape)
            return fail("the header lacks a key; expected 'descr', 'fortran_order' and 'shape'");
        return facts;
    }

private:
    Result<void> readValue(const std::string& key, Facts& facts)
    {
        if (key == "fortran_order") {
            if (word("True"))
                facts.fortran = true;
            else if (word("False"))
                facts.fortran = false;
            else
                return fail("'fortran_order' is neither; expected True or False");
        } else if (key == "shape") {
            facts.shape = shape();
            if (!facts.shape)
                return fail("'shape' is broken; expected whole numbers in brackets");
        } else if (key == "descr") {
            facts.descr = quoted();
            if (!facts.descr) {
                if (peek() != '[' || !skipBrackets(facts.structured))
                    return fail("'descr' is broken; expected a type in quotes");
                facts.descr = "";
            }
        } else {
            return fail("the header has an unknown key " + quotedForMessage(key)
                        + "; expected 'descr', 'fortran_order' and 'shape'");
        }
        return {};
    }

    std::optional<std::vector<std::uint64_t>> shape()
    {
        std::vector<std::uint64_t> extents;
        if (!take('('))
            return std::nullopt;
        while (!take(')')) {
            skipSpace();
            std::uint64_t extent = 0;
            const char* end = m_text.data() + m_text.size();
            const auto [next, status] = std::from_chars(m_text.data() + m_at, end, extent);
            if (status != std::errc() || extents.size() >= 32)
                return std::nullopt;
            m_at = static_cast<std::size_t>(next - m_text.data());
            take('L'); // Python 2 wrote long numbers so
            extents.push_back(extent);
            if (!take(',') && peek() != ')')
                return std::nullopt;
        }
        return extents;
    }

    std::optional<std::string> quoted()
    {
        const char quote = peek();
        if (quote != '\'' && quote != '"')
            return std::nullopt;
        const std::size_t end = m_text.find(quote, m_at + 1);
        if (end == std::string_view::npos)
            return std::nullopt;
        const std::string_view inside = m_text.substr(m_at + 1, end - m_at - 1);
        if (inside.find('\\') != std::string_view::npos)
            return std::nullopt;
        m_at = end + 1;
        return std::string(inside);
    }

    bool skipBrackets(std::string& skipped)
    {
        const std::size_t begin = m_at;
        int depth = 0;
        for (; m_at < m_text.size(); ++m_at) {
            const char letter = m_text[m_at];
            depth += letter == '[' || letter == '(' ? 1 : letter == ']' || letter == ')' ? -1 : 0;
            if (depth == 0) {
                skipped = m_text.substr(begin, ++m_at - begin);
                return true;
            }
        }
        return false;
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\t'))
            ++m_at;
    }
    char peek()
    {
        skipSpace();
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }
    bool take(char letter)
    {
        if (peek() != letter)
            return false;
        ++m_at;
        return true;
    }
    bool word(std::string_view expected)
    {
        skipSpace();
        if (m_text.substr(m_at, expected.size()) != expected)
            return false;
        m_at += expected.size();
        return true;
    }
    tl::unexpected<Error> fail(std::string message) const
    {
        return failureAt(m_offset + m_at, m_place + std::move(message), m_file);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint64_t m_offset;
    const std::string& m_file;
    const std::string& m_place;
};

/// The type that "<f4" and the like stand for, into @p header.
void readType(const std::string& descr, NpyHeader& header)
{
    ArrayInfo& info = header.info;
    info.dtype = descr;
    std::string_view text = descr;
    char order = '=';
    if (!text.empty() && std::string_view("<>|=").find(text.front()) != std::string_view::npos) {
        order = text.front();
        text.remove_prefix(1);
    }
    const char letter = text.empty() ? '\0' : text.front();
    std::uint64_t size = 0;
    if (text.size() > 1 && letter != 'm' && letter != 'M') {
        const auto [next, status] = std::from_chars(text.data() + 1, text.data() + text.size(), size);
        if (status != std::errc() || next != text.data() + text.size())
            size = 0;
    }
    constexpr char foreign = std::endian::native == std::endian::little ? '>' : '<';
    header.swapped = order == foreign;
    const auto bits = std::to_string(size * 8);
    const std::string_view kind = letter == 'f' ? "float"
        : letter == 'i'                         ? "int"
        : letter == 'u'                         ? "uint"
                                                : "";
    if (letter == 'b' && size == 1)
        info.type = ElementType::Bool;
    else if (!kind.empty() && size <= 8)
        info.type = elementTypeOf(std::string(kind) + bits);
    constexpr std::uint64_t longestText = 1 << 20;
    if ((letter == 'U' || letter == 'S' || letter == 'a') && size <= longestText) {
        info.type = ElementType::Text;
        header.wideText = letter == 'U';
    }
    if (info.type == ElementType::Other)
        info.refusal = letter == 'O'
            ? "holds pickled Python objects, which are never opened; expected numbers"
            : letter == 'c' ? "holds complex numbers; expected real ones"
                            : "is of type " + quotedForMessage(descr)
                + ", which is not known; expected f2, f4, f8, i1 to i8, u1 to u8, b1, U or S";
    header.entrySize =
        info.type == ElementType::Text ? size * (header.wideText ? 4 : 1) : elementSize(info.type);
}

const std::string hostOrder = std::endian::native == std::endian::little ? "<" : ">";

std::string headerText(const std::string& descr, std::span<const std::uint64_t> shape)
{
    std::string text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (";
    for (const std::uint64_t extent : shape)
        text += std::to_string(extent) + (shape.size() == 1 ? "," : &extent == &shape.back() ? "" : ", ");
    text += "), }";
    constexpr std::size_t before = 10;
    constexpr std::size_t alignment = 64; // as NumPy writes, so that what follows can be mapped
    text.append((alignment - (before + text.size() + 1) % alignment) % alignment, ' ');
    text += '\n';
    std::string header(magic);
    header += {'\x01', '\x00', static_cast<char>(text.size() & 0xFF), static_cast<char>(text.size() >> 8)};
    return header + text;
}
} // namespace

Result<NpyHeader> readNpyHeader(const ByteSource& source, const std::string& file, const std::string& place)
{
    std::vector<char> buffer;
    const auto begin = source.read(0, std::min<std::uint64_t>(source.size(), 12), buffer);
    if (!begin)
        return tl::unexpected(begin.error());
    if (begin->size() < 10 || begin->substr(0, magic.size()) != magic)
        return failureAt(0, place + "this is no NumPy array; expected \"\\x93NUMPY\" and a header", file);
    const int version = static_cast<unsigned char>((*begin)[6]);
    if (version < 1 || version > 3 || (*begin)[7] != 0)
        return failureAt(6,
                         place + "format version " + std::to_string(version) + '.'
                             + std::to_string(static_cast<unsigned char>((*begin)[7]))
                             + "; expected 1.0, 2.0 or 3.0",
                         file);
    const std::uint64_t textOffset = version == 1 ? 10 : 12;
    if (begin->size() < textOffset)
        return failureAt(8, place + "the file ends inside the header", file);
    const std::uint64_t length = version == 1 ? littleEndian<std::uint16_t>(begin->data() + 8)
                                              : littleEndian<std::uint32_t>(begin->data() + 8);
    if (length > source.size() - textOffset || length > longestHeader)
        return failureAt(8,
                         place + "a header of " + std::to_string(length) + " bytes; the file holds "
                             + std::to_string(source.size() - textOffset) + " after this",
                         file);
    const auto text = source.read(textOffset, length, buffer);
    if (!text)
        return tl::unexpected(text.error());
    auto facts = HeaderText(*text, textOffset, file, place).read();
    if (!facts)
        return tl::unexpected(facts.error());

    NpyHeader header;
    header.dataOffset = textOffset + length;
    readType(*facts->descr, header);
    if (!facts->structured.empty()) {
        header.info.dtype = facts->structured;
        header.info.refusal = "is a table with named fields; expected a plain array of numbers";
    }
    header.info.order = *facts->fortran ? ArraySource::Order::ColumnMajor : ArraySource::Order::RowMajor;
    header.info.shape = std::move(*facts->shape);
    const auto count = checkedCount(header.info.shape, header.entrySize);
    const std::uint64_t present = source.size() - header.dataOffset;
    if (!count || *count * header.entrySize > present)
        return failureAt(header.dataOffset,
                         place + header.info.shapeText() + " entries of " + std::to_string(header.entrySize)
                             + " bytes are announced, but the file holds only " + std::to_string(present)
                             + " bytes of them",
                         file);
    return header;
}

Result<void> readNpyEntries(const ByteSource& source, const NpyHeader& header, std::uint64_t first,
                            std::span<std::byte> out)
{
    thread_local std::vector<char> buffer;
    const auto bytes = source.read(header.dataOffset + first * header.entrySize, out.size(), buffer);
    if (!bytes)
        return tl::unexpected(bytes.error());
    std::memcpy(out.data(), bytes->data(), out.size());
    if (header.swapped)
        swapBytes(header.info.type, out);
    return {};
}

Result<std::vector<std::string>> readNpyTexts(const ByteSource& source, const NpyHeader& header)
{
    const std::uint64_t count = header.entrySize == 0 ? 0 : header.info.count();
    std::vector<char> buffer;
    const auto bytes = source.read(header.dataOffset, count * header.entrySize, buffer);
    if (!bytes)
        return tl::unexpected(bytes.error());
    std::vector<std::string> texts;
    texts.reserve(count);
    const bool bigEndian = header.swapped == (std::endian::native == std::endian::little);
    for (std::uint64_t index = 0; index < count; ++index) {
        const std::string_view entry = bytes->substr(index * header.entrySize, header.entrySize);
        texts.push_back(header.wideText ? decodeUtf32(entry, bigEndian) : decodeBytes(entry));
    }
    return texts;
}

std::string npyHeaderText(ElementType type, std::span<const std::uint64_t> shape)
{
    const std::size_t size = elementSize(type);
    const char letter = type == ElementType::Bool ? 'b' : toString(type).front();
    return headerText((size == 1 ? "|" : hostOrder) + std::string(1, letter) + std::to_string(size), shape);
}

std::string npyTextHeader(std::size_t length, std::uint64_t count)
{
    return headerText(hostOrder + std::string("U") + std::to_string(length), std::span(&count, 1));
}

} // namespace learnscope
