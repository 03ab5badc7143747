#pragma once

#include "app/workspace/representationstate.h"
#include "core/checks/finding.h"
#include "core/stats/analysis.h"
#include "core/stimuli/itempictures.h"
#include "widgets/jobs/jobrunner.h"

#include <QObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace learnscope {

class ItemTrialLink;
class RepresentationUpdater;
class SelectionModel;

/// All that is open of representations: files that load, matrices that follow trials, their pictures, and the
/// items that are selected, which select trials of the same images or classes and are selected by them. GUI
/// thread.
class Representations : public QObject
{
    Q_OBJECT
public:
    /// Neither is owned. @p threads: for all background work together.
    Representations(JobRunner& runner, SelectionModel& trials, unsigned threads, QObject* parent = nullptr);
    ~Representations() override;

    RepresentationModel& model() noexcept { return m_model; }
    const RepresentationModel& model() const noexcept { return m_model; }
    ItemSelectionModel& items() noexcept { return m_items; }

    /// Of those that are shown; null before the first.
    std::shared_ptr<const RepresentationSet> set() const;
    const RepresentationOptions& options() const;
    void setOptions(const RepresentationOptions& options); ///< order, scaling and measure: for all views
    void setWanted(RepresentationParts parts); ///< what is shown beyond matrices; nothing at first

    /// Opens the arrays of a file; those that are open are read again and stay in their place.
    void open(const std::string& path);
    /// Opens one array as it is said, or reads it again with other names.
    void openArray(const RepresentationFile& file);
    void reload(int place); ///< of a file
    void remove(int place); ///< and what was said of its file
    void clear();

    /// Adds the matrix of an observer's answers.
    void addOfTrials(const RepresentationOfTrials& origin, const std::string& label);
    bool needsConfusions() const; ///< there are matrices of trials
    void setAnalysis(std::shared_ptr<const Analysis> analysis);

    /// Pictures of items: of the folder where one is open, else those of the stimuli.
    const std::shared_ptr<const ItemPictures>& pictures() const noexcept
    {
        return m_pictures;
    } ///< never null
    const std::string& picturesFolder() const noexcept { return m_picturesFolder; }
    void openPictures(const std::string& folder); ///< empty: those of the stimuli again
    void setStimuli(std::shared_ptr<const StimulusSet> stimuli);

    bool isPending() const; ///< changes wait to be computed

    /// Off: items and trials are selected apart from each other, while a state is put back.
    void setLinked(bool isLinked);

    RepresentationState state() const;
    void setState(const RepresentationState& state);

Q_SIGNALS:
    void setChanged();
    void optionsChanged();
    void picturesChanged();
    void needsChanged(); ///< needsConfusions() may be another
    void changed(); ///< state() may be another
    void opened(const QString& path);
    void openingBegins(); ///< a file is about to be read
    void openingEnds();
    void closed(const std::string& file); ///< what was said of it no longer holds
    void found(const std::vector<learnscope::Finding>& remarks);
    void failed(const learnscope::ErrorList& errors);

private:
    struct Loaded
    {
        RepresentationFile file;
        std::shared_ptr<const Representation> value;
        std::vector<std::string> remarks;
        bool isOnly = false; ///< of its file, that can be shown
    };
    struct LoadedFile
    {
        std::vector<Loaded> arrays;
        ErrorList errors; ///< not empty: the file is rejected
    };

    /// @p one: only that array, as it says; null: all of the file.
    void startLoad(const std::string& path, const RepresentationFile* one);
    JobEnd take(const std::string& path, const JobResult<LoadedFile>& result);
    void show(const Loaded& loaded);
    void scanPictures();
    void setPictures(std::shared_ptr<const ItemPictures> pictures);

    JobRunner& m_runner;
    RepresentationModel m_model;
    ItemSelectionModel m_items;
    RepresentationUpdater* m_updater; // these two are children
    ItemTrialLink* m_link;
    std::shared_ptr<const StimulusSet> m_stimuli;
    std::shared_ptr<const ItemPictures> m_pictures = std::make_shared<const ItemPictures>();
    std::string m_picturesFolder;
    QPointer<QFutureWatcherBase> m_scanning;
    bool m_needsConfusions = false;
};

} // namespace learnscope
