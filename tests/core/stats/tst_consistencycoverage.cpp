#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/stats/answercomparison.h"
#include "core/stats/errorconsistency.h"
#include "tests/core/stats/trialbuilder.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <string>
#include <vector>

using namespace learnscope;

namespace {
constexpr int simulations = 1000;

/// Two observers whose answers to an image depend on each other.
struct Population
{
    double bothRight = 0;
    double firstRight = 0; ///< and the second wrong
    double secondRight = 0;

    double kappa() const
    {
        const double p = bothRight + firstRight;
        const double q = bothRight + secondRight;
        const double expected = p * q + (1 - p) * (1 - q);
        return (1 - firstRight - secondRight - expected) / (1 - expected);
    }
};

/// A pair of runs that see @p images images of the population.
std::pair<AnswerSheets, AnswerSheets> drawPair(const Population& population, int images, Random& random)
{
    TrialBuilder builder;
    for (int image = 0; image < images; ++image) {
        const double value = random.uniform();
        const bool both = value < population.bothRight;
        const bool first = both || value < population.bothRight + population.firstRight;
        const bool second =
            both || (!first && value < population.bothRight + population.firstRight + population.secondRight);
        const std::string name = std::to_string(image);
        builder.row(1, 1, Phase::Test, name, "p", first ? "p" : "q");
        builder.row(2, 1, Phase::Test, name, "p", second ? "p" : "q");
    }
    const auto table = builder.table();
    return {AnswerSheets(*table, std::vector {1}), AnswerSheets(*table, std::vector {2})};
}

/// Images are of a few kinds and runs of two, and a run is right on an image with odds of the kinds of both.
struct Crossed
{
    static constexpr std::size_t imageKinds = 3;
    using Odds = std::array<double, imageKinds>;
    std::array<Odds, 2> runKinds; ///< as frequent as each other

    double meanKappa(const Crossed& other) const
    {
        double sum = 0;
        for (const Odds& one : runKinds)
            for (const Odds& two : other.runKinds) {
                Population population;
                for (std::size_t kind = 0; kind < imageKinds; ++kind) {
                    population.bothRight += one[kind] * two[kind] / imageKinds;
                    population.firstRight += one[kind] * (1 - two[kind]) / imageKinds;
                    population.secondRight += (1 - one[kind]) * two[kind] / imageKinds;
                }
                sum += population.kappa() / 4;
            }
        return sum;
    }

    /// The answers of @p runs runs to images of these kinds.
    AnswerSheets draw(int runs, const std::vector<std::size_t>& images, Random& random) const
    {
        TrialBuilder builder;
        std::vector<std::int32_t> numbers;
        for (int run = 1; run <= runs; ++run) {
            numbers.push_back(run);
            const Odds& odds = runKinds[random.below(2)];
            for (std::size_t image = 0; image < images.size(); ++image)
                builder.row(run, 1, Phase::Test, std::to_string(image), "p",
                            random.uniform() < odds[images[image]] ? "p" : "q");
        }
        return AnswerSheets(*builder.table(), numbers);
    }
};

std::vector<std::size_t> drawImages(int images, Random& random)
{
    std::vector<std::size_t> kinds;
    for (int image = 0; image < images; ++image)
        kinds.push_back(random.below(Crossed::imageKinds));
    return kinds;
}

/// The share of intervals, in percent, that hold @p truth; @p compare(random, seed) gives a data set's.
template<typename Compare>
double coverageOf(double truth, const Compare& compare)
{
    std::atomic<int> held = 0;
    parallelFor(simulations, 0, [&](std::size_t simulation) {
        Random random(20, simulation);
        const auto interval = compare(random, simulation);
        held += interval && interval->low <= truth && truth <= interval->high;
    });
    return 100. * held / simulations;
}
} // namespace

/// How often the intervals hold the true value.
class TestConsistencyCoverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofOnePair_data()
    {
        QTest::addColumn<double>("bothRight");
        QTest::addColumn<double>("firstRight");
        QTest::addColumn<double>("secondRight");
        QTest::addColumn<int>("images");
        QTest::newRow("one epoch") << .5 << .2 << .15 << 51;
        QTest::newRow("kappa 0") << .42 << .28 << .18 << 51;
        QTest::newRow("high") << .6 << .05 << .1 << 51;
        QTest::newRow("all epochs") << .5 << .2 << .15 << 306;
    }

    void ofOnePair()
    {
        QFETCH(double, bothRight);
        QFETCH(double, firstRight);
        QFETCH(double, secondRight);
        QFETCH(int, images);
        const Population population {bothRight, firstRight, secondRight};
        const double coverage = coverageOf(population.kappa(), [&](Random& random, std::uint64_t seed) {
            const auto [first, second] = drawPair(population, images, random);
            return compareAnswers(first, &second, {1000, seed, 1})->points.at(0).kappaInterval;
        });
        qInfo("%.1f %%", coverage);
        QVERIFY2(coverage >= 93 && coverage <= 97, qPrintable(QString::number(coverage)));
    }

    void ofMeansOverPairs_data()
    {
        QTest::addColumn<int>("runs");
        QTest::addColumn<int>("otherRuns"); // 0: among themselves
        QTest::addColumn<bool>("runsDiffer");
        QTest::newRow("people and a network's runs") << 7 << 20 << true;
        QTest::newRow("people among themselves") << 12 << 0 << true;
        QTest::newRow("runs that are alike") << 7 << 20 << false;
    }

    void ofMeansOverPairs()
    {
        QFETCH(int, runs);
        QFETCH(int, otherRuns);
        QFETCH(bool, runsDiffer);
        const Crossed people {{{{.95, .7, .4}, {.85, runsDiffer ? .9 : .7, runsDiffer ? .25 : .4}}}};
        const Crossed networks {{{{.9, .6, .35}, {.8, runsDiffer ? .75 : .6, .3}}}};
        const double truth = people.meanKappa(otherRuns > 0 ? networks : people);
        const double coverage = coverageOf(truth, [&](Random& random, std::uint64_t seed) {
            const auto images = drawImages(51, random);
            const AnswerSheets first = people.draw(runs, images, random);
            const AnswerSheets second = networks.draw(std::max(1, otherRuns), images, random);
            return compareAnswers(first, otherRuns > 0 ? &second : nullptr, {1000, seed, 1})
                ->points.at(0)
                .kappaInterval;
        });
        qInfo("%.1f %%", coverage);
        QVERIFY2(coverage >= 93 && coverage <= 97, qPrintable(QString::number(coverage)));
    }
};

QTEST_GUILESS_MAIN(TestConsistencyCoverage)
#include "tst_consistencycoverage.moc"
