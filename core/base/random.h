#pragma once

#include <cstdint>
#include <limits>

namespace learnscope {

/// A small, fast generator whose numbers are the same on every machine and compiler (SplitMix64; Steele,
/// Lea and Flood, OOPSLA 2014). Streams of one seed are independent of each other, so parallel work gives
/// the same result for any number of threads when each unit of work has a stream of its own.
class Random
{
public:
    using result_type = std::uint64_t;

    explicit Random(std::uint64_t seed, std::uint64_t stream = 0) noexcept
        : m_state(mix(seed + 0x9e3779b97f4a7c15u) ^ mix(stream * 0xd1342543de82ef95u + 0x632be59bd9b4e019u))
    {
    }

    static constexpr result_type min() noexcept { return 0; }
    static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

    result_type operator()() noexcept { return mix(m_state += 0x9e3779b97f4a7c15u); }

    /// Uniform in [0, 1), in steps of 2^-53.
    double uniform() noexcept { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }

    /// Uniform in 0 .. @p count - 1; @p count at least 1 and below 2^32 (Lemire, ACM TOMACS 2019, without the
    /// rejection step: the bias is below count / 2^32).
    std::uint32_t below(std::uint32_t count) noexcept
    {
        return static_cast<std::uint32_t>(((*this)() >> 32) * count >> 32);
    }

private:
    static constexpr std::uint64_t mix(std::uint64_t z) noexcept
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

    std::uint64_t m_state;
};

} // namespace learnscope
