#pragma once

#include "core/base/result.h"
#include "core/data/embedding.h"
#include "core/data/transform.h"
#include "core/jobs/jobcontext.h"

namespace learnscope {

/// Features as a transform changes them: y = ((x - mean) / deviation) W (+ b), row by row, with the names of
/// @p features. Rows with NaN become NaN. Fails (Mismatch) where the transform is of another size, and
/// (Cancelled) where the job is stopped. Any thread.
Result<Embedding> aligned(const Embedding& features, const Transform& transform, unsigned threads = 0,
                          JobContext& context = JobContext::none());

} // namespace learnscope
