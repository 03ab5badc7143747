#include "core/base/sha256.h"

#include <nettle/sha2.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace learnscope {

namespace {
class Digest
{
public:
    Digest() { sha256_init(&m_state); }

    void add(const void* bytes, std::size_t size)
    {
        sha256_update(&m_state, size, static_cast<const std::uint8_t*>(bytes));
    }

    std::string finish()
    {
        std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest;
        sha256_digest(&m_state, digest.size(), digest.data());
        std::string text;
        for (const std::uint8_t byte : digest) {
            text += "0123456789abcdef"[byte >> 4];
            text += "0123456789abcdef"[byte & 15];
        }
        return text;
    }

private:
    sha256_ctx m_state;
};
} // namespace

std::string sha256(std::string_view bytes)
{
    Digest digest;
    digest.add(bytes.data(), bytes.size());
    return digest.finish();
}

Result<std::string> sha256OfFile(const std::filesystem::path& path)
{
    const auto cannotRead = [&] {
        return failure(Error::Kind::Io, std::string("cannot be read: ") + std::strerror(errno),
                       {path.string()});
    };
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return cannotRead();
    Digest digest;
    std::vector<char> buffer(std::size_t(1) << 18);
    while (true) {
        const ssize_t size = ::read(file, buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0) {
            auto error = cannotRead();
            ::close(file);
            return error;
        }
        if (size == 0)
            break;
        digest.add(buffer.data(), static_cast<std::size_t>(size));
    }
    ::close(file);
    return digest.finish();
}

} // namespace learnscope
