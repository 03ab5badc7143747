#include "core/stats/confusionresampler.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <numeric>

namespace learnscope {

namespace {
void add(std::vector<double>& sum, const std::vector<double>& counts)
{
    for (std::size_t cell = 0; cell < sum.size(); ++cell)
        sum[cell] += counts[cell];
}

void clear(std::vector<double>& counts)
{
    std::fill(counts.begin(), counts.end(), 0.0);
}

/// Puts a random choice of @p count of @p values first.
template<typename Value>
void choose(std::vector<Value>& values, std::size_t count, Random& random)
{
    for (std::size_t place = 0; place < count; ++place)
        std::swap(values[place],
                  values[place + random.below(static_cast<std::uint32_t>(values.size() - place))]);
}
} // namespace

std::vector<std::string> allLabels(const Confusion& first, const Confusion& second)
{
    std::vector<std::string> labels;
    std::set_union(first.labels.begin(), first.labels.end(), second.labels.begin(), second.labels.end(),
                   std::back_inserter(labels));
    return labels;
}

ConfusionRuns::ByEpoch ConfusionRuns::byEpoch(const Confusion& confusion,
                                              const std::vector<std::string>& labels)
{
    std::vector<std::size_t> places; // of the observer's labels among all
    for (const std::string& label : confusion.labels)
        places.push_back(
            static_cast<std::size_t>(std::lower_bound(labels.begin(), labels.end(), label) - labels.begin()));
    ByEpoch epochs;
    for (const ConfusionCell& cell : confusion.cells) {
        ConfusionRuns& epoch = epochs[{cell.phase, cell.epoch}];
        const std::vector<double>& counted = cell.answers.perRun().numerator;
        epoch.m_labels = labels.size();
        epoch.m_runs.resize(counted.size());
        for (std::size_t run = 0; run < counted.size(); ++run) {
            std::vector<double>& counts = epoch.m_runs[run].counts;
            counts.resize(labels.size() * labels.size());
            counts[places[cell.truth] * labels.size() + places[cell.prediction]] += counted[run];
        }
    }
    for (auto& [place, epoch] : epochs)
        epoch.finish();
    return epochs;
}

void ConfusionRuns::finish()
{
    std::erase_if(m_runs, [](const Run& run) {
        return std::all_of(run.counts.begin(), run.counts.end(), [](double count) { return count == 0; });
    });
    m_total.assign(m_labels * m_labels, 0);
    for (Run& run : m_runs) {
        add(m_total, run.counts);
        for (std::size_t row = 0; row < m_labels; ++row) {
            for (std::size_t column = 0; column < m_labels; ++column)
                run.answers.insert(run.answers.end(),
                                   static_cast<std::size_t>(run.counts[row * m_labels + column]),
                                   static_cast<std::uint32_t>(column));
            run.rowEnds.push_back(run.answers.size());
        }
        m_trials += run.answers.size();
    }
}

double ConfusionRuns::shown(std::size_t row) const
{
    const auto begin = m_total.begin() + static_cast<std::ptrdiff_t>(row * m_labels);
    return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(m_labels), 0.0);
}

RunResampler::RunResampler(const ConfusionRuns& runs)
    : m_runs(runs)
{
    const std::size_t labels = runs.labels();
    std::size_t mostShown = 0;
    for (const ConfusionRuns::Run& run : runs.runs())
        mostShown = std::max(mostShown, run.answers.size());
    if (labels > MultinomialTable::mostLabels
        || runs.runs().size() * mostShown > std::numeric_limits<std::uint16_t>::max())
        return;
    std::map<std::vector<std::uint32_t>, std::size_t> places; // many are the same
    for (const ConfusionRuns::Run& run : runs.runs())
        for (std::size_t row = 0; row < labels; ++row) {
            const auto begin = run.counts.begin() + static_cast<std::ptrdiff_t>(row * labels);
            std::vector<std::uint32_t> counts(begin, begin + static_cast<std::ptrdiff_t>(labels));
            const auto [place, isNew] = places.emplace(std::move(counts), m_tables.size());
            if (isNew)
                m_tables.emplace_back(place->first);
            m_tableOf.push_back(place->second);
        }
}

void RunResampler::resample(Random& random, std::vector<double>& counts) const
{
    clear(counts);
    if (m_tables.empty()) {
        resampleTrials(random, counts);
        return;
    }
    const std::size_t labels = m_runs.labels();
    const auto runs = static_cast<std::uint32_t>(m_runs.runs().size());
    std::array<MultinomialTable::Packed, MultinomialTable::mostLabels> rows {};
    for (std::uint32_t pick = 0; pick < runs; ++pick) {
        const std::size_t* const tables = m_tableOf.data() + random.below(runs) * labels;
        for (std::size_t row = 0; row < labels; ++row)
            rows[row] += m_tables[tables[row]].draw(random);
    }
    for (std::size_t row = 0; row < labels; ++row)
        for (std::size_t label = 0; label < labels; ++label)
            counts[row * labels + label] = static_cast<std::uint16_t>(rows[row] >> (16 * label));
}

