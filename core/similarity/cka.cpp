#include "core/similarity/cka.h"

#include "core/base/parallel.h"
#include "core/similarity/blas.h"
#include "core/similarity/ckadraws.h"
#include "core/similarity/condensedwriter.h"
#include "core/similarity/dissimilarity.h"
#include "core/similarity/pairproducts.h"
#include "core/similarity/rowsums.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace learnscope {

namespace {
/// Sums over two symmetric kernels of which all that CKA needs follows. Off-diagonal pairs are counted once.
struct KernelSums
{
    explicit KernelSums(std::size_t items)
        : firstRows(items)
        , secondRows(items)
        , firstDiagonal(items)
        , secondDiagonal(items)
    {
    }

    double firstSecond = 0;
    double firstFirst = 0;
    double secondSecond = 0;
    std::vector<double> firstRows; ///< sums of rows without the diagonal
    std::vector<double> secondRows;
    std::vector<double> firstDiagonal;
    std::vector<double> secondDiagonal;

    void add(const KernelSums& other)
    {
        firstSecond += other.firstSecond;
        firstFirst += other.firstFirst;
        secondSecond += other.secondSecond;
        for (std::size_t row = 0; row < firstRows.size(); ++row) {
            firstRows[row] += other.firstRows[row];
            secondRows[row] += other.secondRows[row];
        }
    }
};

double dot(std::span<const double> a, std::span<const double> b)
{
    return productsAbout(a, 0, b, 0);
}

/// <HKH, HLH> from sum K L, the row sums and their sums.
double centredProduct(double entries, const std::vector<double>& firstRows,
                      const std::vector<double>& secondRows)
{
    const auto items = static_cast<double>(firstRows.size());
    return entries - 2 / items * dot(firstRows, secondRows)
        + sumOf(std::span<const double>(firstRows)) * sumOf(std::span<const double>(secondRows))
        / (items * items);
}

/// The inner product of the U-centred kernels (Szekely and Rizzo 2014), diagonals being 0.
double uCentredProduct(double entries, const std::vector<double>& firstRows,
                       const std::vector<double>& secondRows)
{
    const auto items = static_cast<double>(firstRows.size());
    return entries - 2 / (items - 2) * dot(firstRows, secondRows)
        + sumOf(std::span<const double>(firstRows)) * sumOf(std::span<const double>(secondRows))
        / ((items - 1) * (items - 2));
}

double ckaOf(const KernelSums& sums, bool debiased)
{
    const auto product = [&](double pairs, std::vector<double> a, std::vector<double> b,
                             const std::vector<double>& diagonalA, const std::vector<double>& diagonalB) {
        if (debiased)
            return uCentredProduct(2 * pairs, a, b);
        for (std::size_t row = 0; row < a.size(); ++row) {
            a[row] += diagonalA[row];
            b[row] += diagonalB[row];
        }
        return centredProduct(2 * pairs + dot(diagonalA, diagonalB), a, b);
    };
    const double both =
        product(sums.firstSecond, sums.firstRows, sums.secondRows, sums.firstDiagonal, sums.secondDiagonal);
    const double first =
        product(sums.firstFirst, sums.firstRows, sums.firstRows, sums.firstDiagonal, sums.firstDiagonal);
    const double second = product(sums.secondSecond, sums.secondRows, sums.secondRows, sums.secondDiagonal,
                                  sums.secondDiagonal);
    return first > 0 && second > 0 ? both / std::sqrt(first * second) : NAN;
}

/// Adds a stretch of one row of both kernels, all right of the diagonal.
void addStretch(KernelSums& sums, std::size_t row, std::size_t firstColumn, std::span<const float> first,
                std::span<const float> second)
{
    constexpr std::size_t lanes = 8;
    double products[lanes] = {};
    double firsts[lanes] = {};
    double seconds[lanes] = {};
    double firstSum[lanes] = {};
    double secondSum[lanes] = {};
    double* firstRows = sums.firstRows.data() + firstColumn;
    double* secondRows = sums.secondRows.data() + firstColumn;
    const auto add = [&](std::size_t index, std::size_t lane) {
        const double a = first[index];
        const double b = second[index];
        products[lane] += a * b;
        firsts[lane] += a * a;
        seconds[lane] += b * b;
        firstSum[lane] += a;
        secondSum[lane] += b;
        firstRows[index] += a;
        secondRows[index] += b;
    };
    std::size_t index = 0;
    for (; index + lanes <= first.size(); index += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            add(index + lane, lane);
    for (; index < first.size(); ++index)
        add(index, 0);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        sums.firstSecond += products[lane];
        sums.firstFirst += firsts[lane];
        sums.secondSecond += seconds[lane];
        sums.firstRows[row] += firstSum[lane];
        sums.secondRows[row] += secondSum[lane];
    }
}

/// Features of one representation.
struct CentredFeatures
{
    std::unique_ptr<float[]> values;
    std::size_t items = 0;
    std::size_t columns = 0;

