#include "core/similarity/pairsimilarities.h"

#include "core/similarity/dissimilarity.h"
#include "core/similarity/rowsums.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
PairMeasure measureOf(ChoiceSimilarity similarity)
{
    switch (similarity) {
    case ChoiceSimilarity::Cosine:
        return PairMeasure::Cosine;
    case ChoiceSimilarity::Dot:
        return PairMeasure::Dot;
    case ChoiceSimilarity::Euclidean:
        break;
    }
    return PairMeasure::Euclidean;
}

/// The upper triangle as a square, dissimilarities turned into similarities.
std::vector<float> squareOf(const SimilarityMatrix& matrix, ChoiceSimilarity similarity)
{
    const std::size_t rows = matrix.size();
    const std::span<const float> pairs = matrix.condensed<float>();
    std::vector<float> square(rows * rows);
    constexpr std::size_t side = 64; // transposed block by block, so that both triangles stay in the cache
    const auto turned = [similarity](float value) {
        if (similarity == ChoiceSimilarity::Cosine)
            return 1 - value;
        return similarity == ChoiceSimilarity::Euclidean ? -value : value;
    };
    for (std::size_t top = 0; top < rows; top += side)
        for (std::size_t left = top; left < rows; left += side)
            for (std::size_t row = top; row < std::min(rows, top + side); ++row) {
                const float* pair = pairs.data() + row * (2 * rows - row - 1) / 2;
                for (std::size_t column = std::max(left, row + 1); column < std::min(rows, left + side);
                     ++column)
                    square[row * rows + column] = square[column * rows + row] =
                        turned(pair[column - row - 1]);
            }
    return square;
}
} // namespace

Result<PairSimilarities> PairSimilarities::make(const Embedding& embedding, ChoiceSimilarity similarity,
                                                std::uint64_t memory, unsigned threads, JobContext& context)
{
    PairSimilarities pairs(embedding);
    pairs.m_similarity = similarity;
    pairs.m_rows = embedding.rows();
    pairs.m_masked.resize(embedding.rows());
    const RowNormalisation needed =
        similarity == ChoiceSimilarity::Cosine ? RowNormalisation::Length : RowNormalisation::None;
    double longest = 0;
    for (std::size_t row = 0; row < embedding.rows(); ++row) {
        const double squares = squaresAbout(embedding.row(row), 0);
        pairs.m_masked[row] = !std::isfinite(squares) || (needed == RowNormalisation::Length && squares == 0);
        pairs.m_hasMasked |= pairs.m_masked[row] != 0;
        pairs.m_lengths.push_back(std::sqrt(squares));
        if (!pairs.m_masked[row])
            longest = std::max(longest, squares);
    }
    // A product of single precision is off by some units of the last place of the longest row's square.
    pairs.m_doubt = 4e-6 * (similarity == ChoiceSimilarity::Dot ? std::max(1., longest) : 1);
    const std::uint64_t square = std::uint64_t {pairs.m_rows} * pairs.m_rows * sizeof(float);
    if (embedding.rows() < 2 || square + square / 2 > memory)
        return pairs;
    const auto matrix = dissimilarities(
        embedding, {measureOf(similarity), {}, NumberPrecision::Single, memory, threads}, context);
    if (!matrix)
        return tl::unexpected(matrix.error());
    pairs.m_square = squareOf(matrix->matrix, similarity);
    return pairs;
}

double PairSimilarities::exact(std::size_t row, std::size_t other) const
{
    const std::span<const float> first = m_embedding.row(row);
    const std::span<const float> second = m_embedding.row(other);
    switch (m_similarity) {
    case ChoiceSimilarity::Cosine:
        return productsAbout(first, 0, second, 0) / (m_lengths[row] * m_lengths[other]);
    case ChoiceSimilarity::Dot:
        return productsAbout(first, 0, second, 0);
    case ChoiceSimilarity::Euclidean:
        break;
    }
    double squares = 0;
    for (std::size_t column = 0; column < first.size(); ++column) {
        const double difference = double {first[column]} - second[column];
        squares += difference * difference;
    }
    return -std::sqrt(squares);
}

} // namespace learnscope
