#include "core/similarity/oddoneout.h"

#include "core/base/parallel.h"
#include "core/similarity/pairsimilarities.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <utility>

namespace learnscope {

namespace {
constexpr std::array<std::pair<ChoiceSimilarity, std::string_view>, 3> similarityNames {{
    {ChoiceSimilarity::Cosine, "cosine"},
    {ChoiceSimilarity::Dot, "dot"},
    {ChoiceSimilarity::Euclidean, "euclidean"},
}};
constexpr std::array<std::pair<TieRule, std::string_view>, 3> ruleNames {{
    {TieRule::Strict, "strict"},
    {TieRule::PublishedChoice, "published-choice"},
    {TieRule::PublishedTraining, "published-training"},
}};

template<typename Names, typename Value>
std::string_view nameIn(const Names& names, Value value)
{
    return std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == value; })
        ->second;
}

/// The row of every object.
Result<std::vector<std::uint32_t>> rowsOfObjects(const Embedding& embedding, const Triplets& triplets)
{
    constexpr std::uint32_t none = 0xffffffffu;
    std::vector<std::uint32_t> rows(triplets.objectCount(), none);
    if (embedding.rowNames().empty() || triplets.objectNames().empty()) {
        if (embedding.rows() < triplets.objectCount())
            return failure(Error::Kind::Mismatch,
                           "the triplets speak of " + std::to_string(triplets.objectCount())
                               + " objects, the embedding has " + std::to_string(embedding.rows()) + " rows");
        for (std::uint32_t object = 0; object < rows.size(); ++object)
            rows[object] = object;
        return rows;
    }
    const auto match = matchRows(triplets.objectNames(), embedding.rowNames());
    if (!match)
        return tl::unexpected(match.error());
    for (std::size_t index = 0; index < match->size(); ++index)
        rows[match->first[index]] = static_cast<std::uint32_t>(match->second[index]);
    for (const Triplet& triplet : triplets.span())
        for (const std::uint32_t object : {triplet.first, triplet.second, triplet.oddOne})
            if (rows[object] == none)
                return failure(Error::Kind::Mismatch,
                               "the embedding has no row named '" + triplets.objectNames()[object]
                                   + "', or several, which the triplets speak of");
    return rows;
}

/// Similarities of the human pair, and of the other two pairs.
struct Three
{
    double human = 0;
    double other = 0;
    double last = 0;
};

/// Equal but for the rounding of double precision.
bool equal(double a, double b)
{
    return std::abs(a - b) <= 1e-12 * std::max(1., std::max(std::abs(a), std::abs(b)));
}

bool counts(const Three& three, TieRule rule, double probability, double temperature)
{
    const bool withOther = equal(three.human, three.other);
    const bool withLast = equal(three.human, three.last);
    const bool best = (three.human > three.other || withOther) && (three.human > three.last || withLast);
    if (!best)
        return false;
    switch (rule) {
    case TieRule::Strict:
        return !withOther && !withLast;
    case TieRule::PublishedChoice:
        return !(withOther && withLast);
    case TieRule::PublishedTraining:
        break;
    }
    if (withOther || withLast || equal(three.other, three.last))
        return false;
    const auto hundredths = [&](double similarity) {
        return std::nearbyint(100 * probability * std::exp(temperature * (similarity - three.human)));
    };
    const double human = hundredths(three.human);
    return human != hundredths(three.other) || human != hundredths(three.last);
}

struct Likelihood
{
    double probability = 0;
    double loss = 0;
    double entropy = 0;
};

/// Softmax of the three, shifted so that it cannot overflow.
Likelihood likelihoodOf(const Three& three, double temperature)
{
    const double a = temperature * (three.other - three.human);
    const double b = temperature * (three.last - three.human);
    const double shift = std::max({0., a, b});
    const double first = std::exp(-shift);
    const double second = std::exp(a - shift);
    const double third = std::exp(b - shift);
    const double sum = first + second + third;
    const double logSum = shift + std::log(sum);
    // 0 log 0 is 0: a pair that is never chosen adds nothing, however far off.
    const double weighted = (second > 0 ? second * a : 0) + (third > 0 ? third * b : 0);
    return {first / sum, logSum, logSum - weighted / sum};
}

