#include "core/similarity/oddoneout.h"
#include "core/similarity/representationset.h"

namespace learnscope {

Result<Dissimilarities> matrixOf(const Representation& value, PairMeasure measure, std::uint64_t memory,
                                 unsigned threads, JobContext& context)
{
    if (const auto* matrix = std::get_if<SimilarityMatrix>(&value))
        return Dissimilarities {*matrix};
    if (const auto* triplets = std::get_if<Triplets>(&value)) {
        auto told = matrixFromTriplets(*triplets, context);
        if (!told)
            return tl::unexpected(told.error());
        return Dissimilarities {std::move(told->matrix), told->maskedPairs};
    }
    DissimilarityOptions options;
    options.measure = measure;
    options.memory = memory;
    options.threads = threads;
    return dissimilarities(std::get<Embedding>(value), options, context);
}

} // namespace learnscope
