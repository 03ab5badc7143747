#pragma once

#include "core/data/embedding.h"
#include "core/probing/probeoptions.h"
#include "core/probing/standardisation.h"
#include "core/probing/transformedfeatures.h"
#include "core/probing/tripletloss.h"

#include <span>

namespace learnscope {

/// lambda times the penalty of square weights @p size wide, whose derivatives are added to @p gradient
/// (empty: not wanted). At W = 0 the derivative of the norm, which has none there, counts as 0.
template<typename Real>
double addPenalty(const ProbeRegularisation& regularisation, std::size_t size, std::span<const Real> weights,
                  std::span<Real> gradient);

/// The loss of a global probe over all triplets, and its exact gradient in one pass: the mean -log
/// probability of the pairs that people kept, by dot products of transformed features, plus the penalty
/// (Muttenthaler et al. 2023, equations 2 to 4; the penalty as their code has it).
template<typename Real>
class GlobalObjective
{
public:
    /// Of the objects in @p triplets, which are rows of @p features.
    GlobalObjective(const Embedding& features, const Standardisation& standardisation,
                    std::span<const Triplet> triplets, bool hasBias, unsigned threads);

    std::size_t parameterCount() const noexcept { return m_transformed.parameterCount(); }
    std::size_t objects() const noexcept { return m_loss.objects().size(); }
    std::size_t triplets() const noexcept { return m_loss.size(); }

    struct Value
    {
        double total = 0; ///< loss and penalty
        double loss = 0; ///< of the triplets alone
        double accuracy = 0; ///< share of the triplets whose kept pair is more similar than both others
    };
    /// Loss and accuracy at @p parameters; total is the loss.
    Value judge(std::span<const Real> parameters);
    /// Replaces @p gradient by the derivatives of the total.
    Value evaluate(std::span<const Real> parameters, const ProbeRegularisation& regularisation,
                   std::span<Real> gradient);

private:
    Value valueOf(const typename TripletLoss<Real>::Value& value) const;

    unsigned m_threads;
    TripletLoss<Real> m_loss;
    TransformedFeatures<Real> m_transformed;
};

} // namespace learnscope
