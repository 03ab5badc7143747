#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"
#include "core/probing/probeoptions.h"

#include <functional>
#include <span>
#include <vector>

namespace learnscope {

/// How a descent ended.
enum class DescentEnd {
    Settled, ///< the loss hardly fell any more
    Stopped, ///< by who watches it
    MostIterations,
    NoStepFound, ///< no step made the loss fall: as far as the numbers' precision goes
};

struct Descent
{
    int iterations = 0;
    int evaluations = 0; ///< of loss and gradient
    double loss = 0; ///< at the end
    DescentEnd end = DescentEnd::Settled;
};

/// Minimises @p loss, which replaces its second argument by the gradient, from @p start on, which is replaced
/// by where it ends. L-BFGS with steps that meet the strong Wolfe conditions (Nocedal and Wright 2006,
/// algorithms 7.4, 3.5 and 3.6; c1 = 1e-4, c2 = .9). @p goesOn is asked after each iteration with its number
/// from 1 on, the loss and the place; false stops there. Depends on nothing but the arguments, whatever
/// @p threads. Fails (OutOfRange) where the loss at the start is not finite, and (Cancelled) where the job is
/// stopped.
template<typename Real>
Result<Descent> minimise(const std::function<double(std::span<const Real>, std::span<Real>)>& loss,
                         std::vector<Real>& start, const DescentOptions& options, unsigned threads,
                         const std::function<bool(int, double, std::span<const Real>)>& goesOn = {},
                         JobContext& context = JobContext::none());

} // namespace learnscope
