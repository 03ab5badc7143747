#include "core/similarity/blas.h"

#include <cblas.h>

#include <algorithm>
#include <string_view>

// LAPACK, which OpenBLAS holds; it numbers columns first.
extern "C" {
void dpotrf_(const char* triangle, const int* size, double* matrix, const int* stride, int* info);
void dsytrd_(const char* triangle, const int* size, double* matrix, const int* stride, double* diagonal,
             double* offDiagonal, double* reflectors, double* work, const int* workSize, int* info);
void dsterf_(const int* size, double* diagonal, double* offDiagonal, int* info);
void dstemr_(const char* job, const char* range, const int* size, double* diagonal, double* offDiagonal,
             const double* low, const double* high, const int* first, const int* last, int* found,
             double* values, double* vectors, const int* stride, const int* columns, int* support,
             int* tryRelative, double* work, const int* workSize, int* intWork, const int* intWorkSize,
             int* info);
void dormtr_(const char* side, const char* triangle, const char* transposed, const int* rows,
             const int* columns, const double* matrix, const int* stride, const double* reflectors,
             double* vectors, const int* vectorStride, double* work, const int* workSize, int* info);
void dgesvd_(const char* left, const char* right, const int* rows, const int* columns, double* matrix,
             const int* stride, double* values, double* leftVectors, const int* leftStride,
             double* rightVectors, const int* rightStride, double* work, const int* workSize, int* info);
}

namespace learnscope {

namespace {
/// One thread for what the calling thread asks next. OpenBLAS keeps the number for the whole process in its
/// pthread build and for each thread in its OpenMP build, so it is said before every product.
void useOneThread()
{
    if (openblas_get_num_threads() != 1)
        openblas_set_num_threads(1);
}

struct Sizes
{
    int first;
    int second;
    int columns;
};

template<typename T>
Sizes sizesOf(std::span<const T> first, std::span<const T> second, std::size_t columns)
{
    return {static_cast<int>(first.size() / columns), static_cast<int>(second.size() / columns),
            static_cast<int>(columns)};
}
} // namespace

void multiplyRows(std::span<const float> first, std::span<const float> second, std::size_t columns,
                  float* out, std::size_t outStride)
{
    const Sizes sizes = sizesOf(first, second, columns);
    useOneThread();
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, sizes.first, sizes.second, sizes.columns, 1,
                first.data(), sizes.columns, second.data(), sizes.columns, 0, out,
                static_cast<int>(outStride));
}

void multiplyRows(std::span<const double> first, std::span<const double> second, std::size_t columns,
                  double* out, std::size_t outStride)
{
    const Sizes sizes = sizesOf(first, second, columns);
    useOneThread();
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, sizes.first, sizes.second, sizes.columns, 1,
                first.data(), sizes.columns, second.data(), sizes.columns, 0, out,
                static_cast<int>(outStride));
}

void multiplyByThemselves(std::span<const float> rows, std::size_t columns, float* out, std::size_t outStride)
{
    useOneThread();
    cblas_ssyrk(CblasRowMajor, CblasUpper, CblasNoTrans, static_cast<int>(rows.size() / columns),
                static_cast<int>(columns), 1, rows.data(), static_cast<int>(columns), 0, out,
                static_cast<int>(outStride));
}

void multiplyByThemselves(std::span<const double> rows, std::size_t columns, double* out,
                          std::size_t outStride)
{
    useOneThread();
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, static_cast<int>(rows.size() / columns),
                static_cast<int>(columns), 1, rows.data(), static_cast<int>(columns), 0, out,
                static_cast<int>(outStride));
}

void multiplyColumns(const ColumnStretch& first, const ColumnStretch& second, std::size_t rows, float* out,
                     std::size_t outStride)
{
    useOneThread();
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, static_cast<int>(first.columns),
                static_cast<int>(second.columns), static_cast<int>(rows), 1, first.first,
                static_cast<int>(first.stride), second.first, static_cast<int>(second.stride), 0, out,
                static_cast<int>(outStride));
}

namespace {
template<typename Real, typename Product>
void multiplyWith(Product product, const Factor<Real>& first, const Factor<Real>& second, Real* out,
                  std::size_t outStride)
{
    useOneThread();
    const auto way = [](const Factor<Real>& factor) {
        return factor.isTransposed ? CblasTrans : CblasNoTrans;
    };
    product(CblasRowMajor, way(first), way(second),
            static_cast<int>(first.isTransposed ? first.columns : first.rows),
            static_cast<int>(second.isTransposed ? second.rows : second.columns),
            static_cast<int>(first.isTransposed ? first.rows : first.columns), Real(1), first.first,
            static_cast<int>(first.stride), second.first, static_cast<int>(second.stride), Real(0), out,
            static_cast<int>(outStride));
}
} // namespace

