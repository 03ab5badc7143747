#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/stats/answercomparison.h"
#include "core/stats/errorconsistency.h"
#include "tests/core/stats/trialbuilder.h"

#include <QTest>

#include <atomic>
#include <cmath>

using namespace learnscope;

namespace {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int simulations = 250; // each is many times as slow
#else
constexpr int simulations = 1000;
#endif

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
        std::atomic<int> held = 0;
        parallelFor(simulations, 0, [&](std::size_t simulation) {
            Random random(20, simulation);
            const auto [first, second] = drawPair(population, images, random);
            const auto compared = compareAnswers(first, &second, {2000, simulation, 1});
            const auto& interval = compared->points.at(0).kappaInterval;
            held += interval && interval->low <= population.kappa() && population.kappa() <= interval->high;
        });
        const double coverage = 100. * held / simulations;
        qInfo("%.1f %%", coverage);
        QVERIFY2(coverage >= 93 && coverage <= 97, qPrintable(QString::number(coverage)));
    }
};

QTEST_GUILESS_MAIN(TestConsistencyCoverage)
#include "tst_consistencycoverage.moc"
