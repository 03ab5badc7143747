#pragma once

#include "core/data/trialtable.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace learnscope {

/// Tells whether a file was changed without reading it.
struct FileStamp
{
    std::uintmax_t size = 0;
    std::filesystem::file_time_type changed;

    bool operator==(const FileStamp&) const = default;
};

/// Nothing where there is no such file.
std::optional<FileStamp> stampOf(const std::filesystem::path& file);

/// The SHA-256 of the files that tables were read from. A hash is that of the very content that was read:
/// where the file has changed since, there is none. Any thread.
class TableHashes
{
public:
    /// @p stamp: the file's before it was read. @p hash: empty where it is not known yet.
    void note(const std::shared_ptr<const TrialTable>& trials, const std::string& file,
              const std::optional<FileStamp>& stamp, const std::string& hash = {});
    void addAll(const TableHashes& other);
    /// Reads the file where that has not been done yet; empty where the hash cannot be known.
    std::string hashOf(const std::shared_ptr<const TrialTable>& trials);
    /// The same without reading; empty where it is not known yet.
    std::string known(const std::shared_ptr<const TrialTable>& trials) const;

private:
    struct Source
    {
        std::string file;
        std::optional<FileStamp> stamp;
        std::string hash;
    };
    using Key = std::weak_ptr<const TrialTable>;

    mutable std::mutex m_mutex;
    std::map<Key, Source, std::owner_less<Key>> m_sources; // protected by m_mutex
};

} // namespace learnscope
