#include "core/stimuli/stimulusfolder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

bool isPicture(const fs::path& path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    constexpr std::array known = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"};
    return std::find(known.begin(), known.end(), extension) != known.end();
}

/// The number at the end of a folder's name: 3 for "testset_3"; 0 where there is none.
int trailingNumber(const std::string& name)
{
    const std::size_t last = name.find_last_not_of("0123456789");
    const std::size_t first = last == std::string::npos ? 0 : last + 1;
    int number = 0;
    std::from_chars(name.data() + first, name.data() + name.size(), number);
    return number;
}
} // namespace

Result<StimulusSet> readStimulusFolder(const fs::path& root, const StimulusFolderOptions& options,
                                       JobContext& context)
{
    std::error_code status;
    if (!fs::exists(root, status))
        return failure(Error::Kind::Io, "there is no such folder", {root.string()});
    if (!fs::is_directory(root, status))
        return failure(Error::Kind::Io, "is not a folder", {root.string()});

    std::vector<Stimulus> stimuli;
    bool anyPhase = false;
    for (const Phase phase : {Phase::Train, Phase::Test}) {
        const fs::path folder = root / toString(phase);
        if (!fs::is_directory(folder, status))
            continue;
        anyPhase = true;
        fs::recursive_directory_iterator entry(folder, status);
        for (; !status && entry != fs::recursive_directory_iterator(); entry.increment(status)) {
            if (context.isCancelled())
                return failure(Error::Kind::Cancelled, "cancelled", {root.string()});
            if (!entry->is_regular_file(status) || !isPicture(entry->path()))
                continue;
            Stimulus stimulus;
            stimulus.path = entry->path();
            stimulus.fileName = entry->path().filename().string();
            stimulus.name = options.pattern.match(stimulus.fileName);
            stimulus.phase = phase;
            stimulus.category = entry->path().parent_path().filename().string();
            if (phase == Phase::Test)
                stimulus.testSet =
                    trailingNumber(entry->path().parent_path().parent_path().filename().string());
            stimuli.push_back(std::move(stimulus));
        }
        if (status)
            return failure(Error::Kind::Io, "cannot be read: " + status.message(), {folder.string()});
    }
    if (!anyPhase)
        return failure(Error::Kind::Mismatch,
                       "holds neither a folder train nor a folder test; expected train/<category>/*.png and "
                       "test/testset_<n>/<category>/*.png",
                       {root.string()});
    if (stimuli.empty())
        return failure(Error::Kind::Mismatch, "holds no pictures below train and test", {root.string()});
    std::sort(stimuli.begin(), stimuli.end(),
              [](const Stimulus& left, const Stimulus& right) { return left.path < right.path; });
    return StimulusSet(root, std::move(stimuli));
}

} // namespace learnscope
