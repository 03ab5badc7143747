#include "app/workspace/workspace.h"

#include "app/workspace/analysisupdater.h"
#include "app/workspace/countedtrials.h"
#include "app/workspace/curveupdater.h"
#include "core/base/parallel.h"

#include <QFileInfo>

#include <algorithm>
#include <set>

namespace learnscope {

namespace {
QString fileName(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).fileName();
}
} // namespace

Workspace::Workspace(const WorkspaceOptions& options, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_evaluator(m_observers, m_selection)
    , m_counter(m_observers, m_saved)
    , m_runner(m_jobs, m_pool)
    , m_representations(m_runner, m_selection, threadCount(options.threads))
    , m_counted(nullptr)
    , m_updater(nullptr)
    , m_analysisUpdater(nullptr)
{
    m_options.threads = threadCount(options.threads);
    m_pool.setMaxThreadCount(static_cast<int>(m_options.threads));
    m_options.rules.curves.threads = m_options.threads;
    const auto report = [this](const auto& errors) { m_problems.append(errors); };
    m_counted = new CountedTrials(m_observers, m_selection, m_runner, m_options.threads, this);
    connect(m_counted, &CountedTrials::onlySelectedChanged, this, &Workspace::onlySelectedChanged);
    connect(m_counted, &CountedTrials::failed, this, report);
    m_updater = new CurveUpdater(*m_counted, m_runner, m_options.rules.curves, this);
    connect(m_updater, &CurveUpdater::curvesChanged, this, &Workspace::curvesChanged);
    connect(m_updater, &CurveUpdater::failed, this, report);
    m_analysisUpdater = new AnalysisUpdater(*m_counted, m_runner, m_options.rules, this);
    connect(m_analysisUpdater, &AnalysisUpdater::analysisChanged, this, &Workspace::analysisChanged);
    connect(m_analysisUpdater, &AnalysisUpdater::failed, this, report);
    connect(&m_runner, &JobRunner::runningChanged, this, &Workspace::busyChanged);
    connectRepresentations();
}

void Workspace::connectRepresentations()
{
    Representations* all = &m_representations;
    connect(all, &Representations::needsChanged, this, &Workspace::followWanted);
    connect(this, &Workspace::analysisChanged, all, [this, all] { all->setAnalysis(analysis()); });
    connect(this, &Workspace::stimuliChanged, all, [this, all] { all->setStimuli(m_stimuli); });
    connect(all, &Representations::opened, this, &Workspace::opened);
    connect(all, &Representations::openingBegins, this, &Workspace::beginOpening);
    connect(all, &Representations::openingEnds, this, &Workspace::endOpening);
    connect(all, &Representations::closed, this, [this](const auto& file) { m_problems.removeFile(file); });
    connect(all, &Representations::found, this, [this](const auto& remarks) { m_problems.append(remarks); });
    connect(all, &Representations::failed, this, [this](const auto& errors) { m_problems.append(errors); });
}

Workspace::~Workspace() = default;

bool Workspace::isOnlySelected() const
{
    return m_counted->isOnlySelected();
}

void Workspace::setOnlySelected(bool only)
{
    m_counted->setOnlySelected(only);
}

std::shared_ptr<const CurveSet> Workspace::curves() const
{
    return m_updater->curves();
}

std::shared_ptr<const Analysis> Workspace::analysis() const
{
    return m_analysisUpdater->analysis();
}

void Workspace::setAnalysisWanted(AnalysisParts parts)
{
    m_wanted = parts;
    followWanted();
}

void Workspace::followWanted()
{
    const AnalysisParts matrices =
        m_representations.needsConfusions() ? AnalysisParts {AnalysisPart::Confusion} : AnalysisParts {};
    m_analysisUpdater->setWanted(m_wanted | matrices);
}

void Workspace::setRules(const AnalysisOptions& rules)
{
    const CurveOptions before = m_options.rules.curves;
    m_options.rules = rules;
    m_options.rules.curves.threads = m_options.threads;
    m_options.rules.selections.clear();
    if (m_options.rules.curves != before)
        m_updater->setOptions(m_options.rules.curves);
    m_analysisUpdater->setOptions(m_options.rules);
    Q_EMIT rulesChanged();
}

void Workspace::setViewOptions(const ViewOptions& options)
{
    if (options == m_viewOptions)
        return;
    m_viewOptions = options;
    Q_EMIT viewOptionsChanged();
}

void Workspace::open(const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    std::vector<std::string> names;
    for (const QString& path : paths)
        names.push_back(path.toStdString());
    beginOpening();
    // Even to look at a path can take seconds on a network drive.
    m_runner.start<FoundInputs>(
        tr("Look for files"), [names](JobContext&) -> Result<FoundInputs> { return findInputs(names); },
        [this](const JobResult<FoundInputs>& found) -> JobEnd {
            if (found)
                openFound(**found);
            endOpening();
            return {found ? JobModel::State::Done : JobModel::State::Cancelled};
        },
        JobRunner::Listing::WhenLong);
}

void Workspace::beginOpening()
{
    if (m_opening++ == 0)
        Q_EMIT openingBegins();
}

void Workspace::openFound(const FoundInputs& found)
{
    if (!found.problems.empty())
        m_problems.append(found.problems);
    for (const std::string& table : found.tables) {
        const int place = m_observers.placeOfFile(table);
        startLoad(table, place < 0 ? TrialLoading {{}, m_remembered, {}} : loadingOf(place));
    }
    for (const std::string& arrays : found.arrays)
        m_representations.open(arrays);
    if (!found.stimuli.empty())
        openStimuli(QString::fromStdString(found.stimuli));
}

void Workspace::reload(int place)
{
    if (const std::string& file = m_observers.observer(place).file; !file.empty())
        startLoad(file, loadingOf(place));
}

TrialMapping Workspace::mapping(int place) const
{
    return parseTrialMapping(m_observers.observer(place).trials->mapping()).value_or(TrialMapping());
}

TrialLoading Workspace::loadingOf(int place) const
{
    return {mapping(place), {}, repairs(place)};
}

void Workspace::openMapped(const std::string& file, const TrialMapping& mapping)
{
    const int place = m_observers.placeOfFile(file);
    startLoad(file, {mapping, {}, place < 0 ? std::vector<Repair>() : repairs(place)});
}

void Workspace::noteForeign(const std::string& file, const std::vector<std::string>& columns)
{
    const std::vector<ForeignTable> before = m_foreign;
    std::erase_if(m_foreign, [&](const ForeignTable& table) { return table.file == file; });
    if (!columns.empty())
        m_foreign.push_back({file, columns});
    if (m_foreign != before || !columns.empty()) // a notice that was closed comes again
        Q_EMIT foreignTablesChanged();
}

void Workspace::forgetForeignTables()
{
    if (m_foreign.empty())
        return;
    m_foreign.clear();
    Q_EMIT foreignTablesChanged();
}

std::vector<Repair> Workspace::repairs(int place) const
{
    std::vector<Repair> repairs;
    for (const RepairRecord& record : m_observers.observer(place).repairs)
        if (auto repair = repairOf(record))
            repairs.push_back(std::move(*repair));
    return repairs;
}

void Workspace::setRepairs(int place, const std::vector<Repair>& repairs)
{
    startLoad(m_observers.observer(place).file, {mapping(place), {}, repairs});
}

void Workspace::startLoad(const std::string& path, TrialLoading loading)
{
    beginOpening();
    const auto load = std::make_shared<Load>();
    load->path = path;
    m_loads.push_back(load);
    const auto together = static_cast<unsigned>(std::min<std::size_t>(m_loads.size(), m_options.threads));
    const unsigned threads = std::max(1u, m_options.threads / together);
    m_runner.start<LoadedTrials>(
        tr("Read %1").arg(fileName(path)),
        [path, loading = std::move(loading), threads, stimuli = m_stimuli,
         pattern = namePattern()](JobContext& context) -> Result<LoadedTrials> {
            return loadTrials(path, stimuli.get(), pattern, threads, context, loading);
        },
        [this, load](const JobResult<LoadedTrials>& result) {
            const JobEnd end = takeTrials(*load, result);
            showLoaded();
            endOpening();
            return end;
        });
}

JobEnd Workspace::takeTrials(Load& load, const JobResult<LoadedTrials>& result)
{
    load.resolved = true;
    if (!result && result.error().kind == Error::Kind::Cancelled)
        return {JobModel::State::Cancelled};
    std::vector<Finding> known; // of the trials that stay open where these are rejected
    if (m_observers.placeOfFile(load.path) >= 0)
        for (const Finding& problem : m_problems.problems())
            if (problem.file == load.path && problem.severity != Finding::Severity::Error)
                known.push_back(problem);
    m_problems.removeFile(load.path); // what was said of an earlier reading no longer holds
    if (!result) {
        Error error = result.error();
        error.where.file = load.path;
        m_problems.append(error);
        m_problems.append(known);
        return {JobModel::State::Failed};
    }
    const LoadedTrials& loaded = **result;
    noteForeign(load.path, loaded.foreignColumns);
    if (!loaded.errors.empty()) {
        m_problems.append(loaded.errors);
        m_problems.append(known);
        return {JobModel::State::Failed, tr("rejected: see Problems")};
    }
    load.loaded = *result;
    return {JobModel::State::Done, tr("%L1 trials").arg(loaded.observer.trials->size())};
}

void Workspace::showLoaded()
{
    while (!m_loads.empty() && m_loads.front()->resolved) {
        const std::shared_ptr<Load> load = m_loads.front();
        m_loads.pop_front();
        if (load->loaded)
            show(*load->loaded);
    }
}

void Workspace::show(const LoadedTrials& loaded)
{
    m_hashes->note(loaded.observer.trials, loaded.observer.file, loaded.stamp);
    hashInBackground(loaded.observer.trials);
    if (KeptEntries kept = m_kept;
        std::erase_if(kept.missing,
                      [&](const MissingTable& missing) { return missing.table.file == loaded.observer.file; })
        > 0)
        setKept(kept);
    const int place = m_observers.placeOfFile(loaded.observer.file);
    if (place >= 0)
        m_observers.replaceTrials(place, loaded.observer.trials, loaded.cells, loaded.observer.repairs);
    else
        m_observers.addObserver(loaded.observer, loaded.cells);
    m_problems.setFindings(loaded.observer.file, loaded.findings);
    Q_EMIT opened(QString::fromStdString(loaded.observer.file));
}

void Workspace::hashInBackground(const std::shared_ptr<const TrialTable>& trials)
{
    m_runner.start<std::string>(
        tr("Hash of a table"),
        [hashes = m_hashes, trials](JobContext&) -> Result<std::string> { return hashes->hashOf(trials); },
        [](const JobResult<std::string>&) -> JobEnd { return {}; }, JobRunner::Listing::WhenLong);
}

void Workspace::setKept(const KeptEntries& kept)
{
    if (kept == m_kept)
        return;
    m_kept = kept;
    Q_EMIT keptChanged();
}

void Workspace::removeObserver(int place)
{
    const Observer& observer = m_observers.observer(place);
    if (m_selection.selection().concerns(observer.name))
        m_selection.clear();
    const std::string file = observer.file;
    m_observers.removeObserver(place);
    m_problems.removeFile(file);
}

void Workspace::closeAll()
{
    m_runner.cancelAll();
    setOnlySelected(false); // nothing is selected any more
    m_selection.clear();
    m_selection.setStimulus({});
    m_observers.clear();
    m_representations.clear();
    m_problems.clear();
    forgetForeignTables();
    m_stimuli.reset();
    setKept({});
    Q_EMIT stimuliChanged();
}

bool Workspace::isEmpty() const
{
    return !hasData() && !m_stimuli && !isBusy();
}

bool Workspace::hasData() const
{
    return m_observers.observerCount() > 0 || m_representations.model().count() > 0;
}

bool Workspace::isBusy() const
{
    return m_runner.running() > 0 || m_counted->isPending() || m_updater->isPending()
        || m_analysisUpdater->isPending() || m_representations.isPending();
}

Session Workspace::session() const
{
    Session session = state();
    session.problems = m_problems.problems();
    return session;
}

Session Workspace::state() const
{
    Session session;
    for (int place = 0; place < m_observers.observerCount(); ++place)
        session.observers.push_back(m_observers.openObserver(place));
    session.learnersOnly = m_observers.learnersOnly();
    session.onlySelected = isOnlySelected();
    session.viewOptions = m_viewOptions;
    session.stimuli = m_stimuli;
    session.rules = m_options.rules;
    session.representations = m_representations.state();
    session.selection = m_selection.selection();
    session.kept = m_kept;
    session.savedSelections = m_saved.selections();
    session.stimulus = m_selection.stimulus();
    return session;
}

void Workspace::restore(const Session& session)
{
    setState(session);
    m_problems.append(session.problems);
}

void Workspace::setState(const Session& session)
{
    std::set<std::shared_ptr<const TrialTable>> known;
    for (int place = 0; place < m_observers.observerCount(); ++place) {
        const Observer& observer = m_observers.observer(place);
        known.insert(observer.trials);
        if (std::none_of(session.observers.begin(), session.observers.end(),
                         [&](const OpenObserver& open) { return open.observer.file == observer.file; }))
            m_problems.removeFile(observer.file);
    }
    bool unchecked = session.rules.pattern != m_options.rules.pattern || session.stimuli != m_stimuli;
    for (const OpenObserver& open : session.observers)
        unchecked |= known.find(open.observer.trials) == known.end();
    m_observers.restore(session.observers, session.learnersOnly);
    setOnlySelected(session.onlySelected);
    setViewOptions(session.viewOptions);
    if (session.rules != m_options.rules)
        setRules(session.rules);
    if (session.stimuli != m_stimuli) {
        m_stimuli = session.stimuli;
        Q_EMIT stimuliChanged();
    }
    m_representations.setLinked(false);
    m_representations.setState(session.representations);
    m_selection.select(session.selection);
    m_representations.setLinked(true);
    if (session.savedSelections != m_saved.selections())
        m_saved.setSelections(session.savedSelections);
    m_selection.setStimulus(session.stimulus);
    setKept(session.kept);
    if (unchecked)
        checkAgainstStimuli();
}

} // namespace learnscope
