#include "core/base/filewriter.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

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

/// A new file beside the one that it is to replace; removed again unless it was renamed.
class PendingFile
{
public:
    explicit PendingFile(const std::filesystem::path& path)
        : m_path(path)
    {
    }
    ~PendingFile()
    {
        if (m_file >= 0)
            ::close(m_file);
        if (!m_temporary.empty())
            ::unlink(m_temporary.c_str());
    }
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    /// Makes the new file and lets @p produce fill it, by its descriptor or its path.
    template<typename Produce>
    Result<void> fill(Produce produce)
    {
        std::error_code status;
        if (m_path.has_parent_path())
            std::filesystem::create_directories(m_path.parent_path(), status);
        if (status)
            return cannotWrite(status.message());
        if (std::filesystem::is_directory(m_path, status))
            return cannotWrite("it is a folder");
        std::string temporary = m_path.string() + ".XXXXXX";
        m_file = ::mkstemp(temporary.data());
        if (m_file < 0)
            return cannotWrite(std::strerror(errno));
        m_temporary = std::move(temporary);
        Result<void> written = produce(m_file, std::filesystem::path(m_temporary));
        ::fchmod(m_file, permissionsFor(m_path));
        return written;
    }

    Result<void> write(std::string_view content)
    {
        return fill([&](int file, const std::filesystem::path&) { return append(file, content); });
    }

    Result<void> append(int file, std::string_view content) const
    {
        const Result<void> written = writeAll(file, content);
        return written ? written : cannotWrite(written.error().message);
    }

    Result<void> finish()
    {
        const Result<void> flushed = flush();
        return flushed ? replace() : flushed;
    }

    Result<void> flush()
    {
        const bool flushed = ::fsync(m_file) == 0 || errno == EINVAL || errno == EROFS;
        if (!flushed)
            return cannotWrite(std::strerror(errno));
        const bool closed = ::close(m_file) == 0;
        m_file = -1;
        return closed ? Result<void>() : cannotWrite(std::strerror(errno));
    }

    Result<void> replace()
    {
        if (::rename(m_temporary.c_str(), m_path.c_str()) != 0)
            return cannotWrite(std::strerror(errno));
        m_temporary.clear();
        return {};
    }

private:
    Result<void> cannotWrite(const std::string& reason) const
    {
        return tl::unexpected(
            Error {Error::Kind::Io, "cannot be written: " + reason, {m_path.string()}, cannotWriteCode});
    }

    std::filesystem::path m_path;
    std::string m_temporary; ///< empty: nothing to remove
    int m_file = -1;
};
} // namespace

Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view content)
{
    const FileContent file {path, content};
    return writeFilesAtomically(std::span(&file, 1));
}

Result<void> writeFileAtomically(const std::filesystem::path& path,
                                 const std::function<Result<void>(const ByteSink&)>& produce)
{
    PendingFile pending(path);
    const auto filled = pending.fill([&](int file, const std::filesystem::path&) {
        return produce([&](std::string_view bytes) { return pending.append(file, bytes); });
    });
    return filled ? pending.finish() : filled;
}

Result<void> writeFileAtomically(const std::filesystem::path& path, const PathWriter& write)
{
    PendingFile pending(path);
    const auto filled =
        pending.fill([&](int, const std::filesystem::path& temporary) { return write.function(temporary); });
    return filled ? pending.finish() : filled;
}

Result<void> writeFilesAtomically(std::span<const FileContent> files)
{
    std::deque<PendingFile> pending;
    for (const FileContent& file : files)
        if (const auto written = pending.emplace_back(file.path).write(file.content); !written)
            return written;
    // Side by side, since each waits for the disk and one journal entry serves many.
    std::vector<Result<void>> flushed(files.size());
    parallelFor(files.size(), static_cast<unsigned>(std::min<std::size_t>(files.size(), 16)),
                [&](std::size_t index) { flushed[index] = pending[index].flush(); });
    for (const Result<void>& result : flushed)
        if (!result)
            return result;
    for (PendingFile& file : pending)
        if (const auto replaced = file.replace(); !replaced)
            return replaced;
    return {};
}

} // namespace learnscope
