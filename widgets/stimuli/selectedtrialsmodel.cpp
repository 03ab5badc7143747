#include "widgets/stimuli/selectedtrialsmodel.h"

#include <algorithm>

namespace learnscope {

void SelectedTrialsModel::setTrials(std::shared_ptr<const SelectedStimuli> trials)
{
    beginResetModel();
    m_trials = std::move(trials);
    countMissing();
    endResetModel();
}

void SelectedTrialsModel::setStimuli(std::shared_ptr<const StimulusSet> stimuli)
{
    beginResetModel();
    m_stimuli = std::move(stimuli);
    countMissing();
    endResetModel();
}

void SelectedTrialsModel::setCurrent(const std::string& image)
{
    if (image == m_current)
        return;
    const QModelIndex before = indexOf(m_current);
    m_current = image;
    for (const QModelIndex& changed : {before, indexOf(m_current)})
        if (changed.isValid())
            Q_EMIT dataChanged(changed, changed, {CurrentRole, Qt::AccessibleTextRole});
}

QModelIndex SelectedTrialsModel::indexOf(const std::string& image) const
{
    if (!m_trials)
        return {};
    const auto& stimuli = m_trials->stimuli;
    const auto found = std::find_if(stimuli.begin(), stimuli.end(), [&](const SelectedStimulus& stimulus) {
        return stimulus.image == image;
    });
    return found == stimuli.end() ? QModelIndex() : index(static_cast<int>(found - stimuli.begin()));
}

void SelectedTrialsModel::countMissing()
{
    m_missing = 0;
    if (m_trials && m_stimuli)
        m_missing = static_cast<int>(std::count_if(
            m_trials->stimuli.begin(), m_trials->stimuli.end(),
            [&](const SelectedStimulus& stimulus) { return !m_stimuli->find(stimulus.image); }));
}

int SelectedTrialsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_trials ? 0 : static_cast<int>(m_trials->stimuli.size());
}

QVariant SelectedTrialsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_trials)
        return {};
    const SelectedStimulus& stimulus = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return tr("%1/%2").arg(stimulus.right).arg(stimulus.trials);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1: %2 of %3 trials right (%4 %)")
            .arg(QString::fromStdString(stimulus.image))
            .arg(stimulus.right)
            .arg(stimulus.trials)
            .arg(qRound(100 * stimulus.shareRight()));
    case ImageRole:
        return QString::fromStdString(stimulus.image);
    case PathRole: {
        const Stimulus* picture = m_stimuli ? m_stimuli->find(stimulus.image) : nullptr;
        return picture ? QString::fromStdU16String(picture->path.u16string()) : QString();
    }
    case TrialsRole:
        return stimulus.trials;
    case RightRole:
        return stimulus.right;
    case CurrentRole:
        return stimulus.image == m_current;
    default:
        return {};
    }
}

} // namespace learnscope
