#pragma once

#include "core/checks/finding.h"
#include "core/data/observer.h"
#include "core/data/stimulus.h"

#include <array>
#include <cstdint>
#include <vector>

namespace learnscope {

/// The checks that look at each row by itself; each adds what it finds to @p findings.

/// unequal-trials, one finding for each phase. Returns for each phase how many rows most epochs have.
std::array<std::uint32_t, 2> checkTrialCounts(const Observer& observer, unsigned threads,
                                              std::vector<Finding>& findings);

/// label-disagrees-with-name and label-outside-classes. Names whose categories are no classes at all are of
/// another study than the pattern and say nothing.
void checkLabels(const Observer& observer, const StimulusNamePattern& pattern,
                 std::vector<Finding>& findings);

/// For each phase how many rows most epochs have; 0 where there are none.
std::array<std::uint32_t, 2> usualTrialCounts(const TrialTable& trials, unsigned threads);

/// missing-stimuli.
void checkStimuli(const Observer& observer, const StimulusSet& stimuli, std::vector<Finding>& findings);

} // namespace learnscope
