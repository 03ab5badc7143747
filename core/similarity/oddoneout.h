#pragma once

#include "core/data/embedding.h"
#include "core/data/similaritymatrix.h"
#include "core/data/triplets.h"
#include "core/jobs/jobcontext.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// By what the most similar pair of three is found.
enum class ChoiceSimilarity { Cosine, Dot, Euclidean };
std::string_view toString(ChoiceSimilarity similarity); ///< "cosine", "dot" or "euclidean"
std::optional<ChoiceSimilarity> choiceSimilarityFromName(std::string_view name);

/// When a choice counts as the human one.
enum class TieRule {
    Strict, ///< the human pair is more similar than both others
    /// As in the published zero-shot evaluation: the first of the most similar pairs is taken, so that the
    /// human pair, which comes first, wins ties; but where all three are equal no choice is made.
    PublishedChoice,
    /// As in the published training: besides being the most likely pair, no two of the three probabilities
    /// may be equal, nor all three when rounded to two decimals.
    PublishedTraining,
};
std::string_view toString(TieRule rule); ///< "strict", "published-choice" or "published-training"
std::optional<TieRule> tieRuleFromName(std::string_view name);

struct OddOneOutOptions
{
    ChoiceSimilarity similarity = ChoiceSimilarity::Cosine;
    TieRule rule = TieRule::Strict;
    /// Multiplies similarities before they become probabilities: exp(t s_ij) over the sum of all three.
    double temperature = 1;
    /// Means of probabilities, entropies and log loss, which take most of the time; NaN without.
    bool probabilities = true;
    bool perTriplet = false; ///< also each triplet's probabilities and entropy
    std::uint64_t memory = std::uint64_t {2} << 30; ///< bytes for the similarities of all pairs
    unsigned threads = 0; ///< 0: all of the machine's; the result does not depend on it
};

/// How often an object was in a triplet that counts, and the choice was the human one.
struct ConceptAccuracy
{
    std::uint64_t triplets = 0;
    std::uint64_t correct = 0;

    double accuracy() const; ///< NaN without triplets
    bool operator==(const ConceptAccuracy&) const = default;
};

struct OddOneOut
{
    std::uint64_t triplets = 0; ///< that count
    std::uint64_t correct = 0;
    std::uint64_t ties = 0; ///< in which the human pair and another one are equally similar
    std::uint64_t allEqual = 0; ///< of these: all three pairs
    std::uint64_t masked = 0; ///< left out because an object has no value
    double accuracy = 0; ///< NaN without triplets
    double meanProbability = 0; ///< of the human pair
    double logLoss = 0; ///< mean of -log of it
    double meanEntropy = 0; ///< of the three probabilities, in nats
    std::vector<ConceptAccuracy> concepts; ///< by object
    std::vector<float> probability; ///< of the human pair in each triplet, NaN where masked
    std::vector<float> entropy; ///< likewise

    static constexpr double chance = 1. / 3;
};

/// Which object an embedding finds the odd one out, against human choices. Objects are rows, matched by name
/// where both have names and by their number else. All triplets speak about few objects, so the similarities
/// of all pairs are computed once and each triplet reads three of them; with more objects than fit
/// options.memory they are computed triplet by triplet. Fails (Mismatch) where objects do not match,
/// (Cancelled) where the job is stopped. Any thread.
Result<OddOneOut> oddOneOut(const Embedding& embedding, const Triplets& triplets,
                            const OddOneOutOptions& options = {}, JobContext& context = JobContext::none());

/// The dissimilarity of two objects that human choices tell: 1 less the share of the triplets with both in
/// which they were the pair kept. NaN and counted where no triplet holds both.
struct TripletMatrix
{
    SimilarityMatrix matrix; ///< "odd-one-out", condensed, single precision
    std::uint64_t maskedPairs = 0;
};
Result<TripletMatrix> matrixFromTriplets(const Triplets& triplets, JobContext& context = JobContext::none());

} // namespace learnscope
