#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace learnscope {

/// The arrangements of a permutation test: all there are where they are no more than the draws asked for,
/// else that many random ones. Number i is the same whoever asks and in whichever order. Any thread.
class Arrangements
{
public:
    /// Ways to choose which @p first of @p first + @p second clusters belong to the first group.
    static Arrangements labels(std::size_t first, std::size_t second, int draws, std::uint64_t seed);
    /// Ways to turn the signs of @p clusters.
    static Arrangements signs(std::size_t clusters, int draws, std::uint64_t seed);

    std::size_t size() const noexcept { return m_size; }
    bool isExact() const noexcept { return m_exact; } ///< all arrangements, each once
    std::size_t clusters() const noexcept { return m_clusters; }

    /// Sets @p chosen to arrangement @p index: true for the clusters of the first group, or those whose sign
    /// is turned. @p scratch is kept from call to call for its memory.
    struct Scratch
    {
        std::vector<std::uint32_t> order;
    };
    void fill(std::size_t index, std::vector<char>& chosen, Scratch& scratch) const;

private:
    Arrangements(bool signs, std::size_t clusters, std::size_t first, std::uint64_t all, int draws,
                 std::uint64_t seed);
    void fillExact(std::size_t index, std::vector<char>& chosen) const;
    void fillRandom(std::size_t index, std::vector<char>& chosen, Scratch& scratch) const;

    bool m_signs;
    std::size_t m_clusters;
    std::size_t m_first; ///< clusters in the first group
    std::uint64_t m_seed;
    bool m_exact;
    std::size_t m_size;
};

/// How many ways there are to choose @p chosen of @p all; at the most @p most, which stands for more.
std::uint64_t combinations(std::size_t all, std::size_t chosen, std::uint64_t most);

} // namespace learnscope
