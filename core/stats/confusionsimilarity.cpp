#include "core/stats/confusionsimilarity.h"

#include "core/base/parallel.h"
#include "core/stats/confusionresampler.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace learnscope {

namespace {
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
using Counts = std::span<const double>;

double rowSum(Counts counts, std::size_t labels, std::size_t row)
{
    const auto begin = counts.begin() + static_cast<std::ptrdiff_t>(row * labels);
    return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(labels), 0.0);
}

double errorsOf(Counts counts, std::size_t labels, std::size_t row)
{
    return rowSum(counts, labels, row) - counts[row * labels + row];
}

/// The off-diagonal shares of the rows that both observers were shown.
void offDiagonal(Counts first, Counts second, std::size_t labels, std::vector<double>& shares,
                 std::vector<double>& others)
{
    shares.clear();
    others.clear();
    for (std::size_t row = 0; row < labels; ++row) {
        const double shown = rowSum(first, labels, row);
        const double otherShown = rowSum(second, labels, row);
        if (shown == 0 || otherShown == 0)
            continue;
        for (std::size_t column = 0; column < labels; ++column)
            if (column != row) {
                shares.push_back(first[row * labels + column] / shown);
                others.push_back(second[row * labels + column] / otherShown);
            }
    }
}

/// NaN where either does not vary.
double pearson(const std::vector<double>& first, const std::vector<double>& second)
{
    if (first.size() < 2
        || std::all_of(first.begin(), first.end(), [&](double value) { return value == first.front(); })
        || std::all_of(second.begin(), second.end(), [&](double value) { return value == second.front(); }))
        return undefined;
    const double n = static_cast<double>(first.size());
    const double mean = std::accumulate(first.begin(), first.end(), 0.0) / n;
    const double otherMean = std::accumulate(second.begin(), second.end(), 0.0) / n;
    double product = 0;
    double square = 0;
    double otherSquare = 0;
    for (std::size_t place = 0; place < first.size(); ++place) {
        const double deviation = first[place] - mean;
        const double other = second[place] - otherMean;
        product += deviation * other;
        square += deviation * deviation;
        otherSquare += other * other;
    }
    return std::clamp(product / std::sqrt(square * otherSquare), -1.0, 1.0);
}

/// Average ranks, from 1.
void rank(std::vector<double>& values)
{
    thread_local std::vector<std::pair<double, std::size_t>> sorted;
    sorted.clear();
    for (std::size_t place = 0; place < values.size(); ++place)
        sorted.emplace_back(values[place], place);
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t first = 0, end = 0; first < sorted.size(); first = end) {
        while (end < sorted.size() && sorted[end].first == sorted[first].first)
            ++end;
        for (std::size_t place = first; place < end; ++place)
            values[sorted[place].second] = static_cast<double>(first + end + 1) / 2;
    }
}

double correlation(ConfusionMeasure measure, Counts first, Counts second, std::size_t labels)
{
    thread_local std::vector<double> shares;
    thread_local std::vector<double> others;
    offDiagonal(first, second, labels, shares, others);
    if (measure == ConfusionMeasure::Spearman) {
        rank(shares);
        rank(others);
    }
    return pearson(shares, others);
}

/// p log2 (p / m), 0 for p = 0.
double divergence(double p, double m)
{
    return p > 0 ? p * std::log2(p / m) : 0;
}

double errorLikeness(Counts first, Counts second, std::size_t labels)
{
    double sum = 0;
    int rows = 0;
    for (std::size_t row = 0; row < labels; ++row) {
        const double errors = errorsOf(first, labels, row);
        const double otherErrors = errorsOf(second, labels, row);
        if (errors <= 0 || otherErrors <= 0)
            continue;
        double divergences = 0;
        for (std::size_t column = 0; column < labels; ++column)
            if (column != row) {
                const double p = first[row * labels + column] / errors;
                const double q = second[row * labels + column] / otherErrors;
                divergences += divergence(p, (p + q) / 2) + divergence(q, (p + q) / 2);
            }
        sum += std::sqrt(std::max(0.0, divergences / 2));
        ++rows;
    }
    return rows > 0 ? 1 - sum / rows : undefined;
}

double rowLikeness(Counts first, Counts second, std::size_t labels)
{
    double sum = 0;
    int rows = 0;
    for (std::size_t row = 0; row < labels; ++row) {
        const double shown = rowSum(first, labels, row);
        const double otherShown = rowSum(second, labels, row);
        if (shown == 0 || otherShown == 0)
            continue;
        for (std::size_t column = 0; column < labels; ++column)
            sum += std::abs(first[row * labels + column] / shown - second[row * labels + column] / otherShown)
                / 2;
        ++rows;
    }
    return rows > 0 ? 1 - sum / rows : undefined;
}

