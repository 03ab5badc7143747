#include "core/io/arrays/mappedfile.h"

#include "core/io/bytesource.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace learnscope {

Result<std::shared_ptr<const void>> mapFile(const std::filesystem::path& path, std::uint64_t offset,
                                            std::uint64_t size)
{
    const std::string file = path.string();
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return tl::unexpected(readingError(errno, file));
    struct stat status = {};
    const bool isKnown = ::fstat(descriptor, &status) == 0;
    if (!isKnown || offset + size > static_cast<std::uint64_t>(status.st_size)) {
        ::close(descriptor);
        return failure(Error::Kind::Io, "became shorter while it was read", {file});
    }
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const std::uint64_t before = offset % page;
    void* const begin = ::mmap(nullptr, size + before, PROT_READ, MAP_PRIVATE, descriptor,
                               static_cast<off_t>(offset - before));
    const int reason = errno;
    ::close(descriptor);
    if (begin == MAP_FAILED)
        return tl::unexpected(readingError(reason, file));
    const std::shared_ptr<void> mapping(
        begin, [length = size + before](void* address) { ::munmap(address, length); });
    return std::shared_ptr<const void>(mapping, static_cast<const char*>(begin) + before);
}

} // namespace learnscope
