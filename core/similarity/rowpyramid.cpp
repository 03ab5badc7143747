#include "core/similarity/rowpyramid.h"

#include "core/base/parallel.h"
#include "core/similarity/blas.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace learnscope {

struct RowPyramid::Levels
{
    /// Blocks of one level: of an embedding their mean rows, of a matrix the square of their means.
    struct Level
    {
        std::size_t blocks = 0;
        std::vector<float> values;
        std::vector<float> counted; ///< of an embedding: items without a fault in each block
    };

    SimilarityMatrix::Meaning meaning;
    std::size_t columns = 0; ///< features; 0 for a matrix
    std::vector<Level> levels; ///< of a matrix the first has no values of its own
    std::optional<SimilarityMatrix> matrix;
    std::vector<std::size_t> order;

    bool isDissimilarity() const { return meaning.kind == SimilarityMatrix::Kind::Dissimilarity; }
    void fillFromRows(std::size_t level, BlockRange rows, BlockRange columnRange,
                      std::vector<float>& tile) const;
    void fillFromMatrix(std::size_t level, BlockRange rows, BlockRange columnRange,
                        std::vector<float>& tile) const;
};

namespace {
std::size_t halved(std::size_t blocks)
{
    return (blocks + 1) / 2;
}

/// @p order, or all rows where it is empty.
Result<std::vector<std::size_t>> checkedOrder(std::span<const std::size_t> order, std::size_t rows)
{
    std::vector<std::size_t> checked(order.begin(), order.end());
    if (checked.empty()) {
        checked.resize(rows);
        std::iota(checked.begin(), checked.end(), std::size_t {0});
    }
    std::vector<char> seen(rows);
    for (const std::size_t row : checked) {
        if (row >= rows || seen[row])
            return failure(Error::Kind::Usage,
                           "the order names row " + std::to_string(row + 1)
                               + (row < rows ? " twice" : ", which there is not"));
        seen[row] = 1;
    }
    return checked;
}

Result<void> checkMemory(std::uint64_t needed, std::uint64_t allowed)
{
    if (needed <= allowed)
        return {};
    constexpr std::uint64_t mebibyte = 1 << 20;
    return failure(Error::Kind::Usage,
                   "the levels of detail need " + std::to_string(needed / mebibyte) + " MiB; "
                       + std::to_string(allowed / mebibyte) + " are allowed");
}

/// The mean of two mean rows, each with its weight.
void averageRows(const float* first, float firstWeight, const float* second, float secondWeight,
                 std::span<float> out)
{
    const float both = firstWeight + secondWeight;
    const float a = both > 0 ? firstWeight / both : 0;
    const float b = both > 0 ? secondWeight / both : 0;
    for (std::size_t column = 0; column < out.size(); ++column)
        out[column] = a * first[column] + b * second[column];
}
} // namespace

RowPyramid::RowPyramid(std::shared_ptr<const Levels> levels)
    : m_levels(std::move(levels))
{
}

