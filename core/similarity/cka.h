#pragma once

#include "core/data/embedding.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/intervals.h"

#include <cstdint>
#include <optional>
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
    double medianFraction = 1; ///< of Rbf; the width stays the same when items are drawn
    int draws = 0; ///< of items with replacement, for the interval; 0: none
    double level = .95;
    std::uint64_t seed = 1;
    std::uint64_t memory = std::uint64_t {2} << 30; ///< bytes for working
    unsigned threads = 0; ///< 0: all of the machine's
};

struct Cka
{
    double value = 0; ///< NaN where a representation does not vary; debiased it may be negative
    /// Bootstrap percentiles over items. Nothing without draws or a value, and where the kernels of all pairs
    /// do not fit options.memory, which the note says.
    std::optional<Interval> interval;
    std::size_t items = 0; ///< to be shown beside the value, with both numbers of features
    std::size_t firstFeatures = 0;
    std::size_t secondFeatures = 0;
    std::size_t leftOut = 0; ///< common items with features that are NaN or infinite
    std::string note; ///< which names do not match, and why there is no interval; may be empty
};

/// Centred kernel alignment of two representations of the same items (Kornblith et al. 2019), matched by
/// their names where both have them. Fails (Mismatch) where neither names nor numbers of rows match, (Usage)
/// with fewer than 4 common items or too little memory, and (Cancelled) where the job is stopped. Any thread.
Result<Cka> cka(const Embedding& first, const Embedding& second, const CkaOptions& options = {},
                JobContext& context = JobContext::none());

} // namespace learnscope
