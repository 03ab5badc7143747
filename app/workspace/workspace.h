#pragma once

#include "app/workspace/inputs.h"
#include "app/workspace/representations.h"
#include "app/workspace/session.h"
#include "core/stats/analysis.h"
#include "widgets/itemmodels/namedselectionmodel.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/problemmodel.h"
#include "widgets/itemmodels/selectioncounter.h"
#include "widgets/itemmodels/selectionevaluator.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/jobs/jobrunner.h"

#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <deque>
#include <memory>

namespace learnscope {

class AnalysisUpdater;
class CountedTrials;
class CurveUpdater;

struct WorkspaceOptions
{
    AnalysisOptions rules; ///< `curves.threads` is set by the workspace; the selections are what is checked
    unsigned threads = 0; ///< for all background work together; 0: all of the machine's
};

/// Everything that is open and all the work on it, without a window: the models that the docks and views
/// share, the files that load, the curves that follow. Nothing here waits; problems go to the problems list.
/// GUI thread.
class Workspace : public QObject
{
    Q_OBJECT
public:
    explicit Workspace(const WorkspaceOptions& options = {}, QObject* parent = nullptr);
    ~Workspace() override;

    ObserverModel& observers() noexcept { return m_observers; }
    SelectionModel& selection() noexcept { return m_selection; }
    NamedSelectionModel& savedSelections() noexcept { return m_saved; }
    Representations& representations() noexcept { return m_representations; }
    ProblemModel& problems() noexcept { return m_problems; }
    JobModel& jobs() noexcept { return m_jobs; }
    JobRunner& runner() noexcept { return m_runner; } ///< for further background work

    /// Whether of the checked runs only the selected trials are counted, in everything that is computed.
    bool isOnlySelected() const;
    void setOnlySelected(bool only);

    /// Of the observers that have a trial to count; null before the first.
    std::shared_ptr<const CurveSet> curves() const;
    /// The statistics beyond the curves; null before the first, and while nobody wants them.
    std::shared_ptr<const Analysis> analysis() const;
    void setAnalysisWanted(AnalysisParts parts); ///< what is shown; nothing at first
    /// The definitions that all numbers are computed by: one set for all views.
    const AnalysisOptions& rules() const noexcept { return m_options.rules; }
    void setRules(const AnalysisOptions& rules);
    std::shared_ptr<const StimulusSet> stimuli() const noexcept { return m_stimuli; } ///< null: none is open
    const ViewOptions& viewOptions() const noexcept { return m_viewOptions; }
    void setViewOptions(const ViewOptions& options);
    /// How the names of pictures are read.
    const StimulusNamePattern& namePattern() const noexcept { return m_options.rules.pattern; }
    /// Reads the names of the open pictures anew and checks all tables by them.
    void setNamePattern(const StimulusNamePattern& pattern);
    /// Of the open pictures and tables, each once and at the most @p most.
    QStringList imageNames(int most) const;

    /// Opens files and folders (see findInputs). Observers come in the order given, whichever file is read
    /// first. A file that is open already is read again and stays in its place. A file that is rejected
    /// changes nothing but the problems list.
    void open(const QStringList& paths);
    void openStimuli(const QString& folder);
    /// Reads an observer's file again by the same mapping; its repairs are made again.
    void reload(int place);
    /// How the columns of an observer's file were read; empty: as they are called.
    TrialMapping mapping(int place) const;
    /// Reads a table by @p mapping, whether it is open or not.
    void openMapped(const std::string& file, const TrialMapping& mapping);
    /// Mappings by which tables that are opened from now on are read without a question.
    void setRememberedLayouts(std::vector<RememberedLayout> layouts) { m_remembered = std::move(layouts); }

    /// A table that was rejected because its columns are called otherwise.
    struct ForeignTable
    {
        std::string file;
        std::vector<std::string> columns;

        bool operator==(const ForeignTable&) const = default;
    };
    /// Those that may still be opened by a mapping, in the order of opening.
    const std::vector<ForeignTable>& foreignTables() const noexcept { return m_foreign; }
    void forgetForeignTables();

    /// The repairs of an observer's trials, in their order; the file is read again and never changed.
    std::vector<Repair> repairs(int place) const;
    void setRepairs(int place, const std::vector<Repair>& repairs);
    void removeObserver(int place); ///< and what was said of its file
    void closeAll(); ///< cancels what loads, too

    /// Neither tables nor representations are open.
    bool hasData() const;
    bool isEmpty() const; ///< nothing is open and nothing is being opened
    bool isBusy() const; ///< something runs or is about to

    /// What the workspace's file holds beside what is open.
    const KeptEntries& kept() const noexcept { return m_kept; }
    void setKept(const KeptEntries& kept);
    const std::shared_ptr<TableHashes>& hashes() const noexcept { return m_hashes; }
    unsigned threads() const noexcept { return m_options.threads; } ///< for all background work together

    Session session() const; ///< with all that was said of its files
    void restore(const Session& session); ///< into an empty workspace
    Session state() const; ///< without problems: cheap
    /// Makes the workspace what it was when that was its state(), whatever is open now.
    void setState(const Session& session);

Q_SIGNALS:
    void curvesChanged();
    void analysisChanged();
    void rulesChanged();
    void onlySelectedChanged();
    void stimuliChanged();
    void viewOptionsChanged();
    void keptChanged();
    void busyChanged();
    void openingBegins(); ///< what is opened until nothing loads any more was asked for together
    void opened(const QString& path); ///< a table or a stimulus folder, with success
    void foreignTablesChanged();

private:
    struct Load
    {
        std::string path;
        bool resolved = false; ///< read, rejected or cancelled
        std::shared_ptr<const LoadedTrials> loaded; ///< null: nothing to show
    };

    void beginOpening();
    void endOpening() { --m_opening; }
    void openFound(const FoundInputs& found);
    TrialLoading loadingOf(int place) const; ///< as it was read
    void connectRepresentations();
    void followWanted();
    void startLoad(const std::string& path, TrialLoading loading);
    void noteForeign(const std::string& file, const std::vector<std::string>& columns);
    JobEnd takeTrials(Load& load, const JobResult<LoadedTrials>& result);
    void showLoaded();
    void show(const LoadedTrials& loaded);
    void hashInBackground(const std::shared_ptr<const TrialTable>& trials);
    void checkAgainstStimuli();
    JobEnd takeStimuli(const std::string& folder, const JobResult<StimulusSet>& result);

    WorkspaceOptions m_options;
    QThreadPool m_pool;
    ObserverModel m_observers;
    SelectionModel m_selection;
    SelectionEvaluator m_evaluator;
    NamedSelectionModel m_saved;
    SelectionCounter m_counter;
    ProblemModel m_problems;
    JobModel m_jobs;
    JobRunner m_runner; // goes before the models and the pool
    Representations m_representations;
    AnalysisParts m_wanted; ///< by what is shown
    CountedTrials* m_counted; // a child
    CurveUpdater* m_updater; // a child
    AnalysisUpdater* m_analysisUpdater; // a child
    std::deque<std::shared_ptr<Load>> m_loads; ///< in the order of opening
    std::shared_ptr<const StimulusSet> m_stimuli;
    ViewOptions m_viewOptions;
    KeptEntries m_kept;
    std::vector<RememberedLayout> m_remembered;
    std::vector<ForeignTable> m_foreign;
    std::shared_ptr<TableHashes> m_hashes = std::make_shared<TableHashes>();
    int m_opening = 0; ///< jobs that look for, read and list files
};

} // namespace learnscope
