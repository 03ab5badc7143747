#include "core/stimuli/stimulusfolder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

/// The number at the end of a folder's name: 3 for "testset_3"; 0 where there is none.
int trailingNumber(const std::string& name)
{
    const std::size_t last = name.find_last_not_of("0123456789");
    const std::size_t first = last == std::string::npos ? 0 : last + 1;
    int number = 0;
    std::from_chars(name.data() + first, name.data() + name.size(), number);
    return number;
}

/// Files of one kind that call for a remark: the first one and how many there are.
struct Oddity
{
    std::size_t count = 0;
    fs::path first;

    void add(const fs::path& path)
    {
        if (count++ == 0)
            first = path;
    }

    void remark(Error::Kind kind, const std::string& one, const std::string& many,
                std::vector<Error>& remarks) const
    {
        if (count == 1)
            remarks.push_back({kind, one, {first.string()}});
        else if (count > 1)
            remarks.push_back(
                {kind, many + " (" + std::to_string(count) + ", this is the first)", {first.string()}});
    }
};

/// Walks down a stimulus folder. Links to folders are followed unless they lead in a circle.
class Scan
{
public:
    Scan(const StimulusFolderOptions& options, JobContext& context)
        : m_options(options)
        , m_context(context)
    {
    }

    Result<void> phase(const fs::path& folder, Phase phase)
    {
        m_phase = phase;
        m_components.clear();
        m_ancestors.clear();
        return walk(folder);
    }

    std::vector<Stimulus> takeStimuli()
    {
        std::sort(m_stimuli.begin(), m_stimuli.end(),
                  [](const Stimulus& left, const Stimulus& right) { return left.path < right.path; });
        return std::move(m_stimuli);
    }

    std::vector<Error> remarks() const;

private:
    Result<void> walk(const fs::path& folder);
    Result<void> visit(const fs::directory_entry& entry);
    void add(const fs::path& path);

    const StimulusFolderOptions& m_options;
    JobContext& m_context;
    Phase m_phase = Phase::Train;
    std::vector<std::string> m_components; ///< folders below train or test, on the way to the present one
    std::vector<fs::path> m_ancestors; ///< the same with all links resolved
    std::vector<Stimulus> m_stimuli;
    Oddity m_loops, m_broken, m_noPictures, m_misnamed, m_uncategorised, m_unnumbered;
};

