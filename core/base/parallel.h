#pragma once

#include <cstddef>
#include <functional>

namespace learnscope {

/// How many threads to use: @p wanted, or all of the machine's where that is 0.
unsigned threadCount(unsigned wanted = 0);

/// Calls @p work(index) once for each index below @p count, on up to @p threads threads (0: all), this one
/// among them. Returns when all are done; the first exception thrown by any call is thrown again here and
/// the indices not yet begun are left out.
void parallelFor(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

} // namespace learnscope
