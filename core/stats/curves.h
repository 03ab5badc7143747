#pragma once

#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/accuracy.h"
#include "core/stats/bootstrap.h"
#include "core/stats/efficiency.h"
#include "core/stats/intervals.h"
#include "core/stats/lag.h"
#include "core/stats/runselection.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace learnscope {

struct CurveOptions
{
    int bootstrapDraws = 10000; ///< 0 for no bands
    std::uint64_t seed = 1;
    double level = .95;
    BandMethod bands = BandMethod::Percentile;
    LagRule lagRule = LagRule::AsPublished;
    EfficiencyStart efficiencyStart = EfficiencyStart::Zero;
    unsigned threads = 1; ///< 0: all of the machine's; the result does not depend on it

    bool operator==(const CurveOptions&) const = default;
};

/// Accuracy of the chosen runs in one epoch and phase.
struct CurvePoint
{
    int epoch = 0;
    std::uint32_t runs = 0;
    std::uint64_t trials = 0; ///< over all runs
    std::uint64_t correct = 0;
    double mean = 0; ///< of the runs' accuracies
    double sd = 0; ///< over runs, n - 1 in the denominator; NaN for one run
    Interval wilson; ///< of the pooled trials
    std::optional<Interval> band; ///< bootstrap of the mean over runs; nothing for 0 draws or one run
};

/// Mean train accuracy minus mean test accuracy in one epoch.
struct GapPoint
{
    int epoch = 0;
    double gap = 0;
    std::optional<Interval> band; ///< bootstrap over runs, train and test of a run drawn together
};

/// All that learning-curve and gap views show of one observer.
struct ObserverCurves
{
    Observer observer;
    std::vector<std::int32_t> runs; ///< those used, ascending
    std::vector<AccuracyCell> cells; ///< of the runs used, sorted by run, epoch, phase
    std::vector<CurvePoint> train; ///< by epoch
    std::vector<CurvePoint> test; ///< by epoch
    std::vector<GapPoint> gap; ///< epochs with both
    Lag lag;
    /// Bootstrap over runs; the window is found anew in each draw, draws without one are left out.
    std::optional<Interval> lagBand;
    double trainingImages = 0; ///< distinct ones of a run (the mean over runs); 0 where none trained
    std::vector<EfficiencyPoint> efficiency; ///< by tested epoch; empty where no run trained
    double chance = 0; ///< 1 / number of classes
    Interval chanceBand; ///< central 95 % binomial interval for the trials of one run's training epoch
    std::uint32_t chanceTrials = 0; ///< that number (the commonest one); a test epoch's where none trained
};

/// Curves of several observers, made with the same options.
struct CurveSet
{
    CurveOptions options;
    std::vector<ObserverCurves> observers;
    /// Where only selected trials are counted: how many these are; 0: none is selected, and there are no
    /// observers. Nothing: all trials of the chosen runs are.
    std::optional<std::uint64_t> onlySelected = {};
};

/// Learning curves of one observer. Bands are bootstraps over runs, by percentiles or by expanded ones: each
/// draw takes as many runs as there are, with replacement, and all epochs, gaps, gains and the lag come from
/// the same draws. A run without trials in an epoch takes no part there. Fails (Mismatch) where no run is
/// chosen, (Cancelled) where the job is stopped. Any thread.
Result<ObserverCurves> computeCurves(const Observer& observer, const RunSelection& selection,
                                     const CurveOptions& options = {},
                                     JobContext& context = JobContext::none());

/// The same where accuracyPerRun of the observer's trials is at hand.
Result<ObserverCurves> computeCurves(const Observer& observer, std::span<const AccuracyCell> cells,
                                     const RunSelection& selection, const CurveOptions& options = {},
                                     JobContext& context = JobContext::none());

/// Curves of several observers, @p options.threads at a time; @p selections has one entry for each. Fails
/// with the error of the first observer that has one.
Result<CurveSet> computeCurveSet(std::span<const Observer> observers,
                                 std::span<const RunSelection> selections, const CurveOptions& options = {},
                                 JobContext& context = JobContext::none());

} // namespace learnscope
