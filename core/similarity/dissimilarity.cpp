#include "core/similarity/dissimilarity.h"

#include "core/base/parallel.h"
#include "core/similarity/condensedwriter.h"
#include "core/similarity/squareddistances.h"

#include <algorithm>
#include <array>
#include <utility>

namespace learnscope {

namespace {
constexpr std::array<std::pair<PairMeasure, std::string_view>, 8> measureNames {{
    {PairMeasure::Correlation, "correlation"},
    {PairMeasure::Cosine, "cosine"},
    {PairMeasure::Euclidean, "euclidean"},
    {PairMeasure::SquaredEuclidean, "squared-euclidean"},
    {PairMeasure::SquaredEuclideanPerFeature, "squared-euclidean-per-feature"},
    {PairMeasure::Mahalanobis, "mahalanobis"},
    {PairMeasure::Gaussian, "gaussian"},
    {PairMeasure::Dot, "dot"},
}};

RowNormalisation normalisationOf(PairMeasure measure)
{
    if (measure == PairMeasure::Correlation)
        return RowNormalisation::MeanAndLength;
    return measure == PairMeasure::Cosine ? RowNormalisation::Length : RowNormalisation::None;
}

std::vector<FaultyRow> faultyRowsOf(const Embedding& features, RowNormalisation normalisation,
                                    unsigned threads)
{
    std::vector<RowFault> faults(features.rows());
    constexpr std::size_t together = 64;
    parallelFor((features.rows() + together - 1) / together, threads, [&](std::size_t block) {
        const std::size_t end = std::min(features.rows(), (block + 1) * together);
        for (std::size_t row = block * together; row < end; ++row)
            faults[row] = rowFault(features.row(row), normalisation);
    });
    std::vector<FaultyRow> faulty;
    for (std::size_t row = 0; row < faults.size(); ++row)
        if (faults[row] != RowFault::None)
            faulty.push_back({row, faults[row]});
    return faulty;
}

/// Dot products, cosines and correlations are inner products of normalised rows.
template<typename T>
Result<void> fillFromProducts(CondensedWriter<T>& out, const Embedding& features, PairMeasure measure,
                              std::vector<FaultyRow>& faulty, const PairOptions& pairs, JobContext& context)
{
    const RowNormalisation normalisation = normalisationOf(measure);
    std::vector<RowFault> faults(features.rows());
    const PreparedRows<T> rows {features.rows(), features.columns(),
                                [&](std::size_t row, std::span<T> values) {
                                    faults[row] = normaliseRow(features.row(row), normalisation, values);
                                }};
    const bool asIs = measure == PairMeasure::Dot;
    auto done = forPairProducts<T>(
        rows, pairs,
        [&](std::size_t row, std::size_t firstColumn, std::span<const T> products) {
            T* target = out.at(row, firstColumn);
            if (asIs) {
                std::copy(products.begin(), products.end(), target);
                return;
            }
            for (std::size_t index = 0; index < products.size(); ++index)
                target[index] = std::clamp(1 - products[index], T {0}, T {2});
        },
        context);
    for (std::size_t row = 0; row < faults.size(); ++row)
        if (faults[row] != RowFault::None)
            faulty.push_back({row, faults[row]});
    return done;
}

/// The mean of all rows that have no fault.
std::vector<double> meanRow(const Embedding& features, const std::vector<FaultyRow>& faulty)
{
    std::vector<double> mean(features.columns());
    auto next = faulty.begin();
    for (std::size_t row = 0; row < features.rows(); ++row) {
        if (next != faulty.end() && next->row == row) {
            ++next;
            continue;
        }
        const std::span<const float> values = features.row(row);
        for (std::size_t column = 0; column < mean.size(); ++column)
            mean[column] += values[column];
    }
    const auto counted = static_cast<double>(features.rows() - faulty.size());
    for (double& value : mean)
        value /= std::max(1., counted);
    return mean;
}

template<typename T>
void fillWith(T* target, std::span<const double> squared, PairMeasure measure, double features)
{
    const bool root = measure == PairMeasure::Euclidean;
    const double scale =
        measure == PairMeasure::SquaredEuclideanPerFeature || measure == PairMeasure::Mahalanobis
        ? 1 / features
        : 1;
    for (std::size_t index = 0; index < squared.size(); ++index)
        target[index] = static_cast<T>(root ? std::sqrt(squared[index]) : squared[index] * scale);
}

/// Squared distances d^2 become 1 - exp(-d^2 / mean), the mean over the whole square with its diagonal.
template<typename T>
void makeGaussian(std::span<T> values, std::size_t items)
{
    double sum = 0;
    std::size_t counted = 0;
    for (const T value : values)
        if (std::isfinite(value)) {
            sum += value;
            ++counted;
        }
    // The share of the diagonal is that of a matrix in which no pair is masked.
    const double mean = counted > 0
        ? sum / static_cast<double>(counted) * (static_cast<double>(items) - 1) / static_cast<double>(items)
        : 0;
    for (T& value : values)
        value = static_cast<T>(mean > 0 ? -std::expm1(-value / mean) : value);
}

/// Everything that is made of squared distances is computed in double precision, because distances of near
/// rows are small differences of large products.
template<typename T>
Result<void> fillFromDistances(CondensedWriter<T>& out, const Embedding& features, PairMeasure measure,
                               const std::vector<FaultyRow>& faulty, const std::vector<double>& whitened,
                               const PairOptions& pairs, JobContext& context)
{
    std::vector<char> isFaulty(features.rows());
    for (const FaultyRow& row : faulty)
        isFaulty[row.row] = 1;
    const std::vector<double> mean = meanRow(features, faulty);
    const PreparedRows<double> rows {
        features.rows(), features.columns(), [&](std::size_t row, std::span<double> values) {
            if (isFaulty[row]) {
                std::fill(values.begin(), values.end(), 0.);
            } else if (!whitened.empty()) {
                std::copy_n(whitened.begin() + static_cast<std::ptrdiff_t>(row * values.size()),
                            values.size(), values.begin());
            } else {
                const std::span<const float> source = features.row(row);
                for (std::size_t column = 0; column < values.size(); ++column)
                    values[column] = source[column] - mean[column];
            }
        }};
    const auto columns = static_cast<double>(features.columns());
    return forSquaredDistances(
        rows, pairs,
        [&](std::size_t row, std::size_t firstColumn, std::span<double> squared) {
            fillWith(out.at(row, firstColumn), squared, measure, columns);
        },
        context);
}

/// The features whitened; nothing to do for other measures.
Result<std::vector<double>> whitenedFor(const Embedding& features, const DissimilarityOptions& options,
                                        std::optional<double>& shrinkage, JobContext& context)
{
    if (options.measure != PairMeasure::Mahalanobis)
        return std::vector<double>();
    const Embedding& observations = options.noise.observations ? *options.noise.observations : features;
    if (observations.columns() != features.columns())
        return failure(Error::Kind::Mismatch,
                       "the noise has " + std::to_string(observations.columns()) + " features, the items "
                           + std::to_string(features.columns()));
    const auto whitening =
        Whitening::fromObservations(observations, options.noise.shrinkage, options.threads, context);
    if (!whitening)
        return tl::unexpected(whitening.error());
    shrinkage = whitening->shrinkage();
    return whitening->applied(features, options.threads);
}

bool isFromProducts(PairMeasure measure)
{
    return measure == PairMeasure::Correlation || measure == PairMeasure::Cosine
        || measure == PairMeasure::Dot;
}

template<typename T>
Result<Dissimilarities> computeIn(const Embedding& features, const DissimilarityOptions& options,
                                  JobContext& context)
{
    const PairOptions pairs {options.memory, options.threads};
    CondensedWriter<T> out(features.rows());
    std::vector<FaultyRow> faulty;
    std::optional<double> shrinkage;
    Result<void> filled;
    if (isFromProducts(options.measure)) {
        filled = fillFromProducts(out, features, options.measure, faulty, pairs, context);
    } else {
        faulty = faultyRowsOf(features, RowNormalisation::None, options.threads);
        const auto whitened = whitenedFor(features, options, shrinkage, context);
        if (!whitened)
            return tl::unexpected(whitened.error());
        filled = fillFromDistances(out, features, options.measure, faulty, *whitened, pairs, context);
    }
    if (!filled)
        return tl::unexpected(filled.error());
    const bool mayBeMasked = !faulty.empty() || options.measure == PairMeasure::Dot
        || !isFromProducts(options.measure); // sums may overflow
    const std::uint64_t masked = mayBeMasked ? out.mask(faulty) : 0;
    if (options.measure == PairMeasure::Gaussian)
        makeGaussian<T>(out.values(), features.rows());
    auto matrix = SimilarityMatrix::fromCondensed(features.rows(), out.shared(),
                                                  {options.measure == PairMeasure::Dot
                                                       ? SimilarityMatrix::Kind::Similarity
                                                       : SimilarityMatrix::Kind::Dissimilarity,
                                                   std::string(toString(options.measure))},
                                                  features.rowNames());
    if (!matrix)
        return tl::unexpected(matrix.error());
    return Dissimilarities {std::move(*matrix), masked, std::move(faulty), shrinkage};
}
} // namespace

std::span<const PairMeasure> allPairMeasures()
{
    static constexpr std::array all {PairMeasure::Correlation,
                                     PairMeasure::Cosine,
                                     PairMeasure::Euclidean,
                                     PairMeasure::SquaredEuclidean,
                                     PairMeasure::SquaredEuclideanPerFeature,
                                     PairMeasure::Mahalanobis,
                                     PairMeasure::Gaussian,
                                     PairMeasure::Dot};
    return all;
}

std::string_view toString(PairMeasure measure)
{
    return std::find_if(measureNames.begin(), measureNames.end(),
                        [&](const auto& entry) { return entry.first == measure; })
        ->second;
}

std::optional<PairMeasure> pairMeasureFromName(std::string_view name)
{
    for (const auto& [measure, text] : measureNames)
        if (text == name)
            return measure;
    return std::nullopt;
}

std::string Dissimilarities::warning() const
{
    if (maskedPairs == 0)
        return {};
    std::string text = std::to_string(maskedPairs) + " of " + std::to_string(matrix.pairCount())
        + " pairs have no value and are masked";
    constexpr std::size_t named = 5;
    for (std::size_t index = 0; index < std::min(named, faultyRows.size()); ++index) {
        const FaultyRow& faulty = faultyRows[index];
        text += (index == 0 ? ": item " : "; item ") + matrix.names().label(faulty.row) + ' '
            + std::string(toString(faulty.fault));
    }
    if (faultyRows.size() > named)
        text += "; and " + std::to_string(faultyRows.size() - named) + " more items";
    return text;
}

Result<Dissimilarities> dissimilarities(const Embedding& features, const DissimilarityOptions& options,
                                        JobContext& context)
{
    if (features.rows() < 2)
        return failure(Error::Kind::Usage, "a matrix needs 2 or more items");
    return options.precision == NumberPrecision::Single ? computeIn<float>(features, options, context)
                                                        : computeIn<double>(features, options, context);
}

DissimilarityMemory dissimilarityMemory(std::size_t rows, std::size_t columns,
                                        const DissimilarityOptions& options)
{
    const bool single = options.precision == NumberPrecision::Single;
    const std::size_t numberSize = single ? sizeof(float) : sizeof(double);
    DissimilarityMemory memory;
    memory.result = std::uint64_t {rows} * (rows - 1) / 2 * numberSize;
    memory.working =
        pairProductMemory(rows, columns, isFromProducts(options.measure) ? numberSize : sizeof(double),
                          {options.memory, options.threads});
    if (options.measure == PairMeasure::Mahalanobis)
        memory.working += (std::uint64_t {rows} + 2 * columns) * columns * sizeof(double);
    return memory;
}

} // namespace learnscope
