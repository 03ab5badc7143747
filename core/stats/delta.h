#pragma once

#include "core/stats/bootstrap.h"
#include "core/stats/curves.h"

#include <optional>
#include <vector>

namespace learnscope {

/// How far humans are ahead of a network in one epoch.
struct DeltaPoint
{
    int epoch = 0;
    double human = 0; ///< mean test accuracy over participants
    double network = 0; ///< mean test accuracy over runs
    double delta = 0; ///< human minus network
    std::uint32_t participants = 0;
    std::uint32_t runs = 0;
    /// Bootstrap of the difference; nothing for 0 draws and where one side has a single run.
    std::optional<Interval> band;
};

/// Mean test accuracy of @p human minus that of @p network in every epoch that both were tested in,
/// ascending. Bands are percentile intervals of two cluster bootstraps that are independent of each other,
/// since nobody is in both groups: each draw takes as many participants and as many runs as there are, with
/// replacement, for all epochs at once. Draw d comes from stream d of the seed. Fails (Cancelled) where the
/// job is stopped. Any thread.
Result<std::vector<DeltaPoint>> accuracyDelta(const ObserverCurves& human, const ObserverCurves& network,
                                              const BootstrapOptions& options, double level = .95,
                                              JobContext& context = JobContext::none());

} // namespace learnscope
