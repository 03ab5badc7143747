#include "core/io/bytesource.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace learnscope {

namespace {
/// Owns a file descriptor.
class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(Descriptor&& other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    {
    }
    Descriptor& operator=(Descriptor&&) = delete;

    int number() const noexcept { return m_number; }

private:
    int m_number;
};

class MemorySource final : public ByteSource
{
public:
    explicit MemorySource(std::string_view text)
        : m_text(text)
    {
    }
    std::uint64_t size() const noexcept override { return m_text.size(); }
    Result<std::string_view> read(std::uint64_t offset, std::size_t count, std::vector<char>&) const override
    {
        return m_text.substr(offset, count);
    }

private:
    std::string_view m_text;
};

/// What came out of a pipe.
class OwnedSource final : public ByteSource
{
public:
    explicit OwnedSource(std::string text)
        : m_text(std::move(text))
    {
    }
    std::uint64_t size() const noexcept override { return m_text.size(); }
    Result<std::string_view> read(std::uint64_t offset, std::size_t count, std::vector<char>&) const override
    {
        return std::string_view(m_text).substr(offset, count);
    }

private:
    std::string m_text;
};

class FileSource final : public ByteSource
{
public:
    FileSource(Descriptor descriptor, std::uint64_t size, std::string file)
        : m_descriptor(std::move(descriptor))
        , m_size(size)
        , m_file(std::move(file))
    {
    }
    std::uint64_t size() const noexcept override { return m_size; }
    Result<std::string_view> read(std::uint64_t offset, std::size_t count,
                                  std::vector<char>& buffer) const override
    {
        if (buffer.size() < count)
            buffer.resize(count);
        std::size_t done = 0;
        while (done < count) {
            const ssize_t got = ::pread(m_descriptor.number(), buffer.data() + done, count - done,
                                        static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return tl::unexpected(readingError(errno, m_file));
            if (got == 0)
                return tl::unexpected(
                    Error {Error::Kind::Io, "became shorter while it was read", {m_file}, "cannot-read"});
            done += static_cast<std::size_t>(got);
        }
        return std::string_view(buffer.data(), count);
    }

private:
    Descriptor m_descriptor;
    std::uint64_t m_size;
    std::string m_file;
};

Result<std::unique_ptr<ByteSource>> readPipe(const Descriptor& descriptor, const std::string& file)
{
    constexpr std::size_t blockSize = 1 << 16;
    std::string text;
    for (;;) {
        const std::size_t before = text.size();
        text.resize(before + blockSize);
        const ssize_t got = ::read(descriptor.number(), text.data() + before, blockSize);
        if (got < 0 && errno != EINTR)
            return tl::unexpected(readingError(errno, file));
        text.resize(before + static_cast<std::size_t>(got < 0 ? 0 : got));
        if (got == 0)
            return std::make_unique<OwnedSource>(std::move(text));
    }
}
} // namespace

ByteSource::~ByteSource() = default;

Result<std::unique_ptr<ByteSource>> openByteSource(const std::filesystem::path& path)
{
    const std::string file = path.string();
    // O_NONBLOCK would make a pipe look empty; that a pipe without a writer waits is what its user asked for.
    Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (descriptor.number() < 0)
        return tl::unexpected(readingError(errno, file));
    struct stat status = {};
    if (::fstat(descriptor.number(), &status) != 0)
        return tl::unexpected(readingError(errno, file));
    if (S_ISDIR(status.st_mode))
        return tl::unexpected(readingError(EISDIR, file));
    if (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode))
        return readPipe(descriptor, file);
    if (!S_ISREG(status.st_mode))
        return tl::unexpected(Error {Error::Kind::Io, "is a device; expected a file", {file}, "not-a-file"});
    return std::make_unique<FileSource>(std::move(descriptor), static_cast<std::uint64_t>(status.st_size),
                                        file);
}

std::unique_ptr<ByteSource> makeByteSource(std::string_view text)
{
    return std::make_unique<MemorySource>(text);
}

Error readingError(int code, const std::string& file)
{
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        return {Error::Kind::Io, "there is no such file", {file}, "no-such-file"};
    case EISDIR:
        return {Error::Kind::Io, "is a folder; expected a file", {file}, "not-a-file"};
    case EACCES:
    case EPERM:
        return {Error::Kind::Io, "may not be read: permission denied", {file}, "no-permission"};
    default:
        return {
            Error::Kind::Io, std::string("cannot be read: ") + std::strerror(code), {file}, "cannot-read"};
    }
}

} // namespace learnscope
