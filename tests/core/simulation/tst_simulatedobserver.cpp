#include "core/simulation/simulatedobserver.h"
#include "core/simulation/simulatedtrials.h"
#include "core/stats/curves.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>
#include <set>

using namespace learnscope;

namespace {
constexpr double chance = 1. / 3;

double curve(double rate, double offset, double asymptote, int epoch)
{
    return chance + (asymptote - chance) * (1 - std::exp(-rate * (epoch - 1 + offset)));
}

struct Fit
{
    double rate = 0;
    double error = 0; ///< standard error
};

/// The rate of a mean learning curve by weighted least squares (Gauss-Newton), where offset and asymptote are
/// known. The variance of a mean of n trials is at most p (1 - p) / n.
Fit fitRate(const std::vector<CurvePoint>& points, double offset, double asymptote)
{
    double rate = .5;
    double information = 0;
    for (int step = 0; step < 100; ++step) {
        double gradient = 0;
        information = 0;
        for (const CurvePoint& point : points) {
            const double at = curve(rate, offset, asymptote, point.epoch);
            const double time = point.epoch - 1 + offset;
            const double slope = (asymptote - chance) * time * std::exp(-rate * time);
            const double weight = double(point.trials) / (at * (1 - at));
            gradient += weight * slope * (point.mean - at);
            information += weight * slope * slope;
        }
        rate = std::max(.01, rate + gradient / information);
    }
    return {rate, 1 / std::sqrt(information)};
}

StimulusDesign publishedDesign()
{
    return *designStimuli({});
}

SimulatedObserver observerWith(double rate, double offset, double asymptote, double testRate)
{
    SimulatedObserver observer;
    observer.runs = 60;
    observer.train = {rate, offset, asymptote};
    observer.test = {testRate, offset, asymptote};
    return observer;
}

ObserverCurves curvesOf(const SimulatedObserver& simulated, std::uint64_t seed, CurveOptions options = {})
{
    Observer observer;
    observer.name = simulated.name;
    observer.kind = simulated.kind;
    observer.trials =
        std::make_shared<const TrialTable>(*simulateObserver(simulated, publishedDesign(), seed));
    options.bootstrapDraws = 0;
    return *computeCurves(observer, {}, options);
}

/// Whether a share of @p count trials lies within four standard errors of what it should be.
bool isNear(double share, double expected, double count)
{
    return std::abs(share - expected) <= 4 * std::sqrt(expected * (1 - expected) / count);
}
} // namespace

