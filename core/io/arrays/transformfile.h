#pragma once

#include "core/base/result.h"
#include "core/data/transform.h"
#include "core/jobs/jobcontext.h"

#include <filesystem>

namespace learnscope {

/// A transform in an .npz file as gLocal writes it: "weights" (p x p, float32), "mean" and "std" (single
/// numbers), and "bias" (p) where there is one. Fails with Io, Syntax, and (Mismatch) where an array is
/// missing, has another shape or holds NaN, or std is not above 0.
Result<Transform> readTransform(const std::filesystem::path& path, JobContext& job = JobContext::none());

/// The same file again: the same arrays and types, packed. Fails with Io.
Result<void> writeTransform(const std::filesystem::path& path, const Transform& transform);

} // namespace learnscope
