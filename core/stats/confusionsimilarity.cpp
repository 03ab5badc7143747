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
using Counts = std::span<const double>;

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
        const auto similarities = confusionSimilarities(first, second, labels);
        for (std::size_t place = 0; place < m_values.size(); ++place)
            m_values[place][draw] = similarities[place];
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
        comparison.classes += first.shown(row) > 0 && second.shown(row) > 0;
    comparison.firstTrials = first.trials();
    comparison.secondTrials = second.trials();
    comparison.firstEntropy = responseEntropy(first.total(), labels);
    comparison.secondEntropy = responseEntropy(second.total(), labels);
    const auto similarities = confusionSimilarities(first.total(), second.total(), labels);
    for (const ConfusionMeasure measure : confusionMeasures()) {
        ConfusionSimilarity similarity;
        similarity.measure = measure;
        similarity.value = similarities[static_cast<std::size_t>(measure)];
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
    sorted.reserve(order.size());
    for (const std::size_t index : order)
        sorted.push_back(std::move(comparisons[index]));
    return sorted;
}

} // namespace learnscope
