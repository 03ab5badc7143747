#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace learnscope {

/// What holds the weights W of a probe back, as a multiple lambda of it is added to the loss.
enum class ProbePenalty {
    Frobenius, ///< |W|, the root of the sum of squares: "l2", as published, not squared
    SquaredFrobenius, ///< |W| squared
    Eye, ///< the sum of squares of W - d I, d being the mean of the diagonal of W, which moves with it
};
std::string_view toString(ProbePenalty penalty); ///< "l2", "l2-squared" or "eye"
std::optional<ProbePenalty> probePenaltyFromName(std::string_view name);

/// The loss of a probe beyond what the triplets say.
struct ProbeRegularisation
{
    ProbePenalty penalty = ProbePenalty::Eye;
    double lambda = .1; ///< 0 or more

    bool operator==(const ProbeRegularisation&) const = default;
};

/// How a loss is minimised over whole passes.
struct DescentOptions
{
    int iterations = 300; ///< at the most
    int history = 10; ///< steps that curvature is told by
    /// Settled where the loss fell by less than this share of 1 + its size in each of 3 steps.
    double tolerance = 1e-6;
    /// Stopped where the validation loss has not fallen for so many steps; the best weights are kept. Without
    /// validation it never is.
    int patience = 10;

    bool operator==(const DescentOptions&) const = default;
};

} // namespace learnscope
