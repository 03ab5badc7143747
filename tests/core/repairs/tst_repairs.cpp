#include "core/checks/trialchecks.h"
#include "core/io/trialreader.h"
#include "core/repairs/repairs.h"
#include "core/stats/curves.h"
#include "tests/support/shareddata.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace learnscope;

namespace {
Observer observerOf(const QByteArray& rows, const char* name = "net")
{
    auto table =
        parseTrials("run,epoch,phase,image_name,ground_truth,prediction,rt\n" + rows.toStdString(), "t.csv");
    if (!table)
        qFatal("%s", table.error().toString().c_str());
    return makeObserver(name, std::make_shared<const TrialTable>(std::move(*table)));
}

Observer published(const char* name)
{
    const std::string file =
        sharedFile(("data/huber2024/trials/" + std::string(name) + "_classification_data.csv").c_str())
            .string();
    return makeObserver(file, std::make_shared<const TrialTable>(readTrials(file).value()));
}

/// "LINE:run,epoch,phase,image,truth,prediction" of each row.
QByteArrayList rowsOf(const Observer& observer)
{
    const TrialTable& trials = *observer.trials;
    QByteArrayList rows;
    for (std::size_t row = 0; row < trials.size(); ++row)
        rows << QByteArray::number(qint64(trials.lineOf(row))) + ':' + QByteArray::number(trials.runs()[row])
                + ',' + QByteArray::number(trials.epochs()[row])
                + (trials.phases()[row] == Phase::Train ? ",train," : ",test,")
                + QByteArray::fromStdString(trials.imageOf(row)) + ','
                + QByteArray::fromStdString(trials.labelNames()[trials.truths()[row]]) + ','
                + QByteArray::fromStdString(trials.labelNames()[trials.predictions()[row]]);
    return rows;
}

std::vector<Repair> parsed(const QByteArrayList& texts)
{
    std::vector<Repair> repairs;
    for (const QByteArray& text : texts)
        repairs.push_back(parseRepair(text.toStdString()).value());
    return repairs;
}

QByteArray show(int run, int epoch, const char* phase, const char* images)
{
    QByteArray rows;
    for (const char* image = images; *image; ++image)
        rows += QByteArray::number(run) + ',' + QByteArray::number(epoch) + ',' + phase + ',' + *image
            + ",p,q,100\n";
    return rows;
}

CurveOptions withoutDraws()
{
    CurveOptions options;
    options.bootstrapDraws = 0;
    return options;
}

ObserverCurves curvesOf(const Observer& observer)
{
    return computeCurves(observer, accuracyPerRun(*observer.trials), {}, withoutDraws()).value();
}
} // namespace

class TestRepairs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mendsThePublishedVisionTransformer();
    void givesTheSameInEitherOrder();
    void leavesThePublishedSoundTablesAlone_data();
    void leavesThePublishedSoundTablesAlone();
    void excludesThePublishedParticipants_data();
    void excludesThePublishedParticipants();
    void repairsRows_data();
    void repairsRows();
    void keepsLinesAndExtraColumns();
    void exchangesLabels();
    void refuses_data();
    void refuses();
    void readsWhatItWrites_data();
    void readsWhatItWrites();
    void doesNotUnderstand_data();
    void doesNotUnderstand();
    void namesTheRepairOfAFinding();
    void putsRepairsInTheirUsualOrder();
    void stopsWhenCancelled();
    void droppingDuplicatesHidesNothing();
};

void TestRepairs::droppingDuplicatesHidesNothing()
{
    REQUIRE_SHARED_DATA();
    const Observer read = published("vit");
    const auto codes = [](const Observer& observer) {
        QStringList found;
        const std::vector<Finding> findings = checkTrials(observer, nullptr).value();
        for (const Finding& finding : findings)
            found << QString::fromStdString(finding.code);
        return found;
    };
    const Observer dropped = repaired(read, parsed({"duplicates"})).value();
    QVERIFY2(codes(dropped).contains(QStringLiteral("shifted-epochs")),
             qPrintable(codes(dropped).join(u' ')));
    QVERIFY(codes(dropped).contains(QStringLiteral("repeated-start")));
    const std::vector<Finding> left = checkTrials(dropped, nullptr).value();
    for (const Finding& finding : left)
        if (finding.code == "shifted-epochs")
            QVERIFY(finding.message.find("hides this") != std::string::npos && finding.count == 400);
    // Mended first, there is nothing to hide.
    const Observer mended = repaired(read, parsed({"aborted-start", "reblock", "duplicates"})).value();
    QVERIFY2(codes(mended).isEmpty(), qPrintable(codes(mended).join(u' ')));
}

