#pragma once

#include "app/workspace/keptentries.h"
#include "app/workspace/representationstate.h"
#include "core/checks/finding.h"
#include "core/data/stimulus.h"
#include "core/data/trialselectionjson.h"
#include "core/stats/analysis.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/plotview.h"

#include <QByteArray>

#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// All that is open, as a value: what is saved, undone and kept while the window is built anew. Data are
/// shared, so that a copy is cheap.
struct Session
{
    // What every change of is a step that can be undone:
    std::vector<OpenObserver> observers;
    bool learnersOnly = false;
    bool onlySelected = false; ///< of the checked runs only the selected trials are counted
    ViewOptions viewOptions;
    std::shared_ptr<const StimulusSet> stimuli;
    AnalysisOptions rules;
    RepresentationState representations;
    TrialSelection selection;
    std::vector<NamedSelection> savedSelections;
    KeptEntries kept;
    QByteArray views; ///< ViewGrid::layout; empty: there is no window, or as at first

    // What is only kept:
    std::string stimulus; ///< the picture that is looked at
    QByteArray viewZooms; ///< ViewGrid::zooms
    QByteArray windowGeometry; ///< QWidget::saveGeometry
    QByteArray docks; ///< QMainWindow::saveState
    std::vector<Finding> problems;
};

/// Whether nothing is to be undone between the two.
bool isSameWork(const Session& one, const Session& other);

} // namespace learnscope
