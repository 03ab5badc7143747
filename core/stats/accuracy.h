#pragma once

#include "core/data/trialtable.h"

#include <cstdint>
#include <vector>

namespace learnscope {

/// The trials of one run in one epoch and phase.
struct AccuracyCell
{
    std::int32_t run = 0;
    std::int32_t epoch = 0;
    Phase phase = Phase::Train;
    std::uint32_t trials = 0; ///< at least 1
    std::uint32_t correct = 0; ///< prediction equals ground truth

    double accuracy() const noexcept { return static_cast<double>(correct) / trials; }
    bool operator==(const AccuracyCell&) const = default;
};

/// One cell for each run, epoch and phase that has trials, sorted by run, epoch and phase (test before
/// train, as the names sort). Any thread; @p threads 0: all of the machine's.
std::vector<AccuracyCell> accuracyPerRun(const TrialTable& trials, unsigned threads = 1);

} // namespace learnscope
