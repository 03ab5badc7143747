#pragma once

#include "core/base/result.h"
#include "core/checks/finding.h"
#include "core/data/observer.h"
#include "core/data/stimulus.h"
#include "core/jobs/jobcontext.h"

#include <span>
#include <vector>

namespace learnscope {

struct TrialCheckOptions
{
    StimulusNamePattern pattern;
    unsigned threads = 0; ///< 0: all of the machine's
};

/// What a careful reader would want to know about trial tables before believing what is computed from them:
///
///   duplicate-keys            run, epoch, phase and image occur together more than once
///   unequal-trials            epochs of a phase differ in their number of trials, within or between runs
///   shifted-epochs            rows are logged under the wrong epoch: cut in file order into equal blocks,
///   the
///                             rows of a run and phase hold each image once per block, but a block has two
///                             epochs
///   repeated-start            a run was begun twice: the images of its first epoch come first in one attempt
///                             that was broken off, whole or in part, then once more
///   label-disagrees-with-name the ground truth is not the category in the image's name
///   label-outside-classes     a prediction is none of the classes
///   missing-stimuli           an image is not in the stimulus set
///   test-set-order            a run saw the test sets in another order than most; the sets are those of
///                             @p stimuli or else those of the most common order, numbered by its epochs
///
/// Findings come observer by observer in that order. @p stimuli may be null; it and the observers' trials are
/// only read. Linear in the rows. Fails with Cancelled, or with OutOfRange beyond 2^32 - 1 rows. Any thread.
Result<std::vector<Finding>> checkTrials(std::span<const Observer> observers,
                                         const StimulusSet* stimuli = nullptr,
                                         const TrialCheckOptions& options = {},
                                         JobContext& context = JobContext::none());

/// The same for one observer.
Result<std::vector<Finding>> checkTrials(const Observer& observer, const StimulusSet* stimuli = nullptr,
                                         const TrialCheckOptions& options = {},
                                         JobContext& context = JobContext::none());

} // namespace learnscope
