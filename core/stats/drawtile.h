#pragma once

#include "core/base/random.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// A few bootstrap draws at a time: how often each run occurs in each of them. For use here and in
/// core/inference.
class DrawTile
{
public:
    /// As many draws as there are sums in flight in the registers.
    static constexpr std::size_t size = 16;
    using Sums = std::array<double, size>;
    using WholeSums = std::array<std::uint16_t, size>;
    using Streams = std::array<Random, size>;

    explicit DrawTile(std::size_t runs)
        : m_runs(runs)
        , m_counts(runs * size)
        , m_wholeCounts(runs * size)
    {
    }

    /// The streams of the draws from @p firstDraw on.
    static Streams streams(std::uint64_t seed, std::size_t firstDraw);

    /// Draws as many runs as there are for each draw from its stream.
    void draw(Streams& streams);

    /// Takes every run once, as the data themselves are; in all draws.
    void takeAllOnce();

    /// Takes every run once but one: draw d leaves out run @p firstLeftOut + d, for the jackknife.
    void takeAllButOne(std::size_t firstLeftOut);

    /// The sum over runs of count times value, for each draw. @p values: one for each run. Runs are added in
    /// one order and without fused multiplication, so every processor gives the same sums, and equal sums of
    /// whole numbers are equal to the last bit.
    void weightedSums(std::span<const double> values, Sums& sums) const;

    /// The same of small whole numbers, several times as fast. No sum may exceed 65,535: with runs times the
    /// greatest value below that, none does.
    void weightedSums(std::span<const std::uint16_t> values, WholeSums& sums) const;

    /// How often run number @p run occurs in each draw.
    std::span<const double, size> counts(std::size_t run) const
    {
        return std::span<const double, size>(m_counts.data() + run * size, size);
    }

    std::span<const std::uint16_t, size> wholeCounts(std::size_t run) const
    {
        return std::span<const std::uint16_t, size>(m_wholeCounts.data() + run * size, size);
    }

private:
    std::size_t m_runs;
    std::vector<double> m_counts; ///< run * size + draw
    std::vector<std::uint16_t> m_wholeCounts; ///< the same
};

} // namespace learnscope