void TestRepairs::putsRepairsInTheirUsualOrder()
{
    std::vector<Repair> repairs;
    for (const char* text : {"labels=p=q", "duplicates=first", "exclude=3", "reblock", "duplicates=last",
                             "exclude=4", "aborted-start", "reblock"})
        repairs = withRepair(std::move(repairs), parseRepair(text).value());
    QByteArrayList order;
    for (const Repair& repair : repairs)
        order << QByteArray::fromStdString(toString(repair));
    QCOMPARE(order,
             (QByteArrayList {"aborted-start", "reblock", "duplicates=last", "exclude=3", "exclude=4",
                              "labels=p=q"}));
}

void TestRepairs::mendsThePublishedVisionTransformer()
{
    REQUIRE_SHARED_DATA();
    const Observer before = published("vit");
    const auto after = repaired(before, parsed({"aborted-start", "reblock"}));
    QVERIFY(after);
    QCOMPARE(before.trials->size(), 10527u);
    QCOMPARE(after->trials->size(), 10440u);
    QCOMPARE(after->repairs.size(), 2u);
    QCOMPARE(after->repairs[0].rows, 87u);
    QCOMPARE(after->repairs[0].runs, std::vector<std::int32_t> {20});
    QCOMPARE(after->repairs[1].rows,
             20u * 5u * 4u); // 4 rows at each of 5 borders
    QCOMPARE(after->repairs[1].runs.size(), 20u);

    const ObserverCurves curves = curvesOf(*after);
    const double train[] = {.298611, .856944, .994444, 1, 1, 1};
    const double spread[] = {.0697, .0946, .0145, 0, 0, 0};
    QCOMPARE(curves.train.size(), 6u);
    for (std::size_t epoch = 0; epoch < 6; ++epoch) {
        QVERIFY(std::abs(curves.train[epoch].mean - train[epoch]) < 5e-7);
        QVERIFY(std::abs(curves.train[epoch].sd - spread[epoch]) < 5e-5);
        QCOMPARE(curves.train[epoch].trials, 720u);
    }
    QVERIFY(std::abs(curves.test[0].mean - .544118) < 5e-7);
    QVERIFY(std::abs(curves.test[0].sd - .1280) < 5e-5);
    QVERIFY(std::abs(*curves.lag.value - .1694172) < 5e-8);
    QCOMPARE(*curves.lag.first, 2);
    QCOMPARE(*curves.lag.last, 4);

    const auto findings = checkTrials(*after);
    QVERIFY(findings && findings->empty());
    // The first row left of run 20 stands 87 lines below where the run begins.
    const auto lineOfRun20 = [](const Observer& observer) {
        const auto runs = observer.trials->runs();
        return observer.trials->lineOf(std::size_t(std::find(runs.begin(), runs.end(), 20) - runs.begin()));
    };
    QCOMPARE(lineOfRun20(*after), lineOfRun20(before) + 87);
}

void TestRepairs::givesTheSameInEitherOrder()
{
    REQUIRE_SHARED_DATA();
    const Observer before = published("vit");
    const auto one = repaired(before, parsed({"aborted-start", "reblock"}));
    const auto other = repaired(before, parsed({"reblock", "aborted-start"}));
    QVERIFY(one && other);
    QCOMPARE(rowsOf(*one), rowsOf(*other));
}

void TestRepairs::leavesThePublishedSoundTablesAlone_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"human", "resnet50", "alexnet"})
        QTest::newRow(name) << QByteArray(name);
}

