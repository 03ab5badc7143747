#include "core/data/extravalues.h"
#include "core/io/trialreader.h"
#include "core/stats/columnaccuracy.h"
#include "tests/support/shareddata.h"

#include <nlohmann/json.hpp>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace learnscope;

using Texts = std::vector<std::string>;

namespace {
const nlohmann::json& reference()
{
    static const nlohmann::json read = [] {
        std::ifstream input(sourceFolder() / "tests/fixtures/reactiontime_reference.json");
        return nlohmann::json::parse(input);
    }();
    return read;
}

Observer observerOf(const std::string& name, const std::string& text)
{
    return makeObserver(name + ".csv", std::make_shared<const TrialTable>(parseTrials(text, name).value()));
}

/// Rows "run,epoch,phase,image,truth,prediction,extra...".
Observer rowsOf(const std::string& name, const std::string& extras, const Texts& rows)
{
    std::string text = "run,epoch,phase,image_name,ground_truth,prediction," + extras + '\n';
    for (const std::string& row : rows)
        text += row + '\n';
    return observerOf(name, text);
}

Result<ColumnAccuracy> byColumn(const std::vector<Observer>& observers, const ColumnOptions& options)
{
    std::vector<std::vector<std::int32_t>> runs;
    for (const Observer& observer : observers)
        runs.push_back(observer.trials->distinctRuns());
    std::vector<ColumnInput> inputs;
    for (std::size_t place = 0; place < observers.size(); ++place)
        inputs.push_back({&observers[place], runs[place]});
    return accuracyByColumn(inputs, options);
}

/// "test 1 blur 3/5;" for each cell.
QByteArray dump(const ColumnAccuracy& found, std::size_t observer = 0)
{
    QByteArray text;
    for (const ColumnCell& cell : found.observers[observer].cells)
        text += QByteArray(cell.phase == Phase::Test ? "test " : "train ")
            + (cell.epoch ? QByteArray::number(*cell.epoch) : QByteArray("all")) + ' '
            + QByteArray::fromStdString(found.values[cell.value].text) + ' '
            + QByteArray::number(qulonglong(cell.answers.counted())) + '/'
            + QByteArray::number(qulonglong(cell.answers.trials())) + ';';
    return text;
}
} // namespace

