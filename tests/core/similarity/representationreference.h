#pragma once

#include "core/data/embedding.h"
#include "core/data/similaritymatrix.h"
#include "tests/support/shareddata.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <vector>

namespace learnscope {

/// What make_representation_reference.py wrote.
inline const nlohmann::json& representationReference()
{
    static const nlohmann::json reference = [] {
        std::ifstream input(sourceFolder() / "tests/fixtures/representation_reference.json");
        return nlohmann::json::parse(input);
    }();
    return reference;
}

inline Embedding embeddingOf(const std::vector<float>& values, std::size_t rows, RowNames names = {})
{
    return Embedding::make(rows, values.size() / rows, SharedValues<float>(values), std::move(names)).value();
}

inline Embedding embeddingFrom(const nlohmann::json& values, std::size_t rows)
{
    return embeddingOf(values.get<std::vector<float>>(), rows);
}

inline std::vector<double> numbersOf(const nlohmann::json& values)
{
    return values.get<std::vector<double>>();
}

/// A dissimilarity matrix in double precision.
inline SimilarityMatrix matrixOf(std::vector<double> condensed, RowNames names = {})
{
    const std::size_t items = itemsOfPairs(condensed.size());
    return SimilarityMatrix::fromCondensed(items, SharedValues<double>(std::move(condensed)),
                                           {SimilarityMatrix::Kind::Dissimilarity, "made"}, std::move(names))
        .value();
}

/// The largest difference of the pairs of @p matrix from @p expected, each relative to 1 or the number itself
/// where that is larger; infinite where they are not as many or one alone is NaN.
inline double largestDifference(const SimilarityMatrix& matrix, const std::vector<double>& expected)
{
    if (matrix.pairCount() != expected.size())
        return INFINITY;
    double largest = 0;
    std::size_t pair = 0;
    for (std::size_t row = 0; row < matrix.size(); ++row)
        for (std::size_t column = row + 1; column < matrix.size(); ++column, ++pair) {
            const double value = matrix.at(row, column);
            if (std::isnan(value) != std::isnan(expected[pair]))
                return INFINITY;
            if (!std::isnan(value))
                largest = std::max(largest,
                                   std::abs(value - expected[pair]) / std::max(1., std::abs(expected[pair])));
        }
    return largest;
}

/// Features that look random and are the same everywhere.
inline std::vector<float> madeFeatures(std::size_t count, std::uint64_t seed)
{
    std::vector<float> values(count);
    for (float& value : values) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        value = static_cast<float>(static_cast<double>(seed >> 40) / (1 << 24) - .3);
    }
    return values;
}

} // namespace learnscope