void TestRepairs::leavesThePublishedSoundTablesAlone()
{
    REQUIRE_SHARED_DATA();
    QFETCH(QByteArray, name);
    const Observer before = published(name.constData());
    const auto after = repaired(before, parsed({"aborted-start", "reblock", "duplicates"}));
    QVERIFY(after);
    QCOMPARE(after->trials.get(), before.trials.get());
    QCOMPARE(after->repairs.size(), 3u);
    for (const RepairRecord& record : after->repairs)
        QVERIFY(!record.changedAnything() && record.runs.empty() && !record.sentence.empty());
    QVERIFY(repairsText(*after).empty());
}

void TestRepairs::excludesThePublishedParticipants_data()
{
    QTest::addColumn<QByteArray>("repair");
    QTest::addColumn<std::vector<std::int32_t>>("excluded");
    using Runs = std::vector<std::int32_t>;
    QTest::newRow("learners") << QByteArray("exclude=non-learners") << Runs {3, 4, 5, 6, 11};
    // 89 and 86 of 306 test trials right; the interval of chance ends at 118 of 306, participant 10 has 121.
    QTest::newRow("chance") << QByteArray("exclude=below-chance") << Runs {6, 11};
    QTest::newRow("list") << QByteArray("exclude=12,1") << Runs {1, 12};
}

void TestRepairs::excludesThePublishedParticipants()
{
    REQUIRE_SHARED_DATA();
    QFETCH(QByteArray, repair);
    QFETCH(std::vector<std::int32_t>, excluded);
    const Observer before = published("human");
    const auto after = repaired(before, parsed({repair}));
    QVERIFY(after);
    QCOMPARE(after->repairs.front().runs, excluded);
    QCOMPARE(after->repairs.front().rows, 522 * excluded.size());
    std::vector<std::int32_t> left;
    for (std::int32_t run = 1; run <= 12; ++run)
        if (std::find(excluded.begin(), excluded.end(), run) == excluded.end())
            left.push_back(run);
    QCOMPARE(after->trials->distinctRuns(), left);
}