Result<RowPyramid> RowPyramid::fromEmbedding(const Embedding& features, PairMeasure measure,
                                             std::span<const std::size_t> order, const Options& options,
                                             JobContext& context)
{
    RowNormalisation normalisation = RowNormalisation::None;
    if (measure == PairMeasure::Correlation)
        normalisation = RowNormalisation::MeanAndLength;
    else if (measure == PairMeasure::Cosine)
        normalisation = RowNormalisation::Length;
    else if (measure != PairMeasure::Dot)
        return failure(Error::Kind::Usage,
                       "only correlation, cosine and dot products can be drawn without forming the matrix");
    auto checked = checkedOrder(order, features.rows());
    if (!checked)
        return tl::unexpected(checked.error());
    const std::size_t columns = features.columns();
    if (const auto fits = checkMemory(memoryOfEmbedding(checked->size(), columns), options.memory); !fits)
        return tl::unexpected(fits.error());

    auto levels = std::make_shared<Levels>();
    levels->meaning = {measure == PairMeasure::Dot ? SimilarityMatrix::Kind::Similarity
                                                   : SimilarityMatrix::Kind::Dissimilarity,
                       std::string(toString(measure))};
    levels->columns = columns;
    levels->order = std::move(*checked);
    constexpr std::size_t together = 64;
    for (std::size_t blocks = levels->order.size();; blocks = halved(blocks)) {
        Levels::Level level {blocks, std::vector<float>(blocks * columns), std::vector<float>(blocks)};
        const Levels::Level* finer = levels->levels.empty() ? nullptr : &levels->levels.back();
        parallelFor((blocks + together - 1) / together, options.threads, [&](std::size_t part) {
            if (context.isCancelled())
                return;
            for (std::size_t block = part * together; block < std::min(blocks, (part + 1) * together);
                 ++block) {
                const std::span<float> out = std::span(level.values).subspan(block * columns, columns);
                if (!finer) {
                    const bool fine = normaliseRow(features.row(levels->order[block]), normalisation, out)
                        == RowFault::None;
                    level.counted[block] = fine ? 1.f : 0.f;
                    continue;
                }
                const std::size_t first = 2 * block;
                const std::size_t second = std::min(first + 1, finer->blocks - 1);
                const float secondWeight = second == first ? 0 : finer->counted[second];
                averageRows(finer->values.data() + first * columns, finer->counted[first],
                            finer->values.data() + second * columns, secondWeight, out);
                level.counted[block] = finer->counted[first] + secondWeight;
            }
            context.report(.5 + .5 * static_cast<double>(part) / static_cast<double>(blocks),
                           "averaging rows");
        });
        if (context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        levels->levels.push_back(std::move(level));
        if (blocks == 1)
            break;
    }
    return RowPyramid(std::move(levels));
}

namespace {
/// Means and how many values each is of, while levels are built.
struct Averages
{
    std::size_t blocks = 0;
    std::vector<float> means;
    std::vector<float> counted;
};

/// Level 1 from the matrix: two rows at a time.
void averageMatrixRows(const SimilarityMatrix& matrix, const std::vector<std::size_t>& order,
                       std::size_t block, Averages& out)
{
    std::vector<float> row(matrix.size());
    std::vector<double> sums(out.blocks);
    std::vector<std::uint32_t> counts(out.blocks);
    for (std::size_t item = 2 * block; item < std::min(order.size(), 2 * block + 2); ++item) {
        matrix.copyRow(order[item], row);
        for (std::size_t column = 0; column < order.size(); ++column) {
            const float value = row[order[column]];
            if (!std::isfinite(value))
                continue;
            sums[column / 2] += value;
            ++counts[column / 2];
        }
    }
    for (std::size_t column = 0; column < out.blocks; ++column) {
        const std::size_t place = block * out.blocks + column;
        out.means[place] =
            counts[column] > 0 ? static_cast<float>(sums[column] / counts[column]) : std::nanf("");
        out.counted[place] = static_cast<float>(counts[column]);
    }
}

/// Any further level from the one below it.
void averageBlocks(const Averages& finer, std::size_t block, Averages& out)
{
    for (std::size_t column = 0; column < out.blocks; ++column) {
        double sum = 0;
        double count = 0;
        for (std::size_t i = 2 * block; i < std::min(finer.blocks, 2 * block + 2); ++i)
            for (std::size_t j = 2 * column; j < std::min(finer.blocks, 2 * column + 2); ++j) {
                const std::size_t place = i * finer.blocks + j;
                if (finer.counted[place] > 0) {
                    sum += double {finer.means[place]} * finer.counted[place];
                    count += finer.counted[place];
                }
            }
        const std::size_t place = block * out.blocks + column;
        out.means[place] = count > 0 ? static_cast<float>(sum / count) : std::nanf("");
        out.counted[place] = static_cast<float>(count);
    }
}
} // namespace

Result<RowPyramid> RowPyramid::fromMatrix(const SimilarityMatrix& matrix, std::span<const std::size_t> order,
                                          const Options& options, JobContext& context)
{
    auto checked = checkedOrder(order, matrix.size());
    if (!checked)
        return tl::unexpected(checked.error());
    if (const auto fits = checkMemory(memoryOfMatrix(checked->size()), options.memory); !fits)
        return tl::unexpected(fits.error());
    auto levels = std::make_shared<Levels>();
    levels->meaning = matrix.meaning();
    levels->matrix = matrix;
    levels->order = std::move(*checked);
    levels->levels.push_back({levels->order.size(), {}, {}});
    Averages finer;
    while (levels->levels.back().blocks > 1) {
        const bool fromMatrix = levels->levels.size() == 1;
        const std::size_t blocks = halved(levels->levels.back().blocks);
        Averages coarser {blocks, std::vector<float>(blocks * blocks), std::vector<float>(blocks * blocks)};
        parallelFor(blocks, options.threads, [&](std::size_t block) {
            if (context.isCancelled())
                return;
            if (fromMatrix)
                averageMatrixRows(matrix, levels->order, block, coarser);
            else
                averageBlocks(finer, block, coarser);
            context.report(static_cast<double>(block) / static_cast<double>(blocks), "averaging the matrix");
        });
        if (context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        if (!fromMatrix)
            levels->levels.back().values = std::move(finer.means);
        finer = std::move(coarser);
        levels->levels.push_back({blocks, {}, {}});
    }
    levels->levels.back().values = std::move(finer.means);
    return RowPyramid(std::move(levels));
}

std::uint64_t RowPyramid::memoryOfEmbedding(std::size_t rows, std::size_t columns)
{
    std::uint64_t blocks = rows;
    for (std::size_t level = rows; level > 1; level = halved(level))
        blocks += halved(level);
    return blocks * (columns + 1) * sizeof(float);
}

std::uint64_t RowPyramid::memoryOfMatrix(std::size_t rows)
{
    std::uint64_t values = 0;
    for (std::size_t level = rows; level > 1; level = halved(level))
        values += std::uint64_t {halved(level)} * halved(level);
    const std::uint64_t counts = std::uint64_t {halved(rows)} * halved(rows); // while it is built
    return (values + counts) * sizeof(float);
}

std::size_t RowPyramid::size() const noexcept
{
    return m_levels->order.size();
}

std::size_t RowPyramid::levelCount() const noexcept
{
    return m_levels->levels.size();
}

std::size_t RowPyramid::blockCount(std::size_t level) const noexcept
{
    return m_levels->levels[level].blocks;
}

std::size_t RowPyramid::levelFor(double itemsPerPixel) const noexcept
{
    std::size_t level = 0;
    while (level + 1 < levelCount() && std::ldexp(1., static_cast<int>(level + 1)) <= itemsPerPixel)
        ++level;
    return level;
}

const SimilarityMatrix::Meaning& RowPyramid::meaning() const noexcept
{
    return m_levels->meaning;
}

void RowPyramid::Levels::fillFromRows(std::size_t level, BlockRange rows, BlockRange columnRange,
                                      std::vector<float>& tile) const
{
    const Level& from = levels[level];
    const std::span<const float> values(from.values);
    multiplyRows(values.subspan(rows.begin * columns, rows.size() * columns),
                 values.subspan(columnRange.begin * columns, columnRange.size() * columns), columns,
                 tile.data(), columnRange.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        float* line = tile.data() + row * columnRange.size();
        const bool empty = from.counted[rows.begin + row] == 0;
        for (std::size_t column = 0; column < columnRange.size(); ++column) {
            if (empty || from.counted[columnRange.begin + column] == 0)
                line[column] = std::nanf("");
            else if (isDissimilarity())
                line[column] = std::clamp(1 - line[column], 0.f, 2.f);
        }
    }
    if (level > 0 || !isDissimilarity())
        return;
    for (std::size_t item = std::max(rows.begin, columnRange.begin);
         item < std::min(rows.end, columnRange.end); ++item) {
        float& value = tile[(item - rows.begin) * columnRange.size() + item - columnRange.begin];
        if (!std::isnan(value))
            value = 0; // not only within rounding
    }
}

void RowPyramid::Levels::fillFromMatrix(std::size_t level, BlockRange rows, BlockRange columnRange,
                                        std::vector<float>& tile) const
{
    const Level& from = levels[level];
    for (std::size_t row = 0; row < rows.size(); ++row) {
        float* line = tile.data() + row * columnRange.size();
        for (std::size_t column = 0; column < columnRange.size(); ++column)
            line[column] = level == 0
                ? static_cast<float>(matrix->at(order[rows.begin + row], order[columnRange.begin + column]))
                : from.values[(rows.begin + row) * from.blocks + columnRange.begin + column];
    }
}

std::vector<float> RowPyramid::tile(std::size_t level, BlockRange rows, BlockRange columns) const
{
    std::vector<float> tile(rows.size() * columns.size());
    if (tile.empty())
        return tile;
    if (m_levels->matrix)
        m_levels->fillFromMatrix(level, rows, columns, tile);
    else
        m_levels->fillFromRows(level, rows, columns, tile);
    return tile;
}

} // namespace learnscope