class TestSimulatedObserver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackTheRatesThatWerePutIn_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("offset");
        QTest::addColumn<double>("asymptote");
        QTest::addColumn<double>("testRate");
        QTest::addColumn<double>("turnCost");
        QTest::addColumn<double>("objectSpread");
        const auto row = [](const char* name, double rate, double offset, double asymptote, double testRate,
                            double turnCost, double objectSpread) {
            QTest::newRow(name) << rate << offset << asymptote << testRate << turnCost << objectSpread;
        };
        row("fast", 1.5, .2, .92, .3, 0., 0.);
        row("slow", .25, .3, .95, .25, 0., 0.);
        row("views that differ", .45, .1, .9, .3, .15, 0.);
        row("objects that differ", .45, .1, .9, .3, .15, .2);
        row("up to no errors", .8, .05, 1., .5, .2, .3);
    }

    void givesBackTheRatesThatWerePutIn()
    {
        QFETCH(double, rate);
        QFETCH(double, offset);
        QFETCH(double, asymptote);
        QFETCH(double, testRate);
        QFETCH(double, turnCost);
        QFETCH(double, objectSpread);
        SimulatedObserver simulated = observerWith(rate, offset, asymptote, testRate);
        simulated.turnCost = turnCost;
        simulated.objectSpread = objectSpread;
        for (const std::uint64_t seed : {1u, 2u, 3u}) {
            const ObserverCurves curves = curvesOf(simulated, seed);
            QCOMPARE(int(curves.train.size()), 6);
            QCOMPARE(int(curves.test.size()), 6);
            for (int epoch = 1; epoch <= 6; ++epoch) {
                const CurvePoint& train = curves.train[std::size_t(epoch - 1)];
                const CurvePoint& test = curves.test[std::size_t(epoch - 1)];
                QCOMPARE(train.trials, std::uint64_t(60 * 36));
                QCOMPARE(test.trials, std::uint64_t(60 * 51));
                QVERIFY(isNear(train.mean, curve(rate, offset, asymptote, epoch), 60 * 36));
                QVERIFY(isNear(test.mean, curve(testRate, offset, asymptote, epoch), 60 * 51));
            }
            for (const auto& [points, truth] :
                 {std::pair(curves.train, rate), std::pair(curves.test, testRate)}) {
                const Fit fit = fitRate(points, offset, asymptote);
                QVERIFY2(std::abs(fit.rate - truth) < 3.5 * fit.error,
                         qPrintable(QStringLiteral("%1 +- %2").arg(fit.rate).arg(fit.error)));
                QVERIFY(fit.error < .06 * truth); // enough trials for this test to tell rates apart
            }
        }
    }

    void givesBackTheLagThatWasPutIn()
    {
        const SimulatedObserver simulated = observerWith(.9, .3, .95, .3);
        const ObserverCurves curves = curvesOf(simulated, 4, {.lagRule = LagRule::CommonWindow});
        QVERIFY(curves.lag.value && curves.lag.first && curves.lag.last);
        double expected = 0;
        double variance = 0;
        const int count = *curves.lag.last - *curves.lag.first + 1;
        for (int epoch = *curves.lag.first; epoch <= *curves.lag.last; ++epoch) {
            const double train = curve(.9, .3, .95, epoch);
            const double test = curve(.3, .3, .95, epoch);
            expected += (train - test) / count;
            variance += (train * (1 - train) / (60 * 36) + test * (1 - test) / (60 * 51)) / (count * count);
        }
        QVERIFY(expected > .1);
        QVERIFY(std::abs(*curves.lag.value - expected) < 4 * std::sqrt(variance));
    }

    /// The mean over runs whose rates differ is the mean of their curves, here by Simpson's rule over the
    /// normal distribution of the logarithm.
    void letsRunsDifferInRate()
    {
        SimulatedObserver simulated = observerWith(.4, .2, .95, .4);
        simulated.runs = 400;
        simulated.rateSpread = .6;
        const ObserverCurves curves = curvesOf(simulated, 1);
        for (int epoch = 1; epoch <= 6; ++epoch) {
            double mean = 0;
            double square = 0;
            constexpr int steps = 2000;
            for (int step = 0; step <= steps; ++step) {
                const double z = -8 + 16. * step / steps;
                const double weight = (step == 0 || step == steps ? 1
                                           : step % 2             ? 4
                                                                  : 2)
                    * (16. / steps / 3) * std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.));
                const double at = curve(.4 * std::exp(.6 * z), .2, .95, epoch);
                mean += weight * at;
                square += weight * at * at;
            }
            const double error = std::sqrt((square - mean * mean + mean * (1 - mean) / 36) / 400);
            const CurvePoint& point = curves.train[std::size_t(epoch - 1)];
            QVERIFY(std::abs(point.mean - mean) < 4 * error);
            QVERIFY(epoch < 2
                    || point.sd > 1.2 * std::sqrt(mean * (1 - mean) / 36)); // more than chance alone
        }
    }

    void losesWhatTurnsAndNoveltyCostAndKeepsTheMean()
    {
        SimulatedObserver simulated = observerWith(.5, .2, .9, .5);
        simulated.runs = 200;
        simulated.turnCost = .2;
        simulated.noveltyCost = .15;
        const StimulusDesign design = publishedDesign();
        const auto table = simulateObserver(simulated, design, 1);
        QVERIFY(table);
        std::map<std::string, const PlannedStimulus*> byName;
        for (const PlannedStimulus& stimulus : design.stimuli)
            byName[stimulus.fileName] = &stimulus;
        struct Count
        {
            double correct = 0;
            double trials = 0;
        };
        std::map<std::tuple<int, bool, int>, Count> counts; // epoch, trained, degrees
        for (std::size_t row = 0; row < table->size(); ++row) {
            if (table->phases()[row] != Phase::Test)
                continue;
            const PlannedStimulus& stimulus = *byName.at(table->imageOf(row));
            Count& count = counts[{table->epochs()[row], stimulus.trained, std::abs(stimulus.name.angle)}];
            count.correct += table->isCorrect(row);
            ++count.trials;
        }
        // Per set and category: 4 + 4 views of a trained object, 1 + 4 + 4 of a novel one.
        const double meanEase = (4 * .8 + 4 * .64 + .85 * (1 + 4 * .8 + 4 * .64)) / 17;
        QCOMPARE(int(counts.size()), 6 * 5);
        for (const auto& [group, count] : counts) {
            const auto [epoch, trained, degrees] = group;
            const double ease = std::pow(.8, degrees / 30) * (trained ? 1 : .85);
            const double expected = chance + (curve(.5, .2, .9, epoch) - chance) * ease / meanEase;
            QVERIFY(expected < 1);
            QVERIFY2(isNear(count.correct / count.trials, expected, count.trials),
                     qPrintable(QStringLiteral("epoch %1, %2 degrees: %3, expected %4")
                                    .arg(epoch)
                                    .arg(degrees)
                                    .arg(count.correct / count.trials)
                                    .arg(expected)));
        }
    }

    void confusesAsSaid()
    {
        SimulatedObserver simulated = observerWith(.1, .1, .9, .1);
        simulated.runs = 100;
        simulated.confusion = {{9, 3, 1}, {1, 9, 1}, {0, 5, 9}};
        const auto table = simulateObserver(simulated, publishedDesign(), 1);
        QVERIFY(table);
        std::map<std::pair<std::string, std::string>, double> wrong;
        std::map<std::string, double> all;
        for (std::size_t row = 0; row < table->size(); ++row)
            if (!table->isCorrect(row)) {
                const std::string& truth = table->labelNames()[table->truths()[row]];
                ++wrong[{truth, table->labelNames()[table->predictions()[row]]}];
                ++all[truth];
            }
        QVERIFY(isNear(wrong[std::pair("a", "b")] / all["a"], .75, all["a"]));
        QVERIFY(isNear(wrong[std::pair("b", "a")] / all["b"], .5, all["b"]));
        QCOMPARE((wrong[std::pair("c", "a")]), 0.);
        QCOMPARE((wrong[std::pair("c", "b")]), all["c"]);
        QVERIFY(all["a"] > 1000);
    }

    void showsTheStudysTrialsInItsOrder()
    {
        SimulatedObserver people = *findSimulatedObserver("humans");
        const StimulusDesign design = publishedDesign();
        std::map<std::string, const PlannedStimulus*> byName;
        for (const PlannedStimulus& stimulus : design.stimuli)
            byName[stimulus.fileName] = &stimulus;
        const auto table = simulateObserver(people, design, 1);
        QVERIFY(table);
        QCOMPARE(table->size(), std::size_t(12 * 6 * 87));
        std::map<std::pair<int, int>, std::vector<std::string>> train;
        std::map<std::pair<int, int>, std::vector<std::string>> test;
        for (std::size_t row = 0; row < table->size(); ++row) {
            const std::string& name = table->imageOf(row);
            const PlannedStimulus& stimulus = *byName.at(name);
            QVERIFY(stimulus.phase == table->phases()[row]);
            QCOMPARE(table->labelNames()[table->truths()[row]], stimulus.name.category);
            const std::pair<int, int> block {table->runs()[row], table->epochs()[row]};
            (stimulus.phase == Phase::Train ? train : test)[block].push_back(name);
            if (stimulus.phase == Phase::Test) {
                const bool later = block.first == 1 || block.first == 7;
                QCOMPARE(stimulus.testSet, later ? (block.second + 2) % 6 + 1 : block.second);
            }
        }
        std::set<std::vector<std::string>> orders;
        for (const auto* blocks : {&train, &test})
            for (const auto& [block, names] : *blocks) {
                QCOMPARE(names.size(), blocks == &train ? std::size_t(36) : std::size_t(51));
                QCOMPARE(std::set<std::string>(names.begin(), names.end()).size(), names.size());
                orders.insert(names);
            }
        QCOMPARE(orders.size(), std::size_t(2 * 12 * 6)); // each block in an order of its own
    }

    void showsNetworksTheTestPicturesSorted()
    {
        const auto table = simulateObserver(observerWith(.5, .2, .9, .5), publishedDesign(), 1);
        QVERIFY(table);
        for (std::size_t row = 1; row < table->size(); ++row)
            if (table->phases()[row] == Phase::Test && table->phases()[row - 1] == Phase::Test)
                QVERIFY(table->imageOf(row - 1) < table->imageOf(row));
    }

    void findsMostOfTheSimulatedLearnersAndHardlyAnyOther()
    {
        const SimulatedObserver people = *findSimulatedObserver("humans");
        std::set<int> flat;
        for (const SimulatedObserver::FlatRun& run : people.flatRuns)
            flat.insert(run.run);
        QCOMPARE(int(flat.size()), 5);
        int found = 0;
        int wronglyFound = 0;
        constexpr int studies = 40;
        for (std::uint64_t seed = 1; seed <= studies; ++seed) {
            const auto table = simulateObserver(people, publishedDesign(), seed);
            for (const std::int32_t run : learners(accuracyPerRun(*table)))
                ++(flat.contains(run) ? wronglyFound : found);
        }
        QVERIFY2(found >= .8 * 7 * studies, qPrintable(QString::number(found)));
        // The rule sets one epoch's 36 trials against the interval for 216: a flat run leaves it by chance in
        // about one epoch of five on either side, in first and last together in one study of twenty-five.
        QVERIFY2(wronglyFound <= .08 * 5 * studies, qPrintable(QString::number(wronglyFound)));
    }

    void givesEachRunItsOwnRandomNumbers()
    {
        const StimulusDesign design = publishedDesign();
        SimulatedObserver few = observerWith(.5, .2, .9, .5);
        few.runs = 3;
        SimulatedObserver many = few;
        many.runs = 6;
        const auto fewTrials = simulateObserver(few, design, 1);
        const auto manyTrials = simulateObserver(many, design, 1);
        for (std::size_t row = 0; row < fewTrials->size(); ++row) {
            QCOMPARE(fewTrials->imageOf(row), manyTrials->imageOf(row));
            QCOMPARE(fewTrials->predictions()[row], manyTrials->predictions()[row]);
        }
        const auto answers = [&](const SimulatedObserver& observer, std::uint64_t seed) {
            const auto table = simulateObserver(observer, design, seed);
            return std::vector<std::uint16_t>(table->predictions().begin(), table->predictions().end());
        };
        SimulatedObserver renamed = few;
        renamed.name = "other";
        QVERIFY(answers(few, 1) == answers(few, 1));
        QVERIFY(answers(few, 1) != answers(few, 2));
        QVERIFY(answers(few, 1) != answers(renamed, 1));
    }

    void refusesParametersOutOfRange_data()
    {
        QTest::addColumn<SimulatedObserver>("observer");
        const auto row = [](const char* name, auto change) {
            SimulatedObserver observer;
            change(observer);
            QTest::newRow(name) << observer;
        };
        row("no runs", [](auto& o) { o.runs = 0; });
        row("no epochs", [](auto& o) { o.epochs = 0; });
        row("negative rate", [](auto& o) { o.train.rate = -.1; });
        row("rate that is no number", [](auto& o) { o.test.rate = std::nan(""); });
        row("negative offset", [](auto& o) { o.test.offset = -.1; });
        row("asymptote above 1", [](auto& o) { o.train.asymptote = 1.01; });
        row("asymptote below chance", [](auto& o) { o.test.asymptote = .3; });
        row("turns that cost all", [](auto& o) { o.turnCost = 1; });
        row("novelty that helps", [](auto& o) { o.noveltyCost = -.1; });
        row("negative spread", [](auto& o) { o.rateSpread = -1; });
        row("flat run above 1", [](auto& o) { o.flatRuns = {{1, 1.5}}; });
        row("confusion of another size", [](auto& o) { o.confusion = {{0, 1}, {1, 0}}; });
        row("confusion with nothing", [](auto& o) { o.confusion = {{1, 0, 0}, {1, 0, 1}, {1, 1, 0}}; });
        row("negative confusion", [](auto& o) { o.confusion = {{0, -1, 2}, {1, 0, 1}, {1, 1, 0}}; });
    }

    void refusesParametersOutOfRange()
    {
        QFETCH(SimulatedObserver, observer);
        const auto table = simulateObserver(observer, publishedDesign(), 1);
        QVERIFY(!table);
        QCOMPARE(table.error().kind, Error::Kind::Usage);
        QVERIFY(!table.error().message.empty());
    }

    void simulatesEveryPresetForAnyNumberOfCategories()
    {
        for (const int categories : {2, 3, 7}) {
            const auto design = designStimuli({.categories = categories, .objects = 2});
            for (const SimulatedObserver& observer : observersFor(*design, 2)) {
                const auto table = simulateObserver(observer, *design, 1);
                QVERIFY2(table, table ? "" : table.error().toString().c_str());
                QCOMPARE(int(table->classes().size()), categories);
            }
        }
        QVERIFY(findSimulatedObserver("humans")->confusion.size() == 3);
        QVERIFY(!findSimulatedObserver("nobody"));
    }
};

QTEST_GUILESS_MAIN(TestSimulatedObserver)
#include "tst_simulatedobserver.moc"
