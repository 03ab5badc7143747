#pragma once

#include "core/data/trialselection.h"

#include <QObject>

#include <string>

namespace learnscope {

/// The one selection that all views share, and the stimulus that is looked at. GUI thread.
class SelectionModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    const TrialSelection& selection() const noexcept { return m_selection; }
    const std::string& stimulus() const noexcept { return m_stimulus; } ///< a picture's file name

    void select(const TrialSelection& selection);
    void clear() { select({}); }
    void setStimulus(const std::string& fileName);

Q_SIGNALS:
    void selectionChanged();
    void stimulusChanged();

private:
    TrialSelection m_selection;
    std::string m_stimulus;
};

} // namespace learnscope
