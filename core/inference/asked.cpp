#include "core/inference/asked.h"

#include "core/inference/derivedseed.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace learnscope {

namespace {
constexpr std::uint64_t permutationPart = 1u << 24; // after the parts of the bootstraps
constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// The number of trials that all present clusters of both share; 0 where they differ.
double sharedDenominator(const RatioColumn& first, const RatioColumn& second)
{
    double shared = 0;
    for (const RatioColumn* column : {&first, &second})
        for (const double value : column->denominator)
            if (value > 0) {
                if (shared > 0 && value != shared)
                    return 0;
                shared = value;
            }
    return shared;
}

void useRatios(RatioColumn& column)
{
    for (std::size_t cluster = 0; cluster < column.numerator.size(); ++cluster)
        if (column.denominator[cluster] > 0) {
            column.numerator[cluster] /= column.denominator[cluster];
            column.denominator[cluster] = 1;
        }
}
} // namespace

std::vector<std::pair<std::size_t, std::size_t>> Asked::pairs() const
{
    std::vector<std::pair<std::size_t, std::size_t>> found;
    const std::size_t count = m_study.observers.size();
    if (const auto against = m_study.placeOf(m_options.against)) {
        for (std::size_t place = 0; place < count; ++place)
            if (place != *against)
                found.emplace_back(place, *against);
        return found;
    }
    for (std::size_t first = 0; first < count; ++first)
        for (std::size_t second = first + 1; second < count; ++second)
            found.emplace_back(first, second);
    return found;
}

PermutationOptions Asked::permutations(std::uint64_t part) const
{
    // One fewer than asked for: the arrangement that was observed counts as the last.
    return {m_options.draws - 1, derivedSeed(m_options.seed, permutationPart + part), m_options.threads};
}

Result<void> Asked::drawFor(Generalisation unit, bool withTraining, DrawSets& into) const
{
    for (const Generalisation needed :
         {Generalisation::People, Generalisation::Images, Generalisation::Both}) {
        auto& set = into.sets[static_cast<std::size_t>(needed)];
        if (set || (needed != unit && unit != Generalisation::Both))
            continue;
        auto draws = drawAccuracies(m_study, needed, withTraining, m_options, m_context);
        if (!draws)
            return tl::unexpected(draws.error());
        set = std::move(*draws);
    }
    return {};
}

void Asked::fill(InferenceRow& row, const DrawnStatistic& drawn) const
{
    row.estimate = drawn.estimate;
    row.standardError = std::sqrt(drawn.variance());
    row.undefinedDraws = drawn.undefinedDraws();
    row.interval = drawnInterval(drawn, m_options.interval, m_options.level);
    if (!row.interval && !std::isnan(row.estimate))
        row.note += m_options.interval == IntervalMethod::Bca
            ? "no BCa interval: all draws lie on one side of the estimate; "
            : "no draw has a value; ";
}

void Asked::fillByStudent(InferenceRow& row, double variance, std::size_t degrees) const
{
    row.standardError = std::sqrt(variance);
    const double freedom = static_cast<double>(degrees);
    row.p = studentProbability(row.estimate, variance, freedom);
    row.statistic = row.estimate / row.standardError;
    row.test = "Student's t with " + std::to_string(degrees) + " degrees of freedom, two-factor variance";
    if (std::isnan(row.estimate) || !(variance > 0))
        return;
    const double half = studentHalfWidth(variance, freedom, m_options.level);
    row.interval = Interval {row.estimate - half, row.estimate + half};
}

void Asked::testByVariance(InferenceRow& row, std::size_t clusters) const
{
    const double n = static_cast<double>(clusters);
    const double variance = row.standardError * row.standardError * n / (n - 1);
    row.p = studentProbability(row.estimate, variance, n - 1);
    row.statistic = row.estimate / std::sqrt(variance);
    row.test = "Student's t with " + std::to_string(clusters - 1) + " degrees of freedom, bootstrap variance";
}

void Asked::testBy(InferenceRow& row, const NullDistribution& null, std::size_t statistic,
                   Alternative alternative, const char* what) const
{
    row.p = null.probability(statistic, alternative);
    row.statistic = null.observed[statistic];
    row.test = std::string(what) + (null.exact ? ", all " : ", ") + std::to_string(null.arrangements())
        + " arrangements" + (alternative == Alternative::Greater ? ", one-sided" : ", two-sided");
}

InferenceRow emptyRow(Generalisation unit)
{
    InferenceRow row;
    row.generalise = unit;
    row.firstValue = row.secondValue = row.estimate = row.standardError = none;
    row.statistic = row.p = row.correctedP = row.maximumP = none;
    return row;
}

void makeComparable(RatioColumn& first, RatioColumn& second)
{
    if (sharedDenominator(first, second) > 0)
        return;
    useRatios(first);
    useRatios(second);
}

} // namespace learnscope