void TestRepairs::repairsRows_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArrayList>("repairs");
    QTest::addColumn<QByteArrayList>("after"); // line:run,epoch,phase,image
    QTest::addColumn<int>("rows");
    const auto add = [](const char* name, const QByteArray& before, const QByteArrayList& repairs,
                        const QByteArrayList& after,
                        int rows) { QTest::newRow(name) << before << repairs << after << rows; };
    // A second run, so that most epochs have four trials.
    const QByteArray sound = show(2, 1, "train", "abcd") + show(2, 2, "train", "abcd");
    const QByteArrayList soundAt6 = {"10:2,1,train,a", "11:2,1,train,b", "12:2,1,train,c", "13:2,1,train,d",
                                     "14:2,2,train,a", "15:2,2,train,b", "16:2,2,train,c", "17:2,2,train,d"};
    add("the first attempt goes", show(1, 1, "train", "abcd") + show(1, 1, "train", "dcba") + sound,
        {"aborted-start"},
        QByteArrayList {"6:1,1,train,d", "7:1,1,train,c", "8:1,1,train,b", "9:1,1,train,a"} + soundAt6, 4);
    add("an attempt cut off in its test goes with it",
        show(1, 1, "train", "abcd") + show(1, 1, "test", "x") + show(1, 1, "train", "dcba")
            + show(1, 1, "test", "wxyz") + show(2, 1, "train", "abcd") + show(2, 1, "test", "wxyz"),
        {"aborted-start"},
        {"7:1,1,train,d", "8:1,1,train,c", "9:1,1,train,b", "10:1,1,train,a", "11:1,1,test,w",
         "12:1,1,test,x", "13:1,1,test,y", "14:1,1,test,z", "15:2,1,train,a", "16:2,1,train,b",
         "17:2,1,train,c", "18:2,1,train,d", "19:2,1,test,w", "20:2,1,test,x", "21:2,1,test,y",
         "22:2,1,test,z"},
        5);
    add("no second start, nothing goes", sound, {"aborted-start"},
        {"2:2,1,train,a", "3:2,1,train,b", "4:2,1,train,c", "5:2,1,train,d", "6:2,2,train,a", "7:2,2,train,b",
         "8:2,2,train,c", "9:2,2,train,d"},
        0);
    add("a late counter",
        show(1, 1, "train", "abcda") + show(1, 2, "train", "bcdd") + show(1, 3, "train", "abc"), {"reblock"},
        {"2:1,1,train,a", "3:1,1,train,b", "4:1,1,train,c", "5:1,1,train,d", "6:1,2,train,a", "7:1,2,train,b",
         "8:1,2,train,c", "9:1,2,train,d", "10:1,3,train,d", "11:1,3,train,a", "12:1,3,train,b",
         "13:1,3,train,c"},
        2);
    // The old number stands at most rows of a block: a vote of the block's rows would give 1, 1, 2.
    add("a counter that lags by most of a block",
        show(1, 1, "train", "abcdabc") + show(1, 2, "train", "ddba") + show(1, 3, "train", "c"), {"reblock"},
        {"2:1,1,train,a", "3:1,1,train,b", "4:1,1,train,c", "5:1,1,train,d", "6:1,2,train,a", "7:1,2,train,b",
         "8:1,2,train,c", "9:1,2,train,d", "10:1,3,train,d", "11:1,3,train,b", "12:1,3,train,a",
         "13:1,3,train,c"},
        6);
    add("the first of each stays",
        show(1, 1, "train", "aba") + show(1, 2, "train", "bb") + show(1, 2, "test", "b"), {"duplicates"},
        {"2:1,1,train,a", "3:1,1,train,b", "5:1,2,train,b", "7:1,2,test,b"}, 2);
    add("the last of each stays",
        show(1, 1, "train", "aba") + show(1, 2, "train", "bb") + show(1, 2, "test", "b"), {"duplicates=last"},
        {"3:1,1,train,b", "4:1,1,train,a", "6:1,2,train,b", "7:1,2,test,b"}, 2);
    add("one of three stays", show(1, 1, "train", "aaab"), {"duplicates=first"},
        {"2:1,1,train,a", "5:1,1,train,b"}, 2);
}

void TestRepairs::repairsRows()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArrayList, repairs);
    QFETCH(QByteArrayList, after);
    QFETCH(int, rows);
    const Observer observer = observerOf(before);
    const auto result = repaired(observer, parsed(repairs));
    QVERIFY(result);
    for (QByteArray& row : after)
        row += ",p,q";
    QCOMPARE(rowsOf(*result), after);
    QCOMPARE(result->repairs.back().rows, std::uint64_t(rows));
    QCOMPARE(rowsOf(observer), rowsOf(observerOf(before))); // what was given stays
}

void TestRepairs::keepsLinesAndExtraColumns()
{
    const Observer observer = observerOf("1,1,train,a,p,q,10\n1,1,train,\"b\",p,q,20\n1,1,train,a,p,p,30\n"
                                         "2,1,train,\"c\nc\",q,q,40\n2,1,train,d,q,p,50\n");
    const auto result = repaired(observer, parsed({"exclude=1", "duplicates"}));
    QVERIFY(result);
    QCOMPARE(rowsOf(*result), (QByteArrayList {"5:2,1,train,c\nc,q,q", "7:2,1,train,d,q,p"}));
    QCOMPARE(std::get<std::vector<std::int64_t>>(result->trials->extras().front().values),
             (std::vector<std::int64_t> {40, 50}));
    QCOMPARE(result->trials->imageNames().size(), 2u);
    QCOMPARE(result->repairs[0].sentence, std::string("run 1 was excluded (by hand), 3 rows"));
    QCOMPARE(repairsText(*result), std::string("net: run 1 was excluded (by hand), 3 rows."));
}

