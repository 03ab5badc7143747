#include "app/workspace/representations.h"

#include "app/workspace/itemtriallink.h"
#include "app/workspace/representationupdater.h"
#include "core/io/arrays/readrepresentation.h"

#include <QFileInfo>

#include <algorithm>

namespace learnscope {

namespace {
QString fileName(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).fileName();
}

/// "vice_embedding" for "things/vice_embedding.npy", with the array's name where there are several.
std::string nameOf(const RepresentationFile& file, bool isOnly)
{
    std::string name = QFileInfo(QString::fromStdString(file.path)).completeBaseName().toStdString();
    return isOnly || file.dataset.empty() ? name : name + " " + file.dataset;
}

std::string labelOf(const std::string& name)
{
    std::string label = name;
    std::replace(label.begin(), label.end(), '_', ' ');
    return label;
}
} // namespace

Representations::Representations(JobRunner& runner, SelectionModel& trials, unsigned threads, QObject* parent)
    : QObject(parent)
    , m_runner(runner)
    , m_updater(new RepresentationUpdater(m_model, runner, threads, this))
    , m_link(new ItemTrialLink(m_items, trials, this))
{
    connect(m_updater, &RepresentationUpdater::setChanged, this, [this] {
        m_link->setSet(m_updater->set());
        Q_EMIT setChanged();
    });
    connect(m_updater, &RepresentationUpdater::failed, this, [this](const Error& error) {
        ErrorList errors;
        errors.add(error);
        Q_EMIT failed(errors);
    });
    connect(&m_model, &RepresentationModel::representationsChanged, this, [this] {
        if (const bool needs = needsConfusions(); needs != m_needsConfusions) {
            m_needsConfusions = needs;
            Q_EMIT needsChanged();
        }
        Q_EMIT changed();
    });
    connect(&m_items, &ItemSelectionModel::selectionChanged, this, &Representations::changed);
}

Representations::~Representations() = default;

std::shared_ptr<const RepresentationSet> Representations::set() const
{
    return m_updater->set();
}

const RepresentationOptions& Representations::options() const
{
    return m_updater->options();
}

void Representations::setOptions(const RepresentationOptions& options)
{
    RepresentationOptions wanted = options;
    wanted.threads = this->options().threads;
    wanted.parts = {};
    if (wanted == this->options())
        return;
    m_updater->setOptions(wanted);
    Q_EMIT optionsChanged();
    Q_EMIT changed();
}

void Representations::setWanted(RepresentationParts parts)
{
    m_updater->setWanted(parts);
}

// Files

void Representations::open(const std::string& path)
{
    startLoad(path, nullptr);
}

void Representations::openArray(const RepresentationFile& file)
{
    startLoad(file.path, &file);
}

void Representations::reload(int place)
{
    if (const RepresentationFile* file = m_model.at(place).file())
        startLoad(file->path, file);
}

void Representations::startLoad(const std::string& path, const RepresentationFile* one)
{
    Q_EMIT openingBegins();
    std::vector<RepresentationFile> wanted;
    if (one)
        wanted.push_back(*one);
    m_runner.start<LoadedFile>(
        tr("Read %1").arg(fileName(path)),
        [path, wanted](JobContext& context) -> Result<LoadedFile> {
            ArrayChoice choice;
            std::optional<RepresentationKind> kind;
            if (!wanted.empty()) {
                choice = {wanted[0].dataset, wanted[0].namesFile, wanted[0].nameColumn};
                kind = wanted[0].as;
            }
            constexpr std::size_t most = 8;
            auto read = readRepresentations(path, choice, kind, most, context);
            if (context.isCancelled())
                return failure(Error::Kind::Cancelled, "cancelled");
            LoadedFile loaded;
            if (!read) {
                loaded.errors = read.error();
                return loaded;
            }
            for (NamedRepresentation& array : *read) {
                const RepresentationKind as = kindOf(array.read.value);
                loaded.arrays.push_back(
                    {{path, array.dataset, as, choice.namesFile.string(), choice.nameColumn},
                     std::make_shared<const Representation>(std::move(array.read.value)),
                     std::move(array.read.remarks),
                     wanted.empty() && read->size() == 1});
            }
            return loaded;
        },
        [this, path](const JobResult<LoadedFile>& result) {
            const JobEnd end = take(path, result);
            Q_EMIT openingEnds();
            return end;
        });
}

JobEnd Representations::take(const std::string& path, const JobResult<LoadedFile>& result)
{
    if (!result && result.error().kind == Error::Kind::Cancelled)
        return {JobModel::State::Cancelled};
    Q_EMIT closed(path);
    if (!result || !(*result)->errors.empty()) {
        ErrorList errors;
        if (result)
            errors = (*result)->errors;
        else
            errors.add(result.error());
        Q_EMIT failed(errors);
        return {JobModel::State::Failed, tr("rejected: see Problems")};
    }
    for (const Loaded& loaded : (*result)->arrays)
        show(loaded);
    Q_EMIT opened(QString::fromStdString(path));
    const auto& first = *(*result)->arrays.front().value;
    return {JobModel::State::Done, tr("%L1 items").arg(static_cast<qulonglong>(itemCount(first)))};
}

