#include "app/workspace/workspace.h"
#include "tests/support/shareddata.h"
#include "tests/support/trialfile.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace learnscope;

namespace {
WorkspaceOptions fewDraws()
{
    WorkspaceOptions options;
    options.rules.curves.bootstrapDraws = 100;
    return options;
}

QString label(Workspace& workspace, int place)
{
    return QString::fromStdString(workspace.observers().observer(place).label);
}

int stateOf(const JobModel& jobs, int row)
{
    return jobs.index(row, 0).data(JobModel::StateRole).toInt();
}
} // namespace

#define WAIT_UNTIL_IDLE(workspace) QTRY_VERIFY_WITH_TIMEOUT(!(workspace).isBusy(), 60000)

class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void keepsTheOrderOfTheArgumentsWhicheverFileIsReadFirst()
    {
        Workspace workspace(fewDraws());
        QAbstractItemModelTester tester(&workspace.observers());
        const QString large = writeTrialFile(path("large.csv"), {.runs = 40, .epochs = 10, .trials = 60});
        const QString small = writeTrialFile(path("small.csv"));
        workspace.open({large, small});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.observers().observerCount(), 2);
        QCOMPARE(label(workspace, 0), QStringLiteral("large"));
        QCOMPARE(label(workspace, 1), QStringLiteral("small"));
        QCOMPARE(workspace.curves()->observers.size(), std::size_t(2));
        QCOMPARE(workspace.curves()->observers[0].runs.size(), std::size_t(40));
    }

    void rejectsABadFileAndLeavesTheOthersAlone()
    {
        Workspace workspace(fewDraws());
        QAbstractItemModelTester tester(&workspace.problems());
        QFile bad(path("bad.csv"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("run,epoch,phase,image_name,ground_truth,prediction\n1,x,train,a.png,p,q\n");
        bad.close();
        workspace.open({writeTrialFile(path("good.csv")), bad.fileName(), path("absent.csv")});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.observers().observerCount(), 1);
        QCOMPARE(label(workspace, 0), QStringLiteral("good"));
        const auto& problems = workspace.problems().problems();
        const auto inBad = std::find_if(problems.begin(), problems.end(), [](const Finding& problem) {
            return problem.severity == Finding::Severity::Error && problem.file.ends_with("/bad.csv");
        });
        QVERIFY(inBad != problems.end());
        QCOMPARE(inBad->line, std::int64_t(2));
        QVERIFY(std::any_of(problems.begin(), problems.end(),
                            [](const Finding& problem) { return problem.file.ends_with("absent.csv"); }));
        QCOMPARE(workspace.curves()->observers.size(), std::size_t(1));
    }

    void leavesNothingBehindWhenALoadIsCancelled()
    {
        Workspace workspace(fewDraws());
        JobModel& jobs = workspace.jobs();
        QAbstractItemModelTester tester(&jobs);
        // The job is listed before its work begins, so it is certain to be cancelled.
        connect(
            &jobs, &QAbstractItemModel::rowsInserted, &jobs,
            [&jobs] { jobs.requestCancel(jobs.newestRunning()); }, Qt::QueuedConnection);
        workspace.open({writeTrialFile(path("much.csv"), {.runs = 60, .epochs = 20, .trials = 120})});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(jobs.rowCount(), 1);
        QCOMPARE(stateOf(jobs, 0), int(JobModel::State::Cancelled));
        QCOMPARE(workspace.observers().observerCount(), 0);
        QCOMPARE(workspace.problems().rowCount(), 0);
        QVERIFY(workspace.isEmpty());
    }

    void opensTheOthersWhenOneIsCancelled()
    {
        Workspace workspace(fewDraws());
        JobModel& jobs = workspace.jobs();
        connect(&jobs, &QAbstractItemModel::rowsInserted, &jobs, [&jobs](const QModelIndex&, int first, int) {
            if (first == 0)
                QMetaObject::invokeMethod(
                    &jobs, [&jobs] { jobs.requestCancel(jobs.index(0, 0).data(JobModel::IdRole).toInt()); },
                    Qt::QueuedConnection);
        });
        workspace.open({writeTrialFile(path("much.csv"), {.runs = 60, .epochs = 20, .trials = 120}),
                        writeTrialFile(path("second.csv"))});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.observers().observerCount(), 1);
        QCOMPARE(label(workspace, 0), QStringLiteral("second"));
    }

    void readsAnOpenFileAgainInItsPlace()
    {
        Workspace workspace(fewDraws());
        const QString first = writeTrialFile(path("first.csv"));
        workspace.open({first, writeTrialFile(path("second.csv"))});
        WAIT_UNTIL_IDLE(workspace);
        workspace.observers().setLabel(0, "Renamed");
        writeTrialFile(first, {.runs = 7});
        workspace.open({first});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.observers().observerCount(), 2);
        QCOMPARE(label(workspace, 0), QStringLiteral("Renamed"));
        QCOMPARE(workspace.observers().checkedRuns(0).size(), std::size_t(7));
        QCOMPARE(workspace.curves()->observers[0].runs.size(), std::size_t(7));
    }

    void keepsWhatIsOpenWhenItsFileHasBecomeBad()
    {
        Workspace workspace(fewDraws());
        const QString first = writeTrialFile(path("first.csv"));
        workspace.open({first});
        WAIT_UNTIL_IDLE(workspace);
        QFile file(first);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a table\n");
        file.close();
        workspace.reload(0);
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.observers().checkedRuns(0).size(), std::size_t(4));
        QVERIFY(workspace.problems().rowCount() > 0);
        writeTrialFile(first);
        workspace.reload(0);
        WAIT_UNTIL_IDLE(workspace);
        const auto& problems = workspace.problems().problems();
        QVERIFY(std::none_of(problems.begin(), problems.end(), [](const Finding& problem) {
            return problem.severity == Finding::Severity::Error;
        }));
    }

    void tellsTwoFilesOfOneNameApart()
    {
        Workspace workspace(fewDraws());
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("other")));
        workspace.open({writeTrialFile(path("resnet50.csv")), writeTrialFile(path("other/resnet50.csv"))});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(label(workspace, 0), QStringLiteral("ResNet-50"));
        QCOMPARE(label(workspace, 1), QStringLiteral("ResNet-50 (2)"));
    }

    void opensAFileThatIsNamedTwiceOnce()
    {
        Workspace workspace(fewDraws());
        const QString file = writeTrialFile(path("once.csv"));
        workspace.open({file, m_folder.path() + QStringLiteral("/./once.csv")});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.observers().observerCount(), 1);
    }

    void computesOnceForManyChangesAndShowsTheNewest()
    {
        Workspace workspace(fewDraws());
        workspace.open({writeTrialFile(path("one.csv"), {.runs = 20}), writeTrialFile(path("two.csv"))});
        WAIT_UNTIL_IDLE(workspace);
        QSignalSpy changed(&workspace, &Workspace::curvesChanged);
        const QModelIndex group = workspace.observers().index(0, 0);
        for (int run = 0; run < 10; ++run)
            workspace.observers().setData(workspace.observers().index(run, 0, group), Qt::Unchecked,
                                          Qt::CheckStateRole);
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(workspace.curves()->observers[0].runs.size(), std::size_t(10));
        workspace.observers().setChecked(0, false);
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.curves()->observers.size(), std::size_t(1));
        QCOMPARE(workspace.curves()->observers[0].observer.label, std::string("two"));
    }

    void survivesAsAValue()
    {
        Workspace before(fewDraws());
        before.open({writeTrialFile(path("human.csv"), {.runs = 5}), writeTrialFile(path("net.csv"))});
        WAIT_UNTIL_IDLE(before);
        before.observers().setColor(1, QColor(1, 2, 3));
        before.observers().setChecked(0, false);
        before.setViewOptions({.bands = false, .singleRuns = true, .train = true, .test = false});
        before.selection().select(trialsOf("net", 2, 3, Phase::Test));
        Workspace after(fewDraws());
        after.restore(before.session());
        WAIT_UNTIL_IDLE(after);
        QCOMPARE(after.observers().observerCount(), 2);
        QCOMPARE(after.observers().checkedRuns(0).size(), std::size_t(0));
        QCOMPARE(after.observers().style(1).color, QColor(1, 2, 3));
        QVERIFY(after.viewOptions() == before.viewOptions());
        QVERIFY(after.selection().selection() == before.selection().selection());
        QCOMPARE(after.curves()->observers.size(), std::size_t(1));
    }

    void readsNamesAnewByAnotherPattern()
    {
        Workspace workspace(fewDraws());
        workspace.openStimuli(QString::fromStdString((sourceFolder() / "data/demo/stimuli").string()));
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(workspace.stimuli() && workspace.stimuli()->stimuli().front().name.has_value());
        QCOMPARE(workspace.imageNames(1000).size(), qsizetype(342));
        QCOMPARE(workspace.imageNames(5).size(), qsizetype(5));
        workspace.setNamePattern(*StimulusNamePattern::parse("face_{object}"));
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.stimuli()->stimuli().size(), std::size_t(342));
        QVERIFY(!workspace.stimuli()->stimuli().front().name.has_value());
        QCOMPARE(workspace.session().rules.pattern.text(), std::string("face_{object}"));
    }

    void showsThePublishedLagOfTheLearners()
    {
        REQUIRE_SHARED_DATA();
        Workspace workspace(fewDraws());
        workspace.observers().setLearnersOnly(true);
        workspace.open({QString::fromStdString(
            sharedFile("data/huber2024/trials/human_classification_data.csv").string())});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.observers().humanLearners(), std::size_t(7));
        QCOMPARE(workspace.observers().humanRuns(), std::size_t(12));
        const auto lag = workspace.curves()->observers.at(0).lag.value;
        QVERIFY(lag && std::abs(*lag - 0.0026610644) < 1e-9);
    }

    void neverHoldsUpTheGuiThreadWhileItLoads()
    {
        const QString file =
            writeTrialFile(path("large.csv"), {.runs = 100, .epochs = 20, .trials = 100}); // 400,000 rows
        Workspace workspace(fewDraws());
        QTimer heart;
        QElapsedTimer sinceBeat;
        qint64 longest = 0;
        connect(&heart, &QTimer::timeout, this, [&] { longest = std::max(longest, sinceBeat.restart()); });
        heart.start(std::chrono::milliseconds(5));
        sinceBeat.start();
        QElapsedTimer whole;
        whole.start();
        workspace.open({file});
        WAIT_UNTIL_IDLE(workspace);
        const qint64 load = whole.elapsed();
        QCOMPARE(workspace.observers().trialCount(), std::uint64_t(400000));
        qInfo("longest gap between heartbeats: %lld ms while loading for %lld ms", longest, load);
        // Generous, since other work may share the machine; on the GUI thread the gap would be the load.
        QVERIFY2(longest < std::max<qint64>(load / 2, 50), qPrintable(QString::number(longest)));
    }

    void findsWhatAFolderHolds_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("tables");
        QTest::addColumn<QString>("stimuli");
        QTest::addColumn<bool>("problem");
        const auto list = [](std::initializer_list<const char*> names) {
            QStringList all;
            for (const char* name : names)
                all << QString::fromLatin1(name);
            return all;
        };
        QTest::newRow("tables, sorted")
            << list({"b.csv", "a.TSV", "notes.md"}) << list({"a.TSV", "b.csv"}) << QString() << false;
        QTest::newRow("pictures") << list({"train/p/a.png", "list.csv"}) << QStringList()
                                  << QStringLiteral(".") << false;
        QTest::newRow("both in folders of their own")
            << list({"trials/a.csv", "stimuli/test/testset_1/p/a.png"}) << list({"trials/a.csv"})
            << QStringLiteral("stimuli") << false;
        QTest::newRow("nothing") << list({"notes.md"}) << QStringList() << QString() << true;
    }

    void findsWhatAFolderHolds()
    {
        QFETCH(QStringList, files);
        QFETCH(QStringList, tables);
        QFETCH(QString, stimuli);
        QFETCH(bool, problem);
        QTemporaryDir temporary;
        const QDir folder(QFileInfo(temporary.path()).canonicalFilePath());
        for (const QString& name : files) {
            QVERIFY(folder.mkpath(QFileInfo(name).path()));
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        const FoundInputs found = findInputs({folder.path().toStdString()});
        QStringList foundTables;
        for (const std::string& table : found.tables)
            foundTables << folder.relativeFilePath(QString::fromStdString(table));
        QCOMPARE(foundTables, tables);
        QCOMPARE(found.stimuli.empty() ? QString()
                                       : folder.relativeFilePath(QString::fromStdString(found.stimuli)),
                 stimuli);
        QCOMPARE(!found.problems.empty(), problem);
    }

    void repairsTrialsAndNeverTheFile()
    {
        REQUIRE_SHARED_DATA();
        const QString file = path("vit_classification_data.csv");
        QVERIFY(QFile::copy(
            QString::fromStdString(sharedFile("data/huber2024/trials/vit_classification_data.csv").string()),
            file));
        const auto content = [&file] {
            QFile opened(file);
            return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
        };
        const QByteArray before = content();
        Workspace workspace(fewDraws());
        QAbstractItemModelTester tester(&workspace.observers());
        workspace.open({file});
        WAIT_UNTIL_IDLE(workspace);
        const auto lag = [&workspace] { return *workspace.curves()->observers.front().lag.value; };
        QVERIFY(std::abs(lag() - .1777505447) < 1e-9);
        const auto findings = workspace.problems().problems();
        QVERIFY(!findings.empty());

        // Each finding's own repair, in whichever order they are asked for.
        std::vector<Repair> repairs;
        for (const Finding& finding : findings)
            if (const auto repair = repairFor(finding))
                repairs = withRepair(repairs, *repair);
        workspace.setRepairs(0, repairs);
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(std::abs(lag() - .1694172) < 5e-8);
        QCOMPARE(workspace.problems().rowCount(), 0);
        QVERIFY(workspace.repairs(0) == repairs);
        QVERIFY(workspace.observers().index(0, 0).data(ObserverModel::RepairedRole).toBool());

        // They are made again where the file is read again or the session goes to another window.
        workspace.reload(0);
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(workspace.repairs(0) == repairs);
        workspace.open({file});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.observers().observer(0).trials->size(), 10440u);
        Workspace other(fewDraws());
        other.restore(workspace.session());
        QVERIFY(other.repairs(0) == repairs);

        workspace.setRepairs(0, {});
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(std::abs(lag() - .1777505447) < 1e-9);
        QCOMPARE(workspace.problems().rowCount(), int(findings.size()));
        QVERIFY(!workspace.observers().index(0, 0).data(ObserverModel::RepairedRole).toBool());
        QCOMPARE(content(), before);
    }

    void computesTheStatisticsThatAreShown()
    {
        Workspace workspace(fewDraws());
        workspace.open({writeTrialFile(path("human.csv")), writeTrialFile(path("net.csv"))});
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(!workspace.analysis());

        workspace.setAnalysisWanted({AnalysisPart::Deltas});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.analysis()->deltas.size(), std::size_t(1));
        QVERIFY(workspace.analysis()->comparisons.empty());
        QVERIFY(workspace.analysis()->observers[0].confusion.cells.empty());

        workspace.setAnalysisWanted(
            {AnalysisPart::Deltas, AnalysisPart::Confusion, AnalysisPart::Likenesses});
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(!workspace.analysis()->observers[0].confusion.cells.empty());
        QCOMPARE(workspace.analysis()->likenesses.size(), std::size_t(1));

        // What is there is not computed again.
        const auto both = workspace.analysis();
        workspace.setAnalysisWanted({AnalysisPart::Deltas});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.analysis(), both);
        workspace.observers().setCheckedRuns(0, std::vector<std::int32_t> {1, 2});
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(workspace.analysis()->likenesses.empty());
        QCOMPARE(workspace.analysis()->deltas.size(), std::size_t(1));
    }

    void keepsFindingsWhereARepairFails()
    {
        Workspace workspace(fewDraws());
        const QString file = writeTrialFile(path("net.csv"));
        QFile table(file);
        QVERIFY(table.open(QIODevice::ReadWrite));
        const QByteArray last = table.readAll().split('\n').at(1);
        QVERIFY(table.write(last + '\n') > 0); // a duplicate
        table.close();
        workspace.open({file});
        WAIT_UNTIL_IDLE(workspace);
        const auto found = [&] {
            QStringList codes;
            for (const Finding& problem : workspace.problems().problems())
                codes << QString::fromStdString(problem.code);
            return codes;
        };
        QVERIFY2(found().contains(QStringLiteral("duplicate-keys")), qPrintable(found().join(u' ')));
        const auto before = found().size();
        for (int time = 0; time < 2; ++time) {
            workspace.setRepairs(0, {parseRepair("exclude=1,2,3,4").value()}); // leaves no trial
            WAIT_UNTIL_IDLE(workspace);
            QCOMPARE(workspace.observers().observer(0).repairs.size(), std::size_t(0));
            QVERIFY2(found().contains(QStringLiteral("duplicate-keys")), qPrintable(found().join(u' ')));
            QCOMPARE(found().size(), before + 1); // and why it failed, once
        }
    }

private:
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
