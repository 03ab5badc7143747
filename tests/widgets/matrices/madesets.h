#pragma once

#include "core/base/random.h"
#include "core/similarity/representationset.h"

#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// A matrix of @p items named "thing 1", "thing 2"... that is like @p base, if there is one.
inline SimilarityMatrix noisyMatrix(std::size_t items, std::uint64_t seed,
                                    const SimilarityMatrix* base = nullptr, double noise = 1)
{
    Random random(seed);
    std::vector<double> values;
    for (std::size_t row = 0; row < items; ++row)
        for (std::size_t column = row + 1; column < items; ++column)
            values.push_back((base ? base->at(row, column) : 0) + noise * random.uniform());
    std::vector<std::string> names;
    for (std::size_t row = 1; row <= items; ++row)
        names.push_back("thing " + std::to_string(row));
    return SimilarityMatrix::fromCondensed(items, SharedValues<double>(std::move(values)),
                                           {SimilarityMatrix::Kind::Dissimilarity, "made"},
                                           RowNames(std::move(names)))
        .value();
}

inline RepresentationInput madeInput(const std::string& name, Representation value, bool isReference = false)
{
    return {name, name, std::move(value), PairMeasure::Cosine, isReference};
}

inline std::shared_ptr<const RepresentationSet> arrangedSet(const std::vector<RepresentationInput>& inputs,
                                                            RepresentationOptions options)
{
    options.threads = 2;
    return std::make_shared<const RepresentationSet>(arrangeRepresentations(inputs, options).value());
}

} // namespace learnscope
