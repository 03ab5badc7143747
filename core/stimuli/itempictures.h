#pragma once

#include "core/base/result.h"
#include "core/data/stimulus.h"
#include "core/jobs/jobcontext.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

namespace learnscope {

/// Pictures of items of a representation, by the items' names. A value. Any thread.
class ItemPictures
{
public:
    ItemPictures() = default; ///< none

    /// Every picture in @p folder and its subfolders, by its path from there, its file name and that without
    /// its extension; and the first picture, by file name, of every folder by the folder's name. Where two
    /// fit one name, that with the first path counts. Fails (Io) where the folder cannot be read, (Cancelled)
    /// where the job is stopped.
    static Result<ItemPictures> ofFolder(const std::filesystem::path& folder,
                                         JobContext& context = JobContext::none());
    /// The same of an open stimulus set; categories are named as the names of its pictures say.
    static ItemPictures ofStimuli(const StimulusSet& stimuli);

    bool empty() const noexcept { return m_files.empty(); }
    /// The picture of an item; of a path, also that of its last part. Empty where there is none.
    std::string fileOf(std::string_view item) const;

private:
    void add(const std::filesystem::path& relative, const std::string& file);
    void addName(std::string name, const std::string& file);

    std::unordered_map<std::string, std::string> m_files; ///< path by name
};

} // namespace learnscope
