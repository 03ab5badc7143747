#pragma once

#include "core/data/triplets.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// How well similarities of all pairs tell choices: -log of the softmax of the kept pair's similarity among
/// those of the three pairs, averaged over triplets (Muttenthaler et al. 2023, equation 2), with the
/// largest subtracted first, so that no similarity is too large. All triplets speak about few objects, so
/// each reads three entries of one matrix and adds to three of its gradient.
template<typename Real>
class TripletLoss
{
public:
    /// Objects are numbered among those that occur: see objects(). Their number is below 65,536.
    explicit TripletLoss(std::span<const Triplet> triplets);

    const std::vector<std::uint32_t>& objects() const noexcept { return m_objects; } ///< ascending
    std::size_t size() const noexcept { return m_triplets.size(); }

    struct Value
    {
        double loss = 0; ///< mean; NaN without triplets
        std::uint64_t correct = 0; ///< the kept pair is more similar than both others
    };

    /// @p similarities: objects x objects, row by row, of which the entries above the diagonal are read.
    Value evaluate(std::span<const Real> similarities, unsigned threads) const;
    /// Also the derivative by each entry above the diagonal, which replaces @p gradient; the others become
    /// 0. The sums depend on the number of threads in their last digits, and on nothing else.
    Value evaluate(std::span<const Real> similarities, std::span<Real> gradient, unsigned threads) const;

private:
    /// Where the similarities of its pairs are: of the kept one first.
    struct Pairs
    {
        std::uint32_t kept;
        std::uint32_t first;
        std::uint32_t second;
    };
    struct Sums
    {
        double loss = 0;
        std::uint64_t correct = 0;
    };
    Sums sumOver(std::span<const Pairs> triplets, const Real* similarities, Real* gradient) const;
    Value valueOf(std::span<const Sums> sums) const;
    std::span<const Pairs> part(std::size_t index, std::size_t parts) const;

    std::vector<std::uint32_t> m_objects;
    std::vector<Pairs> m_triplets; ///< those that read the same rows side by side
};

} // namespace learnscope
