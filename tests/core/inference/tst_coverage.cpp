// Nominal 95 % intervals must hold the truth in 95 % of simulated studies, and tests at 5 % must be wrong in
// 5 %.
#include "core/base/random.h"
#include "core/inference/drawninterval.h"
#include "core/inference/permutationtest.h"
#include "core/stats/bootstrap.h"

#include <QTest>

#include <algorithm>

using namespace learnscope;

namespace {
constexpr int studies = 1000;
constexpr int testedStudies = 4000; // 4 to 6 % are then three standard errors
constexpr int trials = 51;

/// Right answers of runs whose rates differ: uniform between @p low and @p high, then binomial. True mean:
/// (low + high) / 2.
RatioColumn study(Random& random, std::size_t runs, double low, double high)
{
    RatioColumn column;
    for (std::size_t run = 0; run < runs; ++run) {
        const double rate = low + (high - low) * random.uniform();
        double correct = 0;
        for (int trial = 0; trial < trials; ++trial)
            correct += random.uniform() < rate;
        column.numerator.push_back(correct);
        column.denominator.push_back(trials);
    }
    return column;
}

DrawnStatistic drawn(const RatioColumn& column, std::uint64_t seed)
{
    DrawnStatistic statistic;
    statistic.estimate = column.value();
    statistic.draws = bootstrapRatios(std::span(&column, 1), {1000, seed, 1}).value().front();
    double sum = 0;
    for (const double value : column.numerator)
        sum += value;
    std::vector<double>& without = statistic.withoutOne.emplace_back();
    for (const double value : column.numerator)
        without.push_back((sum - value) / (trials * (static_cast<double>(column.numerator.size()) - 1)));
    return statistic;
}

void difference(std::span<const double> first, std::span<const double> second, std::span<double> into)
{
    for (std::size_t index = 0; index < into.size(); ++index)
        into[index] = first[index] - second[index];
}

} // namespace

class TestCoverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofIntervals_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<int>("runs");
        QTest::addColumn<double>("lowest");
        QTest::addColumn<double>("highest");
        const auto row = [](IntervalMethod method, int runs, double lowest, double highest) {
            QTest::newRow(QByteArray(toString(method).data()) + ", " + QByteArray::number(runs))
                << static_cast<int>(method) << runs << lowest << highest;
        };
        row(IntervalMethod::Expanded, 20, .93, .97);
        row(IntervalMethod::Expanded, 7, .93, .97);
        row(IntervalMethod::Percentile, 20, .91, .97);
        row(IntervalMethod::Bca, 20, .91, .97);
        row(IntervalMethod::Percentile, 7, .80, .92);
        row(IntervalMethod::Bca, 7, .80, .92);
    }

    void ofIntervals()
    {
        QFETCH(int, method);
        QFETCH(int, runs);
        QFETCH(double, lowest);
        QFETCH(double, highest);
        int held = 0;
        for (int number = 0; number < studies; ++number) {
            Random random(20240903, static_cast<std::uint64_t>(number));
            const RatioColumn column = study(random, static_cast<std::size_t>(runs), .3, .9);
            const auto interval = drawnInterval(drawn(column, static_cast<std::uint64_t>(number) + 1),
                                                static_cast<IntervalMethod>(method));
            held += interval && interval->low <= .6 && interval->high >= .6;
        }
        const double share = static_cast<double>(held) / studies;
        qInfo("coverage %.3f", share);
        QVERIFY2(share >= lowest && share <= highest, qPrintable(QString::number(share)));
    }

    void ofPermutationTests_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("labels, exact") << 0;
        QTest::newRow("labels, random") << 1;
        QTest::newRow("signs") << 2;
        QTest::newRow("maximum over six epochs") << 3;
    }

    void ofPermutationTests()
    {
        QFETCH(int, kind);
        int wrong = 0;
        for (int number = 0; number < testedStudies; ++number) {
            Random random(77, static_cast<std::uint64_t>(number));
            double p = 1;
            if (kind == 2) { // deviations from the true mean
                RatioColumn column = study(random, 14, .3, .9);
                for (double& value : column.numerator)
                    value -= .6 * trials;
                p = signFlipTest(std::span(&column, 1), {999, std::uint64_t(number), 1})
                        .value()
                        .probability(0, Alternative::TwoSided);
            } else {
                const std::size_t epochs = kind == 3 ? 6 : 1;
                std::vector<RatioColumn> first;
                std::vector<RatioColumn> second;
                for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
                    first.push_back(study(random, kind == 0 ? 6 : 7, .3, .9));
                    second.push_back(study(random, kind == 0 ? 6 : 20, .3, .9));
                }
                const auto null = labelTest(first, second, epochs, difference,
                                            {kind == 0 ? 1000 : 399, std::uint64_t(number), 1})
                                      .value();
                QCOMPARE(null.exact, kind == 0);
                p = kind == 3 ? 1 : null.probability(0, Alternative::TwoSided);
                if (kind == 3)
                    for (const double value : null.maximumProbabilities(Alternative::TwoSided))
                        p = std::min(p, value);
            }
            wrong += p <= .05;
        }
        const double share = static_cast<double>(wrong) / testedStudies;
        qInfo("false positives %.3f", share);
        QVERIFY2(share >= .04 && share <= .06, qPrintable(QString::number(share)));
    }

    void testsFindWhatIsThere()
    {
        int found = 0;
        for (int number = 0; number < 200; ++number) {
            Random random(78, static_cast<std::uint64_t>(number));
            const RatioColumn first = study(random, 10, .6, .9);
            const RatioColumn second = study(random, 10, .3, .6);
            found += labelTest(std::span(&first, 1), std::span(&second, 1), 1, difference, {499, 1, 1})
                         .value()
                         .probability(0, Alternative::TwoSided)
                <= .05;
        }
        QVERIFY(found > 190);
    }
};

QTEST_GUILESS_MAIN(TestCoverage)
#include "tst_coverage.moc"
