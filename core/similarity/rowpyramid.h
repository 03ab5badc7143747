#pragma once

#include "core/base/result.h"
#include "core/data/embedding.h"
#include "core/data/similaritymatrix.h"
#include "core/jobs/jobcontext.h"
#include "core/similarity/dissimilarity.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace learnscope {

/// A stretch of blocks of one level: from @p begin to before @p end.
struct BlockRange
{
    std::size_t begin = 0;
    std::size_t end = 0;

    std::size_t size() const noexcept { return end - begin; }
    bool operator==(const BlockRange&) const = default;
};

/// A matrix in a given order at every level of detail, for drawing: at level L an entry is the mean over a
/// block of 2^L x 2^L pairs of neighbouring items (fewer at the last blocks), so that a picture never needs
/// more entries than pixels. Dot, cosine and correlation are kept as averaged rows: the mean over a block of
/// pairs is the inner product of both blocks' mean normalised rows, and the matrix itself is never formed. Of
/// a given matrix the means themselves are kept. A value that is cheap to copy; tiles are made from any
/// thread, several at a time.
///
/// Means are over all pairs of items of the block, that of an item with itself too, where there is a value:
/// items with a fault and masked pairs are left out, and a block with none left is NaN. Of an embedding, the
/// pair of an item with itself has dissimilarity 0; for dot products it is the item's squared length.
class RowPyramid
{
public:
    struct Options
    {
        std::uint64_t memory = std::uint64_t {4} << 30; ///< bytes for all levels together
        unsigned threads = 0; ///< 0: all of the machine's, for building
    };

    /// @p measure is Correlation, Cosine or Dot; @p order: the row of @p features at each place, without
    /// repeats; it may leave rows out. Empty: all rows as they are. Fails (Usage) for other measures, where
    /// the order names a row twice or one there is not, and where memory() would be over options.memory,
    /// before any is taken; (Cancelled) where the job is stopped.
    static Result<RowPyramid> fromEmbedding(const Embedding& features, PairMeasure measure,
                                            std::span<const std::size_t> order, const Options& options,
                                            JobContext& context = JobContext::none());
    static Result<RowPyramid> fromMatrix(const SimilarityMatrix& matrix, std::span<const std::size_t> order,
                                         const Options& options, JobContext& context = JobContext::none());

    /// The bytes a pyramid takes.
    static std::uint64_t memoryOfEmbedding(std::size_t rows, std::size_t columns);
    static std::uint64_t memoryOfMatrix(std::size_t rows);

    std::size_t size() const noexcept; ///< items, at level 0
    std::size_t levelCount() const noexcept; ///< the last level is one block
    std::size_t blockCount(std::size_t level) const noexcept; ///< in a row of that level
    /// The level with the fewest entries that still has @p itemsPerPixel items or fewer in a block.
    std::size_t levelFor(double itemsPerPixel) const noexcept;
    const SimilarityMatrix::Meaning& meaning() const noexcept;

    /// Means of the blocks in @p rows and @p columns of @p level, row by row. Ranges lie within blockCount().
    /// On the calling thread alone; 10 ms for 1000 x 1000 blocks of 2048 features on one core.
    std::vector<float> tile(std::size_t level, BlockRange rows, BlockRange columns) const;

private:
    struct Levels;
    explicit RowPyramid(std::shared_ptr<const Levels> levels);

    std::shared_ptr<const Levels> m_levels;
};

} // namespace learnscope
