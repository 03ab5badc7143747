#include "app/workspace/tablehashes.h"

#include "core/base/sha256.h"

namespace learnscope {

std::optional<FileStamp> stampOf(const std::filesystem::path& file)
{
    std::error_code status;
    FileStamp stamp;
    stamp.size = std::filesystem::file_size(file, status);
    if (!status)
        stamp.changed = std::filesystem::last_write_time(file, status);
    return status ? std::nullopt : std::optional(stamp);
}

void TableHashes::note(const std::shared_ptr<const TrialTable>& trials, const std::string& file,
                       const std::optional<FileStamp>& stamp, const std::string& hash)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_sources, [](const auto& source) { return source.first.expired(); });
    m_sources[trials] = {file, stamp, hash};
}

void TableHashes::addAll(const TableHashes& other)
{
    const std::scoped_lock lock(m_mutex, other.m_mutex);
    m_sources.insert(other.m_sources.begin(), other.m_sources.end());
}

std::string TableHashes::hashOf(const std::shared_ptr<const TrialTable>& trials)
{
    Source source;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_sources.find(trials);
        if (found == m_sources.end() || !found->second.hash.empty())
            return found == m_sources.end() ? std::string() : found->second.hash;
        source = found->second;
    }
    if (!source.stamp || stampOf(source.file) != source.stamp)
        return {};
    const auto hash = sha256OfFile(source.file);
    if (!hash || stampOf(source.file) != source.stamp) // changed while it was read
        return {};
    const std::lock_guard lock(m_mutex);
    m_sources[trials].hash = *hash;
    return *hash;
}

std::string TableHashes::known(const std::shared_ptr<const TrialTable>& trials) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_sources.find(trials);
    return found == m_sources.end() ? std::string() : found->second.hash;
}

} // namespace learnscope
