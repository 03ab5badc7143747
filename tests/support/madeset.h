#pragma once

#include "core/base/random.h"
#include "core/similarity/representationset.h"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// "item 001" ...
inline RowNames madeNames(std::size_t count)
{
    std::vector<std::string> names;
    for (std::size_t place = 0; place < count; ++place) {
        const std::string digits = std::to_string(place + 1);
        names.push_back("item " + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits);
    }
    return RowNames(std::move(names));
}

/// Features around one centre for every @p perCluster items.
inline Embedding madeFeatures(std::size_t rows, std::size_t columns, std::uint64_t seed,
                              std::size_t perCluster = 8, double noise = .6)
{
    Random random(seed);
    std::vector<float> values(rows * columns);
    std::vector<double> centre(columns);
    for (std::size_t row = 0; row < rows; ++row) {
        if (row % perCluster == 0)
            for (double& one : centre)
                one = random.uniform() - .5;
        for (std::size_t column = 0; column < columns; ++column)
            values[row * columns + column] =
                static_cast<float>(centre[column] + noise * (random.uniform() - .5));
    }
    return Embedding::make(rows, columns, SharedValues<float>(std::move(values)), madeNames(rows)).value();
}

/// A square matrix of @p items with entry(i, j) for i < j; NaN masks.
template<typename Entry>
SimilarityMatrix madeMatrix(std::size_t items, Entry entry,
                            SimilarityMatrix::Kind kind = SimilarityMatrix::Kind::Dissimilarity,
                            const std::string& measure = "correlation")
{
    std::vector<float> values;
    for (std::size_t row = 0; row < items; ++row)
        for (std::size_t column = row + 1; column < items; ++column)
            values.push_back(static_cast<float>(entry(row, column)));
    return SimilarityMatrix::fromCondensed(items, SharedValues<float>(std::move(values)), {kind, measure},
                                           madeNames(items))
        .value();
}

inline std::shared_ptr<const RepresentationSet> madeSet(std::vector<RepresentationInput> inputs,
                                                        RepresentationOptions options = {})
{
    options.threads = 1;
    return std::make_shared<const RepresentationSet>(arrangeRepresentations(inputs, options).value());
}

} // namespace learnscope
