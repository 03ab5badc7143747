#include "core/inference/permutationtest.h"

#include "core/base/parallel.h"
#include "core/inference/arrangements.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>

namespace learnscope {

namespace {
// Sums of shares in another order differ by rounding: what differs by less is the same. Accuracies of any
// number of trials below a thousand million differ by more.
constexpr double rounding = 1e-12;

double probabilityOf(double beyond, std::size_t arrangements, bool exact)
{
    const double count = static_cast<double>(arrangements);
    return exact ? beyond / count : (1 + beyond) / (1 + count);
}

double standardDeviation(const std::vector<double>& values)
{
    double sum = 0;
    double count = 0;
    for (const double value : values)
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    double squares = 0;
    for (const double value : values)
        if (!std::isnan(value))
            squares += (value - sum / count) * (value - sum / count);
    return std::sqrt(squares / count);
}

/// Runs @p work(first, end) over all arrangements in blocks.
template<typename Work>
Result<void> inBlocks(std::size_t count, unsigned threads, JobContext& context, const Work& work)
{
    constexpr std::size_t blockSize = 512;
    const std::size_t blocks = (count + blockSize - 1) / blockSize;
    std::atomic<std::size_t> done = 0;
    parallelFor(blocks, threads, [&](std::size_t block) {
        work(block * blockSize, std::min(count, (block + 1) * blockSize));
        context.report(static_cast<double>(++done) / static_cast<double>(blocks), "permuting");
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return {};
}

/// Both groups' clusters side by side.
struct PooledColumn
{
    std::vector<double> numerator;
    std::vector<double> denominator;
    double numeratorSum = 0;
    double denominatorSum = 0;
};

std::vector<PooledColumn> pooled(std::span<const RatioColumn> first, std::span<const RatioColumn> second)
{
    std::vector<PooledColumn> columns;
    for (std::size_t column = 0; column < first.size(); ++column) {
        PooledColumn made {first[column].numerator, first[column].denominator, 0, 0};
        made.numerator.insert(made.numerator.end(), second[column].numerator.begin(),
                              second[column].numerator.end());
        made.denominator.insert(made.denominator.end(), second[column].denominator.begin(),
                                second[column].denominator.end());
        made.numeratorSum = std::accumulate(made.numerator.begin(), made.numerator.end(), 0.0);
        made.denominatorSum = std::accumulate(made.denominator.begin(), made.denominator.end(), 0.0);
        columns.push_back(std::move(made));
    }
    return columns;
}
} // namespace

double NullDistribution::probability(std::size_t statistic, Alternative alternative) const
{
    const double seen = observed[statistic];
    if (std::isnan(seen))
        return seen;
    double above = 0;
    double below = 0;
    for (const double value : values[statistic]) {
        above += !(value < seen - rounding); // NaN counts
        below += !(value > seen + rounding);
    }
    const double greater = probabilityOf(above, arrangements(), exact);
    if (alternative == Alternative::Greater)
        return greater;
    return std::min(1.0, 2 * std::min(greater, probabilityOf(below, arrangements(), exact)));
}

std::vector<double> NullDistribution::maximumProbabilities(Alternative alternative) const
{
    const auto directed = [&](double value) {
        return alternative == Alternative::TwoSided ? std::abs(value) : value;
    };
    std::vector<double> scale;
    for (const std::vector<double>& null : values)
        scale.push_back(standardDeviation(null));
    const auto standardised = [&](std::size_t statistic, double value) {
        if (scale[statistic] > rounding)
            return directed(value) / scale[statistic];
        // never varies: as extreme as anything where it is not 0
        return std::abs(value) > rounding ? directed(value) / rounding : 0.0;
    };
    std::vector<double> greatest(arrangements(), -std::numeric_limits<double>::infinity());
    for (std::size_t statistic = 0; statistic < values.size(); ++statistic)
        if (!std::isnan(observed[statistic]))
            for (std::size_t at = 0; at < greatest.size(); ++at) {
                const double value = values[statistic][at];
                greatest[at] = std::max(greatest[at],
                                        std::isnan(value) ? std::numeric_limits<double>::infinity()
                                                          : standardised(statistic, value));
            }
    std::vector<double> result;
    for (std::size_t statistic = 0; statistic < values.size(); ++statistic) {
        const double seen = std::isnan(observed[statistic]) ? observed[statistic]
                                                            : standardised(statistic, observed[statistic]);
        const auto beyond = std::count_if(greatest.begin(), greatest.end(),
                                          [&](double value) { return value >= seen - 1e-9; });
        result.push_back(
            std::isnan(seen) ? seen : probabilityOf(static_cast<double>(beyond), arrangements(), exact));
    }
    return result;
}

Result<NullDistribution> signFlipTest(std::span<const RatioColumn> columns, const PermutationOptions& options,
                                      JobContext& context)
{
    const Arrangements arrangements =
        Arrangements::signs(columns.front().numerator.size(), options.draws, options.seed);
    NullDistribution null {
        {},
        std::vector<std::vector<double>>(columns.size(), std::vector<double>(arrangements.size())),
        arrangements.isExact()};
    std::vector<double> denominators;
    for (const RatioColumn& column : columns) {
        null.observed.push_back(column.value());
        denominators.push_back(std::accumulate(column.denominator.begin(), column.denominator.end(), 0.0));
    }
    const auto done =
        inBlocks(arrangements.size(), options.threads, context, [&](std::size_t at, std::size_t end) {
            std::vector<char> turned;
            std::vector<double> signs;
            Arrangements::Scratch scratch;
            for (; at < end && !context.isCancelled(); ++at) {
                arrangements.fill(at, turned, scratch);
                signs.resize(turned.size());
                std::transform(turned.begin(), turned.end(), signs.begin(),
                               [](char isTurned) { return isTurned ? -1.0 : 1.0; });
                for (std::size_t column = 0; column < columns.size(); ++column)
                    null.values[column][at] =
                        std::inner_product(signs.begin(), signs.end(), columns[column].numerator.begin(), 0.0)
                        / denominators[column];
            }
        });
    if (!done)
        return tl::unexpected(done.error());
    return null;
}

Result<NullDistribution> labelTest(std::span<const RatioColumn> first, std::span<const RatioColumn> second,
                                   std::size_t statistics, const GroupStatistics& compute,
                                   const PermutationOptions& options, JobContext& context)
{
    const std::vector<PooledColumn> columns = pooled(first, second);
    const std::size_t firstClusters = first.front().numerator.size();
    const Arrangements arrangements =
        Arrangements::labels(firstClusters, second.front().numerator.size(), options.draws, options.seed);
    NullDistribution null {
        std::vector<double>(statistics),
        std::vector<std::vector<double>>(statistics, std::vector<double>(arrangements.size())),
        arrangements.isExact()};
    struct Means
    {
        std::vector<double> first;
        std::vector<double> second;
    };
    const auto meansOf = [&](const std::vector<char>& chosen, Means& means) {
        means.first.resize(columns.size());
        means.second.resize(columns.size());
        for (std::size_t index = 0; index < columns.size(); ++index) {
            const PooledColumn& column = columns[index];
            double numerator = 0;
            double denominator = 0;
            for (std::size_t cluster = 0; cluster < chosen.size(); ++cluster)
                if (chosen[cluster]) {
                    numerator += column.numerator[cluster];
                    denominator += column.denominator[cluster];
                }
            means.first[index] = numerator / denominator;
            means.second[index] = (column.numeratorSum - numerator) / (column.denominatorSum - denominator);
        }
    };
    Means asObserved;
    std::vector<char> chosen(arrangements.clusters(), 0);
    std::fill_n(chosen.begin(), firstClusters, char(1));
    meansOf(chosen, asObserved);
    compute(asObserved.first, asObserved.second, null.observed);

    const auto done =
        inBlocks(arrangements.size(), options.threads, context, [&](std::size_t at, std::size_t end) {
            Means means;
            std::vector<char> group;
            std::vector<double> values(statistics);
            Arrangements::Scratch scratch;
            for (; at < end && !context.isCancelled(); ++at) {
                arrangements.fill(at, group, scratch);
                meansOf(group, means);
                compute(means.first, means.second, values);
                for (std::size_t statistic = 0; statistic < statistics; ++statistic)
                    null.values[statistic][at] = values[statistic];
            }
        });
    if (!done)
        return tl::unexpected(done.error());
    return null;
}

} // namespace learnscope
