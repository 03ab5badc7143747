#pragma once

#include "core/similarity/comparedpairs.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

/// How alike two matrices are.
enum class MatrixMeasure {
    Pearson,
    Cosine,
    Spearman,
    RhoA, ///< Spearman's expected value when ties are broken at random
    TauA, ///< Kendall's, ties not corrected for: the choice where a model predicts ties
    TauB, ///< Kendall's, corrected for ties
    WhitenedCosine, ///< unbiased for the covariance of pairs that share an item (Diedrichsen et al. 2021)
    WhitenedCorrelation,
};
std::span<const MatrixMeasure> allMatrixMeasures();
std::string_view toString(MatrixMeasure measure); ///< "pearson", "rho-a", "whitened-cosine", ...
std::optional<MatrixMeasure> matrixMeasureFromName(std::string_view name);
bool isWhitened(MatrixMeasure measure);

/// One measure of two matrices, prepared so that it can be computed anew when items are drawn. A value that
/// is cheap to copy. Any thread.
class MatrixStatistic
{
public:
    /// Fails (Usage) for whitened measures where pairs are masked: they need all.
    static Result<MatrixStatistic> make(MatrixMeasure measure, ComparedPairs pairs, unsigned threads);

    double value() const; ///< NaN where it is not defined

    /// The value when item i is there @p times[i] times. Pairs of an item with itself are left out, and each
    /// other pair counts as often as the product says; whitened measures take copies of an item for items of
    /// their own. NaN where too few items are left.
    double valueOfDraw(std::span<const std::uint32_t> times) const;

    const ComparedPairs& pairs() const noexcept;

private:
    struct Prepared;
    explicit MatrixStatistic(std::shared_ptr<const Prepared> prepared);

    std::shared_ptr<const Prepared> m_prepared;
};

/// The double-centred kernels -J D J / 2 of two matrices of squared distances without a diagonal: their inner
/// product and own ones, from which the whitened cosine follows without forming them (with the identity as
/// the items' noise covariance it is linear CKA).
struct KernelProducts
{
    double firstSecond = 0;
    double firstFirst = 0;
    double secondSecond = 0;

    double cosine() const;
};
KernelProducts kernelProducts(std::size_t items, std::span<const double> first,
                              std::span<const double> second);

} // namespace learnscope
