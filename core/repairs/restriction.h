#pragma once

#include "core/data/trialselection.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/runselection.h"

#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// Observers of whose trials only the selected ones are left, each with a record that says so.
struct Restricted
{
    std::vector<Observer> observers;
    std::vector<RunSelection> selections; ///< one for each
    std::vector<std::string> leftOut; ///< names of those without a selected trial
};

/// What depends on all trials of an observer stays as it was: the classes and so chance, the objects that are
/// known, and who meets the learner rule. @p runs: one for each observer; runs without a selected trial go.
/// @p threads: 0 for all. Fails (Mismatch) where no trial of any observer is selected. Any thread.
Result<Restricted> restrictTo(std::span<const Observer> observers, std::span<const RunSelection> runs,
                              const TrialSelection& selection, unsigned threads = 0,
                              JobContext& context = JobContext::none());

/// The same for who can do without: where nothing is selected, no observer is left.
Result<Restricted> restrictAny(std::span<const Observer> observers, std::span<const RunSelection> runs,
                               const TrialSelection& selection, unsigned threads = 0,
                               JobContext& context = JobContext::none());

/// Whether of the observer's trials only selected ones are left.
bool isRestricted(const Observer& observer);

} // namespace learnscope
