#include "core/inference/drawninterval.h"
#include "core/stats/bootstrap.h"
#include "core/stats/twofactorvariance.h"
#include "tests/core/inference/inferencereference.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace learnscope;

namespace {
double meanOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Means of one sample, or the difference of means of two, drawn as the script draws them.
DrawnStatistic statisticOf(const std::vector<std::vector<double>>& samples, int draws)
{
    DrawnStatistic statistic;
    statistic.draws.assign(static_cast<std::size_t>(draws), 0);
    for (std::size_t number = 0; number < samples.size(); ++number) {
        const std::vector<double>& sample = samples[number];
        const double sign = number == 0 ? 1 : -1;
        const RatioColumn column {sample, std::vector<double>(sample.size(), 1)};
        const auto drawn = bootstrapRatios(std::span(&column, 1), {draws, 11 + number, 1}).value().front();
        for (std::size_t draw = 0; draw < drawn.size(); ++draw)
            statistic.draws[draw] += sign * drawn[draw];
        statistic.estimate += sign * column.value();
    }
    for (std::size_t number = 0; number < samples.size(); ++number) {
        const std::vector<double>& sample = samples[number];
        const double sign = number == 0 ? 1 : -1;
        const double mean = meanOf(sample);
        const double n = static_cast<double>(sample.size());
        std::vector<double>& without = statistic.withoutOne.emplace_back();
        for (const double value : sample)
            without.push_back(statistic.estimate + sign * ((n * mean - value) / (n - 1) - mean));
    }
    return statistic;
}
} // namespace

class TestDrawnInterval : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAsScipyFindsItOnTheSameResamples_data()
    {
        QTest::addColumn<int>("place");
        const auto& cases = inferenceReference().at("intervals");
        for (std::size_t place = 0; place < cases.size(); ++place)
            QTest::newRow(cases[place].at("name").get<std::string>().c_str()) << static_cast<int>(place);
    }

    void isAsScipyFindsItOnTheSameResamples()
    {
        QFETCH(int, place);
        const auto& given = inferenceReference().at("intervals").at(static_cast<std::size_t>(place));
        const auto samples = given.at("samples").get<std::vector<std::vector<double>>>();
        const DrawnStatistic statistic = statisticOf(samples, given.at("draws").get<int>());
        for (const IntervalMethod method :
             {IntervalMethod::Percentile, IntervalMethod::Bca, IntervalMethod::Expanded}) {
            const auto interval = drawnInterval(statistic, method);
            QVERIFY(interval);
            const std::vector<double> expected = numbersOf(given.at(std::string(toString(method))));
            QVERIFY2(std::abs(interval->low - expected[0]) < 1e-9, std::string(toString(method)).c_str());
            QVERIFY2(std::abs(interval->high - expected[1]) < 1e-9, std::string(toString(method)).c_str());
        }
    }

    void drawsWithoutAValueAreCountedAndLeftOut()
    {
        DrawnStatistic statistic {2, {1, std::nan(""), 2, 3, std::nan("")}, {{2, 2.5, 1.5}}};
        QCOMPARE(statistic.undefinedDraws(), std::size_t(2));
        QCOMPARE(statistic.variance(), 1.0);
        QCOMPARE(drawnInterval(statistic, IntervalMethod::Percentile, .5), (Interval {1.5, 2.5}));
        statistic.draws.assign(5, std::nan(""));
        QVERIFY(!drawnInterval(statistic, IntervalMethod::Percentile));
        QVERIFY(!drawnInterval(statistic, IntervalMethod::Bca));
        QVERIFY(std::isnan(statistic.variance()));
    }

    void whatCannotBeBoundedHasNoBounds()
    {
        // All draws above the estimate: BCa has no bias to correct by.
        QVERIFY(!drawnInterval({0, {1, 2, 3}, {{1, 2, 3}}}, IntervalMethod::Bca));
        QVERIFY(!drawnInterval({std::nan(""), {1, 2, 3}, {{1, 2, 3}}}, IntervalMethod::Expanded));
        // What never varies is known exactly.
        const DrawnStatistic constant {.5, std::vector<double>(100, .5), {std::vector<double>(5, .5)}};
        for (const IntervalMethod method :
             {IntervalMethod::Percentile, IntervalMethod::Bca, IntervalMethod::Expanded})
            QCOMPARE(drawnInterval(constant, method), (Interval {.5, .5}));
    }

    void varianceOfTwoFactorsIsClipped_data()
    {
        QTest::addColumn<double>("people");
        QTest::addColumn<double>("images");
        QTest::addColumn<double>("both");
        QTest::addColumn<double>("expected");
        // n = 5 and 11: corrections 1.25 and 1.1
        QTest::newRow("crossed") << 4.0 << 2.0 << 7.0 << 5.0 + 2.2 - 1.375;
        QTest::newRow("not below people") << 4.0 << .1 << 6.0 << 5.0;
        QTest::newRow("not below images") << .1 << 4.0 << 6.0 << 4.4;
        QTest::newRow("not above both") << 4.0 << 2.0 << 6.0 << 6.0;
    }

    void varianceOfTwoFactorsIsClipped()
    {
        QFETCH(double, people);
        QFETCH(double, images);
        QFETCH(double, both);
        QFETCH(double, expected);
        QCOMPARE(twoFactorVariance({people, images, both}, 5, 11), expected);
    }

    void studentIsAsScipyGivesIt()
    {
        // scipy.stats.t.sf(2.5, 6) * 2 and t.ppf(.975, 6)
        QVERIFY(std::abs(studentProbability(5, 4, 6) - .04652823228416728) < 1e-12);
        QVERIFY(std::abs(studentHalfWidth(4, 6, .95) - 2 * 2.4469118511449786) < 1e-9);
        QVERIFY(std::isnan(studentProbability(1, 0, 6)));
    }
};

QTEST_GUILESS_MAIN(TestDrawnInterval)
#include "tst_drawninterval.moc"
