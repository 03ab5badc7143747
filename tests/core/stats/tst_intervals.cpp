#include "core/stats/errorconsistency.h"
#include "core/stats/intervals.h"
#include "tests/support/shareddata.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <fstream>

using namespace learnscope;
using Json = nlohmann::json;

namespace {
const Json& reference()
{
    static const Json json = [] {
        std::ifstream input(sourceFolder() / "tests/fixtures/interval_reference.json");
        return Json::parse(input);
    }();
    return json;
}

bool agree(const Interval& found, const Json& expected, double tolerance = 1e-12)
{
    return std::abs(found.low - expected[0].get<double>()) <= tolerance
        && std::abs(found.high - expected[1].get<double>()) <= tolerance;
}

void addRows(const char* table)
{
    QTest::addColumn<int>("index");
    for (std::size_t index = 0; index < reference().at(table).size(); ++index)
        QTest::addRow("%s", reference().at(table)[index].dump().substr(0, 60).c_str())
            << static_cast<int>(index);
}
} // namespace

class TestIntervals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void proportionsAreThoseOfScipy_data() { addRows("proportions"); }

    void proportionsAreThoseOfScipy()
    {
        QFETCH(int, index);
        const Json& row = reference().at("proportions")[static_cast<std::size_t>(index)];
        const auto correct = row.at("correct").get<std::uint64_t>();
        const auto trials = row.at("trials").get<std::uint64_t>();
        QVERIFY(agree(wilsonInterval(correct, trials), row.at("wilson 0.95")));
        QVERIFY(agree(wilsonInterval(correct, trials, .99), row.at("wilson 0.99")));
        QVERIFY(agree(clopperPearsonInterval(correct, trials), row.at("exact 0.95"), 1e-11));
        QVERIFY(agree(clopperPearsonInterval(correct, trials, .99), row.at("exact 0.99"), 1e-11));
    }

    /// To the four digits in which the definition gives them.
    void wilsonAsDefined()
    {
        QVERIFY(agree(wilsonInterval(18, 36), Json {.3447, .6553}, 5e-5));
        QVERIFY(agree(wilsonInterval(51, 51), Json {.9300, 1}, 5e-5));
        QVERIFY(agree(wilsonInterval(0, 36), Json {0, .0964}, 5e-5));
    }

    void binomialsAreThoseOfScipy_data() { addRows("binomials"); }

    void binomialsAreThoseOfScipy()
    {
        QFETCH(int, index);
        const Json& row = reference().at("binomials")[static_cast<std::size_t>(index)];
        QVERIFY(agree(
            binomialInterval(row.at("trials").get<std::uint64_t>(), row.at("probability").get<double>()),
            row.at("interval"), 1e-15));
    }

    void chanceBandAsDefined()
    {
        QCOMPARE(binomialInterval(36, 1 / 3.), (Interval {7 / 36., .5}));
        QCOMPARE(binomialInterval(51, 1 / 3.), (Interval {11 / 51., 24 / 51.}));
        QCOMPARE(binomialInterval(9, 1 / 3.), (Interval {0, 6 / 9.}));
        QCOMPARE(binomialInterval(36, 1), (Interval {1, 1})); // a single class
        QCOMPARE(binomialInterval(36, 0), (Interval {0, 0})); // a run that is always wrong
    }

    void errorConsistencyIsThatOfScipy_data() { addRows("pairs"); }

    void errorConsistencyIsThatOfScipy()
    {
        QFETCH(int, index);
        const Json& row = reference().at("pairs")[static_cast<std::size_t>(index)];
        const ErrorConsistency found = errorConsistency(
            {row.at("trials").get<std::uint64_t>(), row.at("correctFirst").get<std::uint64_t>(),
             row.at("correctSecond").get<std::uint64_t>(), row.at("agreements").get<std::uint64_t>()});
        QVERIFY(std::abs(found.kappa - row.at("kappa").get<double>()) < 1e-12);
        QVERIFY(agree(found.attainable, row.at("attainable")));
        QVERIFY(agree(found.chance, row.at("chance")));
        QVERIFY(std::abs(found.chanceProbability - row.at("probability").get<double>()) < 1e-12);
        QVERIFY(found.informative);
    }

    void errorConsistencyAsDefined()
    {
        const ErrorConsistency found = errorConsistency({51, 48, 42, 41});
        QVERIFY(std::abs(found.expectedAgreement - .7855) < 5e-5);
        QVERIFY(std::abs(found.observedAgreement - .8039) < 5e-5);
        QVERIFY(std::abs(found.kappa - .0860) < 5e-5);
        QVERIFY(agree(found.attainable, Json {-.0968, .4516}, 5e-5));
        QVERIFY(agree(found.chance, Json {-.0968, .2688}, 5e-5));
        const ErrorConsistency pooled = errorConsistency({306, 198, 203, 189});
        QVERIFY(agree(pooled.chance, Json {-.1063, .1106}, 5e-5));
        QVERIFY(std::abs(pooled.kappa - .154) < 5e-4);
        QVERIFY(std::abs(pooled.chanceProbability - .005) < 1e-3);
    }

    void errorConsistencyWhereOneIsAlwaysRightOrWrong_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("agreements");
        QTest::addColumn<bool>("defined");
        QTest::newRow("both always right") << 51 << 51 << 51 << false;
        QTest::newRow("both always wrong") << 0 << 0 << 51 << false;
        QTest::newRow("one always right") << 51 << 13 << 13 << true;
        QTest::newRow("one always wrong") << 13 << 0 << 38 << true;
        QTest::newRow("one right, one wrong") << 51 << 0 << 0 << true;
    }

    void errorConsistencyWhereOneIsAlwaysRightOrWrong()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        QFETCH(int, agreements);
        QFETCH(bool, defined);
        const ErrorConsistency found =
            errorConsistency({51, static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(second),
                              static_cast<std::uint64_t>(agreements)});
        QVERIFY(!found.informative);
        QCOMPARE(std::isnan(found.kappa), !defined);
        if (defined)
            QCOMPARE(found.kappa, 0.0); // exactly: it is so by algebra
    }
};

QTEST_GUILESS_MAIN(TestIntervals)
#include "tst_intervals.moc"
