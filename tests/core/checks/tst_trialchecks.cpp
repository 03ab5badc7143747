#include "core/checks/trialchecks.h"
#include "core/io/trialreader.h"
#include "core/stimuli/stimulusfolder.h"
#include "tests/support/shareddata.h"

#include <QElapsedTimer>
#include <QTest>

using namespace learnscope;

namespace {
/// Text of a table: each call adds rows that show images of one run, epoch and phase in order.
class Table
{
public:
    /// @p images: letters; image "x" is named second_gen_p_x_0.png and belongs to category p.
    Table& show(int run, int epoch, const char* phase, const QByteArray& images)
    {
        for (const char image : images)
            row(run, epoch, phase, QByteArray("second_gen_p_") + image + "_0.png", "p", "q");
        return *this;
    }
    Table& row(int run, int epoch, const char* phase, const QByteArray& image, const char* truth,
               const char* said)
    {
        m_text += QByteArray::number(run) + ',' + QByteArray::number(epoch) + ',' + phase + ',' + image + ','
            + truth + ',' + said + '\n';
        return *this;
    }
    /// A row whose answer makes q a class.
    Table& withQ(int run, int epoch, const char* phase)
    {
        return row(run, epoch, phase, "second_gen_q_z_0.png", "q", "q");
    }
    operator QByteArray() const { return m_text; }

private:
    QByteArray m_text = "run,epoch,phase,image_name,ground_truth,prediction\n";
};

Observer observerOf(const QByteArray& text, const char* name = "net")
{
    auto table = parseTrials(text.toStdString(), "t.csv");
    if (!table)
        qFatal("%s", table.error().toString().c_str());
    Observer observer = makeObserver(name, std::make_shared<const TrialTable>(std::move(*table)));
    return observer;
}

/// "code line count rows.size()" of each.
QByteArrayList summary(const Result<std::vector<Finding>>& findings)
{
    QByteArrayList lines;
    for (const Finding& finding : *findings)
        lines << QByteArray::fromStdString(finding.code) + ' ' + QByteArray::number(qint64(finding.line))
                + ' ' + QByteArray::number(quint64(finding.count)) + ' '
                + QByteArray::number(quint64(finding.rows.size()));
    return lines;
}

StimulusSet stimulusSet(const std::vector<std::pair<const char*, int>>& namesAndSets)
{
    std::vector<Stimulus> stimuli;
    for (const auto& [name, set] : namesAndSets) {
        Stimulus stimulus;
        stimulus.fileName = name;
        stimulus.phase = set > 0 ? Phase::Test : Phase::Train;
        stimulus.testSet = set;
        stimuli.push_back(stimulus);
    }
    return StimulusSet({}, stimuli);
}

Observer published(const char* name)
{
    const std::string file = std::string("data/huber2024/trials/") + name + "_classification_data.csv";
    auto table = readTrials(sharedFile(file.c_str()));
    if (!table)
        qFatal("%s", table.error().toString().c_str());
    return makeObserver(file, std::make_shared<const TrialTable>(std::move(*table)));
}

class Cancelled final : public JobContext
{
public:
    bool isCancelled() const override { return true; }
    void report(double, std::string_view) override { }
};
} // namespace

class TestTrialChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsOdd_data();
    void findsWhatIsOdd();
    void findsMissingStimuli();
    void numbersTestSetsByTheStimulusSet();
    void comparesTestSetsBetweenObservers();
    void findsTheKnownOdditiesOfThePublishedTables_data();
    void findsTheKnownOdditiesOfThePublishedTables();
    void keepsTheFirstTenThousandRows();
    void givesTheSameForAnyNumberOfThreads();
    void staysLinearWhereEveryRowHasItsOwnRunAndEpoch();
    void stopsWhenCancelled();
};

