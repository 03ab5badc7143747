#include "core/repairs/restriction.h"
#include "core/stats/analysis.h"
#include "tests/core/stats/trialbuilder.h"

#include <QTest>

using namespace learnscope;

namespace {
/// Run 1 learns, run 2 does not; the tests show the objects that were trained.
Observer people()
{
    TrialBuilder builder;
    for (const int epoch : {1, 2, 3})
        for (const Phase phase : {Phase::Train, Phase::Test}) {
            builder.cell(1, epoch, phase, 36, epoch == 1 ? 6 : epoch * 11);
            builder.cell(2, epoch, phase, 36, 12);
        }
    return builder.observer("human");
}

std::vector<CurvePoint> testPoints(const Observer& observer, const RunSelection& runs)
{
    CurveOptions options;
    options.bootstrapDraws = 0;
    return computeCurves(observer, runs, options).value().test;
}
} // namespace

class TestRestriction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsOnlyWhatIsSelected()
    {
        const Observer all = people();
        const std::vector<RunSelection> runs(1);
        TrialSelection wrong = trialsOf("human", {}, 3, Phase::Test);
        wrong.clauses.front().truths = ValueSet<std::string>::only({"p"});
        const Restricted left = restrictTo(std::vector {all}, runs, wrong).value();
        const Observer& observer = left.observers.front();
        QCOMPARE(observer.trials->size(), std::size_t(24)); // 12 of each run show p
        const auto points = testPoints(observer, left.selections.front());
        QCOMPARE(points.size(), std::size_t(1));
        // Of run 1 the first 33 are right, and so 11 of those with p; of run 2 the first 12, and so 4.
        QCOMPARE(points.front().mean, (11. / 12 + 4. / 12) / 2);
        QCOMPARE(observer.repairs.size(), std::size_t(1));
        QCOMPARE(observer.repairs.front().rows, std::uint64_t(432 - 24));
        QCOMPARE(
            QString::fromStdString(repairsText(observer)),
            QStringLiteral("Humans: only selected trials are counted (Humans, test, epoch 3, shown p): 24 "
                           "of 432."));
    }

    void leavesWhatDependsOnAllTrials()
    {
        const Observer all = people();
        const std::vector<RunSelection> learners {{RunSelection::Rule::Learners, {}}};
        TrialSelection some = trialsOf("human", {}, {}, Phase::Test);
        some.clauses.front().truths = ValueSet<std::string>::only({"p", "q"});
        const Restricted left = restrictTo(std::vector {all}, learners, some).value();
        // No training trial is left, and yet it is known who learned and which objects were trained.
        QCOMPARE(left.selections.front().runs, std::vector<std::int32_t> {1});
        AnalysisOptions options;
        options.selections = left.selections;
        options.curves.bootstrapDraws = 0;
        const Analysis analysis = analyse(left.observers, options).value();
        const ObserverAnalysis& observer = analysis.observers.front();
        QCOMPARE(observer.curves.runs, std::vector<std::int32_t> {1});
        QCOMPARE(observer.curves.chance, 1. / 3);
        QCOMPARE(observer.knownObjects, std::size_t(36));
        QVERIFY(!observer.split.cells.empty());
        for (const SplitCell& cell : observer.split.cells)
            QVERIFY(cell.known);
    }

    void leavesOutObserversWithoutSelectedTrials()
    {
        TrialBuilder builder;
        const Observer net = builder.cell(1, 1, Phase::Test, 3, 1).observer("net");
        const std::vector<Observer> both {people(), net};
        const std::vector<RunSelection> runs(2);
        const Restricted left = restrictTo(both, runs, trialsOf("net")).value();
        QCOMPARE(left.leftOut, std::vector<std::string> {"human"});
        QCOMPARE(left.observers.size(), std::size_t(1));
        QVERIFY(!left.observers.front().repairs.front().changedAnything()); // all of its trials are there
        QCOMPARE(left.observers.front().repairs.front().sentence,
                 std::string("all its 3 trials are selected"));
        QVERIFY(isRestricted(left.observers.front()) && !isRestricted(net));
        const auto none = restrictTo(both, runs, trialsOf("net", 2));
        QVERIFY(!none);
        QCOMPARE(QString::fromStdString(none.error().message),
                 QStringLiteral("no trial of the open tables is selected (net, run 2)"));
        const auto empty = restrictAny(both, runs, trialsOf("net", 2));
        QVERIFY(empty && empty->observers.empty());
        QCOMPARE(empty->leftOut, (std::vector<std::string> {"human", "net"}));
    }

    void countsAgainstTheTrialsOfTheChosenRuns()
    {
        const std::vector<RunSelection> first {{RunSelection::Rule::Listed, {1}}};
        const std::vector<Observer> all {people()};
        const Observer whole = restrictTo(all, first, trialsOf("human")).value().observers.front();
        QVERIFY(repairsText(whole).empty()); // run 2 was not chosen, which is no matter of the selection
        QCOMPARE(whole.repairs.front().sentence, std::string("all its 216 trials are selected"));
        const Observer some = restrictTo(all, first, trialsOf("human", {}, 2)).value().observers.front();
        QCOMPARE(repairsText(some),
                 std::string("Humans: only selected trials are counted (Humans, epoch 2): 72 of 216."));
    }
};

QTEST_APPLESS_MAIN(TestRestriction)
#include "tst_restriction.moc"