/// Whether noise can only make two matrices less alike.
bool isDistance(ConfusionMeasure measure)
{
    return measure == ConfusionMeasure::ErrorJensenShannon || measure == ConfusionMeasure::TotalVariation;
}

std::optional<Interval> intervalOf(const ConfusionSimilarity& similarity, std::span<const double> draws,
                                   double level)
{
    const std::optional<Interval> percentiles = percentileInterval(draws, level);
    if (!percentiles || std::isnan(similarity.value) || !isDistance(similarity.measure))
        return std::isnan(similarity.value) ? std::nullopt : percentiles;
    const double value = similarity.value;
    return Interval {std::clamp(2 * value - percentiles->high, 0.0, value),
                     std::clamp(2 * value - percentiles->low, value, 1.0)};
}

/// (1 + number of draws that @p isExtreme) / (1 + draws), of the draws that are defined.
template<typename IsExtreme>
std::optional<double> probability(std::span<const double> draws, const IsExtreme& isExtreme)
{
    double defined = 0;
    double extreme = 0;
    for (const double draw : draws)
        if (!std::isnan(draw)) {
            ++defined;
            extreme += isExtreme(draw);
        }
    return defined > 0 ? std::optional((1 + extreme) / (1 + defined)) : std::nullopt;
}

constexpr double rounding = 1e-12; ///< so that equal arrangements count as equal

/// The values of all measures in all draws.
class Draws
{
public:
    explicit Draws(std::size_t count)
    {
        for (auto& values : m_values)
            values.resize(count);
    }

    void set(std::size_t draw, Counts first, Counts second, std::size_t labels)
    {
        for (std::size_t place = 0; place < m_values.size(); ++place)
            m_values[place][draw] = confusionSimilarity(confusionMeasures()[place], first, second, labels);
    }

    std::span<const double> of(std::size_t measure) const { return m_values[measure]; }

private:
    std::array<std::vector<double>, 4> m_values;
};

/// All that is drawn for one phase and epoch.
void addDraws(ConfusionComparison& comparison, const ConfusionRuns& first, const ConfusionRuns& second,
              const BootstrapOptions& options, double level, const JobContext& context)
{
    const std::size_t draws = static_cast<std::size_t>(std::min(options.draws, mostSimilarityDraws));
    const std::size_t labels = first.labels();
    ConfusionResampler resampler(first, second);
    const std::optional<std::size_t> arrangements = resampler.errorArrangements(draws);
    Draws resampled(draws);
    Draws exchanged(draws);
    Draws permuted(arrangements.value_or(draws));
    std::vector<double> one(labels * labels);
    std::vector<double> other(labels * labels);
    for (std::size_t draw = 0; draw < draws && !context.isCancelled(); ++draw) {
        Random random(options.seed, draw);
        resampler.resample(random, one, other);
        resampled.set(draw, one, other, labels);
        resampler.exchange(random, one, other);
        exchanged.set(draw, one, other, labels);
        if (!arrangements) {
            resampler.permuteErrors(random, other);
            permuted.set(draw, first.total(), other, labels);
        }
    }
    for (std::size_t number = 0; number < arrangements.value_or(0); ++number) {
        resampler.arrangeErrors(number, other);
        permuted.set(number, first.total(), other, labels);
    }
    for (std::size_t place = 0; place < comparison.similarities.size(); ++place) {
        ConfusionSimilarity& similarity = comparison.similarities[place];
        if (std::isnan(similarity.value))
            continue;
        similarity.interval = intervalOf(similarity, resampled.of(place), level);
        similarity.exchanged = percentileInterval(exchanged.of(place), level);
        similarity.exchangedProbability = probability(
            exchanged.of(place), [&](double draw) { return draw <= similarity.value + rounding; });
        const auto isAsAlike = [&](double draw) { return draw >= similarity.value - rounding; };
        const auto values = permuted.of(place);
        similarity.chanceProbability = arrangements
            ? static_cast<double>(std::count_if(values.begin(), values.end(), isAsAlike))
                / static_cast<double>(values.size())
            : probability(values, isAsAlike);
    }
}

ConfusionComparison comparisonOf(Phase phase, std::int32_t epoch, const ConfusionRuns& first,
                                 const ConfusionRuns& second)
{
    const std::size_t labels = first.labels();
    ConfusionComparison comparison;
    comparison.phase = phase;
    comparison.epoch = epoch;
    for (std::size_t row = 0; row < labels; ++row)
        comparison.classes +=
            rowSum(first.total(), labels, row) > 0 && rowSum(second.total(), labels, row) > 0;
    comparison.firstTrials = first.trials();
    comparison.secondTrials = second.trials();
    comparison.firstEntropy = responseEntropy(first.total(), labels);
    comparison.secondEntropy = responseEntropy(second.total(), labels);
    for (const ConfusionMeasure measure : confusionMeasures()) {
        ConfusionSimilarity similarity;
        similarity.measure = measure;
        similarity.value = confusionSimilarity(measure, first.total(), second.total(), labels);
        comparison.similarities.push_back(similarity);
    }
    return comparison;
}

