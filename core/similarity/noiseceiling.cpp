#include "core/similarity/noiseceiling.h"

#include "core/base/parallel.h"
#include "core/inference/derivedseed.h"
#include "core/similarity/itemdraws.h"
#include "core/similarity/matrixset.h"
#include "core/similarity/rowsums.h"
#include "core/stats/twofactorvariance.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace learnscope {

namespace {
double meanOf(const std::vector<double>& values)
{
    return sumOf(std::span<const double>(values)) / static_cast<double>(values.size());
}

/// Likeness of something with each observer, that can be computed anew when items are drawn.
struct LikenessRow
{
    std::vector<MatrixStatistic> ofObserver;

    std::vector<double> values() const
    {
        std::vector<double> result;
        for (const MatrixStatistic& statistic : ofObserver)
            result.push_back(statistic.value());
        return result;
    }
};

/// @p reference gives what the observer of that number is compared with.
template<typename Reference>
Result<LikenessRow> likenessRow(const MatrixSet& set, std::span<const std::vector<double>> observers,
                                MatrixMeasure measure, unsigned threads, Reference reference)
{
    LikenessRow row;
    for (std::size_t observer = 0; observer < observers.size(); ++observer) {
        auto statistic =
            MatrixStatistic::make(measure, set.compared(reference(observer), observers[observer]), threads);
        if (!statistic)
            return tl::unexpected(statistic.error());
        row.ofObserver.push_back(std::move(*statistic));
    }
    return row;
}

Result<LikenessRow> withoutThemselves(const MatrixSet& set, std::span<const std::vector<double>> observers,
                                      MatrixMeasure measure, unsigned threads)
{
    return likenessRow(set, observers, measure, threads, [&](std::size_t leftOut) {
        std::vector<std::vector<double>> others(observers.begin(), observers.end());
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(leftOut));
        return pooled(others, measure);
    });
}

Result<NoiseCeiling> ceilingOf(const MatrixSet& set, std::span<const std::vector<double>> observers,
                               MatrixMeasure measure, unsigned threads, const LikenessRow& lower)
{
    const std::vector<double> pool = pooled(observers, measure);
    const auto upper = likenessRow(set, observers, measure, threads, [&](std::size_t) { return pool; });
    if (!upper)
        return tl::unexpected(upper.error());
    NoiseCeiling ceiling;
    ceiling.lowerOf = lower.values();
    ceiling.upperOf = upper->values();
    ceiling.lower = meanOf(ceiling.lowerOf);
    ceiling.upper = meanOf(ceiling.upperOf);
    return ceiling;
}

std::vector<const SimilarityMatrix*> pointersTo(std::span<const SimilarityMatrix> first,
                                                std::span<const SimilarityMatrix> second)
{
    std::vector<const SimilarityMatrix*> all;
    for (const SimilarityMatrix& matrix : first)
        all.push_back(&matrix);
    for (const SimilarityMatrix& matrix : second)
        all.push_back(&matrix);
    return all;
}

/// Likeness of every row with every observer, as observed and when items are drawn.
struct Drawn
{
    std::vector<std::vector<double>> observed; ///< [row][observer]
    std::vector<std::vector<std::vector<double>>> byItems; ///< [draw][row][observer]; empty: not drawn
};

