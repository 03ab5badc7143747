#include "core/stats/drawtile.h"

#include "core/base/vectorclones.h"

#include <algorithm>
#include <utility>

namespace learnscope {

namespace {
// NOLINTBEGIN(modernize-use-using): the attributes need it
typedef double Lanes __attribute__((vector_size(32)));
typedef double LanesInMemory __attribute__((vector_size(32), aligned(8), may_alias));
typedef std::uint16_t WholeLanes __attribute__((vector_size(32)));
typedef std::uint16_t WholeLanesInMemory __attribute__((vector_size(32), aligned(2), may_alias));
// NOLINTEND(modernize-use-using)

// Written with vector types because the accumulators must stay in registers.
LEARNSCOPE_VECTOR_CLONES
void sumInRegisters(const double* counts, const double* values, std::size_t runs, double* sums)
{
    static_assert(DrawTile::size == 16);
    Lanes first {};
    Lanes second {};
    Lanes third {};
    Lanes fourth {};
    const LanesInMemory* at = reinterpret_cast<const LanesInMemory*>(counts);
    for (std::size_t run = 0; run < runs; ++run, at += 4) {
        first += at[0] * values[run];
        second += at[1] * values[run];
        third += at[2] * values[run];
        fourth += at[3] * values[run];
    }
    LanesInMemory* const result = reinterpret_cast<LanesInMemory*>(sums);
    result[0] = first;
    result[1] = second;
    result[2] = third;
    result[3] = fourth;
}

LEARNSCOPE_VECTOR_CLONES
void sumWholeInRegisters(const std::uint16_t* counts, const std::uint16_t* values, std::size_t runs,
                         std::uint16_t* sums)
{
    WholeLanes sum {};
    const WholeLanesInMemory* at = reinterpret_cast<const WholeLanesInMemory*>(counts);
    for (std::size_t run = 0; run < runs; ++run)
        sum += at[run] * values[run];
    *reinterpret_cast<WholeLanesInMemory*>(sums) = sum;
}

template<std::size_t... Index>
DrawTile::Streams makeStreams(std::uint64_t seed, std::size_t firstDraw, std::index_sequence<Index...>)
{
    return {Random(seed, firstDraw + Index)...};
}
} // namespace

DrawTile::Streams DrawTile::streams(std::uint64_t seed, std::size_t firstDraw)
{
    return makeStreams(seed, firstDraw, std::make_index_sequence<size>());
}

void DrawTile::draw(Streams& streams)
{
    std::fill(m_wholeCounts.begin(), m_wholeCounts.end(), std::uint16_t(0));
    const auto runs = static_cast<std::uint32_t>(m_runs);
    for (std::size_t draw = 0; draw < size; ++draw) {
        Random random = streams[draw];
        for (std::size_t pick = 0; pick < m_runs; ++pick)
            ++m_wholeCounts[random.below(runs) * size + draw];
        streams[draw] = random;
    }
    std::copy(m_wholeCounts.begin(), m_wholeCounts.end(), m_counts.begin());
}

void DrawTile::takeAllOnce()
{
    std::fill(m_wholeCounts.begin(), m_wholeCounts.end(), std::uint16_t(1));
    std::fill(m_counts.begin(), m_counts.end(), 1.0);
}

void DrawTile::takeAllButOne(std::size_t firstLeftOut)
{
    takeAllOnce();
    for (std::size_t draw = 0; draw < size && firstLeftOut + draw < m_runs; ++draw) {
        const std::size_t place = (firstLeftOut + draw) * size + draw;
        m_wholeCounts[place] = 0;
        m_counts[place] = 0;
    }
}

void DrawTile::weightedSums(std::span<const double> values, Sums& sums) const
{
    sumInRegisters(m_counts.data(), values.data(), m_runs, sums.data());
}

void DrawTile::weightedSums(std::span<const std::uint16_t> values, WholeSums& sums) const
{
    sumWholeInRegisters(m_wholeCounts.data(), values.data(), m_runs, sums.data());
}

} // namespace learnscope
