#pragma once

#include "widgets/stimuli/stimulusviewer.h"

#include <optional>

class QKeyEvent;

namespace learnscope {

/// What a key asks the stimulus viewer to do.
struct KeyCommand
{
    StimulusViewer::Command command;
    int times = 1;
};

/// Nothing for a key, or a key with modifiers, that means nothing to the viewer.
std::optional<KeyCommand> commandOf(const QKeyEvent& event);

} // namespace learnscope