    std::span<const float> rows(std::size_t begin, std::size_t count) const
    {
        return {values.get() + begin * columns, count * columns};
    }
};

/// Rows of an embedding, features centred on their means over these rows, as the kernels' centring would do
/// anyway: so that single precision is not spent on what is taken away.
CentredFeatures centredRows(const Embedding& features, const std::vector<std::size_t>& rows)
{
    const std::size_t columns = features.columns();
    std::vector<double> mean(columns);
    for (const std::size_t row : rows) {
        const std::span<const float> values = features.row(row);
        for (std::size_t column = 0; column < columns; ++column)
            mean[column] += values[column];
    }
    for (double& value : mean)
        value /= static_cast<double>(rows.size());
    CentredFeatures centred {std::unique_ptr<float[]>(new float[rows.size() * columns]), rows.size(),
                             columns};
    float* target = centred.values.get();
    for (const std::size_t row : rows) {
        const std::span<const float> values = features.row(row);
        for (std::size_t column = 0; column < columns; ++column)
            *target++ = static_cast<float>(values[column] - mean[column]);
    }
    return centred;
}

std::vector<double> squaredLengths(const CentredFeatures& features)
{
    std::vector<double> lengths(features.items);
    for (std::size_t row = 0; row < lengths.size(); ++row)
        lengths[row] = squaresAbout(features.rows(row, 1), 0);
    return lengths;
}

/// Both kernels block by block, neither ever formed.
Result<KernelSums> sumsOverItems(const CentredFeatures& first, const CentredFeatures& second,
                                 unsigned threads, JobContext& context)
{
    constexpr std::size_t tileRows = 384;
    constexpr std::size_t tileColumns = 1024;
    const std::size_t items = first.items;
    const std::size_t blocks = (items + tileRows - 1) / tileRows;
    KernelSums sums(items);
    // One sum for each row of blocks, added up in order, so that the number of threads changes nothing.
    std::vector<KernelSums> parts(blocks, KernelSums(0));
    parallelFor(blocks, threads, [&](std::size_t block) {
        KernelSums part(items);
        const std::unique_ptr<float[]> a(new float[tileRows * tileColumns]);
        const std::unique_ptr<float[]> b(new float[tileRows * tileColumns]);
        const std::size_t begin = block * tileRows;
        const std::size_t rows = std::min(items, begin + tileRows) - begin;
        std::size_t end = 0;
        for (std::size_t column = begin; column < items && !context.isCancelled(); column = end) {
            const bool isOnDiagonal = column == begin;
            end = isOnDiagonal ? begin + rows : std::min(items, column + tileColumns);
            const std::size_t columns = end - column;
            for (const auto& [features, out] : {std::pair(&first, a.get()), std::pair(&second, b.get())}) {
                if (isOnDiagonal)
                    multiplyByThemselves(features->rows(begin, rows), features->columns, out, columns);
                else
                    multiplyRows(features->rows(begin, rows), features->rows(column, columns),
                                 features->columns, out, columns);
            }
            for (std::size_t row = 0; row < rows; ++row) {
                const std::size_t from = std::max(column, begin + row + 1);
                if (from >= end)
                    continue;
                const std::size_t offset = row * columns + from - column;
                addStretch(part, begin + row, from, {a.get() + offset, end - from},
                           {b.get() + offset, end - from});
            }
        }
        parts[block] = std::move(part);
        context.report(static_cast<double>(block) / static_cast<double>(blocks), "comparing kernels");
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    for (const KernelSums& part : parts)
        sums.add(part);
    sums.firstDiagonal = squaredLengths(first);
    sums.secondDiagonal = squaredLengths(second);
    return sums;
}

/// The sum of the squares of all products of columns of two representations, or of one with itself.
Result<double> squaredProducts(const CentredFeatures& first, const CentredFeatures& second, unsigned threads,
                               JobContext& context)
{
    constexpr std::size_t side = 256;
    const bool isOne = &first == &second;
    const std::size_t blocks = (first.columns + side - 1) / side;
    std::vector<double> parts(blocks);
    parallelFor(blocks, threads, [&](std::size_t block) {
        if (context.isCancelled())
            return;
        const std::size_t begin = block * side;
        const std::size_t rows = std::min(first.columns, begin + side) - begin;
        const std::size_t from = isOne ? begin : 0; // the products of one with itself are symmetric
        const std::size_t columns = second.columns - from;
        const std::unique_ptr<float[]> products(new float[rows * columns]);
        multiplyColumns({first.values.get() + begin, first.columns, rows},
                        {second.values.get() + from, second.columns, columns}, first.items, products.get(),
                        columns);
        for (std::size_t row = 0; row < rows; ++row) {
            const std::span<const float> all(products.get() + row * columns, columns);
            parts[block] += isOne ? squaresAbout(all.first(rows), 0) + 2 * squaresAbout(all.subspan(rows), 0)
                                  : squaresAbout(all, 0);
        }
        context.report(static_cast<double>(block) / static_cast<double>(blocks), "comparing features");
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return sumOf(std::span<const double>(parts));
}

/// What the kernels' sums are without them, where features are fewer than items: <XX', YY'> is the sum of the
/// squares of X'Y, and because centred features sum to 0, so does every row of a kernel.
Result<KernelSums> sumsOverFeatures(const CentredFeatures& first, const CentredFeatures& second,
                                    unsigned threads, JobContext& context)
{
    KernelSums sums(first.items);
    sums.firstDiagonal = squaredLengths(first);
    sums.secondDiagonal = squaredLengths(second);
    const auto offDiagonal = [&](const CentredFeatures& a, const CentredFeatures& b,
                                 const std::vector<double>& diagonalA,
                                 const std::vector<double>& diagonalB) -> Result<double> {
        const auto all = squaredProducts(a, b, threads, context);
        if (!all)
            return all;
        return .5 * (*all - dot(diagonalA, diagonalB));
    };
    const auto both = offDiagonal(first, second, sums.firstDiagonal, sums.secondDiagonal);
    const auto one = offDiagonal(first, first, sums.firstDiagonal, sums.firstDiagonal);
    const auto other = offDiagonal(second, second, sums.secondDiagonal, sums.secondDiagonal);
    if (!both || !one || !other)
        return failure(Error::Kind::Cancelled, "cancelled");
    sums.firstSecond = *both;
    sums.firstFirst = *one;
    sums.secondSecond = *other;
    for (std::size_t item = 0; item < first.items; ++item) {
        sums.firstRows[item] = -sums.firstDiagonal[item];
        sums.secondRows[item] = -sums.secondDiagonal[item];
    }
    return sums;
}

/// In the smaller space: n^2 (p + q) / 2 multiplications over items, n (p + q)^2 / 2 over features.
Result<KernelSums> linearSums(const CentredFeatures& first, const CentredFeatures& second, unsigned threads,
                              JobContext& context)
{
    return first.columns + second.columns < first.items ? sumsOverFeatures(first, second, threads, context)
                                                        : sumsOverItems(first, second, threads, context);
}

/// exp(-d^2 / (2 s^2)) of all pairs.
Result<SharedValues<float>> rbfKernel(const CentredFeatures& features, const CkaOptions& options,
                                      JobContext& context)
{
    const std::span<const float> all = features.rows(0, features.items);
    const auto embedding = Embedding::make(features.items, features.columns,
                                           SharedValues<float>(std::vector<float>(all.begin(), all.end())));
    if (!embedding)
        return tl::unexpected(embedding.error());
    const auto squared = dissimilarities(
        *embedding,
        {PairMeasure::SquaredEuclidean, {}, NumberPrecision::Single, options.memory, options.threads},
        context);
    if (!squared)
        return tl::unexpected(squared.error());
    const std::span<const float> distances = squared->matrix.condensed<float>();
    std::vector<float> kernel(distances.begin(), distances.end());
    const auto middle = kernel.begin() + static_cast<std::ptrdiff_t>(kernel.size() / 2);
    std::nth_element(kernel.begin(), middle, kernel.end());
    double median = std::sqrt(double {*middle});
    if (kernel.size() % 2 == 0)
        median = .5 * (median + std::sqrt(double {*std::max_element(kernel.begin(), middle)}));
    const double width = options.medianFraction * median;
    std::transform(distances.begin(), distances.end(), kernel.begin(), [&](float distance) {
        return static_cast<float>(std::exp(-distance / (2 * width * width)));
    });
    return SharedValues<float>(std::move(kernel));
}

std::uint64_t kernelMemory(std::size_t items)
{
    return std::uint64_t {items} * items / 2 * sizeof(float) * 3;
}

Result<SharedValues<float>> linearKernel(const CentredFeatures& features, const CkaOptions& options,
                                         JobContext& context)
{
    CondensedWriter<float> kernel(features.items);
    const PreparedRows<float> rows {
        features.items, features.columns, [&](std::size_t row, std::span<float> out) {
            std::copy_n(features.rows(row, 1).data(), features.columns, out.data());
        }};
    const auto done = forPairProducts<float>(
        rows, {options.memory, options.threads},
        [&](std::size_t row, std::size_t firstColumn, std::span<const float> products) {
            std::copy(products.begin(), products.end(), kernel.at(row, firstColumn));
        },
        context);
    if (!done)
        return tl::unexpected(done.error());
    return kernel.shared();
}

/// Both kernels of all pairs.
Result<CkaKernels> kernelsOf(const CentredFeatures& first, const CentredFeatures& second,
                             const CkaOptions& options, JobContext& context)
{
    CkaKernels kernels;
    const auto kernelOf = [&](const CentredFeatures& features, std::vector<double>& diagonal) {
        if (options.kernel == CkaKernel::Rbf) {
            diagonal.assign(features.items, 1);
            return rbfKernel(features, options, context);
        }
        diagonal = squaredLengths(features);
        return linearKernel(features, options, context);
    };
    auto a = kernelOf(first, kernels.firstDiagonal);
    if (!a)
        return tl::unexpected(a.error());
    auto b = kernelOf(second, kernels.secondDiagonal);
    if (!b)
        return tl::unexpected(b.error());
    kernels.first = std::move(*a);
    kernels.second = std::move(*b);
    return kernels;
}

KernelSums sumsOf(const CkaKernels& kernels)
{
    const std::size_t items = kernels.items();
    KernelSums sums(items);
    sums.firstDiagonal = kernels.firstDiagonal;
    sums.secondDiagonal = kernels.secondDiagonal;
    for (std::size_t row = 0, begin = 0; row + 1 < items; ++row) {
        const std::size_t count = items - row - 1;
        addStretch(sums, row, row + 1, kernels.first.span().subspan(begin, count),
                   kernels.second.span().subspan(begin, count));
        begin += count;
    }
    return sums;
}

/// The rows of both that belong together and are finite.
Result<NameMatch> matchedRows(const Embedding& first, const Embedding& second, Cka& result)
{
    NameMatch match;
    if (!first.rowNames().empty() && !second.rowNames().empty()) {
        auto named = matchRows(first.rowNames(), second.rowNames());
        if (!named)
            return named;
        match = std::move(*named);
        if (match.size() != first.rows() || match.size() != second.rows())
            result.note = match.toString("the first", "the second");
    } else if (first.rows() == second.rows()) {
        for (std::size_t row = 0; row < first.rows(); ++row) {
            match.first.push_back(row);
            match.second.push_back(row);
        }
    } else {
        return failure(Error::Kind::Mismatch,
                       "the representations have " + std::to_string(first.rows()) + " and "
                           + std::to_string(second.rows())
                           + " items and not both have names to match them by");
    }
    NameMatch kept;
    for (std::size_t index = 0; index < match.size(); ++index) {
        if (rowFault(first.row(match.first[index]), RowNormalisation::None) != RowFault::None
            || rowFault(second.row(match.second[index]), RowNormalisation::None) != RowFault::None) {
            ++result.leftOut;
            continue;
        }
        kept.first.push_back(match.first[index]);
        kept.second.push_back(match.second[index]);
    }
    if (kept.size() < 4)
        return failure(Error::Kind::Usage,
                       "the representations have " + std::to_string(kept.size())
                           + " items in common; CKA needs 4 or more");
    return kept;
}
} // namespace

Result<Cka> cka(const Embedding& first, const Embedding& second, const CkaOptions& options,
                JobContext& context)
{
    Cka result;
    result.firstFeatures = first.columns();
    result.secondFeatures = second.columns();
    context.report(0, "comparing kernels");
    const auto match = matchedRows(first, second, result);
    if (!match)
        return tl::unexpected(match.error());
    result.items = match->size();
    const std::uint64_t needed =
        std::uint64_t {result.items} * (first.columns() + second.columns()) * sizeof(float);
    if (needed > options.memory)
        return failure(Error::Kind::Usage,
                       "centred features need " + std::to_string(needed >> 20) + " MiB; "
                           + std::to_string(options.memory >> 20) + " are allowed");
    CentredFeatures features[2];
    parallelFor(2, options.threads, [&](std::size_t side) {
        features[side] = side == 0 ? centredRows(first, match->first) : centredRows(second, match->second);
    });
    const std::uint64_t kernelBytes = kernelMemory(result.items);
    const bool kernelsFit = kernelBytes <= options.memory;
    if (options.kernel == CkaKernel::Rbf && !kernelsFit)
        return failure(Error::Kind::Usage,
                       "kernels of " + std::to_string(result.items) + " items need "
                           + std::to_string(kernelBytes >> 20) + " MiB; "
                           + std::to_string(options.memory >> 20) + " are allowed");
    if (options.draws > 0 && !kernelsFit)
        result.note += std::string(result.note.empty() ? "" : ". ")
            + "There is no interval, because drawing items needs " + std::to_string(kernelBytes >> 20)
            + " MiB for kernels; " + std::to_string(options.memory >> 20) + " are allowed";
    if (options.kernel == CkaKernel::Linear && (options.draws == 0 || !kernelsFit)) {
        const auto sums = linearSums(features[0], features[1], options.threads, context);
        if (!sums)
            return tl::unexpected(sums.error());
        result.value = ckaOf(*sums, options.debiased);
        return result;
    }
    const auto kernels = kernelsOf(features[0], features[1], options, context);
    if (!kernels)
        return tl::unexpected(kernels.error());
    result.value = ckaOf(sumsOf(*kernels), options.debiased);
    if (options.draws > 0 && !std::isnan(result.value)) {
        const auto interval = ckaInterval(*kernels, options, context);
        if (!interval)
            return tl::unexpected(interval.error());
        result.interval = *interval;
    }
    return result;
}

} // namespace learnscope