Result<Drawn> drawItems(const std::vector<LikenessRow>& rows, std::size_t items,
                        const ModelComparisonOptions& options, JobContext& context)
{
    Drawn drawn;
    for (const LikenessRow& row : rows)
        drawn.observed.push_back(row.values());
    if (options.unit == BootstrapUnit::Observers)
        return drawn;
    drawn.byItems.resize(static_cast<std::size_t>(options.draws));
    std::atomic<int> done = 0;
    parallelFor(drawn.byItems.size(), options.threads, [&](std::size_t draw) {
        if (context.isCancelled())
            return;
        const std::vector<std::uint32_t> times = drawnTimes(items, Random(options.seed, draw));
        for (const LikenessRow& row : rows) {
            std::vector<double>& values = drawn.byItems[draw].emplace_back();
            for (const MatrixStatistic& statistic : row.ofObserver)
                values.push_back(statistic.valueOfDraw(times));
        }
        context.report(static_cast<double>(++done) / options.draws, "drawing items");
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return drawn;
}

double varianceOf(const std::vector<double>& values)
{
    return values.size() < 2 ? NAN
                             : squaresAbout(std::span<const double>(values), meanOf(values))
            / static_cast<double>(values.size() - 1);
}

/// Tests weighted sums of the rows' mean likeness: one row, or the difference of two.
class Contrasts
{
public:
    Contrasts(const Drawn& drawn, std::size_t items, const ModelComparisonOptions& options)
        : m_drawn(drawn)
        , m_items(items)
        , m_options(options)
        , m_observers(drawn.observed.front().size())
    {
        for (int draw = 0; draw < options.draws; ++draw)
            m_observerTimes.push_back(drawnTimes(
                m_observers, Random(derivedSeed(options.seed, 2), static_cast<std::uint64_t>(draw))));
    }

    /// The mean likeness of @p row, less that of @p other where there is one.
    LikenessTest test(std::size_t row, std::optional<std::size_t> other) const
    {
        LikenessTest result;
        result.estimate = mean(m_drawn.observed, row, other, {});
        const double variance = varianceFor(row, other);
        const double degrees = static_cast<double>(smallest()) - 1;
        if (variance > 0 && degrees > 0) {
            const double half = studentHalfWidth(variance, degrees, m_options.level);
            result.interval = Interval {result.estimate - half, result.estimate + half};
            result.probability = studentProbability(result.estimate, variance, degrees);
        } else {
            result.probability = NAN;
        }
        return result;
    }

private:
    std::size_t smallest() const
    {
        if (m_options.unit == BootstrapUnit::Items)
            return m_items;
        return m_options.unit == BootstrapUnit::Observers ? m_observers : std::min(m_items, m_observers);
    }

    double mean(const std::vector<std::vector<double>>& values, std::size_t row,
                std::optional<std::size_t> other, std::span<const std::uint32_t> times) const
    {
        double sum = 0;
        for (std::size_t observer = 0; observer < m_observers; ++observer)
            sum += (values[row][observer] - (other ? values[*other][observer] : 0))
                * (times.empty() ? 1 : times[observer]);
        return sum / static_cast<double>(m_observers);
    }

    double varianceFor(std::size_t row, std::optional<std::size_t> other) const
    {
        std::vector<double> observers;
        std::vector<double> items;
        std::vector<double> both;
        for (std::size_t draw = 0; draw < m_observerTimes.size(); ++draw) {
            observers.push_back(mean(m_drawn.observed, row, other, m_observerTimes[draw]));
            if (m_drawn.byItems.empty())
                continue;
            items.push_back(mean(m_drawn.byItems[draw], row, other, {}));
            both.push_back(mean(m_drawn.byItems[draw], row, other, m_observerTimes[draw]));
        }
        const auto unbiased = [](double variance, std::size_t count) {
            return variance * static_cast<double>(count) / (static_cast<double>(count) - 1);
        };
        if (m_options.unit == BootstrapUnit::Items)
            return unbiased(varianceOf(items), m_items);
        if (m_options.unit == BootstrapUnit::Observers)
            return unbiased(varianceOf(observers), m_observers);
        return twoFactorVariance({varianceOf(observers), varianceOf(items), varianceOf(both)}, m_observers,
                                 m_items);
    }

    const Drawn& m_drawn;
    std::size_t m_items;
    const ModelComparisonOptions& m_options;
    std::size_t m_observers;
    std::vector<std::vector<std::uint32_t>> m_observerTimes;
};

void correct(const std::vector<LikenessTest*>& tests, Correction correction)
{
    std::vector<double> probabilities;
    probabilities.reserve(tests.size());
    for (const LikenessTest* test : tests)
        probabilities.push_back(test->probability);
    const std::vector<double> result = corrected(probabilities, correction);
    for (std::size_t index = 0; index < tests.size(); ++index)
        tests[index]->correctedProbability = result[index];
}

void correctAll(ModelComparison& comparison, Correction correction)
{
    std::vector<LikenessTest*> likeness;
    std::vector<LikenessTest*> below;
    std::vector<LikenessTest*> differences;
    for (ModelLikeness& model : comparison.models) {
        likeness.push_back(&model.likeness);
        if (model.belowCeiling)
            below.push_back(&*model.belowCeiling);
    }
    for (ModelDifference& difference : comparison.differences)
        differences.push_back(&difference.difference);
    for (const auto& tests : {likeness, below, differences})
        correct(tests, correction);
}

Result<void> checkModels(std::size_t models, std::size_t observers, const ModelComparisonOptions& options)
{
    if (models == 0 || observers == 0)
        return failure(Error::Kind::Usage, "models are compared with observers: give one or more of each");
    if (options.unit != BootstrapUnit::Items && observers < 2)
        return failure(Error::Kind::Usage, "a claim about other observers needs 2 or more observers");
    if (options.draws < 2)
        return failure(Error::Kind::Usage, "variances need 2 or more draws");
    return {};
}
} // namespace

std::optional<BootstrapUnit> bootstrapUnitFromName(std::string_view name)
{
    for (const BootstrapUnit unit : {BootstrapUnit::Items, BootstrapUnit::Observers, BootstrapUnit::Both})
        if (toString(unit) == name)
            return unit;
    return {};
}

std::string_view toString(BootstrapUnit unit)
{
    switch (unit) {
    case BootstrapUnit::Items:
        return "items";
    case BootstrapUnit::Observers:
        return "observers";
    case BootstrapUnit::Both:
        return "both";
    }
    return {};
}

Result<NoiseCeiling> noiseCeiling(std::span<const SimilarityMatrix> observers, MatrixMeasure measure,
                                  unsigned threads, JobContext& context)
{
    if (observers.size() < 3)
        return failure(Error::Kind::Usage, "a noise ceiling needs 3 or more observers");
    const auto set = MatrixSet::make(pointersTo(observers, {}));
    if (!set)
        return tl::unexpected(set.error());
    const auto lower = withoutThemselves(*set, set->values, measure, threads);
    if (!lower)
        return tl::unexpected(lower.error());
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return ceilingOf(*set, set->values, measure, threads, *lower);
}

Result<ModelComparison> compareModels(std::span<const SimilarityMatrix> models,
                                      std::span<const SimilarityMatrix> observers,
                                      const ModelComparisonOptions& options, JobContext& context)
{
    if (const auto checked = checkModels(models.size(), observers.size(), options); !checked)
        return tl::unexpected(checked.error());
    const auto set = MatrixSet::make(pointersTo(models, observers));
    if (!set)
        return tl::unexpected(set.error());
    const std::span<const std::vector<double>> all(set->values);
    const auto observed = all.subspan(models.size());
    std::vector<LikenessRow> rows;
    for (std::size_t model = 0; model < models.size(); ++model) {
        auto row = likenessRow(*set, observed, options.measure, options.threads,
                               [&](std::size_t) { return all[model]; });
        if (!row)
            return tl::unexpected(row.error());
        rows.push_back(std::move(*row));
    }
    ModelComparison comparison;
    if (observers.size() >= 3) {
        auto lower = withoutThemselves(*set, observed, options.measure, options.threads);
        if (!lower)
            return tl::unexpected(lower.error());
        auto ceiling = ceilingOf(*set, observed, options.measure, options.threads, *lower);
        if (!ceiling)
            return tl::unexpected(ceiling.error());
        comparison.ceiling = std::move(*ceiling);
        rows.push_back(std::move(*lower));
    }
    const auto drawn = drawItems(rows, set->items, options, context);
    if (!drawn)
        return tl::unexpected(drawn.error());
    const Contrasts contrasts(*drawn, set->items, options);
    for (std::size_t model = 0; model < models.size(); ++model) {
        ModelLikeness& likeness = comparison.models.emplace_back();
        likeness.values = drawn->observed[model];
        likeness.likeness = contrasts.test(model, std::nullopt);
        if (comparison.ceiling)
            likeness.belowCeiling = contrasts.test(model, models.size());
        for (std::size_t other = 0; other < model; ++other)
            comparison.differences.push_back({other, model, contrasts.test(other, model)});
    }
    correctAll(comparison, options.correction);
    comparison.items = set->items;
    comparison.pairs = set->values.front().size();
    comparison.maskedPairs = set->masked;
    comparison.note = set->note;
    return comparison;
}

} // namespace learnscope
