#include "core/similarity/ranking.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace learnscope {

namespace {
template<typename Key>
struct Keyed
{
    Key key;
    std::uint32_t index;
};

/// A whole number in the order of the value's; -0 and 0 are equal.
std::uint32_t keyOf(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value + 0.f);
    return bits ^ (bits >> 31 ? 0xffffffffu : 0x80000000u);
}

std::uint64_t keyOf(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value + 0.);
    return bits ^ (bits >> 63 ? ~std::uint64_t {0} : std::uint64_t {1} << 63);
}

constexpr int digitBits = 11;
constexpr std::size_t digits = std::size_t {1} << digitBits;

/// Least significant digit first; digits that all keys share are skipped.
template<typename Key>
void sortByKey(std::vector<Keyed<Key>>& entries)
{
    constexpr int keyBits = sizeof(Key) * 8;
    constexpr int passes = (keyBits + digitBits - 1) / digitBits;
    std::vector<std::array<std::uint32_t, digits>> counts(passes);
    for (auto& pass : counts)
        pass.fill(0);
    for (const Keyed<Key>& entry : entries)
        for (int pass = 0; pass < passes; ++pass)
            ++counts[pass][(entry.key >> (pass * digitBits)) & (digits - 1)];
    std::vector<Keyed<Key>> other(entries.size());
    for (int pass = 0; pass < passes; ++pass) {
        std::array<std::uint32_t, digits>& places = counts[pass];
        const int shift = pass * digitBits;
        if (places[(entries.front().key >> shift) & (digits - 1)] == entries.size())
            continue;
        std::uint32_t begin = 0;
        for (std::uint32_t& place : places) {
            const std::uint32_t count = place;
            place = begin;
            begin += count;
        }
        for (const Keyed<Key>& entry : entries)
            other[places[(entry.key >> shift) & (digits - 1)]++] = entry;
        entries.swap(other);
    }
}

template<typename Number>
std::vector<std::uint32_t> orderBy(std::span<const double> values)
{
    using Key = decltype(keyOf(Number {}));
    std::vector<Keyed<Key>> entries(values.size());
    for (std::size_t index = 0; index < values.size(); ++index)
        entries[index] = {keyOf(static_cast<Number>(values[index])), static_cast<std::uint32_t>(index)};
    sortByKey(entries);
    std::vector<std::uint32_t> order(values.size());
    for (std::size_t index = 0; index < values.size(); ++index)
        order[index] = entries[index].index;
    return order;
}
} // namespace

std::vector<std::uint32_t> ascendingOrder(std::span<const double> values)
{
    if (values.empty())
        return {};
    const bool single = std::all_of(values.begin(), values.end(), [](double value) {
        return static_cast<double>(static_cast<float>(value)) == value;
    });
    return single ? orderBy<float>(values) : orderBy<double>(values);
}

std::vector<double> averageRanks(std::span<const double> values)
{
    return averageRanks(values, ascendingOrder(values));
}

std::vector<double> averageRanks(std::span<const double> values, std::span<const std::uint32_t> order)
{
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        const double rank = .5 * static_cast<double>(begin + 1 + end);
        for (; begin < end; ++begin)
            ranks[order[begin]] = rank;
    }
    return ranks;
}

std::vector<std::uint32_t> denseRanks(std::span<const double> values, std::span<const std::uint32_t> order)
{
    std::vector<std::uint32_t> ranks(values.size());
    std::uint32_t rank = 0;
    for (std::size_t place = 0; place < order.size(); ++place) {
        if (place > 0 && values[order[place]] != values[order[place - 1]])
            ++rank;
        ranks[order[place]] = rank;
    }
    return ranks;
}

} // namespace learnscope
