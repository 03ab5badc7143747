#include "core/similarity/kendall.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <vector>

namespace learnscope {

namespace {
struct Observation
{
    std::uint32_t rank; ///< in the second ranking
    std::uint32_t weight;
};

double pairsOf(std::uint64_t count)
{
    return .5 * static_cast<double>(count) * static_cast<double>(count > 0 ? count - 1 : 0);
}

/// Merges two sorted runs that lie side by side and returns the weight of the pairs that stood the wrong way.
std::uint64_t mergeRuns(const Observation* begin, const Observation* middle, const Observation* end,
                        Observation* out)
{
    std::uint64_t leftWeight = 0;
    for (const Observation* left = begin; left < middle; ++left)
        leftWeight += left->weight;
    std::uint64_t wrong = 0;
    const Observation* left = begin;
    const Observation* right = middle;
    while (left < middle && right < end) {
        if (right->rank < left->rank) {
            wrong += leftWeight * right->weight;
            *out++ = *right++;
        } else {
            leftWeight -= left->weight;
            *out++ = *left++;
        }
    }
    out = std::copy(left, middle, out);
    std::copy(right, end, out);
    return wrong;
}

std::uint64_t sortRun(Observation* begin, Observation* end)
{
    std::uint64_t wrong = 0;
    for (Observation* next = begin; next < end; ++next) {
        const Observation moved = *next;
        Observation* place = next;
        for (; place > begin && moved.rank < place[-1].rank; --place) {
            *place = place[-1];
            wrong += std::uint64_t {place->weight} * moved.weight;
        }
        *place = moved;
    }
    return wrong;
}

/// The weight of all pairs that stand the wrong way, sorting them on the way.
std::uint64_t wrongPairs(std::vector<Observation>& observations, unsigned threads)
{
    constexpr std::size_t run = 16;
    const std::size_t count = observations.size();
    std::atomic<std::uint64_t> wrong = 0;
    std::vector<Observation> other(count);
    constexpr std::size_t together = 4096; // runs that one thread sorts at a time
    parallelFor((count + run * together - 1) / (run * together), threads, [&](std::size_t block) {
        std::uint64_t inBlock = 0;
        for (std::size_t index = block * together; index < (block + 1) * together; ++index)
            inBlock += sortRun(observations.data() + std::min(count, index * run),
                               observations.data() + std::min(count, (index + 1) * run));
        wrong += inBlock;
    });
    for (std::size_t width = run; width < count; width *= 2) {
        const std::size_t merges = (count + 2 * width - 1) / (2 * width);
        const std::size_t atOnce = std::max<std::size_t>(1, merges / 64);
        parallelFor((merges + atOnce - 1) / atOnce, threads, [&](std::size_t part) {
            std::uint64_t inPart = 0;
            for (std::size_t merge = part * atOnce; merge < std::min(merges, (part + 1) * atOnce); ++merge) {
                const std::size_t begin = merge * 2 * width;
                const std::size_t middle = std::min(count, begin + width);
                const std::size_t end = std::min(count, middle + width);
                inPart += mergeRuns(observations.data() + begin, observations.data() + middle,
                                    observations.data() + end, other.data() + begin);
            }
            wrong += inPart;
        });
        observations.swap(other);
    }
    return wrong;
}

std::uint32_t rankCount(std::span<const std::uint32_t> ranks)
{
    return ranks.empty() ? 0 : *std::max_element(ranks.begin(), ranks.end()) + 1;
}

/// Pairs with equal ranks.
double tiedPairs(std::span<const std::uint32_t> ranks, std::span<const std::uint32_t> weights)
{
    std::vector<std::uint64_t> sizes(rankCount(ranks));
    for (std::size_t index = 0; index < ranks.size(); ++index)
        sizes[ranks[index]] += weights.empty() ? 1 : weights[index];
    double tied = 0;
    for (const std::uint64_t size : sizes)
        tied += pairsOf(size);
    return tied;
}
} // namespace

double KendallCounts::tauA() const
{
    return pairs > 0 ? difference / pairs : NAN;
}

double KendallCounts::tauB() const
{
    const double untied = (pairs - tiedFirst) * (pairs - tiedSecond);
    return untied > 0 ? difference / std::sqrt(untied) : NAN;
}

KendallCounts kendallCounts(std::span<const std::uint32_t> firstRanks,
                            std::span<const std::uint32_t> secondRanks,
                            std::span<const std::uint32_t> secondOrder,
                            std::span<const std::uint32_t> weights, unsigned threads)
{
    // By the first ranking and, within its ties, by the second.
    std::vector<std::uint32_t> places(std::size_t {rankCount(firstRanks)} + 1);
    for (const std::uint32_t rank : firstRanks)
        ++places[rank + 1];
    for (std::size_t rank = 1; rank < places.size(); ++rank)
        places[rank] += places[rank - 1];
    std::vector<std::uint32_t> sorted(firstRanks.size());
    for (const std::uint32_t index : secondOrder)
        sorted[places[firstRanks[index]]++] = index;

    std::vector<Observation> observations(sorted.size());
    std::uint64_t total = 0;
    double tiedInBoth = 0;
    std::uint64_t inGroup = 0;
    for (std::size_t place = 0; place < sorted.size(); ++place) {
        const std::uint32_t index = sorted[place];
        const std::uint32_t weight = weights.empty() ? 1 : weights[index];
        observations[place] = {secondRanks[index], weight};
        total += weight;
        if (place > 0
            && (firstRanks[index] != firstRanks[sorted[place - 1]]
                || secondRanks[index] != secondRanks[sorted[place - 1]])) {
            tiedInBoth += pairsOf(inGroup);
            inGroup = 0;
        }
        inGroup += weight;
    }
    tiedInBoth += pairsOf(inGroup);
    KendallCounts counts;
    counts.pairs = pairsOf(total);
    counts.tiedFirst = tiedPairs(firstRanks, weights);
    counts.tiedSecond = tiedPairs(secondRanks, weights);
    const auto discordant = static_cast<double>(wrongPairs(observations, threads));
    counts.difference = counts.pairs - counts.tiedFirst - counts.tiedSecond + tiedInBoth - 2 * discordant;
    return counts;
}

} // namespace learnscope