void TestTrialChecks::findsWhatIsOdd_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("findings"); // code, first line, count, rows
    const auto add = [](const char* name, const QByteArray& text, const QByteArrayList& findings) {
        QTest::newRow(name) << text << findings;
    };
    add("nothing odd",
        Table()
            .show(1, 1, "train", "abcd")
            .show(1, 1, "test", "efg")
            .show(1, 2, "train", "dbca")
            .show(1, 2, "test", "hij"),
        {});

    add("a key twice", Table().show(1, 1, "train", "abca").show(1, 2, "train", "abcd"),
        {"duplicate-keys 5 1 1"});
    add("a key three times, another twice",
        Table().show(1, 1, "train", "abaaab").show(2, 1, "train", "abcdef"), {"duplicate-keys 4 2 4"});
    add("the same image in another phase, epoch and run",
        Table()
            .show(1, 1, "train", "a")
            .show(1, 1, "test", "a")
            .show(1, 2, "train", "a")
            .show(1, 2, "test", "a")
            .show(2, 1, "train", "a")
            .show(2, 1, "test", "a")
            .show(2, 2, "train", "a")
            .show(2, 2, "test", "a"),
        {});

    add("one epoch is short",
        Table().show(1, 1, "train", "abc").show(1, 2, "train", "abc").show(1, 3, "train", "ab"),
        {"unequal-trials 8 1 2"});
    add("a run lacks an epoch",
        Table().show(1, 1, "train", "abc").show(1, 2, "train", "abc").show(2, 1, "train", "abc"),
        {"unequal-trials 0 1 0"});
    add("phases may differ",
        Table()
            .show(1, 1, "train", "abc")
            .show(1, 1, "test", "de")
            .show(2, 1, "train", "abc")
            .show(2, 1, "test", "de"),
        {});
    add("each phase for itself",
        Table()
            .show(1, 1, "train", "abc")
            .show(1, 2, "train", "abc")
            .show(1, 3, "train", "ab")
            .show(1, 1, "test", "de")
            .show(1, 2, "test", "de")
            .show(1, 3, "test", "d"),
        {"unequal-trials 8 1 2", "unequal-trials 14 1 1"});

    add("epochs one row late",
        Table().show(1, 1, "train", "abcdc").show(1, 2, "train", "badb").show(1, 3, "train", "cda"),
        {"duplicate-keys 6 2 2", "unequal-trials 2 2 9", "shifted-epochs 6 2 2"});
    add("late in one of two runs",
        Table()
            .show(1, 1, "train", "abcd")
            .show(1, 2, "train", "cbad")
            .show(2, 1, "train", "abcdc")
            .show(2, 2, "train", "bad"),
        {"duplicate-keys 14 1 1", "unequal-trials 10 2 8", "shifted-epochs 14 1 1"});
    add("blocks are not whole", Table().show(1, 1, "train", "abcda").show(1, 2, "train", "bcda"),
        {"duplicate-keys 6 1 1", "unequal-trials 2 1 5", "shifted-epochs 6 1 1"});
    add("an image too often is no shift", Table().show(1, 1, "train", "abcaa").show(1, 2, "train", "bcd"),
        {"duplicate-keys 5 1 2", "unequal-trials 2 1 5"});
    add("sorted by image is no shift",
        Table()
            .show(1, 1, "train", "a")
            .show(1, 2, "train", "a")
            .show(1, 1, "train", "b")
            .show(1, 2, "train", "b"),
        {});

    add("begun twice",
        Table()
            .show(1, 1, "train", "abcd")
            .show(1, 2, "train", "abcd")
            .show(2, 1, "train", "bcda")
            .show(2, 1, "train", "abcd")
            .show(2, 2, "train", "abcd"),
        {"duplicate-keys 14 4 4", "unequal-trials 10 1 8", "repeated-start 10 4 4"});
    add("begun twice, train and test",
        Table()
            .show(1, 1, "train", "abcd")
            .show(1, 1, "test", "ef")
            .show(1, 2, "train", "abcd")
            .show(1, 2, "test", "gh")
            .show(2, 1, "train", "bcda")
            .show(2, 1, "test", "ef")
            .show(2, 1, "train", "abcd")
            .show(2, 1, "test", "fe")
            .show(2, 2, "train", "abcd")
            .show(2, 2, "test", "gh"),
        {"duplicate-keys 20 6 6", "unequal-trials 14 1 8", "unequal-trials 18 1 4", "repeated-start 14 6 6"});
    add("broken off after three images",
        Table()
            .show(1, 1, "train", "abcd")
            .show(1, 2, "train", "abcd")
            .show(2, 1, "train", "bda")
            .show(2, 1, "train", "abcd")
            .show(2, 2, "train", "abcd"),
        {"duplicate-keys 13 3 3", "unequal-trials 10 1 7", "repeated-start 10 3 3"});
    add("all epochs show each image twice", Table().show(1, 1, "train", "abab").show(1, 2, "train", "baab"),
        {"duplicate-keys 4 4 4"});
    add("a later epoch twice is no start",
        Table()
            .show(1, 1, "train", "abcd")
            .show(1, 2, "train", "abcdabcd")
            .show(2, 1, "train", "abcd")
            .show(2, 2, "train", "abcd"),
        {"duplicate-keys 10 4 4", "unequal-trials 6 1 8"});

    add("a wrong label",
        Table().show(1, 1, "test", "abc").row(1, 1, "test", "second_gen_p_z_0.png", "q", "q"),
        {"label-disagrees-with-name 5 1 1"});
    add("a category that is no label",
        Table().show(1, 1, "test", "abc").row(1, 1, "test", "second_gen_v_z_0.png", "q", "q"),
        {"label-disagrees-with-name 5 1 1"});
    add("names of another study",
        Table().row(1, 1, "test", "dog1.png", "dog", "cat").row(1, 1, "test", "cat1.png", "cat", "cat"), {});
    add("categories named otherwise",
        Table()
            .row(1, 1, "test", "second_gen_p_1_0.png", "Eulf", "Puns")
            .row(1, 1, "test", "second_gen_q_1_0.png", "Puns", "Puns"),
        {});

    add("an answer outside the classes",
        Table()
            .show(1, 1, "test", "ab")
            .withQ(1, 1, "test")
            .row(1, 1, "test", "second_gen_p_d_0.png", "p", "none"),
        {"label-outside-classes 5 1 1"});

    const auto sets = [](int run, const QByteArray& order) {
        QByteArray rows;
        int epoch = 0;
        for (const char set : order) {
            ++epoch;
            for (const char* image : {"x", "y", "z"})
                rows += QByteArray::number(run) + ',' + QByteArray::number(epoch) + ",test," + set + image
                    + ",p,p\n";
        }
        return rows;
    };
    add("one run saw the sets in another order",
        QByteArray(Table()) + sets(1, "123") + sets(2, "231") + sets(3, "123"), {"test-set-order 11 1 9"});
    add("the first run is the odd one",
        QByteArray(Table()) + sets(1, "231") + sets(2, "123") + sets(3, "123"), {"test-set-order 2 1 9"});
    add("all agree", QByteArray(Table()) + sets(1, "123") + sets(2, "123"), {});
    add("the same set at each epoch", QByteArray(Table()) + sets(1, "111") + sets(2, "111"), {});
    add("each run has pictures of its own", QByteArray(Table()) + sets(1, "123") + sets(2, "456"), {});
    add("a run that ends early saw no other order",
        QByteArray(Table()) + sets(1, "123") + sets(2, "123") + sets(3, "12"), {"unequal-trials 0 1 0"});
}

