#include "core/stats/pairtable.h"

#include "core/base/parallel.h"
#include "core/base/vectorclones.h"
#include "core/stats/errorconsistency.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace learnscope {

namespace {
using Sheet = AnswerSheets::Sheet;
constexpr std::size_t tileSize = DrawTile::size;
typedef double Lanes __attribute__((vector_size(32)));
typedef double LanesInMemory __attribute__((vector_size(32), aligned(8), may_alias));

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

/// Sums of counts from each place of @p counts to the end, for each draw.
std::vector<double> countsFrom(const std::vector<double>& counts)
{
    std::vector<double> sums(counts.size() + tileSize);
    for (std::size_t at = counts.size(); at-- > 0;)
        sums[at] = sums[at + tileSize] + counts[at];
    return sums;
}
} // namespace

PairTable::PairTable(const AnswerGroup& group)
{
    for (const Sheet* sheet : group.second)
        m_secondRuns.push_back(sheet->run);
    for (std::size_t one = 0; one < group.first.size(); ++one) {
        Row row {group.first[one]->run, group.within ? one + 1 : 0, {}, {}, {}};
        for (std::size_t other = row.begin; other < group.second.size(); ++other) {
            const AnswerPair answers = answerPair(*group.first[one], *group.second[other]);
            const double kappa = errorConsistencyKappa(answers);
            row.agreement.push_back(agreementOf(answers));
            row.kappa.push_back(std::isnan(kappa) ? 0 : kappa);
            row.defined.push_back(!std::isnan(kappa));
        }
        if (std::find(row.defined.begin(), row.defined.end(), 0.0) == row.defined.end())
            row.defined.clear();
        m_rows.push_back(std::move(row));
    }
}

void PairTable::add(const DrawTile& first, const DrawTile& second, PairSums& sums) const
{
    std::vector<double> counts;
    for (const std::size_t run : m_secondRuns)
        counts.insert(counts.end(), second.counts(run).begin(), second.counts(run).end());
    const std::vector<double> allFrom = countsFrom(counts);
    DrawTile::Sums agreement;
    DrawTile::Sums kappa;
    DrawTile::Sums defined;
    DrawTile::Sums unused;
    for (const Row& row : m_rows) {
        const double* const begin = counts.data() + row.begin * tileSize;
        sumTwo(begin, row.agreement.data(), row.kappa.data(), row.kappa.size(), agreement.data(),
               kappa.data());
        const double* const pairs = allFrom.data() + row.begin * tileSize;
        if (row.defined.empty())
            std::copy_n(pairs, tileSize, defined.begin());
        else
            sumTwo(begin, row.defined.data(), row.kappa.data(), row.kappa.size(), defined.data(),
                   unused.data());
        const auto times = first.counts(row.run);
        for (std::size_t draw = 0; draw < tileSize; ++draw) {
            sums.pairs[draw] += times[draw] * pairs[draw];
            sums.agreement[draw] += times[draw] * agreement[draw];
            sums.defined[draw] += times[draw] * defined[draw];
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
            const double kappa = errorConsistencyKappa(answers);
            rows[one].agreement += agreementOf(answers);
            rows[one].kappa += std::isnan(kappa) ? 0 : kappa;
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
