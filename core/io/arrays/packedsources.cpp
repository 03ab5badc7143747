#include "core/io/arrays/packedsources.h"

#include "core/io/arrays/byteplace.h"

#include <algorithm>
#include <mutex>
#include <zlib.h>

namespace learnscope {

namespace {
constexpr std::size_t blockSize = 1 << 18;

tl::unexpected<Error> damaged(const PackedBytes& facts, std::string_view how)
{
    return failureAt(facts.offset, facts.what + " is damaged: " + std::string(how), facts.file);
}

class SliceSource final : public ByteSource
{
public:
    SliceSource(const ByteSource& source, std::uint64_t offset, std::uint64_t size)
        : m_source(source)
        , m_offset(offset)
        , m_size(size)
    {
    }
    std::uint64_t size() const noexcept override { return m_size; }
    Result<std::string_view> read(std::uint64_t offset, std::size_t count,
                                  std::vector<char>& buffer) const override
    {
        return m_source.read(m_offset + offset, count, buffer);
    }

private:
    const ByteSource& m_source;
    std::uint64_t m_offset;
    std::uint64_t m_size;
};

class InflatedSource final : public ByteSource
{
public:
    InflatedSource(const ByteSource& source, PackedBytes packed)
        : m_source(source)
        , m_packed(std::move(packed))
    {
    }
    ~InflatedSource() override
    {
        if (m_isOpen)
            ::inflateEnd(&m_stream);
    }
    InflatedSource(const InflatedSource&) = delete;
    InflatedSource& operator=(const InflatedSource&) = delete;

    std::uint64_t size() const noexcept override { return m_packed.size; }

    Result<std::string_view> read(std::uint64_t offset, std::size_t count,
                                  std::vector<char>& buffer) const override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isOpen || offset < m_produced)
            if (auto begun = begin(); !begun)
                return tl::unexpected(begun.error());
        while (m_produced < offset) {
            const std::size_t skipped = std::min<std::uint64_t>(blockSize, offset - m_produced);
            m_skipped.resize(skipped);
            if (auto done = inflate(m_skipped.data(), skipped); !done)
                return tl::unexpected(done.error());
        }
        std::size_t done = 0;
        while (done < count) {
            // Not more at once than has been seen to be there, nor than zlib's counters hold.
            constexpr std::size_t largest = std::size_t {1} << 30;
            const std::size_t step = std::min(count - done, std::clamp(done, blockSize, largest));
            if (buffer.size() < done + step)
                buffer.resize(done + step);
            if (auto inflated = inflate(buffer.data() + done, step); !inflated)
                return tl::unexpected(inflated.error());
            done += step;
        }
        return std::string_view(buffer.data(), count);
    }

private:
    Result<void> begin() const
    {
        if (m_isOpen)
            ::inflateEnd(&m_stream);
        m_stream = {};
        constexpr int windowBits = 15; // negative: no header
        m_isOpen = ::inflateInit2(&m_stream, m_packed.hasHeader ? windowBits : -windowBits) == Z_OK;
        m_produced = 0;
        m_consumed = 0;
        return m_isOpen ? Result<void>() : damaged(m_packed, "unpacking cannot begin");
    }

    Result<void> refill() const
    {
        const std::size_t wanted = std::min<std::uint64_t>(m_packed.packedSize - m_consumed, blockSize);
        const auto bytes = m_source.read(m_packed.offset + m_consumed, wanted, m_buffer);
        if (!bytes)
            return tl::unexpected(bytes.error());
        m_consumed += wanted;
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes->data()));
        m_stream.avail_in = static_cast<uInt>(wanted);
        return {};
    }

    Result<void> inflate(char* out, std::size_t count) const
    {
        m_stream.next_out = reinterpret_cast<Bytef*>(out);
        m_stream.avail_out = static_cast<uInt>(count);
        while (m_stream.avail_out > 0) {
            if (m_stream.avail_in == 0)
                if (auto filled = refill(); !filled)
                    return filled;
            const bool isAll = m_stream.avail_in == 0;
            const int status = ::inflate(&m_stream, Z_NO_FLUSH);
            if (m_stream.avail_out == 0)
                break;
            if (status == Z_STREAM_END || (isAll && status == Z_BUF_ERROR))
                return damaged(m_packed, "it ends too early");
            if (status != Z_OK)
                return damaged(m_packed, "what is packed cannot be unpacked");
        }
        m_produced += count;
        return {};
    }

    const ByteSource& m_source;
    const PackedBytes m_packed;
    mutable std::mutex m_mutex; ///< protects all that follows
    mutable z_stream m_stream = {};
    mutable bool m_isOpen = false;
    mutable std::uint64_t m_produced = 0;
    mutable std::uint64_t m_consumed = 0;
    mutable std::vector<char> m_buffer;
    mutable std::vector<char> m_skipped;
};

class CheckedSource final : public ByteSource
{
public:
    CheckedSource(std::unique_ptr<ByteSource> inner, std::uint32_t checksum, PackedBytes facts)
        : m_inner(std::move(inner))
        , m_expected(checksum)
        , m_facts(std::move(facts))
    {
    }
    std::uint64_t size() const noexcept override { return m_inner->size(); }
    Result<std::string_view> read(std::uint64_t offset, std::size_t count,
                                  std::vector<char>& buffer) const override
    {
        const auto bytes = m_inner->read(offset, count, buffer);
        if (!bytes)
            return bytes;
        const std::lock_guard lock(m_mutex);
        // What leaves a gap behind what was seen is not held against the checksum.
        if (offset <= m_seen && offset + count > m_seen) {
            const std::string_view fresh = bytes->substr(m_seen - offset);
            m_checksum = static_cast<std::uint32_t>(
                ::crc32_z(m_checksum, reinterpret_cast<const Bytef*>(fresh.data()), fresh.size()));
            m_seen = offset + count;
        }
        if (m_seen == m_inner->size() && m_checksum != m_expected)
            return damaged(m_facts, "its checksum is another");
        return bytes;
    }

private:
    std::unique_ptr<ByteSource> m_inner;
    std::uint32_t m_expected;
    PackedBytes m_facts;
    mutable std::mutex m_mutex; ///< protects what was seen so far
    mutable std::uint64_t m_seen = 0;
    mutable std::uint32_t m_checksum = 0;
};
} // namespace

std::unique_ptr<ByteSource> makeSlice(const ByteSource& source, std::uint64_t offset, std::uint64_t size)
{
    return std::make_unique<SliceSource>(source, offset, size);
}

std::unique_ptr<ByteSource> makeInflated(const ByteSource& source, PackedBytes packed)
{
    return std::make_unique<InflatedSource>(source, std::move(packed));
}

std::unique_ptr<ByteSource> makeChecked(std::unique_ptr<ByteSource> inner, std::uint32_t checksum,
                                        PackedBytes facts)
{
    return std::make_unique<CheckedSource>(std::move(inner), checksum, std::move(facts));
}

} // namespace learnscope
