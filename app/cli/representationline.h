#pragma once

#include "app/cli/shellwords.h"
#include "app/workspace/representationstate.h"
#include "widgets/figures/figurerequest.h"

#include <set>
#include <string>

namespace learnscope {

/// The observers whose answers are shown as matrices.
std::set<std::string> observersOfAnswers(const RepresentationState& state);

/// Whether anything is shown that has been read or computed.
bool hasDrawn(const RepresentationState& state);

/// The options that make a command draw @p request from the same representations.
void addRepresentations(ShellWords& words, const RepresentationState& state, const FigureRequest& request);

} // namespace learnscope
