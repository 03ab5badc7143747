#pragma once

#include "core/base/result.h"
#include "core/data/embedding.h"
#include "core/jobs/jobcontext.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

/// Towards what a sample covariance is drawn, so that it can be inverted where there are few observations.
enum class Shrinkage {
    Diagonal, ///< Schaefer and Strimmer (2005): correlations towards 0; rsatoolbox's shrinkage_diag
    Identity, ///< Ledoit and Wolf (2004): towards a multiple of the identity; rsatoolbox's shrinkage_eye
    None, ///< the sample covariance, which must be of full rank
};
/// "diagonal", "identity" or "none".
std::string_view toString(Shrinkage shrinkage);

struct NoiseOptions
{
    /// Observations of the noise, such as residuals of repeated measurements: rows are observations, columns
    /// the features. Without it the covariance over the items themselves is taken (Mahalanobis) or the
    /// identity (crossnobis).
    std::optional<Embedding> observations = {};
    Shrinkage shrinkage = Shrinkage::Diagonal;
};

/// Turns patterns into ones whose noise is white.
class Whitening
{
public:
    /// From observations, whose mean is taken away first. Rows that are not finite are left out. Fails
    /// (Usage) where the covariance cannot be inverted. Any thread.
    static Result<Whitening> fromObservations(const Embedding& observations, Shrinkage shrinkage,
                                              unsigned threads, JobContext& context);

    double shrinkage() const noexcept { return m_shrinkage; } ///< 0: none, 1: only the target

    /// The rows of @p features, which must be as many numbers wide, times the inverse of the covariance's
    /// Cholesky factor: squared distances of them are Mahalanobis distances. Row by row.
    std::vector<double> applied(const Embedding& features, unsigned threads) const;

private:
    std::size_t m_columns = 0;
    double m_shrinkage = 0;
    std::vector<double> m_factor; ///< lower triangle, row by row
};

} // namespace learnscope
