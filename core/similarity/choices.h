#pragma once

#include "core/data/embedding.h"
#include "core/data/triplets.h"
#include "core/jobs/jobcontext.h"
#include "core/similarity/oddoneout.h"

#include <cstdint>
#include <vector>

namespace learnscope {

struct ChoiceSimulation
{
    std::size_t triplets = 10000;
    ChoiceSimilarity similarity = ChoiceSimilarity::Dot;
    double temperature = 1; ///< multiplies similarities; infinite: always the most similar pair
    std::uint64_t seed = 1;
};

/// What an observer with this embedding would choose: three different objects at random, then the pair that
/// is kept with probability exp(t s) over the sum of all three. Triplet t comes from stream t of the seed.
/// Fails (Usage) with fewer than 3 rows without NaN. Any thread.
Result<Triplets> simulatedChoices(const Embedding& embedding, const ChoiceSimulation& options,
                                  JobContext& context = JobContext::none());

/// Triplets of one fold of objects, and those of all other objects. Triplets with objects of both are in
/// neither.
struct TripletFold
{
    std::vector<std::size_t> objects; ///< of the fold, ascending
    Triplets held; ///< all three objects in the fold
    Triplets others; ///< none of them
};

/// Splits by objects, shuffled by the seed, into @p folds of sizes that differ by one at the most. Fails
/// (Usage) with fewer than 2 folds or 3 objects for each, or where a fold has no triplets of its own.
Result<std::vector<TripletFold>> tripletFolds(const Triplets& triplets, std::size_t folds,
                                              std::uint64_t seed);

} // namespace learnscope
