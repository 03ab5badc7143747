#include "core/similarity/choices.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/similarity/itemdraws.h"
#include "core/similarity/pairsimilarities.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace learnscope {

namespace {
/// Three different numbers below @p count.
std::array<std::uint32_t, 3> threeOf(std::uint32_t count, Random& random)
{
    const std::uint32_t first = random.below(count);
    std::uint32_t second = random.below(count - 1);
    second += second >= first;
    std::uint32_t third = random.below(count - 2);
    for (const std::uint32_t taken : {std::min(first, second), std::max(first, second)})
        third += third >= taken;
    return {first, second, third};
}

/// Which of three pairs is kept.
std::size_t chosenPair(const std::array<double, 3>& similarities, double temperature, Random& random)
{
    const double largest = *std::max_element(similarities.begin(), similarities.end());
    std::array<double, 3> weights {};
    double sum = 0;
    for (std::size_t pair = 0; pair < 3; ++pair) {
        const double below = similarities[pair] - largest;
        weights[pair] = below == 0 ? 1 : std::exp(temperature * below); // an infinite temperature times 0
        sum += weights[pair];
    }
    double left = random.uniform() * sum;
    for (std::size_t pair = 0; pair < 2; ++pair) {
        if (left < weights[pair])
            return pair;
        left -= weights[pair];
    }
    return weights[2] > 0 ? 2 : (weights[1] > 0 ? 1 : 0);
}
} // namespace

Result<Triplets> simulatedChoices(const Embedding& embedding, const ChoiceSimulation& options,
                                  JobContext& context)
{
    // Similarities of all pairs are not worth their while for few triplets; 0: each is computed by itself.
    const auto pairs = PairSimilarities::make(embedding, options.similarity, 0, 1, context);
    if (!pairs)
        return tl::unexpected(pairs.error());
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < embedding.rows(); ++row)
        if (!pairs->isMasked(row))
            rows.push_back(row);
    if (rows.size() < 3)
        return failure(Error::Kind::Usage,
                       "choices among three need 3 or more objects that have a value; there are "
                           + std::to_string(rows.size()));
    std::vector<Triplet> triplets(options.triplets);
    constexpr std::size_t together = 4096;
    parallelFor((triplets.size() + together - 1) / together, 0, [&](std::size_t block) {
        if (context.isCancelled())
            return;
        for (std::size_t index = block * together; index < std::min(triplets.size(), (block + 1) * together);
             ++index) {
            Random random(options.seed, index);
            const auto three = threeOf(static_cast<std::uint32_t>(rows.size()), random);
            const std::uint32_t a = rows[three[0]];
            const std::uint32_t b = rows[three[1]];
            const std::uint32_t c = rows[three[2]];
            const std::array<double, 3> similarities {pairs->exact(a, b), pairs->exact(a, c),
                                                      pairs->exact(b, c)};
            const std::array<Triplet, 3> choices {{{a, b, c}, {a, c, b}, {b, c, a}}};
            triplets[index] = choices[chosenPair(similarities, options.temperature, random)];
        }
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return Triplets::make(embedding.rows(), SharedValues<Triplet>(std::move(triplets)), embedding.rowNames());
}

Result<std::vector<TripletFold>> tripletFolds(const Triplets& triplets, std::size_t folds, std::uint64_t seed)
{
    if (folds < 2 || triplets.objectCount() < 3 * folds)
        return failure(Error::Kind::Usage,
                       "a split into folds needs 2 or more, each with 3 objects or more; there are "
                           + std::to_string(triplets.objectCount()) + " objects for " + std::to_string(folds)
                           + " folds");
    const std::vector<std::uint32_t> order = shuffledItems(triplets.objectCount(), Random(seed));
    std::vector<std::size_t> foldOf(order.size());
    for (std::size_t place = 0; place < order.size(); ++place)
        foldOf[order[place]] = place % folds;
    std::vector<TripletFold> result;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<Triplet> held;
        std::vector<Triplet> others;
        for (const Triplet& triplet : triplets.span()) {
            const int inside = (foldOf[triplet.first] == fold) + (foldOf[triplet.second] == fold)
                + (foldOf[triplet.oddOne] == fold);
            if (inside == 3)
                held.push_back(triplet);
            else if (inside == 0)
                others.push_back(triplet);
        }
        if (held.empty() || others.empty())
            return failure(
                Error::Kind::Usage,
                "fold " + std::to_string(fold + 1)
                    + " has no triplets of its own objects or of the others alone; use fewer folds");
        std::vector<std::size_t> objects;
        for (std::size_t object = 0; object < foldOf.size(); ++object)
            if (foldOf[object] == fold)
                objects.push_back(object);
        auto heldTriplets = Triplets::make(triplets.objectCount(), SharedValues<Triplet>(std::move(held)),
                                           triplets.objectNames());
        auto otherTriplets = Triplets::make(triplets.objectCount(), SharedValues<Triplet>(std::move(others)),
                                            triplets.objectNames());
        if (!heldTriplets || !otherTriplets)
            return tl::unexpected((heldTriplets ? otherTriplets : heldTriplets).error());
        result.push_back({std::move(objects), std::move(*heldTriplets), std::move(*otherTriplets)});
    }
    return result;
}

} // namespace learnscope
