#pragma once

#include "core/io/arrays/arrayfile.h"
#include "core/jobs/jobcontext.h"

#include <vector>

namespace learnscope {

/// Entries @p first to @p first + @p count - 1 of an array in stored order, as float or double. Memory is
/// taken at once where the file is long enough to hold them, and else as they turn up. Fails with Io, Syntax
/// and Cancelled, and (OutOfRange) where a number is too large for the precision.
template<typename T>
Result<std::vector<T>> readStored(ArrayFile& file, std::size_t array, std::uint64_t first,
                                  std::uint64_t count, JobContext& job);

/// A whole array in row-major order.
template<typename T>
Result<std::vector<T>> readRowMajor(ArrayFile& file, std::size_t array, JobContext& job);

} // namespace learnscope
