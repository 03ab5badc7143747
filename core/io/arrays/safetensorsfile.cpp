#include "core/io/arrays/safetensorsfile.h"

#include "core/io/arrays/byteplace.h"
#include "core/io/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <set>

namespace learnscope {

namespace {
constexpr std::uint64_t longestHeader = 100'000'000; // as the format's own reader allows
constexpr std::uint64_t lengthSize = 8;

ElementType typeOf(std::string_view dtype)
{
    constexpr std::array<std::pair<std::string_view, ElementType>, 13> types = {
        {{"BOOL", ElementType::Bool},
         {"U8", ElementType::UInt8},
         {"I8", ElementType::Int8},
         {"U16", ElementType::UInt16},
         {"I16", ElementType::Int16},
         {"U32", ElementType::UInt32},
         {"I32", ElementType::Int32},
         {"U64", ElementType::UInt64},
         {"I64", ElementType::Int64},
         {"F16", ElementType::Float16},
         {"BF16", ElementType::BFloat16},
         {"F32", ElementType::Float32},
         {"F64", ElementType::Float64}}};
    const auto found =
        std::find_if(types.begin(), types.end(), [&](const auto& entry) { return entry.first == dtype; });
    return found == types.end() ? ElementType::Other : found->second;
}

class SafetensorsFile final : public ArrayFile
{
public:
    SafetensorsFile(std::unique_ptr<ByteSource> source, std::string file)
        : ArrayFile(std::move(file), "safetensors file")
        , m_source(std::move(source))
    {
    }

    Result<void> readHeader()
    {
        std::vector<char> buffer;
        const auto begin = m_source->read(0, std::min(m_source->size(), lengthSize), buffer);
        if (!begin)
            return tl::unexpected(begin.error());
        if (begin->size() < lengthSize)
            return failureAt(0, "the file ends inside the length of its header", file());
        const auto length = littleEndian<std::uint64_t>(begin->data());
        if (length > m_source->size() - lengthSize || length > longestHeader)
            return failureAt(0,
                             "a header of " + std::to_string(length) + " bytes; the file holds "
                                 + std::to_string(m_source->size() - lengthSize) + " after this",
                             file());
        m_dataOffset = lengthSize + length;
        const auto text = m_source->read(lengthSize, length, buffer);
        if (!text)
            return tl::unexpected(text.error());
        const auto header = parse(*text);
        if (!header)
            return tl::unexpected(header.error());
        for (const auto& [name, tensor] : header->items())
            if (name != "__metadata__")
                if (auto added = addTensor(name, tensor); !added)
                    return added;
        return checkOverlaps();
    }

    Result<void> readEntries(std::size_t array, std::uint64_t first, std::span<std::byte> out) override
    {
        const std::uint64_t size = elementSize(arrays()[array].type);
        const auto bytes = m_source->read(m_offsets[array] + first * size, out.size(), m_buffer);
        if (!bytes)
            return tl::unexpected(bytes.error());
        std::memcpy(out.data(), bytes->data(), out.size());
        return {};
    }
    std::optional<std::uint64_t> plainOffset(std::size_t array) const override { return m_offsets[array]; }

private:
    Result<nlohmann::ordered_json> parse(std::string_view text)
    {
        std::set<std::string> names;
        std::string twice;
        const auto watch = [&](int depth, nlohmann::ordered_json::parse_event_t event,
                               nlohmann::ordered_json& parsed) {
            if (depth == 1 && event == nlohmann::ordered_json::parse_event_t::key
                && !names.insert(parsed.get<std::string>()).second)
                twice = parsed.get<std::string>();
            return true;
        };
        try {
            auto header = nlohmann::ordered_json::parse(text, watch);
            if (!header.is_object())
                return failureAt(lengthSize, "the header is no JSON object", file());
            if (!twice.empty())
                return failureAt(lengthSize, "a second tensor " + quotedForMessage(twice), file());
            return header;
        } catch (const nlohmann::json::parse_error& error) {
            return failureAt(lengthSize + error.byte, "the header is no valid JSON", file());
        } catch (const nlohmann::json::exception&) { // such as a number beyond double precision
            return failureAt(lengthSize, "the header holds a number that is out of range", file());
        }
    }