void RunResampler::resampleTrials(Random& random, std::vector<double>& counts) const
{
    const std::size_t labels = m_runs.labels();
    const auto runs = static_cast<std::uint32_t>(m_runs.runs().size());
    for (std::uint32_t pick = 0; pick < runs; ++pick) {
        const ConfusionRuns::Run& run = m_runs.runs()[random.below(runs)];
        std::size_t begin = 0;
        for (std::size_t row = 0; row < labels; ++row) {
            const std::size_t end = run.rowEnds[row];
            const auto shown = static_cast<std::uint32_t>(end - begin);
            double* const into = counts.data() + row * labels;
            for (std::uint32_t trial = 0; trial < shown; ++trial)
                ++into[run.answers[begin + random.below(shown)]];
            begin = end;
        }
    }
}

ConfusionResampler::ConfusionResampler(const ConfusionRuns& first, const ConfusionRuns& second)
    : m_first(first)
    , m_second(second)
    , m_firstRuns(first)
    , m_secondRuns(second)
    , m_errorCells(errorCells())
{
    for (const ConfusionRuns* observer : {&first, &second})
        for (const ConfusionRuns::Run& run : observer->runs())
            m_deck.push_back(&run);
}

void ConfusionResampler::resample(Random& random, std::vector<double>& first,
                                  std::vector<double>& second) const
{
    m_firstRuns.resample(random, first);
    m_secondRuns.resample(random, second);
}

void ConfusionResampler::exchange(Random& random, std::vector<double>& first, std::vector<double>& second)
{
    if (m_deck.size() > 2)
        exchangeRuns(random, first, second);
    else
        exchangeTrials(random, first, second);
}

void ConfusionResampler::exchangeRuns(Random& random, std::vector<double>& first, std::vector<double>& second)
{
    const std::size_t count = m_first.runs().size();
    // From the same order every time, so that a draw does not depend on those before it.
    std::vector<const ConfusionRuns::Run*> deck = m_deck;
    choose(deck, count, random);
    clear(first);
    for (std::size_t place = 0; place < count; ++place)
        add(first, deck[place]->counts);
    for (std::size_t cell = 0; cell < second.size(); ++cell) // all others
        second[cell] = m_first.total()[cell] + m_second.total()[cell] - first[cell];
}

void ConfusionResampler::exchangeTrials(Random& random, std::vector<double>& first,
                                        std::vector<double>& second)
{
    const ConfusionRuns::Run& run = *m_deck.front();
    const ConfusionRuns::Run& other = *m_deck.back();
    const std::size_t labels = m_first.labels();
    clear(first);
    clear(second);
    const auto answersTo = [](const ConfusionRuns::Run& from, std::size_t row) {
        const std::size_t begin = row == 0 ? 0 : from.rowEnds[row - 1];
        return std::span(from.answers).subspan(begin, from.rowEnds[row] - begin);
    };
    for (std::size_t row = 0; row < labels; ++row) {
        const auto answers = answersTo(run, row);
        const auto otherAnswers = answersTo(other, row);
        m_pool.assign(answers.begin(), answers.end());
        m_pool.insert(m_pool.end(), otherAnswers.begin(), otherAnswers.end());
        choose(m_pool, answers.size(), random);
        for (std::size_t place = 0; place < m_pool.size(); ++place)
            ++(place < answers.size() ? first : second)[row * labels + m_pool[place]];
    }
}

std::vector<std::vector<std::size_t>> ConfusionResampler::errorCells() const
{
    const std::size_t labels = m_second.labels();
    std::vector<std::vector<std::size_t>> rows;
    for (std::size_t row = 0; row < labels; ++row) {
        std::vector<std::size_t> cells;
        double errors = 0;
        for (std::size_t column = 0; column < labels; ++column)
            if (column != row) {
                cells.push_back(row * labels + column);
                errors += m_second.total()[cells.back()];
            }
        if (errors > 0)
            rows.push_back(std::move(cells));
    }
    return rows;
}

std::optional<std::size_t> ConfusionResampler::errorArrangements(std::size_t most) const
{
    std::size_t arrangements = 1;
    for (const std::vector<std::size_t>& cells : m_errorCells)
        for (std::size_t factor = 2; factor <= cells.size(); ++factor) {
            arrangements *= factor;
            if (arrangements > most)
                return std::nullopt;
        }
    return arrangements;
}

void ConfusionResampler::permuteErrors(Random& random, std::vector<double>& second) const
{
    const std::span<const double> total = m_second.total();
    second.assign(total.begin(), total.end());
    for (std::vector<std::size_t> from : m_errorCells) {
        const std::vector<std::size_t> to = from;
        choose(from, from.size(), random);
        for (std::size_t place = 0; place < to.size(); ++place)
            second[to[place]] = total[from[place]];
    }
}

void ConfusionResampler::arrangeErrors(std::size_t number, std::vector<double>& second) const
{
    const std::span<const double> total = m_second.total();
    second.assign(total.begin(), total.end());
    for (std::vector<std::size_t> from : m_errorCells) {
        const std::vector<std::size_t> to = from;
        // The digits of the number in the factorial system say which of the rest comes next.
        for (const std::size_t cell : to) {
            const std::size_t rest = from.size();
            second[cell] = total[from[number % rest]];
            from.erase(from.begin() + static_cast<std::ptrdiff_t>(number % rest));
            number /= rest;
        }
    }
}

} // namespace learnscope
