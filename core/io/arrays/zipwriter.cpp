#include "core/io/arrays/ziparchive.h"

#include <algorithm>
#include <array>
#include <zlib.h>

namespace learnscope {

namespace {
constexpr std::uint32_t isWide32 = 0xFFFFFFFF;
constexpr std::uint16_t isWide16 = 0xFFFF;
constexpr std::uint16_t wideVersion = 45;
constexpr std::uint16_t utf8Flag = 0x800;
constexpr std::uint32_t firstDay = 0x00210000; // 1980-01-01: the same content gives the same file

template<typename... Numbers>
std::string packed(Numbers... numbers)
{
    std::string bytes;
    const auto add = [&](auto number) {
        for (std::size_t index = 0; index < sizeof(number); ++index)
            bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * index));
    };
    (add(numbers), ...);
    return bytes;
}

/// Deflates what it is given into a sink.
class Deflater
{
public:
    explicit Deflater(const ByteSink& sink)
        : m_sink(sink)
    {
        constexpr int rawDeflate = -15;
        constexpr int memoryLevel = 8;
        m_isOpen = ::deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, rawDeflate, memoryLevel,
                                  Z_DEFAULT_STRATEGY)
            == Z_OK;
    }
    ~Deflater()
    {
        if (m_isOpen)
            ::deflateEnd(&m_stream);
    }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    Result<void> add(std::string_view bytes, bool isLast)
    {
        if (!m_isOpen)
            return failure(Error::Kind::Internal, "packing cannot begin");
        constexpr std::size_t largestPiece = 1 << 30; // zlib counts in 32 bits
        do {
            const std::string_view piece = bytes.substr(0, largestPiece);
            bytes.remove_prefix(piece.size());
            m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
            m_stream.avail_in = static_cast<uInt>(piece.size());
            do {
                m_stream.next_out = reinterpret_cast<Bytef*>(m_buffer.data());
                m_stream.avail_out = static_cast<uInt>(m_buffer.size());
                ::deflate(&m_stream, isLast && bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
                const auto written = m_sink({m_buffer.data(), m_buffer.size() - m_stream.avail_out});
                if (!written)
                    return written;
            } while (m_stream.avail_out == 0);
        } while (!bytes.empty());
        return {};
    }

private:
    const ByteSink& m_sink;
    z_stream m_stream = {};
    bool m_isOpen = false;
    std::array<char, 1 << 16> m_buffer;
};

Result<void> produceInto(const ZipWriter::Produce& produce, ZipEntry::Method method, const ByteSink& sink)
{
    if (method == ZipEntry::Method::Stored)
        return produce(sink);
    Deflater deflater(sink);
    const auto done = produce([&](std::string_view bytes) { return deflater.add(bytes, false); });
    return done ? deflater.add({}, true) : done;
}
} // namespace

Result<void> ZipWriter::write(std::string_view bytes)
{
    m_offset += bytes.size();
    return m_sink(bytes);
}

Result<void> ZipWriter::add(std::string name, ZipEntry::Method method, const Produce& produce)
{
    ZipEntry entry {
        .name = std::move(name), .headerOffset = m_offset, .method = static_cast<std::uint16_t>(method)};
    auto measured = produce([&](std::string_view bytes) -> Result<void> {
        entry.size += bytes.size();
        entry.checksum = static_cast<std::uint32_t>(
            ::crc32_z(entry.checksum, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
        return {};
    });
    if (measured && method == ZipEntry::Method::Deflated)
        measured = produceInto(produce, method, [&](std::string_view bytes) -> Result<void> {
            entry.packedSize += bytes.size();
            return {};
        });
    else
        entry.packedSize = entry.size;
    if (!measured)
        return measured;
    // Local headers always carry their sizes twice, in the 64-bit field, as NumPy writes them too.
    const std::string header =
        packed(std::uint32_t {0x04034b50}, wideVersion, utf8Flag, entry.method, firstDay, entry.checksum,
               isWide32, isWide32, static_cast<std::uint16_t>(entry.name.size()), std::uint16_t {20})
        + entry.name + packed(std::uint16_t {1}, std::uint16_t {16}, entry.size, entry.packedSize);
    if (auto written = write(header); !written)
        return written;
    entry.dataOffset = m_offset;
    if (auto written = produceInto(produce, method, [&](std::string_view bytes) { return write(bytes); });
        !written)
        return written;
    if (m_offset - entry.dataOffset != entry.packedSize)
        return failure(Error::Kind::Internal, "an entry's content changed while it was written");
    m_entries.push_back(std::move(entry));
    return {};
}

Result<void> ZipWriter::finish()
{
    const std::uint64_t begin = m_offset;
    for (const ZipEntry& entry : m_entries) {
        const std::string wide = packed(entry.size, entry.packedSize, entry.headerOffset);
        const auto extra = static_cast<std::uint16_t>(4 + wide.size());
        const std::string header =
            packed(std::uint32_t {0x02014b50}, wideVersion, wideVersion, utf8Flag, entry.method, firstDay,
                   entry.checksum, isWide32, isWide32, static_cast<std::uint16_t>(entry.name.size()), extra,
                   std::uint16_t {0}, std::uint16_t {0}, std::uint16_t {0}, std::uint32_t {0}, isWide32)
            + entry.name + packed(std::uint16_t {1}, static_cast<std::uint16_t>(wide.size())) + wide;
        if (auto written = write(header); !written)
            return written;
    }
    const std::uint64_t size = m_offset - begin;
    const std::uint64_t count = m_entries.size();
    const std::uint64_t wideEnd = m_offset;
    if (count >= isWide16 || size >= isWide32 || begin >= isWide32) {
        const std::string wide =
            packed(std::uint32_t {0x06064b50}, std::uint64_t {44}, wideVersion, wideVersion,
                   std::uint32_t {0}, std::uint32_t {0}, count, count, size, begin)
            + packed(std::uint32_t {0x07064b50}, std::uint32_t {0}, wideEnd, std::uint32_t {1});
        if (auto written = write(wide); !written)
            return written;
    }
    const auto narrowCount = static_cast<std::uint16_t>(std::min<std::uint64_t>(count, isWide16));
    return write(packed(std::uint32_t {0x06054b50}, std::uint16_t {0}, std::uint16_t {0}, narrowCount,
                        narrowCount, static_cast<std::uint32_t>(std::min<std::uint64_t>(size, isWide32)),
                        static_cast<std::uint32_t>(std::min<std::uint64_t>(begin, isWide32)),
                        std::uint16_t {0}));
}

} // namespace learnscope
