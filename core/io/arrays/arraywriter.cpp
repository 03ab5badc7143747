#include "core/io/arrays/arraywriter.h"

#include "core/io/arrays/arrayfile.h"
#include "core/io/arrays/npyheader.h"
#include "core/io/arrays/textdecoding.h"
#include "core/io/arrays/ziparchive.h"
#include "core/io/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>

namespace learnscope {

namespace {
template<typename T>
ArrayContent contentOf(std::string name, std::vector<std::uint64_t> shape, ElementType type,
                       std::span<const T> values)
{
    ArrayContent content {std::move(name), std::move(shape), type, {}, {}};
    content.produce = [values](const ByteSink& sink) {
        return sink({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
    };
    return content;
}

std::uint64_t countOf(const ArrayContent& array)
{
    ArrayInfo info;
    info.shape = array.shape;
    return info.count();
}

/// A text array as NumPy keeps it: characters of four bytes, padded to the longest.
Result<void> writeNpyTexts(const std::vector<std::string>& texts, const ByteSink& sink)
{
    std::size_t longest = 1;
    std::vector<std::u32string> wide;
    for (const std::string& text : texts) {
        wide.push_back(encodeUtf32(text));
        longest = std::max(longest, wide.back().size());
    }
    if (auto written = sink(npyTextHeader(longest, texts.size())); !written)
        return written;
    for (std::u32string& text : wide) {
        text.resize(longest, U'\0');
        if (auto written = sink({reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char32_t)});
            !written)
            return written;
    }
    return {};
}

Result<void> writeNpyTo(const ArrayContent& array, const ByteSink& sink)
{
    if (array.type == ElementType::Text)
        return writeNpyTexts(array.texts, sink);
    const auto written = sink(npyHeaderText(array.type, array.shape));
    return written ? array.produce(sink) : written;
}
} // namespace

ArrayContent ArrayContent::numbers(std::string name, std::vector<std::uint64_t> shape,
                                   std::span<const float> values)
{
    return contentOf(std::move(name), std::move(shape), ElementType::Float32, values);
}

ArrayContent ArrayContent::numbers(std::string name, std::vector<std::uint64_t> shape,
                                   std::span<const double> values)
{
    return contentOf(std::move(name), std::move(shape), ElementType::Float64, values);
}

ArrayContent ArrayContent::numbers(std::string name, std::vector<std::uint64_t> shape,
                                   std::span<const std::int32_t> values)
{
    return contentOf(std::move(name), std::move(shape), ElementType::Int32, values);
}

ArrayContent ArrayContent::numbers(std::string name, std::vector<std::uint64_t> shape,
                                   std::span<const std::int64_t> values)
{
    return contentOf(std::move(name), std::move(shape), ElementType::Int64, values);
}

ArrayContent ArrayContent::ofTexts(std::string name, std::vector<std::string> texts)
{
    return {std::move(name), {texts.size()}, ElementType::Text, {}, std::move(texts)};
}

Result<void> writeNpy(const std::filesystem::path& path, const ArrayContent& array)
{
    return writeFileAtomically(path, [&](const ByteSink& sink) { return writeNpyTo(array, sink); });
}

Result<void> writeNpz(const std::filesystem::path& path, std::span<const ArrayContent> arrays, bool packed)
{
    return writeFileAtomically(path, [&](const ByteSink& sink) -> Result<void> {
        ZipWriter zip(sink);
        for (const ArrayContent& array : arrays) {
            const auto added =
                zip.add(array.name + ".npy", packed ? ZipEntry::Method::Deflated : ZipEntry::Method::Stored,
                        [&](const ByteSink& entry) { return writeNpyTo(array, entry); });
            if (!added)
                return added;
        }
        return zip.finish();
    });
}

Result<void> writeSafetensors(const std::filesystem::path& path, std::span<const ArrayContent> arrays)
{
    if constexpr (std::endian::native != std::endian::little)
        return failure(Error::Kind::Usage, "this machine's byte order is not that of .safetensors",
                       {path.string()});
    nlohmann::ordered_json header;
    std::uint64_t offset = 0;
    for (const ArrayContent& array : arrays) {
        const std::string_view dtype = array.type == ElementType::Float32 ? "F32"
            : array.type == ElementType::Float64                          ? "F64"
            : array.type == ElementType::Int32                            ? "I32"
            : array.type == ElementType::Int64                            ? "I64"
                                                                          : "";
        if (dtype.empty())
            return failure(Error::Kind::Usage,
                           "array " + quotedForMessage(array.name) + " is "
                               + std::string(toString(array.type))
                               + "; expected float32, float64, int32 or int64",
                           {path.string()});
        const std::uint64_t size = countOf(array) * elementSize(array.type);
        header[array.name] = {
            {"dtype", dtype}, {"shape", array.shape}, {"data_offsets", {offset, offset + size}}};
        offset += size;
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' '); // so that the numbers can be mapped
    std::string length;
    for (int shift = 0; shift < 64; shift += 8)
        length += static_cast<char>(static_cast<std::uint64_t>(text.size()) >> shift);
    return writeFileAtomically(path, [&](const ByteSink& sink) -> Result<void> {
        if (auto written = sink(length + text); !written)
            return written;
        for (const ArrayContent& array : arrays)
            if (auto written = array.produce(sink); !written)
                return written;
        return {};
    });
}

} // namespace learnscope
