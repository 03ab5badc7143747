#pragma once

#include "core/data/observer.h"
#include "core/inference/inferenceoptions.h"

#include <span>
#include <string>

namespace learnscope {

/// "learnscope-cli infer --question ...": the same answer from the same files, runs, kinds and repairs.
/// options.selections has one list of runs for each observer. Quoted for sh.
std::string inferCommandLine(std::span<const Observer> observers, const InferenceOptions& options);

} // namespace learnscope
