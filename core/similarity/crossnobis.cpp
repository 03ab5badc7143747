#include "core/similarity/condensedwriter.h"
#include "core/similarity/dissimilarity.h"
#include "core/similarity/squareddistances.h"

#include <algorithm>
#include <string>

namespace learnscope {

namespace {
Result<void> checkFolds(std::span<const Embedding> folds)
{
    if (folds.size() < 2)
        return failure(Error::Kind::Usage,
                       "crossnobis needs 2 or more independent measurements of the same items");
    for (std::size_t fold = 1; fold < folds.size(); ++fold) {
        if (folds[fold].rows() != folds[0].rows() || folds[fold].columns() != folds[0].columns())
            return failure(
                Error::Kind::Mismatch,
                "measurement " + std::to_string(fold + 1) + " has " + std::to_string(folds[fold].rows())
                    + " items of " + std::to_string(folds[fold].columns()) + " features, the first has "
                    + std::to_string(folds[0].rows()) + " of " + std::to_string(folds[0].columns()));
        if (!(folds[fold].rowNames() == folds[0].rowNames()))
            return failure(Error::Kind::Mismatch,
                           "measurement " + std::to_string(fold + 1)
                               + " names its items differently from the first or in another order");
    }
    if (folds[0].rows() < 2)
        return failure(Error::Kind::Usage, "a matrix needs 2 or more items");
    return {};
}

/// The folds' rows, whitened where there is noise, row by row.
Result<std::vector<std::vector<double>>> patternsOf(std::span<const Embedding> folds,
                                                    const DissimilarityOptions& options,
                                                    std::optional<double>& shrinkage, JobContext& context)
{
    std::vector<std::vector<double>> patterns;
    if (!options.noise.observations) {
        for (const Embedding& fold : folds)
            patterns.emplace_back(fold.values().begin(), fold.values().end());
        return patterns;
    }
    if (options.noise.observations->columns() != folds[0].columns())
        return failure(Error::Kind::Mismatch,
                       "the noise has " + std::to_string(options.noise.observations->columns())
                           + " features, the items " + std::to_string(folds[0].columns()));
    const auto whitening = Whitening::fromObservations(*options.noise.observations, options.noise.shrinkage,
                                                       options.threads, context);
    if (!whitening)
        return tl::unexpected(whitening.error());
    shrinkage = whitening->shrinkage();
    for (const Embedding& fold : folds)
        patterns.push_back(whitening->applied(fold, options.threads));
    return patterns;
}
} // namespace

/// With s the sum of an item pair's differences over the F folds and d_f the difference in one, the mean over
/// folds of d_f . (s - d_f) / (F - 1) is (|s|^2 - sum |d_f|^2) / (F (F - 1)): two passes of squared
/// distances.
Result<Dissimilarities> crossnobis(std::span<const Embedding> folds, const DissimilarityOptions& options,
                                   JobContext& context)
{
    if (const auto checked = checkFolds(folds); !checked)
        return tl::unexpected(checked.error());
    const std::size_t items = folds[0].rows();
    const std::size_t columns = folds[0].columns();
    std::vector<FaultyRow> faulty;
    for (std::size_t row = 0; row < items; ++row)
        if (std::any_of(folds.begin(), folds.end(), [&](const Embedding& fold) {
                return rowFault(fold.row(row), RowNormalisation::None) != RowFault::None;
            }))
            faulty.push_back({row, RowFault::NotFinite});
    std::optional<double> shrinkage;
    const auto patterns = patternsOf(folds, options, shrinkage, context);
    if (!patterns)
        return tl::unexpected(patterns.error());

    const PairOptions pairs {options.memory, options.threads};
    const auto foldCount = static_cast<double>(folds.size());
    const double scale = 1 / (foldCount * (foldCount - 1) * static_cast<double>(columns));
    CondensedWriter<float> out(items);
    const PreparedRows<double> sums {items, columns, [&](std::size_t row, std::span<double> values) {
                                         std::fill(values.begin(), values.end(), 0.);
                                         for (const std::vector<double>& fold : *patterns)
                                             for (std::size_t column = 0; column < columns; ++column)
                                                 values[column] += fold[row * columns + column];
                                     }};
    std::vector<double> ofSums(items * (items - 1) / 2);
    const auto placeOf = [items](std::size_t row, std::size_t column) {
        return row * (2 * items - row - 1) / 2 + (column - row - 1);
    };
    auto done = forSquaredDistances(
        sums, pairs,
        [&](std::size_t row, std::size_t firstColumn, std::span<double> squared) {
            std::copy(squared.begin(), squared.end(),
                      ofSums.begin() + static_cast<std::ptrdiff_t>(placeOf(row, firstColumn)));
        },
        context);
    if (!done)
        return tl::unexpected(done.error());
    const PreparedRows<double> sideBySide {
        items, columns * folds.size(), [&](std::size_t row, std::span<double> values) {
            for (std::size_t fold = 0; fold < patterns->size(); ++fold)
                std::copy_n((*patterns)[fold].begin() + static_cast<std::ptrdiff_t>(row * columns), columns,
                            values.begin() + static_cast<std::ptrdiff_t>(fold * columns));
        }};
    done = forSquaredDistances(
        sideBySide, pairs,
        [&](std::size_t row, std::size_t firstColumn, std::span<double> squared) {
            float* target = out.at(row, firstColumn);
            const double* sum = ofSums.data() + placeOf(row, firstColumn);
            for (std::size_t index = 0; index < squared.size(); ++index)
                target[index] = static_cast<float>((sum[index] - squared[index]) * scale);
        },
        context);
    if (!done)
        return tl::unexpected(done.error());
    const std::uint64_t masked = out.mask(faulty);
    auto matrix = SimilarityMatrix::fromCondensed(
        items, out.shared(), {SimilarityMatrix::Kind::Dissimilarity, "crossnobis"}, folds[0].rowNames());
    if (!matrix)
        return tl::unexpected(matrix.error());
    return Dissimilarities {std::move(*matrix), masked, std::move(faulty), shrinkage};
}

} // namespace learnscope