    Result<void> addTensor(const std::string& name, const nlohmann::ordered_json& tensor)
    {
        const auto fail = [&](const std::string& what) {
            return failureAt(lengthSize, "tensor " + quotedForMessage(name) + ": " + what, file());
        };
        const auto numbers = [&](const char* key) -> std::optional<std::vector<std::uint64_t>> {
            const auto found = tensor.find(key);
            if (found == tensor.end() || !found->is_array()
                || !std::all_of(found->begin(), found->end(),
                                [](const auto& number) { return number.is_number_unsigned(); }))
                return std::nullopt;
            return found->template get<std::vector<std::uint64_t>>();
        };
        if (!tensor.is_object() || !tensor.contains("dtype") || !tensor["dtype"].is_string())
            return fail("its 'dtype' is missing");
        ArrayInfo info;
        info.name = name;
        info.dtype = tensor["dtype"].get<std::string>();
        info.type = typeOf(info.dtype);
        const auto shape = numbers("shape");
        const auto range = numbers("data_offsets");
        if (!shape || !range || range->size() != 2)
            return fail("expected 'shape' and 'data_offsets' of whole numbers");
        info.shape = *shape;
        const std::uint64_t begin = range->front();
        const std::uint64_t end = range->back();
        const std::uint64_t present = m_source->size() - m_dataOffset;
        if (begin > end || end > present)
            return fail("its bytes " + std::to_string(begin) + " to " + std::to_string(end)
                        + " do not lie in the " + std::to_string(present) + " bytes of data");
        if (info.type == ElementType::Other) {
            info.refusal = "is of type " + quotedForMessage(info.dtype) + ", which is not known";
        } else {
            const auto count = checkedCount(info.shape, elementSize(info.type));
            if (!count || *count * elementSize(info.type) != end - begin)
                return fail("its shape " + info.shapeText() + " of " + info.dtype + " does not fit its "
                            + std::to_string(end - begin) + " bytes");
        }
        mutableArrays().push_back(std::move(info));
        m_offsets.push_back(m_dataOffset + begin);
        m_ends.push_back(m_dataOffset + end);
        return {};
    }

    Result<void> checkOverlaps() const
    {
        std::vector<std::size_t> order(m_offsets.size());
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
            return std::pair(m_offsets[left], m_ends[left]) < std::pair(m_offsets[right], m_ends[right]);
        });
        for (std::size_t index = 1; index < order.size(); ++index)
            if (m_ends[order[index - 1]] > m_offsets[order[index]])
                return failureAt(m_offsets[order[index]],
                                 "tensor " + quotedForMessage(arrays()[order[index]].name) + " overlaps "
                                     + quotedForMessage(arrays()[order[index - 1]].name),
                                 file());
        return {};
    }

    std::unique_ptr<ByteSource> m_source;
    std::uint64_t m_dataOffset = 0;
    std::vector<std::uint64_t> m_offsets; ///< in the file
    std::vector<std::uint64_t> m_ends;
    std::vector<char> m_buffer;
};
} // namespace

bool looksLikeSafetensors(std::string_view begin, std::uint64_t size)
{
    return size >= 10 && begin.size() > lengthSize && begin[lengthSize] == '{'
        && littleEndian<std::uint64_t>(begin.data()) <= longestHeader;
}

Result<std::unique_ptr<ArrayFile>> openSafetensors(std::unique_ptr<ByteSource> source, std::string file)
{
    auto opened = std::make_unique<SafetensorsFile>(std::move(source), std::move(file));
    if (auto read = opened->readHeader(); !read)
        return tl::unexpected(read.error());
    if (opened->arrays().empty())
        return failure(Error::Kind::Syntax, "this file holds no tensors", {opened->file()});
    return opened;
}

} // namespace learnscope
