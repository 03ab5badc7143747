#pragma once

#include "core/data/embedding.h"
#include "core/jobs/jobcontext.h"
#include "core/similarity/oddoneout.h"

#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// Similarities of the rows of an embedding, to be looked up: of all pairs at once in single precision, or
/// one by one in double precision. For use inside this folder. Any thread.
class PairSimilarities
{
public:
    /// @p memory: bytes for the similarities of all pairs; where they do not fit each is computed when it is
    /// looked up. Fails (Cancelled) where the job is stopped.
    static Result<PairSimilarities> make(const Embedding& embedding, ChoiceSimilarity similarity,
                                         std::uint64_t memory, unsigned threads, JobContext& context);

    bool isMasked(std::size_t row) const noexcept { return m_masked[row] != 0; }
    bool hasMasked() const noexcept { return m_hasMasked; }

    /// Right to single precision.
    double quick(std::size_t row, std::size_t other) const
    {
        return m_square.empty() ? exact(row, other) : double {m_square[row * m_rows + other]};
    }
    double exact(std::size_t row, std::size_t other) const;

    /// How far quick() may be from exact(), for values of that size.
    double doubt(double size) const noexcept { return m_doubt * (1 + size); }

private:
    explicit PairSimilarities(const Embedding& embedding)
        : m_embedding(embedding)
    {
    }

    Embedding m_embedding;
    ChoiceSimilarity m_similarity = ChoiceSimilarity::Cosine;
    std::size_t m_rows = 0;
    std::vector<char> m_masked;
    bool m_hasMasked = false;
    double m_doubt = 0;
    std::vector<double> m_lengths;
    std::vector<float> m_square;
};

} // namespace learnscope
