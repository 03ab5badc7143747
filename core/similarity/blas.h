#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// out[i * outStride + j] = row i of @p first . row j of @p second, for rows of @p columns numbers that lie
/// side by side. Runs on the calling thread alone, so that work is shared out by parallelFor and the numbers
/// do not depend on how many threads there are. Any thread.
void multiplyRows(std::span<const float> first, std::span<const float> second, std::size_t columns,
                  float* out, std::size_t outStride);
void multiplyRows(std::span<const double> first, std::span<const double> second, std::size_t columns,
                  double* out, std::size_t outStride);

/// The same of rows with themselves, of which only out[i * outStride + j] with i <= j is written: half the
/// work.
void multiplyByThemselves(std::span<const float> rows, std::size_t columns, float* out,
                          std::size_t outStride);
void multiplyByThemselves(std::span<const double> rows, std::size_t columns, double* out,
                          std::size_t outStride);

/// A stretch of the columns of a matrix that is @p stride numbers wide.
struct ColumnStretch
{
    const float* first; ///< in the first row
    std::size_t stride;
    std::size_t columns;
};

/// out[i * outStride + j] = column i of @p first . column j of @p second, over @p rows rows.
void multiplyColumns(const ColumnStretch& first, const ColumnStretch& second, std::size_t rows, float* out,
                     std::size_t outStride);

/// A matrix as a product reads it: row by row, its rows @p stride numbers apart.
template<typename Real>
struct Factor
{
    const Real* first; ///< its first number
    std::size_t rows;
    std::size_t columns;
    std::size_t stride;
    bool isTransposed = false; ///< the product is with its transpose
};

/// out = first * second, row by row, each transposed where it says so. Runs on the calling thread alone.
void multiply(const Factor<float>& first, const Factor<float>& second, float* out, std::size_t outStride);
void multiply(const Factor<double>& first, const Factor<double>& second, double* out, std::size_t outStride);

/// Replaces the lower triangle of a positive definite matrix, row by row, with its Cholesky factor L (the
/// matrix is L L'). False where it is not positive definite.
bool factorCholesky(std::span<double> matrix, std::size_t size);

/// rows = rows * inverse of L', for rows of @p size numbers: see factorCholesky().
void solveRows(std::span<const double> factor, std::size_t size, std::span<double> rows);

/// All eigenvalues of a symmetric matrix, descending, and the eigenvectors of the @p wanted largest, one
/// after the other. The matrix is overwritten. Runs on @p threads threads (0: all). Empty where it does not
/// converge.
struct Eigen
{
    std::vector<double> values;
    std::vector<double> vectors;
};
Eigen largestEigenvectors(std::span<double> matrix, std::size_t size, std::size_t wanted);

/// Singular values, descending, of a small square matrix, row by row: it is left diag(values) right, both
/// row by row. False where it does not converge.
struct SingularValues
{
    std::vector<double> left;
    std::vector<double> values;
    std::vector<double> right;
};
bool singularValues(std::span<const double> matrix, std::size_t size, SingularValues& result);

/// "OpenBLAS 0.3.21, Haswell kernels, pthreads": what products run on.
std::string blasDescription();

} // namespace learnscope