void TestTrialChecks::findsWhatIsOdd()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, findings);
    // The classes p and q are there in every table that has an answer q.
    QByteArrayList found = summary(checkTrials(observerOf(text)));
    found.removeIf([&](const QByteArray& line) {
        return line.startsWith("label-outside-classes") && !findings.contains(line);
    });
    QCOMPARE(found, findings);
}

void TestTrialChecks::findsMissingStimuli()
{
    const Observer observer = observerOf(Table()
                                             .row(1, 1, "train", "a.png", "p", "p")
                                             .row(1, 2, "train", "b.png", "p", "p")
                                             .row(1, 3, "train", "b.png", "p", "p"));
    const StimulusSet some = stimulusSet({{"a.png", 0}});
    const auto findings = checkTrials(observer, &some);
    QCOMPARE(summary(findings), (QByteArrayList {"missing-stimuli 3 1 2"}));
    QCOMPARE(findings->front().message, std::string("1 image is not in the stimulus set (2 rows): 'b.png'"));
    const StimulusSet all = stimulusSet({{"a.png", 0}, {"b.png", 0}});
    QCOMPARE(summary(checkTrials(observer, &all)), QByteArrayList());
}

void TestTrialChecks::numbersTestSetsByTheStimulusSet()
{
    const auto tableOf = [](const char* images) {
        Table table;
        for (int run = 1; run <= 3; ++run)
            for (int epoch = 1; epoch <= 2; ++epoch)
                table.row(run, epoch, "test", QByteArray(1, images[2 * run + epoch - 3]) + ".png", "p", "p");
        return observerOf(table);
    };
    const StimulusSet stimuli = stimulusSet({{"a.png", 5}, {"b.png", 3}});
    const auto findings = checkTrials(tableOf("baabba"), &stimuli);
    QCOMPARE(summary(findings), (QByteArrayList {"test-set-order 4 1 2"}));
    QCOMPARE(findings->front().message,
             std::string("the test sets were shown to run 2 in the order 5,3; most runs have 3,5"));
    QCOMPARE(summary(checkTrials(tableOf("bababa"), &stimuli)), QByteArrayList());
}

