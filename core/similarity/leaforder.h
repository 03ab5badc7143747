#pragma once

#include "core/jobs/jobcontext.h"
#include "core/similarity/clustering.h"
#include "core/similarity/completedissimilarities.h"

#include <vector>

namespace learnscope {

/// The leaves of the tree from left to right as its merges have them.
std::vector<std::size_t> leavesOf(const std::vector<ClusterMerge>& merges);

/// The leaves with branches turned so that neighbours are as near as the tree allows. Empty where the job is
/// stopped.
std::vector<std::size_t> optimalLeaves(const std::vector<ClusterMerge>& merges,
                                       const CompleteDissimilarities& distances, unsigned threads,
                                       JobContext& context);

} // namespace learnscope