/// Sums over a stretch of triplets.
struct Stretch
{
    std::uint64_t counted = 0;
    std::uint64_t correct = 0;
    std::uint64_t ties = 0;
    std::uint64_t allEqual = 0;
    std::uint64_t masked = 0;
    double probability = 0;
    double loss = 0;
    double entropy = 0;
};

class Judge
{
public:
    Judge(const PairSimilarities& pairs, std::span<const std::uint32_t> rows, const Triplets& triplets,
          const OddOneOutOptions& options, OddOneOut& result)
        : m_pairs(pairs)
        , m_rows(rows)
        , m_triplets(triplets)
        , m_options(options)
        , m_result(result)
        , m_likelihoods(options.probabilities || options.perTriplet
                        || options.rule == TieRule::PublishedTraining)
    {
    }

    /// @p concepts: both counts of every object in one number, correct ones above.
    Stretch judge(std::size_t begin, std::size_t end, std::vector<std::uint64_t>& concepts) const
    {
        Stretch sums;
        for (std::size_t index = begin; index < end; ++index) {
            const Triplet& triplet = m_triplets[index];
            const std::uint32_t i = m_rows[triplet.first];
            const std::uint32_t j = m_rows[triplet.second];
            const std::uint32_t k = m_rows[triplet.oddOne];
            if (m_pairs.hasMasked() && (m_pairs.isMasked(i) || m_pairs.isMasked(j) || m_pairs.isMasked(k))) {
                ++sums.masked;
                keep(index, {NAN, NAN, NAN});
                continue;
            }
            const Three three = similaritiesOf(i, j, k);
            const Likelihood likelihood =
                m_likelihoods ? likelihoodOf(three, m_options.temperature) : Likelihood {NAN, NAN, NAN};
            const bool correct = counts(three, m_options.rule, likelihood.probability, m_options.temperature);
            const double best = std::max(three.other, three.last);
            if (equal(three.human, best)) {
                ++sums.ties;
                sums.allEqual += equal(three.other, three.last);
            }
            ++sums.counted;
            sums.correct += correct;
            sums.probability += likelihood.probability;
            sums.loss += likelihood.loss;
            sums.entropy += likelihood.entropy;
            const std::uint64_t counted = 1 + (std::uint64_t {correct} << 32);
            concepts[triplet.first] += counted;
            concepts[triplet.second] += counted;
            concepts[triplet.oddOne] += counted;
            keep(index, likelihood);
        }
        return sums;
    }

private:
    /// Those that single precision cannot tell apart are computed once more in double precision.
    Three similaritiesOf(std::uint32_t i, std::uint32_t j, std::uint32_t k) const
    {
        const Three three {m_pairs.quick(i, j), m_pairs.quick(i, k), m_pairs.quick(j, k)};
        const double doubt = m_pairs.doubt(std::abs(three.human));
        const bool doubtful = std::abs(three.human - three.other) <= doubt
            || std::abs(three.human - three.last) <= doubt
            || (m_options.rule == TieRule::PublishedTraining && std::abs(three.other - three.last) <= doubt);
        if (!doubtful)
            return three;
        return {m_pairs.exact(i, j), m_pairs.exact(i, k), m_pairs.exact(j, k)};
    }

    void keep(std::size_t index, const Likelihood& likelihood) const
    {
        if (!m_options.perTriplet)
            return;
        m_result.probability[index] = static_cast<float>(likelihood.probability);
        m_result.entropy[index] = static_cast<float>(likelihood.entropy);
    }

    const PairSimilarities& m_pairs;
    std::span<const std::uint32_t> m_rows;
    const Triplets& m_triplets;
    const OddOneOutOptions& m_options;
    OddOneOut& m_result;
    bool m_likelihoods;
};

void add(OddOneOut& result, const Stretch& stretch)
{
    result.triplets += stretch.counted;
    result.correct += stretch.correct;
    result.ties += stretch.ties;
    result.allEqual += stretch.allEqual;
    result.masked += stretch.masked;
    result.meanProbability += stretch.probability;
    result.logLoss += stretch.loss;
    result.meanEntropy += stretch.entropy;
}
} // namespace

std::string_view toString(ChoiceSimilarity similarity)
{
    return nameIn(similarityNames, similarity);
}

std::optional<ChoiceSimilarity> choiceSimilarityFromName(std::string_view name)
{
    for (const auto& [similarity, text] : similarityNames)
        if (text == name)
            return similarity;
    return std::nullopt;
}

std::string_view toString(TieRule rule)
{
    return nameIn(ruleNames, rule);
}

