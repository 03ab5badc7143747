#include "core/similarity/pickeditems.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace learnscope {

namespace {
bool isAllRows(std::span<const std::size_t> rows, std::size_t count)
{
    return rows.size() == count && std::is_sorted(rows.begin(), rows.end());
}

} // namespace

Embedding pickedRows(const Embedding& features, std::span<const std::size_t> rows)
{
    std::vector<float> values;
    values.reserve(rows.size() * features.columns());
    for (const std::size_t row : rows) {
        const auto numbers = features.row(row);
        values.insert(values.end(), numbers.begin(), numbers.end());
    }
    return Embedding::make(rows.size(), features.columns(), SharedValues<float>(std::move(values))).value();
}

SimilarityMatrix pickedItems(const SimilarityMatrix& matrix, std::span<const std::size_t> rows)
{
    if (isAllRows(rows, matrix.size()))
        return matrix;
    std::vector<float> values;
    values.reserve(rows.size() * (rows.size() - 1) / 2);
    std::vector<std::string> names;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (!matrix.names().empty())
            names.push_back(matrix.names()[rows[row]]);
        for (std::size_t column = row + 1; column < rows.size(); ++column)
            values.push_back(static_cast<float>(matrix.at(rows[row], rows[column])));
    }
    return SimilarityMatrix::fromCondensed(rows.size(), SharedValues<float>(std::move(values)),
                                           matrix.meaning(), RowNames(std::move(names)))
        .value();
}

} // namespace learnscope