double workOf(const ConfusionComparison& comparison, std::size_t labels, int draws)
{
    // Three kinds of draws, four measures; ranks and logarithms take some ten times as long as sums.
    const double cells = static_cast<double>(labels * labels) * 3 * 4 * 10;
    return draws * (static_cast<double>(comparison.firstTrials + comparison.secondTrials) + cells);
}
} // namespace

std::span<const ConfusionMeasure> confusionMeasures()
{
    static constexpr std::array measures = {ConfusionMeasure::Pearson, ConfusionMeasure::Spearman,
                                            ConfusionMeasure::ErrorJensenShannon,
                                            ConfusionMeasure::TotalVariation};
    return measures;
}

std::string_view toString(ConfusionMeasure measure)
{
    static constexpr std::array names = {"pearson", "spearman", "error-jensen-shannon", "total-variation"};
    return names[static_cast<std::size_t>(measure)];
}

std::string_view titleOf(ConfusionMeasure measure)
{
    static constexpr std::array titles = {
        "Pearson r of off-diagonal shares", "Spearman rho of off-diagonal shares",
        "1 - mean Jensen-Shannon distance of errors", "1 - mean total variation of rows"};
    return titles[static_cast<std::size_t>(measure)];
}

double confusionSimilarity(ConfusionMeasure measure, std::span<const double> first,
                           std::span<const double> second, std::size_t labels)
{
    switch (measure) {
    case ConfusionMeasure::Pearson:
    case ConfusionMeasure::Spearman:
        return correlation(measure, first, second, labels);
    case ConfusionMeasure::ErrorJensenShannon:
        return errorLikeness(first, second, labels);
    case ConfusionMeasure::TotalVariation:
        break;
    }
    return rowLikeness(first, second, labels);
}

double responseEntropy(std::span<const double> counts, std::size_t labels)
{
    const double trials = std::accumulate(counts.begin(), counts.end(), 0.0);
    if (trials == 0)
        return undefined;
    double entropy = 0;
    for (std::size_t column = 0; column < labels; ++column) {
        double answered = 0;
        for (std::size_t row = 0; row < labels; ++row)
            answered += counts[row * labels + column];
        if (answered > 0)
            entropy -= answered / trials * std::log2(answered / trials);
    }
    return entropy;
}

Result<std::vector<ConfusionComparison>> compareConfusions(const Confusion& first, const Confusion& second,
                                                           const BootstrapOptions& options, double level,
                                                           JobContext& context)
{
    const std::vector<std::string> labels = allLabels(first, second);
    const auto epochs = ConfusionRuns::byEpoch(first, labels);
    const auto otherEpochs = ConfusionRuns::byEpoch(second, labels);
    std::vector<std::pair<const ConfusionRuns*, const ConfusionRuns*>> pairs;
    std::vector<ConfusionComparison> comparisons;
    for (const auto& [place, runs] : epochs)
        if (const auto other = otherEpochs.find(place); other != otherEpochs.end()) {
            pairs.emplace_back(&runs, &other->second);
            comparisons.push_back(comparisonOf(place.first, place.second, runs, other->second));
        }
    // Test before train, as everywhere.
    std::vector<std::size_t> order(comparisons.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return comparisons[left].phase == Phase::Test && comparisons[right].phase == Phase::Train;
    });
    const int draws = std::min(options.draws, mostSimilarityDraws);
    double work = 0;
    for (const ConfusionComparison& comparison : comparisons)
        work += workOf(comparison, labels.size(), draws);
    std::atomic<std::size_t> done = 0;
    if (draws > 0 && work <= mostSimilarityWork)
        parallelFor(comparisons.size(), options.threads, [&](std::size_t index) {
            addDraws(comparisons[index], *pairs[index].first, *pairs[index].second, options, level, context);
            context.report(static_cast<double>(++done) / static_cast<double>(comparisons.size()),
                           "comparing confusions");
        });
    else
        for (ConfusionComparison& comparison : comparisons)
            comparison.drawsLeftOut = draws > 0;
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    std::vector<ConfusionComparison> sorted;
    for (const std::size_t index : order)
        sorted.push_back(std::move(comparisons[index]));
    return sorted;
}

} // namespace learnscope
