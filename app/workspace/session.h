#pragma once

#include "core/data/observer.h"
#include "core/data/stimulus.h"
#include "core/data/trialselectionjson.h"
#include "core/stats/accuracy.h"
#include "core/stats/analysis.h"
#include "widgets/common/observerstyle.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/plotview.h"

#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// All that is open, as a value: what survives when the window is built anew at another scale.
struct Session
{
    struct OpenObserver
    {
        Observer observer;
        std::vector<AccuracyCell> cells;
        std::vector<std::int32_t> checkedRuns;
        ObserverStyle style;
    };

    std::vector<OpenObserver> observers;
    bool learnersOnly = false;
    ViewOptions viewOptions;
    std::shared_ptr<const StimulusSet> stimuli;
    AnalysisOptions rules;
    TrialSelection selection;
    std::vector<NamedSelection> savedSelections;
    std::string stimulus;
    std::vector<Finding> problems;
};

} // namespace learnscope
