#include "core/similarity/blas.h"

#include <cblas.h>

#include <string_view>

extern "C" void dpotrf_(const char* triangle, const int* size, double* matrix, const int* stride, int* info);

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

std::string blasDescription()
{
    std::string_view version = openblas_get_config(); // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH ..."
    if (const auto name = version.find(' '); name != version.npos)
        version = version.substr(0, version.find(' ', name + 1));
    constexpr std::string_view threading[] = {"one thread", "pthreads", "OpenMP"};
    return std::string(version) + ", " + openblas_get_corename() + " kernels, "
        + std::string(threading[openblas_get_parallel() % 3]);
}

} // namespace learnscope
