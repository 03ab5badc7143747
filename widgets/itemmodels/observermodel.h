#pragma once

#include "core/data/trialselection.h"
#include "core/stats/accuracy.h"
#include "widgets/common/observerstyle.h"

#include <QAbstractItemModel>

#include <memory>
#include <span>
#include <vector>

namespace learnscope {

/// One open observer with all that the model knows of it, as a value: to be saved, and to be put back.
struct OpenObserver
{
    Observer observer;
    std::shared_ptr<const std::vector<AccuracyCell>> cells; ///< accuracyPerRun of its trials; never null
    std::vector<std::int32_t> checkedRuns; ///< ascending
    ObserverStyle style;
};

/// The same trials (not copies of them), called, checked and drawn in the same way.
bool operator==(const OpenObserver& one, const OpenObserver& other);

/// The open observers, each with its runs as children. Which runs are checked decides what every view shows.
/// Two files of one observer get different names ("resnet50", "resnet50 (2)") and styles. GUI thread.
class ObserverModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    /// Value: the number of runs, or a run's accuracy in its last training epoch.
    enum Column { NameColumn, ValueColumn, ColumnCount };
    enum Role { ObserverRole = Qt::UserRole, RunRole, ColorRole, MarkerRole, LearnerRole };

    using QAbstractItemModel::QAbstractItemModel;

    /// @p cells: accuracyPerRun of its trials. All runs begin checked, or only learners where that rule is on
    /// and there are any. Returns the observer's place.
    int addObserver(Observer observer, std::vector<AccuracyCell> cells);
    /// The observer's file was read again: label, kind and style stay, and so do the checks of the runs that
    /// are still there.
    void replaceTrials(int place, std::shared_ptr<const TrialTable> trials, std::vector<AccuracyCell> cells);
    void removeObserver(int place);
    void clear();

    OpenObserver openObserver(int place) const;
    /// Makes the model hold exactly these. Observers that are there already keep their rows, so that views
    /// on the model stay where they are.
    void restore(const std::vector<OpenObserver>& observers, bool learnersOnly);

    int observerCount() const noexcept { return static_cast<int>(m_entries.size()); }
    const Observer& observer(int place) const { return m_entries[std::size_t(place)].observer; }
    const std::vector<AccuracyCell>& cells(int place) const { return *m_entries[std::size_t(place)].cells; }
    ObserverStyle style(int place) const { return m_entries[std::size_t(place)].style; }
    std::vector<std::int32_t> checkedRuns(int place) const; ///< ascending
    const std::vector<std::int32_t>& learners(int place) const
    {
        return m_entries[std::size_t(place)].learners;
    }
    int placeOf(std::string_view name) const; ///< by Observer::name; -1 where there is none
    int placeOfFile(std::string_view file) const; ///< by Observer::file; -1 where there is none
    /// What open observers are called; of others what is known by their name. As long as the model lives.
    ObserverNamings namings() const;
    std::uint64_t trialCount() const; ///< of all observers
    std::size_t humanRuns() const; ///< participants of all human observers
    std::size_t humanLearners() const; ///< those who meet the learner rule
    /// The place of an observer or of the observer that a run belongs to; -1 for an invalid index.
    int placeOf(const QModelIndex& index) const;

    void setLabel(int place, const std::string& label);
    void setKind(int place, ObserverKind kind);
    void setColor(int place, const QColor& color);
    void setStyle(int place, const ObserverStyle& style);
    void setChecked(int place, bool checked); ///< the whole group
    void setCheckedRuns(int place,
                        std::span<const std::int32_t> runs); ///< ascending; all others are unchecked
    /// On: human runs that do not meet the learner rule are unchecked. Off: all human runs are checked.
    void setLearnersOnly(bool learnersOnly);
    bool learnersOnly() const noexcept { return m_learnersOnly; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void checkedRunsChanged(); ///< also when observers come or go
    void stylesChanged(); ///< colours, labels or kinds

private:
    struct Run
    {
        std::int32_t number = 0;
        bool checked = true;
        double lastTrainAccuracy = 0; ///< NaN where there is no training phase
    };
    struct Entry
    {
        Observer observer;
        std::shared_ptr<const std::vector<AccuracyCell>> cells;
        std::vector<Run> runs;
        std::vector<std::int32_t> learners;
        ObserverStyle style;
    };

    static std::vector<Run> runsOf(const std::vector<AccuracyCell>& cells);
    static Entry entryOf(const OpenObserver& open);
    void setRuns(int place, std::vector<Run> runs);
    ObserverStyle freeStyle(const Observer& observer) const;
    QVariant observerData(const Entry& entry, int column, int role) const;
    QVariant runData(const Entry& entry, const Run& run, int column, int role) const;
    bool applyLearnerRule(Entry& entry) const; ///< true where a check changed
    void announce(int place);

    std::vector<Entry> m_entries;
    bool m_learnersOnly = false;
};

} // namespace learnscope
