#include "tests/widgets/plots/agreementstage.h"
#include "tests/widgets/plots/observerwithall.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace learnscope;

namespace {
/// Of four runs, two go from chance to all right.
double halfLearn(int run, int epoch)
{
    return run <= 2 ? (epoch - 1) / 2. : .3;
}

const QString switchText = QStringLiteral("Learners only");
} // namespace

/// Which runs of people count is a rule of its own; every view whose numbers depend on it has its switch.
class TestLearnerSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOfferedWhereNumbersDependOnIt_data()
    {
        QTest::addColumn<ViewKind>("kind");
        for (const ViewKind kind : viewKinds())
            if (makePlotView(kind))
                QTest::newRow(qPrintable(viewId(kind))) << kind;
    }

    void isOfferedWhereNumbersDependOnIt()
    {
        QFETCH(ViewKind, kind);
        const std::vector<Observer> observers = {observerWithAll("human", 1, halfLearn),
                                                 observerWithAll("resnet50", 2)};
        AnalysisOptions rules;
        const AgreementStage everybody(kind, observers, rules);
        rules.selections = {{RunSelection::Rule::Learners, {}}, {}};
        const AgreementStage learners(kind, observers, rules);
        QVERIFY2(everybody.view->toText().count(QLatin1Char('\n')) > 2, qPrintable(everybody.view->toText()));
        const bool matters = everybody.view->toText() != learners.view->toText();

        QMenu menu;
        everybody.view->addRuleActions(menu);
        QCOMPARE(actionOf(menu, switchText) != nullptr, matters);
    }

    void drivesAndFollowsTheRule()
    {
        AgreementStage stage(ViewKind::LearningCurves, {observerWithAll("human", 1, halfLearn)});
        QMenu menu;
        stage.view->addRuleActions(menu);
        QAction* learners = actionOf(menu, switchText);
        QVERIFY(learners && learners->isCheckable() && learners->isEnabled() && !learners->isChecked());
        QCOMPARE(learners->text(), QStringLiteral("Learners only, 2 of 4"));
        QSignalSpy asked(stage.view.get(), &PlotView::rulesRequested);
        learners->trigger();
        QVERIFY(learners->isChecked() && stage.observers.learnersOnly());
        QCOMPARE(stage.observers.checkedRuns(0), (std::vector<std::int32_t> {1, 2}));
        QCOMPARE(asked.size(), 0); // it is none of the definitions: the observer model keeps it
        learners->trigger();
        QVERIFY(!learners->isChecked() && !stage.observers.learnersOnly());
        QCOMPARE(stage.observers.checkedRuns(0).size(), std::size_t(4));

        stage.observers.setLearnersOnly(true); // by another switch, while the menu is open
        QVERIFY(learners->isChecked());
        QMenu next;
        stage.view->addRuleActions(next);
        QVERIFY(actionOf(next, switchText)->isChecked());
    }

    void isDisabledWithoutPeople()
    {
        const AgreementStage stage(ViewKind::Confusion, {observerWithAll("resnet50", 2)});
        QMenu menu;
        stage.view->addRuleActions(menu);
        QAction* learners = actionOf(menu, switchText);
        QVERIFY(learners && !learners->isEnabled());
        QCOMPARE(learners->text(), switchText);
    }
};

QTEST_MAIN(TestLearnerSwitch)
#include "tst_learnerswitch.moc"
