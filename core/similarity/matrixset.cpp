#include "core/similarity/matrixset.h"

#include "core/similarity/ranking.h"
#include "core/similarity/rowsums.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

Result<MatrixSet> MatrixSet::make(std::span<const SimilarityMatrix* const> matrices)
{
    const auto common = commonItems(matrices);
    if (!common)
        return tl::unexpected(common.error());
    MatrixSet set;
    set.items = common->size();
    set.note = common->note;
    set.values.resize(matrices.size());
    std::uint32_t place = 0;
    std::vector<double> pair(matrices.size());
    for (std::size_t row = 0; row < set.items; ++row)
        for (std::size_t column = row + 1; column < set.items; ++column, ++place) {
            for (std::size_t index = 0; index < matrices.size(); ++index)
                pair[index] = matrices[index]->at(common->rows[index][row], common->rows[index][column]);
            if (!std::all_of(pair.begin(), pair.end(), [](double value) { return std::isfinite(value); })) {
                ++set.masked;
                continue;
            }
            set.places.push_back(place);
            for (std::size_t index = 0; index < matrices.size(); ++index)
                set.values[index].push_back(pair[index]);
        }
    if (set.places.size() < 3)
        return failure(Error::Kind::Usage,
                       std::to_string(set.places.size())
                           + " pairs of items have a value in all matrices; expected 3 or more");
    if (set.masked == 0)
        set.places.clear();
    return set;
}

ComparedPairs MatrixSet::compared(std::vector<double> first, std::vector<double> second) const
{
    ComparedPairs pairs;
    pairs.items = items;
    pairs.first = std::move(first);
    pairs.second = std::move(second);
    pairs.places = places;
    pairs.masked = masked;
    return pairs;
}

std::vector<double> pooled(std::span<const std::vector<double>> matrices, MatrixMeasure measure)
{
    std::vector<double> sum(matrices.front().size());
    for (const std::vector<double>& matrix : matrices) {
        const std::span<const double> values(matrix);
        const auto count = static_cast<double>(values.size());
        std::vector<double> normalised;
        double centre = 0;
        double scale = 1;
        switch (measure) {
        case MatrixMeasure::Cosine:
        case MatrixMeasure::WhitenedCosine:
            scale = std::sqrt(squaresAbout(values, 0) / count);
            break;
        case MatrixMeasure::Pearson:
        case MatrixMeasure::WhitenedCorrelation:
            centre = sumOf(values) / count;
            scale = std::sqrt(squaresAbout(values, centre) / count);
            break;
        case MatrixMeasure::Spearman:
        case MatrixMeasure::RhoA:
        case MatrixMeasure::TauA:
        case MatrixMeasure::TauB:
            normalised = averageRanks(values);
            break;
        }
        const std::span<const double> from =
            normalised.empty() ? values : std::span<const double>(normalised);
        for (std::size_t pair = 0; pair < sum.size(); ++pair)
            sum[pair] += (from[pair] - centre) / (scale > 0 ? scale : 1);
    }
    return sum; // no measure minds that it is not divided by their number
}

} // namespace learnscope
