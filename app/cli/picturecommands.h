#pragma once

#include "app/cli/command.h"

namespace learnscope {

/// `stimuli list`, `stimuli sheet` and `stimuli generate`. Links OpenCV.
void addStimuliCommand(CLI::App& app, int& exitCode);

} // namespace learnscope
