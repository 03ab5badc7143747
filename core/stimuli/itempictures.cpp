#include "core/stimuli/itempictures.h"

#include "core/stimuli/stimulusfolder.h"

#include <algorithm>
#include <vector>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

Result<std::vector<fs::path>> picturesIn(const fs::path& folder, JobContext& context)
{
    std::error_code status;
    std::vector<fs::path> files;
    constexpr auto passOver = fs::directory_options::skip_permission_denied;
    fs::recursive_directory_iterator entry(folder, passOver, status);
    for (const fs::recursive_directory_iterator end; !status && entry != end; entry.increment(status)) {
        if (context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        std::error_code fileStatus;
        if (hasPictureExtension(entry->path()) && entry->is_regular_file(fileStatus))
            files.push_back(entry->path());
    }
    if (status)
        return failure(Error::Kind::Io, "this folder cannot be read: " + status.message(), {folder.string()});
    std::sort(files.begin(), files.end());
    return files;
}
} // namespace

Result<ItemPictures> ItemPictures::ofFolder(const fs::path& folder, JobContext& context)
{
    const auto files = picturesIn(folder, context);
    if (!files)
        return tl::unexpected(files.error());
    ItemPictures pictures;
    for (const fs::path& file : *files)
        pictures.add(file.lexically_relative(folder), file.string());
    return pictures;
}

ItemPictures ItemPictures::ofStimuli(const StimulusSet& stimuli)
{
    ItemPictures pictures;
    for (const Stimulus& stimulus : stimuli.stimuli()) {
        pictures.add(stimulus.path.lexically_relative(stimuli.root()), stimulus.path.string());
        if (stimulus.name)
            pictures.addName(stimulus.name->category, stimulus.path.string());
    }
    return pictures;
}

void ItemPictures::add(const fs::path& relative, const std::string& file)
{
    addName(relative.generic_string(), file);
    addName(relative.filename().string(), file);
    addName(relative.stem().string(), file);
    if (relative.has_parent_path())
        addName(relative.parent_path().filename().string(), file);
}

void ItemPictures::addName(std::string name, const std::string& file)
{
    m_files.try_emplace(std::move(name), file);
}

std::string ItemPictures::fileOf(std::string_view item) const
{
    auto found = m_files.find(std::string(item));
    if (found == m_files.end())
        found = m_files.find(fs::path(item).filename().string());
    if (found == m_files.end())
        found = m_files.find(fs::path(item).stem().string());
    return found == m_files.end() ? std::string() : found->second;
}

} // namespace learnscope