void TestRepairs::exchangesLabels()
{
    const Observer observer = observerOf("1,1,train,a,p,q,1\n1,1,train,b,q,r,1\n1,1,train,c,r,r,1\n");
    const auto result = repaired(observer, parsed({"labels=p=q,q=p,x=y"}));
    QVERIFY(result);
    QCOMPARE(rowsOf(*result),
             (QByteArrayList {"2:1,1,train,a,q,p", "3:1,1,train,b,p,r", "4:1,1,train,c,r,r"}));
    QCOMPARE(result->repairs[0].rows, 2u);
    QCOMPARE(result->repairs[0].parameters, std::string("p=q,q=p,x=y"));
    QVERIFY(result->repairs[0].sentence.ends_with("(2 rows); there is no label 'x'"));
    // Two labels can become one.
    const auto merged = repaired(observer, parsed({"labels:q=r"}));
    QVERIFY(merged);
    QCOMPARE(merged->trials->classes(), (std::vector<std::string> {"p", "r"}));
    QVERIFY(merged->trials->isCorrect(1));
}

void TestRepairs::refuses_data()
{
    QTest::addColumn<QByteArray>("repair");
    QTest::addColumn<QString>("message");
    QTest::newRow("every run") << QByteArray("exclude=1,2")
                               << QStringLiteral("repair exclude=1,2: it leaves no trial");
    QTest::newRow("a run that is not there")
        << QByteArray("exclude=7") << QStringLiteral("repair exclude=7: there is no run 7");
}

void TestRepairs::refuses()
{
    QFETCH(QByteArray, repair);
    QFETCH(QString, message);
    const auto result =
        repaired(observerOf(show(1, 1, "train", "ab") + show(2, 1, "train", "ab")), parsed({repair}));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Mismatch);
    QCOMPARE(QString::fromStdString(result.error().message), message);
}

void TestRepairs::readsWhatItWrites_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"aborted-start", "reblock", "duplicates=first", "duplicates=last",
                             "exclude=non-learners", "exclude=below-chance", "exclude=3,11", "labels=p=q",
                             "labels=p=q,q=p", "labels=a\\=b\\,c=\\\\,x=\xC3\xA9"})
        QTest::newRow(text) << QByteArray(text);
}

void TestRepairs::readsWhatItWrites()
{
    QFETCH(QByteArray, text);
    const auto repair = parseRepair(text.toStdString());
    QVERIFY(repair);
    QCOMPARE(QByteArray::fromStdString(toString(*repair)), text);
    QVERIFY(*parseRepair(toString(*repair)) == *repair);
    QVERIFY(!titleOf(*repair).empty());
}

void TestRepairs::doesNotUnderstand_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "reblok", "reblock=3", "reblock=", "duplicates=both", "exclude",
                             "exclude=", "exclude=all", "exclude=1,,2", "labels", "labels=p",
                             "labels=p=", "labels==q", "labels=p=q=r", "labels=p=q,", "labels=p=q,p=r"})
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
}

void TestRepairs::doesNotUnderstand()
{
    QFETCH(QByteArray, text);
    const auto repair = parseRepair(text.toStdString());
    QVERIFY(!repair);
    QCOMPARE(repair.error().kind, Error::Kind::Usage);
    QVERIFY(repair.error().message.find("expected") != std::string::npos);
}

void TestRepairs::namesTheRepairOfAFinding()
{
    REQUIRE_SHARED_DATA();
    std::set<std::string> offered;
    const auto findings = checkTrials(published("vit"));
    QVERIFY(findings);
    for (const Finding& finding : *findings)
        if (const auto repair = repairFor(finding))
            offered.insert(toString(*repair));
    QCOMPARE(offered, (std::set<std::string> {"aborted-start", "reblock", "duplicates=first"}));
}

void TestRepairs::stopsWhenCancelled()
{
    class Cancelled final : public JobContext
    {
    public:
        bool isCancelled() const override { return true; }
        void report(double, std::string_view) override { }
    } context;
    const auto result = repaired(observerOf(show(1, 1, "train", "aab")), parsed({"duplicates"}), 1, context);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Cancelled);
}

QTEST_GUILESS_MAIN(TestRepairs)
#include "tst_repairs.moc"
