#include "core/stats/pairtable.h"

#include "core/base/parallel.h"
#include "core/base/vectorclones.h"
#include "core/stats/errorconsistency.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
using Sheet = AnswerSheets::Sheet;
constexpr std::size_t tileSize = DrawTile::size;
// NOLINTBEGIN(modernize-use-using): the attributes need it
typedef double Lanes __attribute__((vector_size(32)));
typedef double LanesInMemory __attribute__((vector_size(32), aligned(8), may_alias));
typedef std::uint16_t WholeLanes __attribute__((vector_size(32)));
typedef std::uint16_t WholeLanesInMemory __attribute__((vector_size(32), aligned(2), may_alias));
// NOLINTEND(modernize-use-using)

AnswerPair answerPair(const Sheet& first, const Sheet& second)
{
    std::uint64_t differing = 0;
    for (std::size_t word = 0; word < first.correctBits.size(); ++word)
        differing +=
            static_cast<std::uint64_t>(std::popcount(first.correctBits[word] ^ second.correctBits[word]));
    return {first.images, first.correct, second.correct, first.images - differing};
}

double agreementOf(const AnswerPair& answers)
{
    return static_cast<double>(answers.agreements) / static_cast<double>(answers.trials);
}

/// Sums of two sets of values with the same counts, which are loaded once. Written with vector types because
/// the accumulators must stay in registers.
LEARNSCOPE_VECTOR_CLONES
void sumTwo(const double* counts, const double* values, const double* others, std::size_t runs, double* sums,
            double* otherSums)
{
    static_assert(tileSize == 16);
    Lanes sum[4] = {};
    Lanes other[4] = {};
    const LanesInMemory* at = reinterpret_cast<const LanesInMemory*>(counts);
    for (std::size_t run = 0; run < runs; ++run, at += 4) {
        sum[0] += at[0] * values[run];
        sum[1] += at[1] * values[run];
        sum[2] += at[2] * values[run];
        sum[3] += at[3] * values[run];
        other[0] += at[0] * others[run];
        other[1] += at[1] * others[run];
        other[2] += at[2] * others[run];
        other[3] += at[3] * others[run];
    }
    for (std::size_t part = 0; part < 4; ++part) {
        reinterpret_cast<LanesInMemory*>(sums)[part] = sum[part];
        reinterpret_cast<LanesInMemory*>(otherSums)[part] = other[part];
    }
}

/// The sums of small whole numbers and of others.
LEARNSCOPE_VECTOR_CLONES
void sumWholeAndOther(const std::uint16_t* wholeCounts, const std::uint16_t* whole, const double* counts,
                      const double* others, std::size_t runs, double* wholeSums, double* otherSums)
{
    WholeLanes sum = {};
    Lanes other[4] = {};
    const WholeLanesInMemory* wholeAt = reinterpret_cast<const WholeLanesInMemory*>(wholeCounts);
    const LanesInMemory* at = reinterpret_cast<const LanesInMemory*>(counts);
    for (std::size_t run = 0; run < runs; ++run, at += 4) {
        sum += wholeAt[run] * whole[run];
        other[0] += at[0] * others[run];
        other[1] += at[1] * others[run];
        other[2] += at[2] * others[run];
        other[3] += at[3] * others[run];
    }
    for (std::size_t draw = 0; draw < tileSize; ++draw)
        wholeSums[draw] = sum[draw];
    for (std::size_t part = 0; part < 4; ++part)
        reinterpret_cast<LanesInMemory*>(otherSums)[part] = other[part];
}

/// The counts of some runs of a tile, one after another; copied only where there are others between them.
class RunCounts
{
public:
    RunCounts(const DrawTile& tile, const std::vector<std::size_t>& runs, bool inOnePiece)
        : m_counts(tile.counts(runs.front()).data())
        , m_whole(tile.wholeCounts(runs.front()).data())
    {
        if (inOnePiece)
            return;
        for (const std::size_t run : runs) {
            m_copy.insert(m_copy.end(), tile.counts(run).begin(), tile.counts(run).end());
            m_wholeCopy.insert(m_wholeCopy.end(), tile.wholeCounts(run).begin(), tile.wholeCounts(run).end());
        }
        m_counts = m_copy.data();
        m_whole = m_wholeCopy.data();
    }

