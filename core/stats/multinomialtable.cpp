#include "core/stats/multinomialtable.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace learnscope {

namespace {
using Packed = MultinomialTable::Packed;

/// Tables that are larger take longer to make than they save.
constexpr std::size_t mostOutcomes = 256;

Packed packed(std::size_t label, std::uint64_t count)
{
    return count << (16 * label);
}

/// The most answers with so few outcomes, of @p labels labels that occur.
std::uint32_t answersTogether(std::size_t labels)
{
    // answers + labels - 1 choose labels - 1
    static constexpr std::array<std::uint32_t, MultinomialTable::mostLabels + 1> most = {0, 0, 64, 21, 9};
    static_assert(23 * 22 / 2 <= mostOutcomes && 12 * 11 * 10 / 6 <= mostOutcomes);
    return most[labels];
}
} // namespace

MultinomialTable::MultinomialTable(std::span<const std::uint32_t> counts)
{
    const std::uint32_t answers = std::accumulate(counts.begin(), counts.end(), 0u);
    const auto occurring = static_cast<std::size_t>(
        std::count_if(counts.begin(), counts.end(), [](auto count) { return count > 0; }));
    // Parts as equal as they can be, so that there are two tables at most.
    const std::uint32_t most = occurring < 2 ? std::max(answers, 1u) : answersTogether(occurring);
    const std::uint32_t turns = std::max((answers + most - 1) / most, 1u);
    const std::uint32_t larger = answers % turns;
    m_part = {entriesOf(outcomesOf(counts, answers / turns)), 1};
    if (turns - larger > 1)
        m_otherParts.push_back({m_part.entries, turns - larger - 1});
    if (larger > 0)
        m_otherParts.push_back({entriesOf(outcomesOf(counts, answers / turns + 1)), larger});
}

MultinomialTable::Outcomes MultinomialTable::outcomesOf(std::span<const std::uint32_t> counts,
                                                        std::uint32_t answers)
{
    const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
    const auto occurs = [](std::uint32_t count) { return count > 0; };
    const auto end = std::find_if(counts.rbegin(), counts.rend(), occurs).base();
    Outcomes outcomes {{0}, {1}};
    std::vector<std::uint32_t> rest {answers}; // that have no label yet
    for (std::size_t label = 0; counts.begin() + static_cast<std::ptrdiff_t>(label) != end; ++label) {
        const bool isLast = counts.begin() + static_cast<std::ptrdiff_t>(label) + 1 == end;
        if (counts[label] == 0)
            continue;
        Outcomes longer;
        std::vector<std::uint32_t> longerRest;
        for (std::size_t place = 0; place < rest.size(); ++place) {
            double factor = 1; // share^labelled / labelled!
            for (std::uint32_t labelled = 0; labelled <= rest[place]; ++labelled) {
                if (!isLast || labelled == rest[place]) {
                    longer.counts.push_back(outcomes.counts[place] + packed(label, labelled));
                    longer.odds.push_back(outcomes.odds[place] * factor);
                    longerRest.push_back(rest[place] - labelled);
                }
                factor *= counts[label] / all / (labelled + 1);
            }
        }
        outcomes = std::move(longer);
        rest = std::move(longerRest);
    }
    return outcomes;
}

std::vector<MultinomialTable::Entry> MultinomialTable::entriesOf(const Outcomes& outcomes)
{
    const std::size_t size = outcomes.counts.size();
    const double scale =
        static_cast<double>(size) / std::accumulate(outcomes.odds.begin(), outcomes.odds.end(), 0.0);
    std::vector<double> shares; // of an entry that each outcome still has to fill
    std::vector<std::size_t> small;
    std::vector<std::size_t> large;
    for (std::size_t place = 0; place < size; ++place) {
        shares.push_back(outcomes.odds[place] * scale);
        (shares.back() < 1 ? small : large).push_back(place);
    }
    std::vector<Entry> entries(size);
    while (!small.empty() && !large.empty()) { // Vose, IEEE TSE 1991
        const std::size_t own = small.back();
        const std::size_t other = large.back();
        small.pop_back();
        entries[own] = {{outcomes.counts[own], outcomes.counts[other]},
                        static_cast<std::uint32_t>(shares[own] * 0x1p32)};
        shares[other] -= 1 - shares[own];
        if (shares[other] < 1) {
            large.pop_back();
            small.push_back(other);
        }
    }
    for (const std::vector<std::size_t>* full : {&small, &large}) // small ones by rounding alone
        for (const std::size_t place : *full)
            entries[place] = {{outcomes.counts[place], outcomes.counts[place]}, 0};
    return entries;
}

} // namespace learnscope
