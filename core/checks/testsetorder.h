#pragma once

#include "core/checks/finding.h"
#include "core/checks/trialgroups.h"
#include "core/data/observer.h"
#include "core/data/stimulus.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace learnscope {

/// An observer with its rows in groups and, for each run, what was shown in its test epochs.
struct GroupedObserver
{
    const Observer* observer = nullptr;
    const TrialGroups* groups = nullptr;
    /// For each run: (epoch, hash of the set of images), ascending.
    std::vector<std::vector<std::pair<std::int32_t, std::uint64_t>>> testSets;
};

/// For each observer the finding test-set-order where some of its runs saw the test sets in another order
/// than most runs of all observers did. @p stimuli may be null. The result is as long as @p observers; a
/// finding without code means that there is none.
std::vector<Finding> findTestSetOrders(std::span<const GroupedObserver> observers,
                                       const StimulusSet* stimuli);

} // namespace learnscope