std::optional<TieRule> tieRuleFromName(std::string_view name)
{
    for (const auto& [rule, text] : ruleNames)
        if (text == name)
            return rule;
    return std::nullopt;
}

double ConceptAccuracy::accuracy() const
{
    return triplets > 0 ? static_cast<double>(correct) / static_cast<double>(triplets) : NAN;
}

Result<OddOneOut> oddOneOut(const Embedding& embedding, const Triplets& triplets,
                            const OddOneOutOptions& options, JobContext& context)
{
    context.report(0, "comparing objects");
    const auto rows = rowsOfObjects(embedding, triplets);
    if (!rows)
        return tl::unexpected(rows.error());
    const auto pairs =
        PairSimilarities::make(embedding, options.similarity, options.memory, options.threads, context);
    if (!pairs)
        return tl::unexpected(pairs.error());
    OddOneOut result;
    result.concepts.resize(triplets.objectCount());
    if (options.perTriplet) {
        result.probability.resize(triplets.size());
        result.entropy.resize(triplets.size());
    }
    const Judge judge(*pairs, *rows, triplets, options, result);
    // Stretches of fixed length, added up in order, so that the number of threads changes nothing.
    constexpr std::size_t together = std::size_t {1} << 15;
    std::vector<Stretch> stretches((triplets.size() + together - 1) / together);
    const unsigned workers = threadCount(options.threads);
    std::vector<std::vector<std::uint64_t>> concepts(workers);
    std::atomic<std::size_t> next = 0;
    parallelFor(workers, workers, [&](std::size_t worker) {
        concepts[worker].resize(triplets.objectCount());
        for (std::size_t index = next++; index < stretches.size() && !context.isCancelled(); index = next++) {
            stretches[index] = judge.judge(
                index * together, std::min(triplets.size(), (index + 1) * together), concepts[worker]);
            context.report(static_cast<double>(index + 1) / static_cast<double>(stretches.size()),
                           "judging triplets");
        }
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    for (const Stretch& stretch : stretches)
        add(result, stretch);
    for (const std::vector<std::uint64_t>& counted : concepts)
        for (std::size_t object = 0; object < counted.size(); ++object) {
            result.concepts[object].triplets += counted[object] & 0xffffffffu;
            result.concepts[object].correct += counted[object] >> 32;
        }
    const double counted = result.triplets > 0 ? static_cast<double>(result.triplets) : NAN;
    result.accuracy = static_cast<double>(result.correct) / counted;
    result.meanProbability /= counted;
    result.logLoss /= counted;
    result.meanEntropy /= counted;
    return result;
}

Result<TripletMatrix> matrixFromTriplets(const Triplets& triplets, JobContext& context)
{
    context.report(0, "counting choices");
    const std::size_t objects = triplets.objectCount();
    if (objects < 2)
        return failure(Error::Kind::Usage, "a matrix needs 2 or more objects");
    std::vector<std::uint32_t> together(objects * (objects - 1) / 2);
    std::vector<std::uint32_t> kept(together.size());
    const auto placeOf = [objects](std::size_t a, std::size_t b) {
        if (a > b)
            std::swap(a, b);
        return a * (2 * objects - a - 1) / 2 + b - a - 1;
    };
    for (std::size_t index = 0; index < triplets.size(); ++index) {
        if (index % 65536 == 0 && context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        const Triplet& triplet = triplets[index];
        const std::size_t pair = placeOf(triplet.first, triplet.second);
        ++kept[pair];
        ++together[pair];
        ++together[placeOf(triplet.first, triplet.oddOne)];
        ++together[placeOf(triplet.second, triplet.oddOne)];
    }
    std::vector<float> values(together.size());
    std::uint64_t masked = 0;
    for (std::size_t pair = 0; pair < values.size(); ++pair) {
        values[pair] = together[pair] > 0
            ? static_cast<float>(1 - static_cast<double>(kept[pair]) / together[pair])
            : std::nanf("");
        masked += together[pair] == 0;
    }
    auto matrix = SimilarityMatrix::fromCondensed(objects, SharedValues<float>(std::move(values)),
                                                  {SimilarityMatrix::Kind::Dissimilarity, "odd-one-out"},
                                                  triplets.objectNames());
    if (!matrix)
        return tl::unexpected(matrix.error());
    return TripletMatrix {std::move(*matrix), masked};
}

} // namespace learnscope
