#include "core/inference/arrangements.h"

#include "core/base/random.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace learnscope {

namespace {
constexpr std::uint64_t tooMany = std::uint64_t(1) << 40;
}

std::uint64_t combinations(std::size_t all, std::size_t chosen, std::uint64_t most)
{
    if (chosen > all)
        return 0;
    chosen = std::min(chosen, all - chosen);
    std::uint64_t count = 1;
    for (std::size_t step = 1; step <= chosen; ++step) {
        if (count > tooMany) // each further step only adds to it, and the product could overflow
            return most;
        count = count * (all - chosen + step) / step;
    }
    return std::min(count, most);
}

Arrangements::Arrangements(bool signs, std::size_t clusters, std::size_t first, std::uint64_t all, int draws,
                           std::uint64_t seed)
    : m_signs(signs)
    , m_clusters(clusters)
    , m_first(first)
    , m_seed(seed)
    , m_exact(all <= static_cast<std::uint64_t>(draws))
    , m_size(m_exact ? static_cast<std::size_t>(all) : static_cast<std::size_t>(draws))
{
}

Arrangements Arrangements::labels(std::size_t first, std::size_t second, int draws, std::uint64_t seed)
{
    return {false, first + second, first, combinations(first + second, first, tooMany), draws, seed};
}

Arrangements Arrangements::signs(std::size_t clusters, int draws, std::uint64_t seed)
{
    return {true, clusters, 0, clusters < 40 ? std::uint64_t(1) << clusters : tooMany, draws, seed};
}

void Arrangements::fill(std::size_t index, std::vector<char>& chosen, Scratch& scratch) const
{
    chosen.assign(m_clusters, 0);
    if (m_exact)
        fillExact(index, chosen);
    else
        fillRandom(index, chosen, scratch);
}

void Arrangements::fillExact(std::size_t index, std::vector<char>& chosen) const
{
    if (m_signs) {
        for (std::size_t cluster = 0; cluster < m_clusters; ++cluster)
            chosen[cluster] = static_cast<char>(index >> cluster & 1);
        return;
    }
    // The index-th choice in the order in which choices with the first cluster come first.
    std::size_t left = m_first;
    for (std::size_t cluster = 0; cluster < m_clusters && left > 0; ++cluster) {
        const std::uint64_t withIt = combinations(m_clusters - cluster - 1, left - 1, tooMany);
        if (index < withIt) {
            chosen[cluster] = 1;
            --left;
        } else {
            index -= withIt;
        }
    }
}

void Arrangements::fillRandom(std::size_t index, std::vector<char>& chosen, Scratch& scratch) const
{
    Random random(m_seed, index);
    if (m_signs) {
        std::uint64_t bits = 0;
        for (std::size_t cluster = 0; cluster < m_clusters; ++cluster) {
            if (cluster % 64 == 0)
                bits = random();
            chosen[cluster] = static_cast<char>(bits >> (cluster % 64) & 1);
        }
        return;
    }
    scratch.order.resize(m_clusters);
    std::iota(scratch.order.begin(), scratch.order.end(), 0u);
    for (std::size_t place = 0; place < m_first; ++place) {
        const auto pick = place + random.below(static_cast<std::uint32_t>(m_clusters - place));
        std::swap(scratch.order[place], scratch.order[pick]);
        chosen[scratch.order[place]] = 1;
    }
}

} // namespace learnscope