void TestTrialChecks::comparesTestSetsBetweenObservers()
{
    const auto rows = [](int run, const char* first, const char* second) {
        return QByteArray(Table().row(run, 1, "test", first, "p", "p").row(run, 2, "test", second, "p", "p"));
    };
    const std::vector<Observer> observers = {observerOf(rows(7, "b", "a"), "human"),
                                             observerOf(rows(1, "a", "b"), "net"),
                                             observerOf(rows(1, "a", "b"), "other")};
    const auto findings = checkTrials(observers);
    QCOMPARE(summary(findings), (QByteArrayList {"test-set-order 2 1 2"}));
    QCOMPARE(findings->front().file, std::string("human"));
    QCOMPARE(findings->front().message,
             std::string("the test sets were shown to participant 7 in the order 2,1; most runs have 1,2"));
}

void TestTrialChecks::findsTheKnownOdditiesOfThePublishedTables_data()
{
    QTest::addColumn<QByteArrayList>("names");
    QTest::addColumn<bool>("withStimuli");
    QTest::addColumn<QByteArrayList>("findings");
    const QByteArrayList vit = {"duplicate-keys 89 463 467", "unequal-trials 2 40 1476",
                                "unequal-trials 9956 1 102", "shifted-epochs 89 400 400",
                                "repeated-start 9920 87 87"};
    const QByteArrayList human = {"test-set-order 2594 2 612"};
    for (const bool with : {false, true}) {
        const char* suffix = with ? " with stimuli" : "";
        QTest::addRow("alexnet%s", suffix) << QByteArrayList {"alexnet"} << with << QByteArrayList();
        QTest::addRow("resnet50%s", suffix) << QByteArrayList {"resnet50"} << with << QByteArrayList();
        QTest::addRow("human%s", suffix) << QByteArrayList {"human"} << with << human;
        QTest::addRow("vit%s", suffix) << QByteArrayList {"vit"} << with << vit;
        QTest::addRow("together%s", suffix)
            << QByteArrayList {"alexnet", "human", "resnet50", "vit"} << with << human + vit;
    }
}