Result<void> Scan::walk(const fs::path& folder)
{
    constexpr std::size_t deepest = 8; // below train or test; links that lead to and fro would never end
    if (m_context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled", {folder.string()});
    std::error_code status;
    const fs::path place = fs::canonical(folder, status);
    if (m_components.size() > deepest
        || std::find(m_ancestors.begin(), m_ancestors.end(), place) != m_ancestors.end()) {
        m_loops.add(folder);
        return {};
    }
    std::vector<fs::directory_entry> entries;
    fs::directory_iterator entry(folder, status);
    for (; !status && entry != fs::directory_iterator(); entry.increment(status))
        entries.push_back(*entry);
    if (status)
        return failure(Error::Kind::Io, "cannot be read: " + status.message(), {folder.string()});
    std::sort(entries.begin(), entries.end());
    m_ancestors.push_back(place);
    for (const fs::directory_entry& found : entries)
        if (const Result<void> visited = visit(found); !visited)
            return visited;
    m_ancestors.pop_back();
    return {};
}

Result<void> Scan::visit(const fs::directory_entry& entry)
{
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.'))
        return {}; // what the system keeps for itself
    std::error_code status;
    if (entry.is_directory(status)) {
        m_components.push_back(name);
        const Result<void> walked = walk(entry.path());
        m_components.pop_back();
        return walked;
    }
    if (!entry.exists(status))
        m_broken.add(entry.path());
    else if (!entry.is_regular_file(status) || !hasPictureExtension(entry.path()))
        m_noPictures.add(entry.path());
    else
        add(entry.path());
    return {};
}

void Scan::add(const fs::path& path)
{
    Stimulus stimulus;
    stimulus.path = path;
    stimulus.fileName = path.filename().string();
    stimulus.name = m_options.pattern.match(stimulus.fileName);
    stimulus.phase = m_phase;
    if (!stimulus.name)
        m_misnamed.add(path);
    if (!m_components.empty())
        stimulus.category = m_components.back();
    else
        m_uncategorised.add(path);
    if (m_phase == Phase::Test && m_components.size() >= 2)
        stimulus.testSet = trailingNumber(m_components[m_components.size() - 2]);
    if (m_phase == Phase::Test && stimulus.testSet == 0)
        m_unnumbered.add(path);
    m_stimuli.push_back(std::move(stimulus));
}

std::vector<Error> Scan::remarks() const
{
    using Kind = Error::Kind;
    std::vector<Error> remarks;
    const std::string pattern = " not fit the pattern " + m_options.pattern.text();
    m_misnamed.remark(Kind::Syntax, "the name does" + pattern, "the names do" + pattern, remarks);
    m_uncategorised.remark(Kind::Mismatch, "the picture lies in no category's folder",
                           "pictures lie in no category's folder", remarks);
    m_unnumbered.remark(Kind::Mismatch, "the picture lies in no numbered test set (test/testset_1/...)",
                        "pictures lie in no numbered test set (test/testset_1/...)", remarks);
    m_noPictures.remark(Kind::Syntax, "is no picture (png, jpg, bmp, tif, webp); left out",
                        "files are no pictures (png, jpg, bmp, tif, webp); left out", remarks);
    m_broken.remark(Kind::Io, "the link leads nowhere; left out", "links lead nowhere; left out", remarks);
    m_loops.remark(Kind::Io, "the link leads in a circle; left out", "links lead in a circle; left out",
                   remarks);
    return remarks;
}

void remarkRepeatedNames(const fs::path& root, const std::vector<Stimulus>& stimuli,
                         std::vector<Error>& remarks)
{
    std::map<std::string_view, std::vector<const Stimulus*>> byName;
    for (const Stimulus& stimulus : stimuli)
        byName[stimulus.fileName].push_back(&stimulus);
    for (const auto& [name, same] : byName) {
        if (same.size() < 2)
            continue;
        std::string places;
        for (const Stimulus* stimulus : same)
            places += (places.empty() ? "" : ", ") + stimulus->path.lexically_relative(root).string();
        remarks.push_back({Error::Kind::Mismatch,
                           "the name stands for " + std::to_string(same.size())
                               + " pictures, so trials cannot tell them apart: " + places,
                           {same.front()->path.string()}});
    }
}
} // namespace

bool hasPictureExtension(const fs::path& path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    constexpr std::array known = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"};
    return std::find(known.begin(), known.end(), extension) != known.end();
}

Result<StimulusSet> readStimulusFolder(const fs::path& root, const StimulusFolderOptions& options,
                                       JobContext& context)
{
    std::error_code status;
    if (!fs::exists(root, status))
        return failure(Error::Kind::Io,
                       status ? "cannot be read: " + status.message() : "there is no such folder",
                       {root.string()});
    if (!fs::is_directory(root, status))
        return failure(Error::Kind::Io, "is not a folder", {root.string()});

    Scan scan(options, context);
    bool anyPhase = false;
    for (const Phase phase : {Phase::Train, Phase::Test}) {
        const fs::path folder = root / toString(phase);
        if (!fs::is_directory(folder, status))
            continue;
        anyPhase = true;
        if (const Result<void> scanned = scan.phase(folder, phase); !scanned)
            return tl::unexpected(scanned.error());
    }
    if (!anyPhase)
        return failure(Error::Kind::Mismatch,
                       "holds neither a folder train nor a folder test; expected train/<category>/*.png and "
                       "test/testset_<n>/<category>/*.png",
                       {root.string()});
    std::vector<Stimulus> stimuli = scan.takeStimuli();
    if (stimuli.empty())
        return failure(Error::Kind::Mismatch, "holds no pictures below train and test", {root.string()});
    std::vector<Error> remarks = scan.remarks();
    remarkRepeatedNames(root, stimuli, remarks);
    return StimulusSet(root, std::move(stimuli), std::move(remarks));
}

} // namespace learnscope
