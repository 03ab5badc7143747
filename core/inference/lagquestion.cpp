#include "core/inference/asked.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
/// The lag of one observer as a function of its means.
class LagOf
{
public:
    /// @p draws gives places to the means.
    LagOf(const StudiedObserver& observer, std::size_t place, const MeanDraws& draws, LagRule rule)
        : m_observer(observer)
        , m_rule(rule)
    {
        for (const std::int32_t epoch : observer.epochs(Phase::Train))
            if (observer.find(Phase::Test, epoch)) {
                m_epochs.push_back(epoch);
                m_train.push_back(draws.find({place, Phase::Train, epoch}).value_or(0));
                m_test.push_back(draws.find({place, Phase::Test, epoch}).value_or(0));
            }
    }

    const std::vector<int>& epochs() const { return m_epochs; }

    /// NaN where the window is empty. Epochs without a mean are passed over. Not for two threads at once.
    template<typename At>
    double value(const At& at) const
    {
        m_keptEpochs.clear();
        m_trainMeans.clear();
        m_testMeans.clear();
        for (std::size_t index = 0; index < m_epochs.size(); ++index) {
            const double train = at(m_train[index]);
            const double test = at(m_test[index]);
            if (std::isnan(train) || std::isnan(test))
                continue;
            m_keptEpochs.push_back(m_epochs[index]);
            m_trainMeans.push_back(train);
            m_testMeans.push_back(test);
        }
        return lagOf(m_keptEpochs, m_trainMeans, m_testMeans);
    }

    double lagOf(std::span<const int> epochs, std::span<const double> train,
                 std::span<const double> test) const
    {
        return generalisationLag(epochs, train, test, m_observer.curves.chanceBand, m_observer.kind(), m_rule)
            .value.value_or(std::nan(""));
    }

    /// Each run's mean gap over the window of the mean curve.
    std::vector<double> perRun() const
    {
        std::vector<double> gaps;
        const Lag& lag = m_observer.curves.lag;
        if (!lag.value)
            return gaps;
        for (std::size_t run = 0; run < m_observer.runs(); ++run) {
            double sum = 0;
            double count = 0;
            for (const int epoch : m_epochs) {
                const RatioColumn& train = m_observer.find(Phase::Train, epoch)->perRun;
                const RatioColumn& test = m_observer.find(Phase::Test, epoch)->perRun;
                if (epoch < *lag.first || epoch > *lag.last || !(train.denominator[run] > 0)
                    || !(test.denominator[run] > 0))
                    continue;
                sum += train.numerator[run] / train.denominator[run]
                    - test.numerator[run] / test.denominator[run];
                ++count;
            }
            if (count > 0)
                gaps.push_back(sum / count);
        }
        return gaps;
    }

private:
    const StudiedObserver& m_observer;
    LagRule m_rule;
    std::vector<int> m_epochs;
    std::vector<std::size_t> m_train; ///< places of means
    std::vector<std::size_t> m_test;
    mutable std::vector<int> m_keptEpochs; // memory kept from call to call
    mutable std::vector<double> m_trainMeans;
    mutable std::vector<double> m_testMeans;
};

std::string windowText(const StudiedObserver& observer)
{
    const Lag& lag = observer.curves.lag;
    if (!lag.value)
        return observer.label() + ": no epoch is above chance, so there is no lag; ";
    return observer.label() + ": epochs " + std::to_string(*lag.first) + " to " + std::to_string(*lag.last)
        + "; ";
}

/// Columns of the epochs that both observers have, training and test by turns.
struct SharedEpochs
{
    std::vector<int> epochs;
    std::vector<RatioColumn> first;
    std::vector<RatioColumn> second;
};

SharedEpochs sharedEpochs(const StudiedObserver& first, const StudiedObserver& second, const LagOf& ofFirst,
                          const LagOf& ofSecond)
{
    SharedEpochs shared;
    std::set_intersection(ofFirst.epochs().begin(), ofFirst.epochs().end(), ofSecond.epochs().begin(),
                          ofSecond.epochs().end(), std::back_inserter(shared.epochs));
    for (const int epoch : shared.epochs)
        for (const Phase phase : {Phase::Train, Phase::Test}) {
            shared.first.push_back(first.find(phase, epoch)->perRun);
            shared.second.push_back(second.find(phase, epoch)->perRun);
            makeComparable(shared.first.back(), shared.second.back());
        }
    return shared;
}

