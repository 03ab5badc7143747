#include "core/similarity/completedissimilarities.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace learnscope {

namespace {
/// Whether each item has a value with any other; and the largest of all.
struct Seen
{
    std::vector<char> hasValue;
    double largest = 0;
};

Seen look(const SimilarityMatrix& matrix)
{
    Seen seen {std::vector<char>(matrix.size()), -INFINITY};
    for (std::size_t row = 0; row + 1 < matrix.size(); ++row)
        matrix.upperRow(row, [&](const auto& values) {
            for (std::size_t index = 0; index < values.size(); ++index)
                if (std::isfinite(values[index])) {
                    seen.hasValue[row] = seen.hasValue[row + 1 + index] = 1;
                    seen.largest = std::max(seen.largest, static_cast<double>(values[index]));
                }
        });
    return seen;
}
} // namespace

Result<CompleteDissimilarities> completeDissimilarities(const SimilarityMatrix& matrix, const char* purpose,
                                                        std::size_t fewest, std::uint64_t memory)
{
    const std::uint64_t needed = std::uint64_t {matrix.size()} * matrix.size() * sizeof(double) * 2;
    if (needed > memory)
        return failure(Error::Kind::Usage,
                       std::string(purpose) + " of " + std::to_string(matrix.size()) + " items need "
                           + std::to_string(needed >> 20) + " MiB; " + std::to_string(memory >> 20)
                           + " are allowed");
    const Seen seen = look(matrix);
    CompleteDissimilarities complete;
    for (std::size_t item = 0; item < matrix.size(); ++item)
        (seen.hasValue[item] ? complete.items : complete.withoutValue).push_back(item);
    if (complete.items.size() < fewest)
        return failure(Error::Kind::Usage,
                       std::string(purpose) + " need " + std::to_string(fewest)
                           + " or more items that have a value; there are "
                           + std::to_string(complete.items.size()));
    // By name, so that ties are broken alike whatever the order of the rows.
    const RowNames& names = matrix.names();
    if (!names.empty())
        std::stable_sort(complete.items.begin(), complete.items.end(),
                         [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
    const std::size_t size = complete.items.size();
    std::vector<std::size_t> placeOf(matrix.size(), size);
    for (std::size_t place = 0; place < size; ++place)
        placeOf[complete.items[place]] = place;
    complete.square.resize(size * size);
    const bool turn = matrix.kind() == SimilarityMatrix::Kind::Similarity;
    std::uint64_t masked = 0;
    for (std::size_t row = 0; row + 1 < matrix.size(); ++row) {
        if (placeOf[row] == size)
            continue;
        matrix.upperRow(row, [&](const auto& values) {
            for (std::size_t index = 0; index < values.size(); ++index) {
                const std::size_t other = placeOf[row + 1 + index];
                if (other == size)
                    continue;
                const auto value = static_cast<double>(values[index]);
                masked += !std::isfinite(value);
                complete.square[placeOf[row] * size + other] = complete.square[other * size + placeOf[row]] =
                    turn ? seen.largest - value : value;
            }
        });
    }
    if (masked > 0)
        return failure(Error::Kind::Usage,
                       std::string(purpose) + " need a value for every pair; " + std::to_string(masked)
                           + " pairs are masked. Leave out the items without values");
    return complete;
}

} // namespace learnscope
