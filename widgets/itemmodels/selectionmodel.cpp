#include "widgets/itemmodels/selectionmodel.h"

namespace learnscope {

namespace {
TrialSelection combined(const TrialSelection& before, const TrialSelection& more, Selecting how)
{
    switch (how) {
    case Selecting::Replace:
        return more;
    case Selecting::Add:
        return unionOf(before, more);
    case Selecting::Remove:
        return difference(before, more);
    case Selecting::Toggle:
        return combined(before, more, difference(more, before).empty() ? Selecting::Remove : Selecting::Add);
    }
    return more;
}
} // namespace

Selecting selectingFor(Qt::KeyboardModifiers modifiers)
{
    const bool shift = modifiers.testFlag(Qt::ShiftModifier);
    if (modifiers.testFlag(Qt::ControlModifier))
        return shift ? Selecting::Remove : Selecting::Toggle;
    return shift ? Selecting::Add : Selecting::Replace;
}

void SelectionModel::select(const TrialSelection& selection, Selecting how)
{
    TrialSelection wanted = combined(m_selection, selection, how);
    if (wanted == m_selection)
        return;
    m_selection = std::move(wanted);
    m_pending = m_counted && !m_selection.empty(); // views that hear of it first wait, too
    Q_EMIT selectionChanged();
}

void SelectionModel::setStimulus(const std::string& fileName)
{
    if (fileName == m_stimulus)
        return;
    m_stimulus = fileName;
    Q_EMIT stimulusChanged();
}

void SelectionModel::setSelectedTrials(std::shared_ptr<const SelectedTrials> selected)
{
    m_pending = false;
    m_selected = std::move(selected);
    Q_EMIT selectedTrialsChanged();
}

} // namespace learnscope