void Representations::show(const Loaded& loaded)
{
    std::vector<Finding> remarks;
    for (const std::string& remark : loaded.remarks) {
        Finding finding;
        finding.code = "array-remark";
        finding.severity = Finding::Severity::Information;
        finding.file = loaded.file.path;
        finding.count = 1;
        finding.message = remark;
        remarks.push_back(std::move(finding));
    }
    if (!remarks.empty())
        Q_EMIT found(remarks);
    const int place = m_model.placeOf(loaded.file);
    if (place < 0) {
        OpenRepresentation open;
        open.name = nameOf(loaded.file, loaded.isOnly);
        open.label = labelOf(open.name);
        open.origin = loaded.file;
        open.value = loaded.value;
        open.remarks = loaded.remarks;
        m_model.add(std::move(open));
    } else {
        RepresentationFile file = loaded.file;
        if (const RepresentationFile* known = m_model.at(place).file(); known && file.namesFile.empty())
            file = *known;
        m_model.replaceFile(place, file, loaded.value, loaded.remarks);
    }
}

void Representations::remove(int place)
{
    const OpenRepresentation open = m_model.at(place);
    m_model.remove(place);
    if (const RepresentationFile* file = open.file())
        if (std::none_of(m_model.all().begin(), m_model.all().end(),
                         [&](const auto& other) { return other.file() && other.file()->path == file->path; }))
            Q_EMIT closed(file->path);
}

void Representations::clear()
{
    m_items.clear();
    m_items.setCurrent({});
    m_model.restore({});
    openPictures({});
    setOptions({});
}

// Matrices of trials

void Representations::addOfTrials(const RepresentationOfTrials& origin, const std::string& label)
{
    OpenRepresentation open;
    open.name = "answers of " + origin.observer;
    open.label = label;
    open.origin = origin;
    m_model.add(std::move(open));
}

bool Representations::needsConfusions() const
{
    return std::any_of(m_model.all().begin(), m_model.all().end(),
                       [](const OpenRepresentation& open) { return open.isOfTrials(); });
}

void Representations::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    const bool hasConfusions = analysis && analysis->options.parts.contains(AnalysisPart::Confusion);
    m_updater->setAnalysis(hasConfusions ? std::move(analysis) : nullptr);
}

// Pictures

void Representations::openPictures(const std::string& folder)
{
    if (folder == m_picturesFolder)
        return;
    m_picturesFolder = folder;
    scanPictures();
    Q_EMIT changed();
}

void Representations::setStimuli(std::shared_ptr<const StimulusSet> stimuli)
{
    m_stimuli = std::move(stimuli);
    m_link->setStimuli(m_stimuli);
    if (m_picturesFolder.empty())
        scanPictures();
}

void Representations::scanPictures()
{
    if (m_scanning)
        m_scanning->cancel();
    if (m_picturesFolder.empty() && !m_stimuli)
        return setPictures(std::make_shared<const ItemPictures>());
    m_scanning = m_runner.start<ItemPictures>(
        tr("List pictures of items"),
        [folder = m_picturesFolder, stimuli = m_stimuli](JobContext& context) -> Result<ItemPictures> {
            return folder.empty() ? ItemPictures::ofStimuli(*stimuli)
                                  : ItemPictures::ofFolder(folder, context);
        },
        [this](const JobResult<ItemPictures>& pictures) -> JobEnd {
            if (!pictures && pictures.error().kind == Error::Kind::Cancelled)
                return {JobModel::State::Cancelled};
            if (!pictures) {
                ErrorList errors;
                errors.add(pictures.error());
                Q_EMIT failed(errors);
                return {JobModel::State::Failed};
            }
            setPictures(*pictures);
            return {};
        },
        JobRunner::Listing::WhenLong);
}

void Representations::setPictures(std::shared_ptr<const ItemPictures> pictures)
{
    m_pictures = std::move(pictures);
    Q_EMIT picturesChanged();
}

bool Representations::isPending() const
{
    return m_updater->isPending();
}

void Representations::setLinked(bool isLinked)
{
    m_link->setLinked(isLinked);
}

// As a value

RepresentationState Representations::state() const
{
    RepresentationOptions chosen = options();
    chosen.threads = 0; // a matter of the machine
    return {m_model.all(), chosen, m_picturesFolder, m_items.shared()};
}

void Representations::setState(const RepresentationState& state)
{
    m_model.restore(state.open);
    setOptions(state.options);
    openPictures(state.picturesFolder);
    m_items.setItems(state.items);
}

} // namespace learnscope
