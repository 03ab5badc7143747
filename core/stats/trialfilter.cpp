#include "core/stats/trialfilter.h"

#include <algorithm>

namespace learnscope {

namespace {
/// Numbers that span no more than this are looked up in a table of as many bytes.
constexpr std::uint32_t nearSpan = 1 << 16;

std::vector<std::uint8_t> codesOf(const ValueSet<std::string>& set, const StringPool& pool)
{
    if (set.isAny())
        return {};
    std::vector<std::uint8_t> codes(pool.size(), set.excluded);
    for (const std::string& name : set.values)
        if (const auto code = pool.find(name))
            codes[*code] = !set.excluded;
    return codes;
}

bool fitsNone(const std::vector<std::uint8_t>& codes, const ValueSet<std::string>& set)
{
    return !set.isAny() && std::find(codes.begin(), codes.end(), 1) == codes.end();
}

/// Bit i: whether fits(i).
template<typename Fits>
std::uint64_t bitsWhere(std::size_t count, Fits fits)
{
    std::uint64_t bits = 0;
    for (std::size_t place = 0; place < count; ++place)
        bits |= std::uint64_t(fits(place)) << place;
    return bits;
}
} // namespace

TrialFilter::Numbers::Numbers(const ValueSet<std::int32_t>& set)
    : m_set(set)
{
    if (set.values.empty())
        return;
    m_lowest = static_cast<std::uint32_t>(set.values.front());
    const std::uint32_t span = static_cast<std::uint32_t>(set.values.back()) - m_lowest;
    if (span >= nearSpan)
        return;
    m_isNear.assign(span + 1, set.excluded);
    for (const std::int32_t number : set.values)
        m_isNear[static_cast<std::uint32_t>(number) - m_lowest] = !set.excluded;
}

TrialFilter::TrialFilter(const TrialTable& trials, std::string_view observer, const TrialSelection& selection)
    : m_trials(trials)
{
    const std::string name(observer);
    for (const TrialClause& clause : selection.clauses) {
        if (clause.isNone() || !clause.observers.contains(name))
            continue;
        Clause compiled {Numbers(clause.runs),
                         Numbers(clause.epochs),
                         clause.phases,
                         codesOf(clause.images, trials.imageNames()),
                         codesOf(clause.truths, trials.labelNames()),
                         codesOf(clause.predictions, trials.labelNames()),
                         clause.correct};
        if (fitsNone(compiled.images, clause.images) || fitsNone(compiled.truths, clause.truths)
            || fitsNone(compiled.predictions, clause.predictions))
            continue;
        m_clauses.push_back(std::move(compiled));
    }
}

std::uint64_t TrialFilter::wordOf(const Clause& clause, std::size_t first, std::size_t count) const
{
    std::uint64_t fitting =
        count == RowSet::rowsPerWord ? ~std::uint64_t(0) : (std::uint64_t(1) << count) - 1;
    // The parts that are quick to ask and leave out most come first; where no row is left nothing more is
    // read.
    if (!clause.epochs.isAny())
        fitting &= bitsWhere(count, [&, epochs = m_trials.epochs().data() + first](std::size_t place) {
            return clause.epochs.contains(epochs[place]);
        });
    if (fitting != 0 && !clause.phases.isAny())
        fitting &= bitsWhere(count,
                             [only = clause.phases.values.front(), phases = m_trials.phases().data() + first](
                                 std::size_t place) { return phases[place] == only; });
    if (fitting != 0 && !clause.runs.isAny())
        fitting &= bitsWhere(count, [&, runs = m_trials.runs().data() + first](std::size_t place) {
            return clause.runs.contains(runs[place]);
        });
    const auto keepCodes = [&](const Codes& codes, const auto* column) {
        if (fitting != 0 && !codes.empty())
            fitting &= bitsWhere(count, [&](std::size_t place) { return codes[column[place]] != 0; });
    };
    keepCodes(clause.truths, m_trials.truths().data() + first);
    keepCodes(clause.predictions, m_trials.predictions().data() + first);
    if (fitting != 0 && !clause.correct.isAny())
        fitting &= bitsWhere(count, [&, right = bool(clause.correct.values.front())](std::size_t place) {
            return m_trials.isCorrect(first + place) == right;
        });
    keepCodes(clause.images, m_trials.images().data() + first);
    return fitting;
}

std::uint64_t TrialFilter::word(std::size_t first) const
{
    const std::size_t count = std::min(RowSet::rowsPerWord, m_trials.size() - first);
    std::uint64_t fitting = 0;
    for (const Clause& clause : m_clauses)
        fitting |= wordOf(clause, first, count);
    return fitting;
}

bool TrialFilter::operator()(std::size_t row) const
{
    return std::any_of(m_clauses.begin(), m_clauses.end(),
                       [&](const Clause& clause) { return wordOf(clause, row, 1) != 0; });
}

TrialSelection withinRuns(const TrialSelection& selection, std::span<const std::int32_t> runs)
{
    TrialClause clause;
    clause.runs = ValueSet<std::int32_t>::only({runs.begin(), runs.end()});
    return intersection(selection, {{clause}});
}

} // namespace learnscope
