#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"
#include "core/simulation/simulatedobserver.h"

#include <filesystem>
#include <span>
#include <vector>

namespace learnscope {

/// simulatedObservers() for a design of any number of categories, networks with @p networkRuns runs each.
/// Confusions that were made for three categories give way to equal ones.
std::vector<SimulatedObserver> observersFor(const StimulusDesign& design, int networkRuns = 20);

/// Simulates each of @p observers and writes <folder>/<name>.csv. Nothing is written unless all could be
/// simulated. Fails as simulateObserver() does, (Io) where the folder cannot be written, (Cancelled). Any
/// thread.
Result<void> writeSimulatedTrials(const std::filesystem::path& folder, const StimulusDesign& design,
                                  std::span<const SimulatedObserver> observers, std::uint64_t seed,
                                  JobContext& context = JobContext::none());

} // namespace learnscope
