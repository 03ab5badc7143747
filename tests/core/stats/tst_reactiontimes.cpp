#include "core/data/extravalues.h"
#include "core/io/trialreader.h"
#include "core/stats/reactiontimes.h"
#include "tests/support/shareddata.h"

#include <nlohmann/json.hpp>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace learnscope;

namespace {
const nlohmann::json& reference()
{
    static const nlohmann::json read = [] {
        std::ifstream input(sourceFolder() / "tests/fixtures/reactiontime_reference.json");
        return nlohmann::json::parse(input);
    }();
    return read;
}

TrialTable tableOf(const std::string& text, const std::vector<std::string>& mapping = {})
{
    return parseTrials(text, "t.csv", {.threads = 1, .mapping = parseTrialMapping(mapping).value()}).value();
}

/// A table of single trials with times as they are written; right where the time's text begins with 1.
TrialTable withTimes(const std::vector<std::string>& times, const std::string& column = "rt",
                     const std::vector<std::string>& mapping = {})
{
    std::string text = "run,epoch,phase,image_name,ground_truth,prediction," + column + '\n';
    for (const std::string& time : times)
        text += "1,1,test,a,p," + std::string(time.starts_with('1') ? "p" : "q") + ',' + time + '\n';
    return tableOf(text, mapping);
}

ReactionTimes timesOf(const TrialTable& table)
{
    const auto runs = table.distinctRuns();
    return reactionTimes(table, trialBlocks(table, runs), runs.size());
}

bool isClose(double one, double other)
{
    return std::abs(one - other) <= 1e-12 * std::max(1., std::abs(other));
}
} // namespace

class TestReactionTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithNumpy()
    {
        std::string text = "run,epoch,phase,image_name,ground_truth,prediction,rt\n";
        for (const auto& row : reference()["rows"])
            text += row[0].dump() + ',' + row[1].dump() + ",test,a,p," + (row[2] == 1 ? "p" : "q") + ','
                + row[3].dump() + '\n';
        const ReactionTimes times = timesOf(tableOf(text));
        QVERIFY(times.source);
        QCOMPARE(times.source->seconds, .001);
        QCOMPARE(times.trials, std::uint64_t(reference()["rows"].size()));
        QCOMPARE(times.cells.size(), reference()["cells"].size());
        for (std::size_t place = 0; place < times.cells.size(); ++place) {
            const ReactionTimeCell& cell = times.cells[place];
            const auto& expected = reference()["cells"][place];
            QCOMPARE(cell.epoch.value_or(0), expected["epoch"].get<int>());
            QCOMPARE(cell.correct, expected["correct"].get<bool>());
            QCOMPARE(cell.trials, expected["trials"].get<std::uint64_t>());
            QCOMPARE(cell.runs, expected["runs"].get<std::uint32_t>());
            QVERIFY(isClose(cell.share, expected["share"]));
            QVERIFY(isClose(1000 * cell.mean, expected["mean"]));
            for (std::size_t quantile = 0; quantile < timeProbabilities.size(); ++quantile) {
                QVERIFY(isClose(1000 * cell.quantiles[quantile], expected["quantiles"][quantile]));
                QVERIFY(isClose(1000 * cell.vincentiles[quantile], expected["vincentiles"][quantile]));
            }
        }
        QCOMPARE(times.speed.size(), reference()["speed"].size());
        for (std::size_t place = 0; place < times.speed.size(); ++place) {
            const auto& expected = reference()["speed"][place];
            QVERIFY(isClose(1000 * times.speed[place].meanTime, expected["mean"]));
            QCOMPARE(times.speed[place].answers.trials(), expected["trials"].get<std::uint64_t>());
            QCOMPARE(times.speed[place].answers.counted(), expected["correct"].get<std::uint64_t>());
        }
    }

    void knowsTheUnit_data()
    {
        QTest::addColumn<QByteArray>("column");
        QTest::addColumn<QByteArray>("time");
        QTest::addColumn<std::vector<std::string>>("mapping");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QByteArray>("from");
        using Texts = std::vector<std::string>;
        QTest::newRow("seconds by value") << QByteArray("rt") << QByteArray("1.5") << Texts {} << 1.5
                                          << QByteArray("rt, in s as its values tell");
        QTest::newRow("milliseconds by value") << QByteArray("rt") << QByteArray("1500") << Texts {} << 1.5
                                               << QByteArray("rt, in ms as its values tell");
        QTest::newRow("by name") << QByteArray("RT (ms)") << QByteArray("15") << Texts {} << .015
                                 << QByteArray("RT (ms), in ms by its name");
        QTest::newRow("stated") << QByteArray("rt_ms") << QByteArray("15") << Texts {"rt-unit=s"} << 15.
                                << QByteArray("rt_ms, in s as stated");
        QTest::newRow("stated column")
            << QByteArray("when") << QByteArray("1500") << Texts {"rt=when", "rt-unit=ms"} << 1.5
            << QByteArray("when, in ms as stated");
    }

    void knowsTheUnit()
    {
        QFETCH(QByteArray, column);
        QFETCH(QByteArray, time);
        QFETCH(std::vector<std::string>, mapping);
        QFETCH(double, seconds);
        QFETCH(QByteArray, from);
        const ReactionTimes times = timesOf(withTimes({time.toStdString()}, column.toStdString(), mapping));
        QVERIFY(times.source);
        QCOMPARE(times.cells.front().mean, seconds);
        QCOMPARE(QByteArray::fromStdString(sourceText(*times.source)), from);
    }

    void countsWhatCannotBeUsed()
    {
        const ReactionTimes times = timesOf(withTimes({"1.5", "NaN", "NA", "", "-1", "0", "0.5", "inf"}));
        QVERIFY(times.source);
        QCOMPARE(times.trials, std::uint64_t(8));
        QCOMPARE(times.missing, std::uint64_t(4));
        QCOMPARE(times.notPositive, std::uint64_t(2));
        QCOMPARE(times.cells.size(), std::size_t(4)); // right and wrong, in the epoch and in all
        QCOMPARE(times.cells[0].trials, std::uint64_t(1));
        QCOMPARE(times.cells[0].share, .5);
        QCOMPARE(timeRemarks(times),
                 (std::vector<std::string> {"4 trials without a reaction time left out",
                                            "2 reaction times of zero or less left out"}));
    }

    void saysWhyThereAreNone()
    {
        QCOMPARE(timesOf(withTimes({"1"}, "condition")).reason,
                 std::string("its table has no column of reaction times"));
        QCOMPARE(timesOf(withTimes({"1.5", "slow"})).reason,
                 std::string("its column 'rt' holds texts that are no numbers"));
        const ReactionTimes none = timesOf(withTimes({"0", "NaN"}));
        QVERIFY(none.source && none.cells.empty() && none.speed.empty());
    }
};

QTEST_GUILESS_MAIN(TestReactionTimes)
#include "tst_reactiontimes.moc"
