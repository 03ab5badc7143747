#pragma once

#include "core/data/embedding.h"
#include "core/data/transform.h"
#include "core/data/triplets.h"
#include "core/jobs/jobcontext.h"
#include "core/probing/lbfgs.h"
#include "core/probing/probeoptions.h"
#include "core/probing/standardisation.h"

#include <functional>
#include <span>
#include <vector>

namespace learnscope {

/// How well a probe tells the triplets of one set of objects.
struct ProbeScore
{
    double loss = 0; ///< mean -log probability of the kept pair; NaN without triplets
    double accuracy = 0; ///< share in which the kept pair is more similar than both others
    std::uint64_t triplets = 0;
};

/// Where a probe is while it is trained.
struct ProbeProgress
{
    int iteration = 0;
    double total = 0; ///< loss and penalty
    ProbeScore validation; ///< without triplets where there is none
};

struct GlobalProbeOptions
{
    ProbeRegularisation regularisation;
    bool bias = false;
    double start = .02; ///< the diagonal of the first weights, and the first bias
    DescentOptions descent;
    unsigned threads = 0; ///< 0: all of the machine's
};

struct GlobalProbe
{
    std::vector<float> parameters; ///< W row by row, then b where there is one
    ProbeScore train;
    ProbeScore validation; ///< where the weights were best
    double total = 0; ///< training loss and penalty
    double norm = 0; ///< |W|
    double fromIdentity = 0; ///< |W - d I|, d the mean of the diagonal
    Descent descent;
    int bestIteration = 0; ///< that the weights are of
    double seconds = 0;
};

/// Trains the weights under which dot products of @p features tell the @p train triplets best. Where there
/// are @p validation triplets, the weights of the lowest validation loss are kept and the descent stops when
/// it no longer falls. @p warm: parameters to start from, or empty. Deterministic for a number of threads.
/// Fails (Usage) where a setting is out of its range, (Mismatch) where @p warm is of another size, and
/// (Cancelled) where the job is stopped. Any thread.
Result<GlobalProbe> trainGlobalProbe(const Embedding& features, const Standardisation& standardisation,
                                     std::span<const Triplet> train, std::span<const Triplet> validation,
                                     const GlobalProbeOptions& options, std::span<const float> warm = {},
                                     const std::function<void(const ProbeProgress&)>& watch = {},
                                     JobContext& context = JobContext::none());

/// The transform that a probe is, as files keep it.
Transform transformOf(const GlobalProbe& probe, std::size_t columns, const Standardisation& standardisation);

} // namespace learnscope
