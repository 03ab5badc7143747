#pragma once

#include "core/data/observer.h"
#include "core/data/trialselection.h"
#include "core/inference/inferenceoptions.h"

#include <optional>
#include <span>
#include <string>

namespace learnscope {

/// "learnscope-cli infer --question ...": the same answer from the same files, runs, kinds and repairs.
/// options.selections has one list of runs for each observer. @p only: the trials that count; nothing: all.
/// Quoted for sh.
std::string inferCommandLine(std::span<const Observer> observers, const InferenceOptions& options,
                             const std::optional<TrialSelection>& only = {});

} // namespace learnscope
