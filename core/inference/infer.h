#pragma once

#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/inference/inferenceresult.h"
#include "core/jobs/jobcontext.h"

#include <span>

namespace learnscope {

/// Answers options.question for @p observers, whose names differ. Fails with a sentence that says why where
/// there is too little to answer it (Mismatch), where an option names no observer (Usage), or where the job
/// is stopped (Cancelled). The same options give the same numbers whatever the number of threads. Any thread.
Result<InferenceResult> infer(std::span<const Observer> observers, const InferenceOptions& options,
                              JobContext& context = JobContext::none());

/// What would be done for these options, before it is done.
InferenceMethod methodFor(const InferenceOptions& options);

/// The method, its numbers, seed and version in sentences for a paper.
std::string methodsText(const InferenceResult& result);

} // namespace learnscope
