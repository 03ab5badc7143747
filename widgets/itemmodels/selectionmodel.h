#pragma once

#include "core/data/trialtable.h"

#include <QObject>

#include <optional>
#include <string>

namespace learnscope {

/// The trials that are selected: those of one observer that fit every part that is set.
struct TrialSelection
{
    std::string observer; ///< Observer::name; empty: nothing is selected
    std::optional<std::int32_t> run;
    std::optional<int> epoch;
    std::optional<Phase> phase;

    bool empty() const noexcept { return observer.empty(); }
    bool operator==(const TrialSelection&) const = default;
};

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
