#include "core/similarity/comparedpairs.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace learnscope {

namespace {
std::vector<std::size_t> upTo(std::size_t count)
{
    std::vector<std::size_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::size_t {0});
    return numbers;
}

/// All by place, where all are of one size.
Result<CommonItems> byPlace(std::span<const SimilarityMatrix* const> matrices)
{
    CommonItems common;
    for (const SimilarityMatrix* matrix : matrices) {
        if (matrix->size() != matrices.front()->size())
            return failure(Error::Kind::Mismatch,
                           "the matrices have " + std::to_string(matrices.front()->size()) + " and "
                               + std::to_string(matrix->size())
                               + " items and not all have names to match them by");
        common.rows.push_back(upTo(matrix->size()));
        if (common.names.empty())
            common.names = matrix->names();
    }
    return common;
}

/// Narrows what is common by one more matrix.
Result<void> narrow(CommonItems& common, const RowNames& names)
{
    const auto match = matchRows(common.names, names);
    if (!match)
        return tl::unexpected(match.error());
    if (!match->isIdentity() || match->size() != common.names.size() || match->size() != names.size())
        common.note = match->toString("the first", "the other");
    std::vector<std::string> kept;
    for (const std::size_t row : match->first)
        kept.push_back(common.names[row]);
    for (std::vector<std::size_t>& rows : common.rows) {
        std::vector<std::size_t> narrowed;
        for (const std::size_t row : match->first)
            narrowed.push_back(rows[row]);
        rows = std::move(narrowed);
    }
    common.rows.push_back(match->second);
    common.names = RowNames(std::move(kept));
    return {};
}

/// The matrix over the common items, row by row of its upper triangle.
std::vector<double> triangleOf(const SimilarityMatrix& matrix, const std::vector<std::size_t>& rows)
{
    std::vector<double> triangle;
    triangle.reserve(rows.size() * (rows.size() - 1) / 2);
    if (rows.size() == matrix.size() && std::is_sorted(rows.begin(), rows.end())) {
        for (std::size_t row = 0; row + 1 < matrix.size(); ++row)
            matrix.upperRow(row, [&](const auto& values) {
                triangle.insert(triangle.end(), values.begin(), values.end());
            });
        return triangle;
    }
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = row + 1; column < rows.size(); ++column)
            triangle.push_back(matrix.at(rows[row], rows[column]));
    return triangle;
}

/// Items with a pair that has a value in both.
std::vector<std::size_t> itemsWithValues(const ComparedPairs& pairs)
{
    std::vector<char> has(pairs.items);
    std::size_t pair = 0;
    for (std::size_t row = 0; row < pairs.items; ++row)
        for (std::size_t column = row + 1; column < pairs.items; ++column, ++pair)
            if (std::isfinite(pairs.first[pair]) && std::isfinite(pairs.second[pair]))
                has[row] = has[column] = 1;
    std::vector<std::size_t> items;
    for (std::size_t item = 0; item < pairs.items; ++item)
        if (has[item])
            items.push_back(item);
    return items;
}

/// Keeps only the items named.
void restrictItems(ComparedPairs& pairs, const std::vector<std::size_t>& items)
{
    const auto restricted = [&](const std::vector<double>& values) {
        std::vector<double> kept;
        for (std::size_t i = 0; i < items.size(); ++i)
            for (std::size_t j = i + 1; j < items.size(); ++j)
                kept.push_back(
                    values[items[i] * (2 * pairs.items - items[i] - 1) / 2 + items[j] - items[i] - 1]);
        return kept;
    };
    pairs.first = restricted(pairs.first);
    pairs.second = restricted(pairs.second);
    std::vector<std::string> names;
    for (const std::size_t item : items)
        if (!pairs.common.names.empty())
            names.push_back(pairs.common.names[item]);
    if (!names.empty())
        pairs.common.names = RowNames(std::move(names));
    for (std::vector<std::size_t>& rows : pairs.common.rows) {
        std::vector<std::size_t> kept;
        kept.reserve(items.size());
        for (const std::size_t item : items)
            kept.push_back(rows[item]);
        rows = std::move(kept);
    }
    pairs.items = items.size();
}

void dropMaskedPairs(ComparedPairs& pairs)
{
    std::size_t kept = 0;
    for (std::size_t pair = 0; pair < pairs.first.size(); ++pair) {
        if (!std::isfinite(pairs.first[pair]) || !std::isfinite(pairs.second[pair]))
            continue;
        pairs.first[kept] = pairs.first[pair];
        pairs.second[kept] = pairs.second[pair];
        pairs.places.push_back(static_cast<std::uint32_t>(pair));
        ++kept;
    }
    pairs.masked = pairs.first.size() - kept;
    pairs.first.resize(kept);
    pairs.second.resize(kept);
    if (pairs.masked == 0)
        pairs.places.clear();
}
} // namespace

Result<CommonItems> commonItems(std::span<const SimilarityMatrix* const> matrices)
{
    if (matrices.empty())
        return failure(Error::Kind::Usage, "there is no matrix to compare");
    if (std::any_of(matrices.begin(), matrices.end(),
                    [](const SimilarityMatrix* matrix) { return matrix->names().empty(); }))
        return byPlace(matrices);
    CommonItems common;
    common.names = matrices.front()->names();
    common.rows.push_back(upTo(matrices.front()->size()));
    for (const SimilarityMatrix* matrix : matrices.subspan(1))
        if (const auto narrowed = narrow(common, matrix->names()); !narrowed)
            return tl::unexpected(narrowed.error());
    if (common.size() < 3)
        return failure(Error::Kind::Mismatch,
                       "the matrices have " + std::to_string(common.size())
                           + " items in common; expected 3 or more. " + common.note);
    return common;
}

Result<ComparedPairs> comparedPairs(const SimilarityMatrix& first, const SimilarityMatrix& second)
{
    const SimilarityMatrix* const both[] = {&first, &second};
    auto common = commonItems(both);
    if (!common)
        return tl::unexpected(common.error());
    ComparedPairs pairs;
    pairs.items = common->size();
    pairs.common = std::move(*common);
    pairs.first = triangleOf(first, pairs.common.rows[0]);
    pairs.second = triangleOf(second, pairs.common.rows[1]);
    const std::uint64_t all = pairs.first.size();
    const auto isFinite = [](double value) { return std::isfinite(value); };
    if (!std::all_of(pairs.first.begin(), pairs.first.end(), isFinite)
        || !std::all_of(pairs.second.begin(), pairs.second.end(), isFinite)) {
        const std::vector<std::size_t> items = itemsWithValues(pairs);
        if (items.size() < pairs.items)
            restrictItems(pairs, items);
        dropMaskedPairs(pairs);
    }
    if (pairs.first.size() < 3)
        return failure(Error::Kind::Usage,
                       std::to_string(pairs.first.size())
                           + " pairs of items have a value in both matrices; expected 3 or more");
    pairs.leftOut = all - pairs.first.size();
    return pairs;
}

} // namespace learnscope
