#pragma once

#include "core/inference/meandraws.h"
#include "core/inference/study.h"

namespace learnscope {

/// Draws the mean accuracies of all observers anew, the training epochs' too where @p withTraining. People
/// and runs are drawn for each observer by itself, images once for all observers, so that observers who saw
/// the same images stay paired by them; training and test images are drawn apart. Both: crossed, each in the
/// same draw; such draws give variances, and no cluster is left out. Fails (Cancelled) where the job is
/// stopped.
Result<MeanDraws> drawAccuracies(const Study& study, Generalisation unit, bool withTraining,
                                 const InferenceOptions& options, JobContext& context);

} // namespace learnscope
