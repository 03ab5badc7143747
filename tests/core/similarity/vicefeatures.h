#pragma once

#include "core/io/arrays/readrepresentations.h"
#include "tests/core/similarity/representationreference.h"

#include <string>

namespace learnscope {

/// The VICE embedding of 1854 concepts of THINGS, and two more representations made from it as
/// make_representation_reference.py does: the first half of its dimensions, and their squares.
inline Embedding viceFeatures(const std::string& which = "all")
{
    const Embedding all = readEmbedding(sharedFile("data/things/vice_embedding.npy")).value().value;
    if (which == "all")
        return all;
    const std::size_t columns = which == "half" ? all.columns() / 2 : all.columns();
    std::vector<float> values;
    for (std::size_t row = 0; row < all.rows(); ++row)
        for (std::size_t column = 0; column < columns; ++column) {
            const float value = all.at(row, column);
            values.push_back(which == "half" ? value : value * value);
        }
    return Embedding::make(all.rows(), columns, SharedValues<float>(values)).value();
}

} // namespace learnscope
