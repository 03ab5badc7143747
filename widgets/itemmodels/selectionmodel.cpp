#include "widgets/itemmodels/selectionmodel.h"

namespace learnscope {

void SelectionModel::select(const TrialSelection& selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    Q_EMIT selectionChanged();
}

void SelectionModel::setStimulus(const std::string& fileName)
{
    if (fileName == m_stimulus)
        return;
    m_stimulus = fileName;
    Q_EMIT stimulusChanged();
}

} // namespace learnscope
