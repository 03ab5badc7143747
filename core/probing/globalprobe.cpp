#include "core/probing/globalprobe.h"

#include "core/probing/globalobjective.h"

#include <chrono>
#include <cmath>
#include <limits>
#include <optional>

namespace learnscope {

namespace {
using Objective = GlobalObjective<float>;

Result<void> check(const GlobalProbeOptions& options, std::span<const Triplet> train)
{
    if (!(options.regularisation.lambda >= 0) || !std::isfinite(options.regularisation.lambda))
        return failure(Error::Kind::Usage, "lambda must be 0 or more");
    if (!(options.start > 0) || !std::isfinite(options.start))
        return failure(Error::Kind::Usage, "the start must be above 0: at 0 every gradient is 0");
    if (options.descent.iterations < 1 || options.descent.history < 1 || options.descent.patience < 1
        || !(options.descent.tolerance >= 0))
        return failure(Error::Kind::Usage, "iterations, history and patience must be 1 or more");
    if (train.empty())
        return failure(Error::Kind::Usage, "there are no triplets to train with");
    return {};
}

std::vector<float> startOf(const GlobalProbeOptions& options, std::size_t columns)
{
    std::vector<float> start(columns * columns);
    for (std::size_t place = 0; place < columns; ++place)
        start[place * columns + place] = static_cast<float>(options.start);
    if (options.bias)
        start.insert(start.end(), columns, static_cast<float>(options.start));
    return start;
}

ProbeScore scoreOf(const Objective::Value& value, std::size_t triplets)
{
    return {value.loss, value.accuracy, triplets};
}

/// Keeps the best weights by validation loss, and says when it no longer falls.
class Validation
{
public:
    Validation(const Embedding& features, const Standardisation& standardisation,
               std::span<const Triplet> triplets, const GlobalProbeOptions& options)
        : m_patience(options.descent.patience)
    {
        if (!triplets.empty())
            m_objective.emplace(features, standardisation, triplets, options.bias, options.threads);
    }

    ProbeScore judge(std::span<const float> parameters)
    {
        return m_objective ? scoreOf(m_objective->judge(parameters), m_objective->triplets())
                           : ProbeScore {std::numeric_limits<double>::quiet_NaN(),
                                         std::numeric_limits<double>::quiet_NaN(), 0};
    }

    /// False: it has not fallen for long enough.
    bool take(int iteration, const ProbeScore& score, std::span<const float> parameters)
    {
        if (!m_objective)
            return true;
        if (score.loss < m_best.loss) {
            m_best = score;
            m_bestIteration = iteration;
            m_bestParameters.assign(parameters.begin(), parameters.end());
        }
        return iteration - m_bestIteration < m_patience;
    }

    void keepBest(GlobalProbe& probe) const
    {
        if (!m_objective || m_bestParameters.empty())
            return;
        probe.parameters = m_bestParameters;
        probe.validation = m_best;
        probe.bestIteration = m_bestIteration;
    }

private:
    int m_patience;
    std::optional<Objective> m_objective;
    ProbeScore m_best {std::numeric_limits<double>::infinity(), 0, 0};
    int m_bestIteration = 0;
    std::vector<float> m_bestParameters;
};

void measure(GlobalProbe& probe, std::size_t columns)
{
    const std::span<const float> weights(probe.parameters.data(), columns * columns);
    probe.norm = addPenalty<float>({ProbePenalty::Frobenius, 1}, columns, weights, {});
    probe.fromIdentity = std::sqrt(addPenalty<float>({ProbePenalty::Eye, 1}, columns, weights, {}));
}
} // namespace

Result<GlobalProbe> trainGlobalProbe(const Embedding& features, const Standardisation& standardisation,
                                     std::span<const Triplet> train, std::span<const Triplet> validation,
                                     const GlobalProbeOptions& options, std::span<const float> warm,
                                     const std::function<void(const ProbeProgress&)>& watch,
                                     JobContext& context)
{
    const auto begin = std::chrono::steady_clock::now();
    if (const auto fits = check(options, train); !fits)
        return tl::unexpected(fits.error());
    Objective objective(features, standardisation, train, options.bias, options.threads);
    Validation held(features, standardisation, validation, options);
    GlobalProbe probe;
    probe.parameters = startOf(options, features.columns());
    if (!warm.empty()) {
        if (warm.size() != probe.parameters.size())
            return failure(Error::Kind::Mismatch, "the weights to start from are of another size");
        probe.parameters.assign(warm.begin(), warm.end());
    }
    held.take(0, held.judge(probe.parameters), probe.parameters);
    const auto loss = [&](std::span<const float> parameters, std::span<float> gradient) {
        return objective.evaluate(parameters, options.regularisation, gradient).total;
    };
    const auto goesOn = [&](int iteration, double total, std::span<const float> parameters) {
        const ProbeScore score = held.judge(parameters);
        if (watch)
            watch({iteration, total, score});
        return held.take(iteration, score, parameters);
    };
    auto descent = minimise<float>(loss, probe.parameters, options.descent, options.threads, goesOn, context);
    if (!descent)
        return tl::unexpected(descent.error());
    probe.descent = *descent;
    probe.bestIteration = descent->iterations;
    probe.validation = held.judge(probe.parameters);
    held.keepBest(probe);
    const Objective::Value trained = objective.judge(probe.parameters);
    probe.train = scoreOf(trained, objective.triplets());
    const std::size_t weights = features.columns() * features.columns();
    probe.total = trained.loss
        + addPenalty<float>(options.regularisation, features.columns(),
                            std::span<const float>(probe.parameters).first(weights), {});
    measure(probe, features.columns());
    probe.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return probe;
}

Transform transformOf(const GlobalProbe& probe, std::size_t columns, const Standardisation& standardisation)
{
    const auto end = probe.parameters.begin() + static_cast<std::ptrdiff_t>(columns * columns);
    Transform transform;
    transform.size = columns;
    transform.weights = SharedValues<float>(std::vector<float>(probe.parameters.begin(), end));
    if (end != probe.parameters.end())
        transform.bias = SharedValues<float>(std::vector<float>(end, probe.parameters.end()));
    transform.mean = standardisation.mean;
    transform.deviation = standardisation.deviation;
    transform.isSinglePrecision = false;
    return transform;
}

} // namespace learnscope