    const double* at(std::size_t place) const { return m_counts + place * tileSize; }
    const std::uint16_t* wholeAt(std::size_t place) const { return m_whole + place * tileSize; }

private:
    const double* m_counts;
    const std::uint16_t* m_whole;
    std::vector<double> m_copy;
    std::vector<std::uint16_t> m_wholeCopy;
};
} // namespace

PairTable::PairTable(const AnswerGroup& group, std::size_t secondRuns)
    : m_images(static_cast<double>(group.images))
    , m_within(group.within)
    , m_inOnePiece(group.second.back()->run - group.second.front()->run + 1 == group.second.size())
{
    const bool isSmall = group.images * secondRuns <= std::numeric_limits<std::uint16_t>::max();
    for (const Sheet* sheet : group.second)
        m_secondRuns.push_back(sheet->run);
    for (std::size_t one = 0; one < group.first.size(); ++one) {
        Row row {group.first[one]->run, group.within ? one + 1 : 0, {}, {}, {}, {}};
        for (std::size_t other = row.begin; other < group.second.size(); ++other) {
            const AnswerPair answers = answerPair(*group.first[one], *group.second[other]);
            const bool defined = isInformative(answers);
            if (isSmall)
                row.agreementWhole.push_back(static_cast<std::uint16_t>(answers.agreements));
            else
                row.agreement.push_back(static_cast<double>(answers.agreements));
            row.kappa.push_back(defined ? errorConsistencyKappa(answers) : 0);
            row.defined.push_back(defined);
        }
        if (std::find(row.defined.begin(), row.defined.end(), 0.0) == row.defined.end())
            row.defined.clear();
        m_rows.push_back(std::move(row));
    }
}

void PairTable::add(const DrawTile& first, const DrawTile& second, PairSums& sums) const
{
    const RunCounts counts(second, m_secondRuns, m_inOnePiece);
    DrawTile::Sums pairs {}; // that the runs of a row have, were its own run drawn once
    for (std::size_t place = 0; place < m_secondRuns.size(); ++place)
        for (std::size_t draw = 0; draw < tileSize; ++draw)
            pairs[draw] += counts.at(place)[draw];
    DrawTile::Sums agreement;
    DrawTile::Sums kappa;
    DrawTile::Sums defined;
    DrawTile::Sums unused;
    for (const Row& row : m_rows) {
        const auto times = first.counts(row.run);
        if (m_within)
            for (std::size_t draw = 0; draw < tileSize; ++draw)
                pairs[draw] -= times[draw];
        const double* const begin = counts.at(row.begin);
        if (row.agreement.empty())
            sumWholeAndOther(counts.wholeAt(row.begin), row.agreementWhole.data(), begin, row.kappa.data(),
                             row.kappa.size(), agreement.data(), kappa.data());
        else
            sumTwo(begin, row.agreement.data(), row.kappa.data(), row.kappa.size(), agreement.data(),
                   kappa.data());
        if (!row.defined.empty())
            sumTwo(begin, row.defined.data(), row.kappa.data(), row.kappa.size(), defined.data(),
                   unused.data());
        const DrawTile::Sums& definedPairs = row.defined.empty() ? pairs : defined;
        for (std::size_t draw = 0; draw < tileSize; ++draw) {
            sums.pairs[draw] += times[draw] * pairs[draw];
            sums.agreement[draw] += times[draw] * agreement[draw] / m_images;
            sums.defined[draw] += times[draw] * definedPairs[draw];
            sums.kappa[draw] += times[draw] * kappa[draw];
        }
    }
}

PairTotals pairTotals(const AnswerGroup& group, unsigned threads, const JobContext& context)
{
    std::vector<PairTotals> rows(group.first.size()); // added in one order, whichever thread made them
    parallelFor(rows.size(), group.pairs() < 10000 ? 1 : threads, [&](std::size_t one) {
        if (context.isCancelled())
            return;
        for (std::size_t other = group.within ? one + 1 : 0; other < group.second.size(); ++other) {
            const AnswerPair answers = answerPair(*group.first[one], *group.second[other]);
            rows[one].agreement += agreementOf(answers);
            rows[one].kappa += isInformative(answers) ? errorConsistencyKappa(answers) : 0;
        }
    });
    PairTotals totals;
    for (const PairTotals& row : rows) {
        totals.agreement += row.agreement;
        totals.kappa += row.kappa;
    }
    return totals;
}

} // namespace learnscope
