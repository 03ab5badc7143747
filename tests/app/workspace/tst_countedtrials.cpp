#include "app/workspace/workspace.h"
#include "core/repairs/restriction.h"
#include "tests/support/trialfile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

namespace {
WorkspaceOptions fewDraws()
{
    WorkspaceOptions options;
    options.rules.curves.bootstrapDraws = 100;
    return options;
}
} // namespace

#define WAIT_UNTIL_IDLE(workspace) QTRY_VERIFY_WITH_TIMEOUT(!(workspace).isBusy(), 60000)

/// All numbers of a workspace can be made of the selected trials alone.
class TestCountedTrials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsOnlySelectedTrials()
    {
        Workspace workspace(fewDraws());
        workspace.setAnalysisWanted(AnalysisParts::all());
        workspace.open({writeTrialFile(path("human.csv")), writeTrialFile(path("net.csv"))});
        WAIT_UNTIL_IDLE(workspace);
        workspace.observers().setCheckedRuns(0, std::vector<std::int32_t> {1, 2});
        TrialClause clause;
        clause.epochs = ValueSet<std::int32_t>::only({1, 2});
        const TrialSelection selection {{clause}};
        workspace.selection().select(selection);
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(!workspace.curves()->onlySelected);
        const auto all = workspace.curves();

        workspace.setOnlySelected(true);
        WAIT_UNTIL_IDLE(workspace);
        // The same as the command line does.
        std::vector<Observer> observers {workspace.observers().observer(0),
                                         workspace.observers().observer(1)};
        const std::vector<RunSelection> runs {{RunSelection::Rule::Listed, {1, 2}}, {}};
        const auto left = restrictTo(observers, runs, selection);
        QVERIFY(left);
        const auto wanted = computeCurveSet(left->observers, left->selections, all->options);
        const CurveSet& found = *workspace.curves();
        QCOMPARE(found.observers.size(), std::size_t(2));
        QCOMPARE(found.onlySelected, std::optional<std::uint64_t>(2 * 2 * 24 + 4 * 2 * 24));
        for (std::size_t place = 0; place < 2; ++place) {
            const ObserverCurves& one = found.observers[place];
            const ObserverCurves& other = wanted->observers[place];
            QCOMPARE(one.runs, other.runs);
            QCOMPARE(one.test.size(), std::size_t(2));
            for (std::size_t epoch = 0; epoch < 2; ++epoch)
                QCOMPARE(one.test[epoch].mean, other.test[epoch].mean);
            QVERIFY(isRestricted(one.observer));
            QCOMPARE(repairsText(one.observer), repairsText(other.observer));
            // Nothing is picked twice, so that figures find the analysis at hand.
            QVERIFY(workspace.analysis()->observers[place].curves.observer.trials == one.observer.trials);
        }

        // They follow the selection, the checks and the names.
        workspace.selection().select(trialsOf("net", {}, 3));
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.curves()->observers.size(), std::size_t(1));
        QCOMPARE(workspace.curves()->onlySelected, std::optional<std::uint64_t>(4 * 24));
        workspace.observers().setCheckedRuns(1, std::vector<std::int32_t> {4});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.curves()->onlySelected, std::optional<std::uint64_t>(24));
        workspace.observers().setLabel(1, "Netz");
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.curves()->observers[0].observer.label, std::string("Netz"));
        QVERIFY(repairsText(workspace.curves()->observers[0].observer).starts_with("Netz: "));

        workspace.selection().clear();
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.curves()->observers.size(), std::size_t(0));
        QCOMPARE(workspace.curves()->onlySelected, std::optional<std::uint64_t>(0));
        QCOMPARE(workspace.problems().rowCount(), 0);

        workspace.setOnlySelected(false);
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(!workspace.curves()->onlySelected);
        QCOMPARE(workspace.curves()->observers[0].test.size(), all->observers[0].test.size());

        workspace.setOnlySelected(true);
        workspace.closeAll();
        QVERIFY(!workspace.isOnlySelected());
    }

    void countsAllAgainWherePickingIsCancelled()
    {
        Workspace workspace(fewDraws());
        workspace.open({writeTrialFile(path("net.csv"))});
        WAIT_UNTIL_IDLE(workspace);
        workspace.selection().select(trialsOf("net", {}, 3));
        WAIT_UNTIL_IDLE(workspace);
        // Before it is known how the job ended.
        const auto connection = connect(
            &workspace.runner(), &JobRunner::runningChanged, &workspace,
            [&workspace] { workspace.runner().cancelAll(); }, Qt::QueuedConnection);
        workspace.setOnlySelected(true);
        QTRY_VERIFY(!workspace.isOnlySelected());
        disconnect(connection);
        workspace.setRules(workspace.rules());
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(!workspace.curves()->onlySelected);
        QVERIFY(!isRestricted(workspace.curves()->observers[0].observer));
    }

private:
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCountedTrials)
#include "tst_countedtrials.moc"
