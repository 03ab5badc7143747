// Nominal 95 % bands of learning curves, gaps, gains, shares and deltas must hold the truth in 95 % of
// simulated studies.
#include "core/base/random.h"
#include "core/stats/curves.h"
#include "core/stats/delta.h"
#include "core/stats/pooledshare.h"
#include "tests/core/stats/trialbuilder.h"

#include <QTest>

using namespace learnscope;

namespace {
constexpr int studies = 1000;
constexpr std::uint32_t trials = 51;
constexpr int draws = 600;

struct Held
{
    int mean = 0;
    int gap = 0;
    int gain = 0;
    int share = 0;
    int delta = 0;
};

std::uint32_t right(Random& random, double rate)
{
    std::uint32_t correct = 0;
    for (std::uint32_t trial = 0; trial < trials; ++trial)
        correct += random.uniform() < rate ? 1 : 0;
    return correct;
}

/// A training and two test epochs of runs whose rates differ: in test uniform between .2 and .8, then higher
/// by .05 in the second epoch; in training higher by .1.
std::vector<AccuracyCell> simulated(Random& random, int runs)
{
    std::vector<AccuracyCell> cells;
    for (std::int32_t run = 1; run <= runs; ++run) {
        const double rate = .2 + .6 * random.uniform();
        cells.push_back({run, 1, Phase::Test, trials, right(random, rate)});
        cells.push_back({run, 1, Phase::Train, trials, right(random, rate + .1 + .1 * random.uniform())});
        cells.push_back({run, 2, Phase::Test, trials, right(random, rate + .1 * random.uniform())});
    }
    return cells;
}

/// Any table gives the classes and the number of training images.
Observer anObserver(const char* name, int runs)
{
    TrialBuilder builder;
    for (int run = 1; run <= runs; ++run)
        builder.cell(run, 1, Phase::Train, 3, 2).cell(run, 1, Phase::Test, 3, 2);
    return builder.observer(name);
}
} // namespace

class TestBandCoverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofExpandedBands_data()
    {
        QTest::addColumn<int>("runs");
        QTest::newRow("7 runs") << 7;
        QTest::newRow("20 runs") << 20;
    }

    void ofExpandedBands()
    {
        QFETCH(int, runs);
        const Observer human = anObserver("human", runs);
        const Observer network = anObserver("net", runs);
        Held held;
        const auto holds = [](const std::optional<Interval>& band, double truth) {
            return band && band->low <= truth && truth <= band->high ? 1 : 0;
        };
        for (int study = 0; study < studies; ++study) {
            Random random(20261124, static_cast<std::uint64_t>(study));
            CurveOptions options;
            options.bootstrapDraws = draws;
            options.seed = static_cast<std::uint64_t>(study) + 1;
            options.bands = BandMethod::Expanded;
            const auto one = computeCurves(human, simulated(random, runs), {}, options).value();
            const auto other = computeCurves(network, simulated(random, runs), {}, options).value();
            held.mean += holds(one.test[0].band, .5);
            held.gap += holds(one.gap[0].band, .15);
            held.gain += holds(one.efficiency[1].band, .05 / one.trainingImages);
            PooledShare share(static_cast<std::size_t>(runs));
            for (const AccuracyCell& cell : one.cells)
                if (cell.epoch == 1 && cell.phase == Phase::Test)
                    share.add(static_cast<std::size_t>(cell.run) - 1, cell.trials, cell.correct);
            const BootstrapOptions bootstrap {draws, options.seed, 1, BandMethod::Expanded};
            PooledShare* const shares[] = {&share};
            QVERIFY(addBands(shares, bootstrap));
            held.share += holds(share.band(), .5);
            held.delta += holds(accuracyDelta(one, other, bootstrap).value().front().band, 0);
        }
        for (const auto& [name, count] :
             {std::pair("mean", held.mean), std::pair("gap", held.gap), std::pair("gain", held.gain),
              std::pair("share", held.share), std::pair("delta", held.delta)}) {
            const double coverage = 100. * count / studies;
            qInfo("%s: %.1f %%", name, coverage);
            QVERIFY2(coverage >= 93 && coverage <= 97, name);
        }
    }

    void plainPercentilesStayAsTheyWere()
    {
        const Observer observer = anObserver("net", 7);
        Random random(3);
        const std::vector<AccuracyCell> cells = simulated(random, 7);
        CurveOptions options;
        QVERIFY(options.bands == BandMethod::Percentile);
        const auto plain = computeCurves(observer, cells, {}, options).value();
        options.bands = BandMethod::Expanded;
        const auto wide = computeCurves(observer, cells, {}, options).value();
        QVERIFY(wide.test[0].band->low < plain.test[0].band->low);
        QVERIFY(wide.test[0].band->high > plain.test[0].band->high);
        QVERIFY(wide.gap[0].band->low < plain.gap[0].band->low);
        QVERIFY(wide.efficiency[1].band->high > plain.efficiency[1].band->high);
    }
};

QTEST_GUILESS_MAIN(TestBandCoverage)
#include "tst_bandcoverage.moc"
