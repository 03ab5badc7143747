#pragma once

#include "core/data/embedding.h"
#include "core/jobs/jobcontext.h"

#include <cstdint>
#include <string>

namespace learnscope {

/// How the similarity of two rows is taken before representations are compared.
enum class CkaKernel {
    Linear, ///< the inner product
    Rbf, ///< exp(-d^2 / (2 s^2)), s a fraction of the median distance
};

struct CkaOptions
{
    CkaKernel kernel = CkaKernel::Linear;
    /// Debiased: diagonals left out and U-centred (Song et al. 2012); without it the value rises with the
    /// number of features.
    bool debiased = true;
    double medianFraction = 1; ///< of Rbf
    std::uint64_t memory = std::uint64_t {2} << 30; ///< bytes for working
    unsigned threads = 0; ///< 0: all of the machine's
};

struct Cka
{
    double value = 0; ///< NaN where a representation does not vary; debiased it may be negative
    std::size_t items = 0; ///< to be shown beside the value, with both numbers of features
    std::size_t firstFeatures = 0;
    std::size_t secondFeatures = 0;
    std::size_t leftOut = 0; ///< common items with features that are NaN or infinite
    std::string note; ///< which names do not match; may be empty
};

/// Centred kernel alignment of two representations of the same items (Kornblith et al. 2019), matched by
/// their names where both have them. Fails (Mismatch) where neither names nor numbers of rows match, (Usage)
/// with fewer than 4 common items or too little memory, and (Cancelled) where the job is stopped. Any thread.
Result<Cka> cka(const Embedding& first, const Embedding& second, const CkaOptions& options = {},
                JobContext& context = JobContext::none());

} // namespace learnscope