void multiply(const Factor<float>& first, const Factor<float>& second, float* out, std::size_t outStride)
{
    multiplyWith(cblas_sgemm, first, second, out, outStride);
}

void multiply(const Factor<double>& first, const Factor<double>& second, double* out, std::size_t outStride)
{
    multiplyWith(cblas_dgemm, first, second, out, outStride);
}

bool factorCholesky(std::span<double> matrix, std::size_t size)
{
    const int order = static_cast<int>(size);
    int info = 0;
    useOneThread();
    dpotrf_("U", &order, matrix.data(), &order, &info); // LAPACK's upper is the lower of rows
    return info == 0;
}

void solveRows(std::span<const double> factor, std::size_t size, std::span<double> rows)
{
    const int order = static_cast<int>(size);
    useOneThread();
    cblas_dtrsm(CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit,
                static_cast<int>(rows.size() / size), order, 1, factor.data(), order, rows.data(), order);
}

Eigen largestEigenvectors(std::span<double> matrix, std::size_t size, std::size_t wanted)
{
    useOneThread();
    const int order = static_cast<int>(size);
    int info = 0;
    std::vector<double> diagonal(size);
    std::vector<double> offDiagonal(size); // the last one is workspace
    std::vector<double> reflectors(size);
    std::vector<double> work(std::max<std::size_t>(64 * size, 32 * size + 64));
    const int workSize = static_cast<int>(work.size());
    dsytrd_("L", &order, matrix.data(), &order, diagonal.data(), offDiagonal.data(), reflectors.data(),
            work.data(), &workSize, &info);
    Eigen eigen {diagonal, std::vector<double>(size * wanted)};
    std::vector<double> copy = offDiagonal;
    if (info == 0)
        dsterf_(&order, eigen.values.data(), copy.data(), &info);
    std::reverse(eigen.values.begin(), eigen.values.end());
    // The largest ones of the tridiagonal matrix, ascending, then turned back.
    const int first = order - static_cast<int>(wanted) + 1;
    const int columns = static_cast<int>(wanted);
    int found = 0;
    int tryRelative = 1;
    const double unused = 0;
    std::vector<double> values(size);
    std::vector<double> vectors(size * wanted);
    std::vector<int> support(2 * wanted);
    std::vector<int> intWork(10 * size);
    const int intWorkSize = static_cast<int>(intWork.size());
    if (info == 0)
        dstemr_("V", "I", &order, diagonal.data(), offDiagonal.data(), &unused, &unused, &first, &order,
                &found, values.data(), vectors.data(), &order, &columns, support.data(), &tryRelative,
                work.data(), &workSize, intWork.data(), &intWorkSize, &info);
    if (info == 0)
        dormtr_("L", "L", "N", &order, &columns, matrix.data(), &order, reflectors.data(), vectors.data(),
                &order, work.data(), &workSize, &info);
    if (info != 0 || found != columns)
        return {};
    for (std::size_t vector = 0; vector < wanted; ++vector)
        std::copy_n(vectors.begin() + static_cast<std::ptrdiff_t>((wanted - 1 - vector) * size), size,
                    eigen.vectors.begin() + static_cast<std::ptrdiff_t>(vector * size));
    return eigen;
}

bool singularValues(std::span<const double> matrix, std::size_t size, SingularValues& result)
{
    const int order = static_cast<int>(size);
    int info = 0;
    std::vector<double> values(matrix.begin(), matrix.end());
    result.left.resize(size * size);
    result.right.resize(size * size);
    result.values.resize(size);
    std::vector<double> work(64 * size);
    const int workSize = static_cast<int>(work.size());
    useOneThread();
    // By columns the matrix is its own transpose, whose left vectors are the right ones.
    dgesvd_("A", "A", &order, &order, values.data(), &order, result.values.data(), result.right.data(),
            &order, result.left.data(), &order, work.data(), &workSize, &info);
    return info == 0;
}

std::string blasDescription()
{
    std::string_view version = openblas_get_config(); // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH ..."
    if (const auto name = version.find(' '); name != std::string_view::npos)
        version = version.substr(0, version.find(' ', name + 1));
    constexpr std::string_view threading[] = {"one thread", "pthreads", "OpenMP"};
    return std::string(version) + ", " + openblas_get_corename() + " kernels, "
        + std::string(threading[openblas_get_parallel() % 3]);
}

} // namespace learnscope
