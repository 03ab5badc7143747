#include "core/simulation/stimulusgenerator.h"

#include "core/base/parallel.h"
#include "core/simulation/embryorenderer.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

tl::unexpected<Error> cannotWrite(const fs::path& path, const std::string& reason)
{
    return failure(Error::Kind::Io, "cannot be written: " + reason, {path.string()});
}

/// A hidden folder that goes with what is left in it.
class ScratchFolder
{
public:
    static Result<ScratchFolder> in(const fs::path& parent)
    {
        std::error_code status;
        fs::create_directories(parent, status);
        if (status)
            return cannotWrite(parent, status.message());
        std::string place = (parent / ".making-XXXXXX").string();
        if (!::mkdtemp(place.data()))
            return cannotWrite(parent, std::strerror(errno));
        fs::permissions(place,
                        fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec
                            | fs::perms::others_read | fs::perms::others_exec,
                        status);
        return ScratchFolder(place);
    }

    ScratchFolder(ScratchFolder&& other) noexcept
        : m_path(std::exchange(other.m_path, {}))
    {
    }
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    ~ScratchFolder()
    {
        std::error_code ignored;
        if (!m_path.empty())
            fs::remove_all(m_path, ignored);
    }

    const fs::path& path() const { return m_path; }

private:
    explicit ScratchFolder(fs::path path)
        : m_path(std::move(path))
    {
    }

    fs::path m_path;
};

/// Draws objects on several threads and keeps the first thing that goes wrong.
class Drawing
{
public:
    Drawing(const fs::path& folder, const StimulusDesign& design, const StimulusGeneratorOptions& options,
            JobContext& context)
        : m_folder(folder)
        , m_design(design)
        , m_options(options)
        , m_context(context)
    {
        for (const PlannedStimulus& stimulus : design.stimuli)
            m_objects[{stimulus.category, stimulus.object}].push_back(&stimulus);
    }

    Result<void> run()
    {
        using Object = std::pair<const std::pair<int, int>, std::vector<const PlannedStimulus*>>;
        std::vector<const Object*> objects;
        for (const Object& object : m_objects)
            objects.push_back(&object);
        parallelFor(objects.size(), m_options.threads,
                    [&](std::size_t index) { draw(objects[index]->first, objects[index]->second); });
        if (m_error)
            return tl::unexpected(*m_error);
        return {};
    }

private:
    void draw(const std::pair<int, int>& object, const std::vector<const PlannedStimulus*>& stimuli)
    {
        if (mustStop())
            return;
        const EmbryoMesh mesh =
            meshOf(growEmbryo(m_design.seed, object.first, object.second), meshResolutionFor(m_options.size));
        for (const PlannedStimulus* stimulus : stimuli) {
            if (mustStop())
                return;
            const StimulusName& name = stimulus->name;
            const EmbryoView view {name.axis.empty() ? 'z' : name.axis.front(),
                                   static_cast<double>(name.angle)};
            const Result<Picture> picture = renderEmbryo(mesh, view, {.size = m_options.size});
            if (!picture)
                return fail(picture.error());
            if (const auto written = writePicture(m_folder / stimulus->folder / stimulus->fileName, *picture);
                !written)
                return fail(written.error());
            const std::size_t done = ++m_done;
            m_context.report(static_cast<double>(done) / static_cast<double>(m_design.stimuli.size()),
                             "drawing stimuli");
        }
    }

    bool mustStop()
    {
        if (m_context.isCancelled())
            fail({Error::Kind::Cancelled, "cancelled"});
        const std::scoped_lock lock(m_mutex);
        return m_error.has_value();
    }

    void fail(Error error)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_error)
            m_error = std::move(error);
    }

    const fs::path& m_folder;
    const StimulusDesign& m_design;
    const StimulusGeneratorOptions& m_options;
    JobContext& m_context;
    std::map<std::pair<int, int>, std::vector<const PlannedStimulus*>> m_objects; ///< by category and object
    std::atomic<std::size_t> m_done = 0;
    std::mutex m_mutex; ///< guards m_error
    std::optional<Error> m_error;
};
} // namespace

Result<void> generateStimuli(const fs::path& folder, const StimulusDesign& design,
                             const StimulusGeneratorOptions& options, JobContext& context)
{
    std::error_code status;
    for (const Phase phase : {Phase::Train, Phase::Test})
        if (fs::exists(folder / toString(phase), status))
            return failure(
                Error::Kind::Mismatch,
                "is there already; expected a folder without train and test, so that two sets do not "
                "mix",
                {(folder / toString(phase)).string()});
    if (const auto size = checkPictureSize(options.size); !size)
        return size; // before a folder is made
    const Result<ScratchFolder> scratch = ScratchFolder::in(folder);
    if (!scratch)
        return tl::unexpected(scratch.error());
    Result<void> drawn = Drawing(scratch->path(), design, options, context).run();
    if (!drawn) {
        // Not the scratch folder's name, which means nothing to the user.
        if (const std::string& file = drawn.error().where.file; !file.empty())
            drawn.error().where.file = (folder / fs::path(file).lexically_relative(scratch->path())).string();
        return drawn;
    }
    for (const Phase phase : {Phase::Train, Phase::Test}) {
        if (!fs::exists(scratch->path() / toString(phase), status))
            continue;
        fs::rename(scratch->path() / toString(phase), folder / toString(phase), status);
        if (status)
            return cannotWrite(folder / toString(phase), status.message());
    }
    return {};
}

} // namespace learnscope