Result<void> testLabels(const Asked& asked, InferenceRow& row, const SharedEpochs& shared,
                        const LagOf& ofFirst, const LagOf& ofSecond, std::uint64_t part)
{
    const GroupStatistics difference = [&](auto first, auto second, auto into) {
        const auto lag = [&](const LagOf& of, std::span<const double> means) {
            std::vector<double> train;
            std::vector<double> test;
            for (std::size_t epoch = 0; epoch < shared.epochs.size(); ++epoch) {
                train.push_back(means[2 * epoch]);
                test.push_back(means[2 * epoch + 1]);
            }
            return of.lagOf(shared.epochs, train, test);
        };
        into[0] = lag(ofFirst, first) - lag(ofSecond, second);
    };
    const auto null =
        labelTest(shared.first, shared.second, 1, difference, asked.permutations(part), asked.context());
    if (!null)
        return tl::unexpected(null.error());
    asked.testBy(row, *null, 0, Alternative::TwoSided, "permutation of observer labels, curves kept whole");
    return {};
}
} // namespace

Result<InferenceRow> lagRow(const Asked& asked, const DrawSets& draws, std::size_t first, std::size_t second,
                            Generalisation unit, std::uint64_t part)
{
    const StudiedObserver& one = asked.observer(first);
    const StudiedObserver& other = asked.observer(second);
    InferenceRow row = emptyRow(unit);
    const LagOf ofFirst(one, first, draws.any(), asked.options().lagRule);
    const LagOf ofSecond(other, second, draws.any(), asked.options().lagRule);
    row.first = one.name();
    row.second = other.name();
    row.quantity = "generalisation lag";
    row.comparison = one.label() + " - " + other.label();
    row.firstRuns = one.runs();
    row.secondRuns = other.runs();
    row.images = std::max(one.images[0] + one.images[1], other.images[0] + other.images[1]);
    row.firstValue = one.curves.lag.value.value_or(row.firstValue);
    row.secondValue = other.curves.lag.value.value_or(row.secondValue);
    row.note = windowText(one) + windowText(other);
    // Training and test images are drawn apart; the smaller number of them is what counts.
    const std::size_t images = std::min({one.images[0], one.images[1], other.images[0], other.images[1]});
    asked.estimate(row, draws, {std::min(row.firstRuns, row.secondRuns), images},
                   [&](const auto& at) { return ofFirst.value(at) - ofSecond.value(at); });
    if (unit == Generalisation::Images)
        asked.testByVariance(row, images);
    if (unit != Generalisation::People)
        return row;
    const SharedEpochs shared = sharedEpochs(one, other, ofFirst, ofSecond);
    if (!shared.epochs.empty())
        if (const auto tested = testLabels(asked, row, shared, ofFirst, ofSecond, part); !tested)
            return tl::unexpected(tested.error());
    const std::vector<double> gaps = ofFirst.perRun();
    const std::vector<double> otherGaps = ofSecond.perRun();
    row.hedgesG = hedgesG(gaps, otherGaps, asked.options().level);
    row.cliffsDelta = cliffsDelta(gaps, otherGaps, asked.options().level);
    return row;
}

Result<std::vector<InferenceRow>> askLag(const Asked& asked)
{
    DrawSets draws;
    if (const auto drawn = asked.drawFor(asked.options().generalise, true, draws); !drawn)
        return tl::unexpected(drawn.error());
    std::vector<InferenceRow> rows;
    std::uint64_t part = 0;
    const auto& observers = asked.study().observers;
    for (std::size_t human = 0; human < observers.size(); ++human)
        for (std::size_t network = 0; network < observers.size(); ++network) {
            if (observers[human].kind() != ObserverKind::Human
                || observers[network].kind() != ObserverKind::Network)
                continue;
            if (asked.context().isCancelled())
                return failure(Error::Kind::Cancelled, "cancelled");
            auto row = lagRow(asked, draws, network, human, asked.options().generalise, part++);
            if (!row)
                return tl::unexpected(row.error());
            rows.push_back(std::move(*row));
        }
    return rows;
}

} // namespace learnscope
