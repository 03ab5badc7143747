#include "core/base/filewriter.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace learnscope {

namespace {
Result<void> writeAll(int file, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return failure(Error::Kind::Io, std::strerror(errno));
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file) != 0 && errno != EINVAL && errno != EROFS)
        return failure(Error::Kind::Io, std::strerror(errno));
    return {};
}

mode_t permissionsFor(const std::filesystem::path& path)
{
    struct stat present = {};
    if (::stat(path.c_str(), &present) == 0)
        return present.st_mode & 0777;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}
} // namespace

Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view content)
{
    const auto cannotWrite = [&](const std::string& reason) {
        return failure(Error::Kind::Io, "cannot be written: " + reason, {path.string()});
    };
    std::error_code status;
    if (path.has_parent_path())
        std::filesystem::create_directories(path.parent_path(), status);
    if (status)
        return cannotWrite(status.message());
    if (std::filesystem::is_directory(path, status))
        return cannotWrite("it is a folder");

    std::string temporary = path.string() + ".XXXXXX";
    const int file = ::mkstemp(temporary.data());
    if (file < 0)
        return cannotWrite(std::strerror(errno));
    Result<void> written = writeAll(file, content);
    ::fchmod(file, permissionsFor(path));
    if (::close(file) != 0 && written)
        written = failure(Error::Kind::Io, std::strerror(errno));
    if (written && ::rename(temporary.c_str(), path.c_str()) != 0)
        written = failure(Error::Kind::Io, std::strerror(errno));
    if (!written) {
        ::unlink(temporary.c_str());
        return cannotWrite(written.error().message);
    }
    return {};
}

} // namespace learnscope