class TestColumnAccuracy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithScipy()
    {
        Texts rows;
        for (const auto& row : reference()["rows"])
            rows.push_back(row[0].dump() + ',' + row[1].dump() + ",test,a,p," + (row[2] == 1 ? "p" : "q")
                           + ',' + row[3].dump() + ',' + row[4].get<std::string>());
        const std::vector observers {rowsOf("people", "rt,condition", rows)};
        const auto found = byColumn(observers, {.column = "condition"});
        QVERIFY(found);
        QCOMPARE(found->available, (Texts {"rt", "condition"}));
        const auto& expected = reference()["conditions"];
        QCOMPARE(found->observers[0].cells.size(), expected.size());
        for (std::size_t place = 0; place < expected.size(); ++place) {
            const ColumnCell& cell = found->observers[0].cells[place];
            QCOMPARE(found->values[cell.value].text, expected[place]["value"].get<std::string>());
            QCOMPARE(cell.answers.trials(), expected[place]["trials"].get<std::uint64_t>());
            QCOMPARE(cell.answers.counted(), expected[place]["correct"].get<std::uint64_t>());
            QVERIFY(std::abs(cell.answers.wilson().low - expected[place]["low"].get<double>()) < 1e-12);
            QVERIFY(std::abs(cell.answers.wilson().high - expected[place]["high"].get<double>()) < 1e-12);
        }
        const auto quarters = byColumn(observers, {.column = "rt", .bins = 4});
        QVERIFY(quarters && quarters->isBinned);
        QCOMPARE(quarters->values.size(), std::size_t(4));
        for (std::size_t place = 0; place < 4; ++place) {
            const auto& quarter = reference()["quarters"][place];
            QCOMPARE(quarters->values[place].numbers->low, quarter["low"].get<double>());
            QCOMPARE(quarters->values[place].numbers->high, quarter["high"].get<double>());
            QCOMPARE(quarters->observers[0].cells[place].answers.trials(),
                     quarter["trials"].get<std::uint64_t>());
            QCOMPARE(quarters->observers[0].cells[place].answers.counted(),
                     quarter["correct"].get<std::uint64_t>());
        }
    }

    void groups_data()
    {
        QTest::addColumn<Texts>("rows");
        QTest::addColumn<bool>("byEpoch");
        QTest::addColumn<int>("bins");
        QTest::addColumn<QByteArray>("cells");
        const Texts texts {"1,1,test,a,p,p,x", "1,2,test,a,p,q,x", "1,2,train,b,p,p,NA", "2,1,test,b,q,q,",
                           "2,1,test,b,q,q,Y"};
        QTest::newRow("texts, all epochs")
            << texts << false << 0
            << QByteArray("test all Y 1/1;test all x 1/2;test all (missing) 1/1;"
                          "train all (missing) 1/1;");
        QTest::newRow("texts, epochs")
            << texts << true << 0
            << QByteArray(
                   "test 1 Y 1/1;test 1 x 1/1;test 1 (missing) 1/1;test 2 x 0/1;train 2 (missing) 1/1;");
        const Texts numbers {"1,1,test,a,p,p,10", "1,1,test,a,p,q,9", "1,1,test,a,p,p,NaN",
                             "1,1,test,a,p,p,-0.5", "1,1,test,a,p,p,10"};
        QTest::newRow("numbers in their order")
            << numbers << false << 0
            << QByteArray("test all -0.5 1/1;test all 9 0/1;test all 10 2/2;test all (missing) 1/1;");
        QTest::newRow("numbers in bins")
            << numbers << false << 2
            << QByteArray("test all -0.5 to 9 1/2;test all 10 2/2;test all (missing) 1/1;");
        QTest::newRow("more bins than numbers")
            << numbers << false << 7
            << QByteArray("test all -0.5 1/1;test all 9 0/1;test all 10 2/2;test all (missing) 1/1;");
        QTest::newRow("nothing but gaps") << Texts {"1,1,test,a,p,p,", "1,1,test,a,p,q,"} << false << 0
                                          << QByteArray("test all (missing) 1/2;");
    }

    void groups()
    {
        QFETCH(Texts, rows);
        QFETCH(bool, byEpoch);
        QFETCH(int, bins);
        QFETCH(QByteArray, cells);
        const auto found =
            byColumn({rowsOf("people", "c", rows)}, {.column = "c", .bins = bins, .byEpoch = byEpoch});
        QVERIFY(found);
        QCOMPARE(dump(*found), cells);
    }

    void binsWhatHasManyNumbers()
    {
        Texts rows;
        for (int row = 0; row < 100; ++row)
            rows.push_back("1,1,test,a,p,p," + std::to_string(row));
        const auto found = byColumn({rowsOf("people", "c", rows)}, {.column = "c"});
        QVERIFY(found && found->isBinned);
        QCOMPARE(found->values.size(), std::size_t(ColumnOptions::usualBins));
        QCOMPARE(found->values[1].text, std::string("10 to 19"));
        for (const ColumnCell& cell : found->observers[0].cells)
            QCOMPARE(cell.answers.trials(), std::uint64_t(10));
    }

    void throwsRareTextsTogether()
    {
        Texts rows {"1,1,test,a,p,p,often", "1,1,test,a,p,p,often"};
        for (std::size_t row = 0; row < ColumnOptions::mostTexts + 3; ++row)
            rows.push_back("1,1,test,a,p,p,t" + std::to_string(row));
        const auto found = byColumn({rowsOf("people", "c", rows)}, {.column = "c"});
        QVERIFY(found);
        QCOMPARE(found->values.size(), ColumnOptions::mostTexts + 1);
        QCOMPARE(int(found->values.back().kind), int(ColumnValue::Kind::Others));
        QCOMPARE(found->observers[0].cells.back().answers.trials(), std::uint64_t(4));
        std::uint64_t all = 0;
        for (const ColumnCell& cell : found->observers[0].cells)
            all += cell.answers.trials();
        QCOMPARE(all, std::uint64_t(rows.size()));
    }

    void knowsWhatTellsAValue()
    {
        const Observer byRun =
            rowsOf("one", "c", {"1,1,test,a,p,p,x", "1,1,test,b,p,p,x", "2,1,test,a,p,p,y"});
        const Observer byImage =
            rowsOf("two", "c", {"1,1,test,a,p,p,x", "1,1,test,b,p,p,y", "2,1,test,a,p,p,x"});
        const Observer neither =
            rowsOf("three", "c", {"1,1,test,a,p,p,x", "1,1,test,a,p,p,y", "2,1,test,a,p,p,x"});
        const Observer without = rowsOf("four", "d", {"1,1,test,a,p,p,x"});
        const auto found = byColumn({byRun, byImage, neither, without}, {.column = "c"});
        QVERIFY(found);
        using Told = ObserverColumn::Told;
        QCOMPARE(int(found->observers[0].told), int(Told::ByRun));
        QCOMPARE(found->observers[0].runs, (std::vector<std::vector<std::int32_t>> {{1}, {2}}));
        QCOMPARE(int(found->observers[1].told), int(Told::ByImage));
        QCOMPARE(found->observers[1].images, (std::vector<std::vector<std::uint32_t>> {{0}, {1}}));
        QCOMPARE(int(found->observers[2].told), int(Told::ByNothing));
        QVERIFY(!found->observers[3].hasColumn && found->observers[3].cells.empty());
    }

    void choosesAColumnAndSaysWhatIsMissing()
    {
        const Observer observer = rowsOf("one", "same,two", {"1,1,test,a,p,p,x,1", "1,1,test,a,p,p,x,2"});
        QCOMPARE(byColumn({observer}, {})->column, std::string("two"));
        const auto none = byColumn({observerOf("bare",
                                               "run,epoch,phase,image_name,ground_truth,prediction\n"
                                               "1,1,test,a,p,p\n")},
                                   {});
        QVERIFY(none && none->column.empty() && none->values.empty());
        QCOMPARE(byColumn({observer}, {.column = "three"}).error().message,
                 std::string("no table has a further column 'three'; there are same, two"));
    }
};

QTEST_GUILESS_MAIN(TestColumnAccuracy)
#include "tst_columnaccuracy.moc"
