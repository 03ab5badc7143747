#pragma once

#include "core/stats/selectedtrials.h"

#include <QObject>

#include <memory>
#include <string>

namespace learnscope {

/// What becomes of the trials that are selected already when some are selected.
enum class Selecting {
    Replace,
    Add,
    Remove,
    Toggle, ///< removes where all are selected, else adds
};

/// Shift adds, Ctrl toggles, both remove: the same in all views.
Selecting selectingFor(Qt::KeyboardModifiers modifiers);

/// The one selection that all views share, and the stimulus that is looked at. GUI thread.
class SelectionModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    const TrialSelection& selection() const noexcept { return m_selection; }
    const std::string& stimulus() const noexcept { return m_stimulus; } ///< a picture's file name

    void select(const TrialSelection& selection, Selecting how = Selecting::Replace);
    void clear() { select({}); }
    void setStimulus(const std::string& fileName);

    /// The trials of checked runs that are selected, as last counted; null where nothing is selected or
    /// nobody counts. While isPending() they are those of an earlier selection.
    const std::shared_ptr<const SelectedTrials>& selectedTrials() const noexcept { return m_selected; }
    bool isPending() const noexcept { return m_pending; } ///< the trials are being counted

    // For who counts (SelectionEvaluator).
    void setCounted(bool counted) { m_counted = counted; } ///< what is selected will be counted
    void setPending(bool pending) { m_pending = pending; }
    void setSelectedTrials(std::shared_ptr<const SelectedTrials> selected); ///< nothing is pending any more

Q_SIGNALS:
    void selectionChanged();
    void selectedTrialsChanged();
    void stimulusChanged();

private:
    TrialSelection m_selection;
    std::string m_stimulus;
    std::shared_ptr<const SelectedTrials> m_selected;
    bool m_counted = false;
    bool m_pending = false;
};

} // namespace learnscope