void TestTrialChecks::findsTheKnownOdditiesOfThePublishedTables()
{
    REQUIRE_SHARED_DATA();
    QFETCH(QByteArrayList, names);
    QFETCH(bool, withStimuli);
    QFETCH(QByteArrayList, findings);
    std::vector<Observer> observers;
    for (const QByteArray& name : names)
        observers.push_back(published(name.constData()));
    StimulusSet stimuli;
    if (withStimuli)
        stimuli = readStimulusFolder(sharedFile("data/huber2024/stimuli")).value();
    const auto found = checkTrials(observers, withStimuli ? &stimuli : nullptr);
    QVERIFY(found);
    QCOMPARE(summary(found), findings);
    for (const Finding& finding : *found) {
        if (finding.code == "duplicate-keys")
            QCOMPARE(finding.message,
                     std::string(
                         "463 combinations of run, epoch, phase and image occur more than once: 467 surplus "
                         "rows"));
        if (finding.code == "test-set-order")
            QCOMPARE(
                finding.message,
                std::string("the test sets were shown to participants 1 and 7 in the order 4,5,6,1,2,3; most "
                            "runs have 1,2,3,4,5,6"));
        if (finding.code == "repeated-start")
            QVERIFY(QByteArray::fromStdString(finding.message)
                        .startsWith("run 20 starts twice: 87 surplus rows"));
        if (finding.code == "shifted-epochs")
            QVERIFY(QByteArray::fromStdString(finding.message)
                        .contains("in all 20 runs: in file order every block of 36 rows"));
    }
}

void TestTrialChecks::keepsTheFirstTenThousandRows()
{
    Table table;
    for (int index = 0; index < 12'001; ++index)
        table.row(1, 1, "train", "a", "p", "p");
    const auto findings = checkTrials(observerOf(table));
    QCOMPARE(summary(findings), (QByteArrayList {"duplicate-keys 3 1 10000"}));
    QVERIFY(QByteArray::fromStdString(findings->front().message).endsWith("12000 surplus rows"));
    QCOMPARE(findings->front().rows.back(), 10'000u);
}

void TestTrialChecks::givesTheSameForAnyNumberOfThreads()
{
    QByteArray text = Table();
    for (int run = 1; run <= 40; ++run)
        text += QByteArray(Table()
                               .show(run, 1, "train", run % 3 ? "abcd" : "abca")
                               .show(run, 2, "train", run % 7 ? "badc" : "bad"))
                    .split('\n')
                    .mid(1)
                    .join('\n');
    const Observer observer = observerOf(text);
    const QByteArrayList one = summary(checkTrials(observer, nullptr, {.pattern = {}, .threads = 1}));
    QVERIFY(one.size() >= 2);
    for (const unsigned threads : {2u, 5u, 64u})
        QCOMPARE(summary(checkTrials(observer, nullptr, {.pattern = {}, .threads = threads})), one);
}

void TestTrialChecks::staysLinearWhereEveryRowHasItsOwnRunAndEpoch()
{
    // Tables by run, epoch or image would take 8e15 cells; this takes a second in the slowest build.
    QByteArray text = Table();
    for (int index = 1; index <= 200'000; ++index)
        text += QByteArray::number(index) + ',' + QByteArray::number(index * 10'000) + ",test,i"
            + QByteArray::number(index) + ",p,p\n";
    const Observer observer = observerOf(text);
    QElapsedTimer timer;
    timer.start();
    const auto findings = checkTrials(observer);
    QVERIFY2(timer.elapsed() < 20'000, "quadratic");
    QCOMPARE(summary(findings), (QByteArrayList {"unequal-trials 0 39999800000 0"}));
}

void TestTrialChecks::stopsWhenCancelled()
{
    Cancelled context;
    const auto findings = checkTrials(observerOf(Table().show(1, 1, "train", "abc")), nullptr, {}, context);
    QVERIFY(!findings);
    QCOMPARE(findings.error().kind, Error::Kind::Cancelled);
}

QTEST_GUILESS_MAIN(TestTrialChecks)
#include "tst_trialchecks.moc"
