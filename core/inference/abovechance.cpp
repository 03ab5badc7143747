#include "core/inference/asked.h"
#include "core/inference/epochparts.h"

#include <algorithm>

namespace learnscope {

namespace {
/// Each cluster's deviation from @p reference, so that their ratio is the mean's.
RatioColumn deviations(RatioColumn column, double reference)
{
    for (std::size_t cluster = 0; cluster < column.numerator.size(); ++cluster)
        column.numerator[cluster] -= reference * column.denominator[cluster];
    return column;
}

std::vector<double> ratiosOf(const RatioColumn& column)
{
    std::vector<double> values;
    for (std::size_t cluster = 0; cluster < column.numerator.size(); ++cluster)
        if (column.denominator[cluster] > 0)
            values.push_back(column.numerator[cluster] / column.denominator[cluster]);
    return values;
}

/// The rows of one observer against chance.
class AboveChance
{
public:
    AboveChance(const Asked& asked, const DrawSets& draws, std::size_t place)
        : m_asked(asked)
        , m_draws(draws)
        , m_place(place)
        , m_observer(asked.observer(place))
        , m_epochs(m_observer.epochs(asked.options().phase))
    {
    }

    Result<std::vector<InferenceRow>> rows()
    {
        std::vector<InferenceRow> made;
        for (const std::int32_t epoch : m_epochs)
            made.push_back(epochRow(epoch));
        if (const auto tested = testEpochs(made); !tested)
            return tl::unexpected(tested.error());
        if (m_epochs.size() < 2)
            return made;
        auto gain = gainRow();
        if (!gain)
            return tl::unexpected(gain.error());
        made.push_back(std::move(*gain));
        return made;
    }

private:
    Generalisation unit() const { return m_asked.options().generalise; }
    Phase phase() const { return m_asked.options().phase; }
    std::size_t meanOf(std::int32_t epoch) const { return *m_draws.any().find({m_place, phase(), epoch}); }
    const StudiedObserver::Cell& cellOf(std::int32_t epoch) const { return *m_observer.find(phase(), epoch); }

    InferenceRow epochRow(std::int32_t epoch) const
    {
        InferenceRow row = emptyRow(unit());
        const double chance = m_observer.curves.chance;
        const std::size_t mean = meanOf(epoch);
        row.first = m_observer.name();
        row.quantity = quantityName(phase());
        row.comparison = m_observer.label() + " - chance";
        row.epoch = epoch;
        row.firstRuns = presentRuns(cellOf(epoch));
        row.images = imagesOfEpoch(m_observer, phase(), epoch);
        row.firstValue = m_draws.any().estimates[mean];
        row.secondValue = chance;
        m_asked.estimate(row, m_draws, {row.firstRuns, row.images},
                         [&](const auto& at) { return at(mean) - chance; });
        if (unit() == Generalisation::Both) { // as the permutation tests: is it above?
            row.p = row.estimate > 0 ? row.p / 2 : 1 - row.p / 2;
            row.test += ", one-sided";
        } else {
            const std::vector<double> values = unit() == Generalisation::People
                ? StudiedObserver::accuracies(cellOf(epoch))
                : ratiosOf(imageColumn(*m_observer.findBlock(phase(), epoch)));
            row.hedgesG = hedgesG(values, chance, m_asked.options().level);
        }
        return row;
    }

    Result<void> testEpochs(std::vector<InferenceRow>& rows) const
    {
        if (unit() == Generalisation::Both || rows.empty())
            return {};
        const double chance = m_observer.curves.chance;
        std::vector<RatioColumn> columns;
        for (const std::int32_t epoch : m_epochs)
            columns.push_back(deviations(unit() == Generalisation::People
                                             ? cellOf(epoch).perRun
                                             : m_observer.findBlock(phase(), epoch)
                                                   ->perImage(m_asked.study().pools.of(phase()).size()),
                                         chance));
        const auto null = signFlipTest(columns, m_asked.permutations(2 * m_place), m_asked.context());
        if (!null)
            return tl::unexpected(null.error());
        const std::vector<double> maximum = null->maximumProbabilities(Alternative::Greater);
        for (std::size_t index = 0; index < rows.size(); ++index) {
            m_asked.testBy(rows[index], *null, index, Alternative::Greater,
                           unit() == Generalisation::People ? "sign flips of runs" : "sign flips of images");
            rows[index].maximumP = maximum[index];
        }
        return {};
    }

    /// Does it learn: the last epoch less the first.
    Result<InferenceRow> gainRow() const
    {
        InferenceRow row = emptyRow(unit());
        const std::int32_t first = m_epochs.front();
        const std::int32_t last = m_epochs.back();
        const std::size_t from = meanOf(first);
        const std::size_t to = meanOf(last);
        row.first = m_observer.name();
        row.quantity = "gain in " + quantityName(phase());
        row.comparison =
            m_observer.label() + ", epoch " + std::to_string(last) + " - epoch " + std::to_string(first);
        row.firstRuns = std::min(presentRuns(cellOf(first)), presentRuns(cellOf(last)));
        row.images = m_observer.images[static_cast<std::size_t>(phase())];
        row.firstValue = m_draws.any().estimates[to];
        row.secondValue = m_draws.any().estimates[from];
        m_asked.estimate(row, m_draws, {row.firstRuns, row.images},
                         [&](const auto& at) { return at(to) - at(from); });
        if (unit() == Generalisation::Images)
            m_asked.testByVariance(row, row.images);
        if (unit() != Generalisation::People)
            return row;
        RatioColumn gains;
        for (std::size_t run = 0; run < m_observer.runs(); ++run)
            if (cellOf(first).perRun.denominator[run] > 0 && cellOf(last).perRun.denominator[run] > 0) {
                gains.numerator.push_back(
                    cellOf(last).perRun.numerator[run] / cellOf(last).perRun.denominator[run]
                    - cellOf(first).perRun.numerator[run] / cellOf(first).perRun.denominator[run]);
                gains.denominator.push_back(1);
            }
        row.hedgesG = hedgesG(gains.numerator, 0, m_asked.options().level);
        if (gains.numerator.empty())
            return row;
        const auto null =
            signFlipTest(std::span(&gains, 1), m_asked.permutations(2 * m_place + 1), m_asked.context());
        if (!null)
            return tl::unexpected(null.error());
        m_asked.testBy(row, *null, 0, Alternative::TwoSided, "sign flips of runs");
        return row;
    }

    const Asked& m_asked;
    const DrawSets& m_draws;
    std::size_t m_place;
    const StudiedObserver& m_observer;
    std::vector<std::int32_t> m_epochs;
};
} // namespace

Result<std::vector<InferenceRow>> askAboveChance(const Asked& asked)
{
    DrawSets draws;
    const bool training = asked.options().phase == Phase::Train;
    if (const auto drawn = asked.drawFor(asked.options().generalise, training, draws); !drawn)
        return tl::unexpected(drawn.error());
    std::vector<InferenceRow> rows;
    for (std::size_t place = 0; place < asked.study().observers.size(); ++place) {
        if (asked.context().isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        auto made = AboveChance(asked, draws, place).rows();
        if (!made)
            return made;
        rows.insert(rows.end(), made->begin(), made->end());
    }
    return rows;
}

} // namespace learnscope
