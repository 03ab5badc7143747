#pragma once

#include "core/data/stimulus.h"
#include "widgets/stimuli/trialanswers.h"

#include <QAbstractListModel>

#include <memory>

namespace learnscope {

/// The stimuli of the selected trials, those answered wrong most often first. GUI thread.
class SelectedTrialsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        ImageRole = Qt::UserRole, ///< the file name
        PathRole, ///< of the picture; empty where the stimulus set does not have it
        TrialsRole, ///< how many selected trials show it
        RightRole, ///< how many of them were right
        CurrentRole ///< true for the stimulus that is looked at
    };

    using QAbstractListModel::QAbstractListModel;

    void setTrials(std::shared_ptr<const SelectedStimuli> trials); ///< null: none
    void setStimuli(std::shared_ptr<const StimulusSet> stimuli); ///< null: none
    void setCurrent(const std::string& image);

    const std::shared_ptr<const SelectedStimuli>& trials() const noexcept { return m_trials; }
    int missingPictures() const noexcept { return m_missing; } ///< stimuli the set does not have
    QModelIndex indexOf(const std::string& image) const; ///< invalid where no selected trial shows it

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    const SelectedStimulus& at(int row) const { return m_trials->stimuli[static_cast<std::size_t>(row)]; }
    void countMissing();

    std::shared_ptr<const SelectedStimuli> m_trials;
    std::shared_ptr<const StimulusSet> m_stimuli;
    std::string m_current;
    int m_missing = 0;
};

} // namespace learnscope
