#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace learnscope {

/// out[i * outStride + j] = row i of @p first . row j of @p second, for rows of @p columns numbers that lie
/// side by side. Runs on the calling thread alone, so that work is shared out by parallelFor and the numbers
/// do not depend on how many threads there are. Any thread.
void multiplyRows(std::span<const float> first, std::span<const float> second, std::size_t columns,
                  float* out, std::size_t outStride);
void multiplyRows(std::span<const double> first, std::span<const double> second, std::size_t columns,
                  double* out, std::size_t outStride);

/// Replaces the lower triangle of a positive definite matrix, row by row, with its Cholesky factor L (the
/// matrix is L L'). False where it is not positive definite.
bool factorCholesky(std::span<double> matrix, std::size_t size);

/// rows = rows * inverse of L', for rows of @p size numbers: see factorCholesky().
void solveRows(std::span<const double> factor, std::size_t size, std::span<double> rows);

/// "OpenBLAS 0.3.21, Haswell kernels, pthreads": what products run on.
std::string blasDescription();

} // namespace learnscope
