#include "tests/widgets/plots/chartstage.h"
#include "widgets/itemmodels/selectionevaluator.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace learnscope;

/// Clicks, keys and boxes that select trials in charts, and how charts show what is selected.
class TestChartSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClickOnAPointSelectsItsTrials_data()
    {
        QTest::addColumn<ViewKind>("kind");
        QTest::addColumn<int>("phase"); // -1 for none
        QTest::newRow("test curve") << ViewKind::LearningCurves << int(Phase::Test);
        QTest::newRow("train curve") << ViewKind::LearningCurves << int(Phase::Train);
        QTest::newRow("gap") << ViewKind::Gap << -1;
        QTest::newRow("mean of runs") << ViewKind::Runs << int(Phase::Test);
    }

    void aClickOnAPointSelectsItsTrials()
    {
        QFETCH(ViewKind, kind);
        QFETCH(int, phase);
        Stage stage(kind);
        const std::optional<Phase> wanted =
            phase < 0 ? std::nullopt : std::optional(static_cast<Phase>(phase));
        stage.click(stage.pixel("alexnet", wanted, 1));
        QCOMPARE(stage.selection.selection(), trialsOf("alexnet", {}, 2, wanted));
        QTest::keyClick(stage.view.get(), Qt::Key_Escape);
        QVERIFY(stage.selection.selection().empty());
    }

    void clicksAddAndTakeAway()
    {
        Stage stage(ViewKind::LearningCurves);
        const auto of = [](std::vector<std::int32_t> epochs) {
            TrialSelection selection = trialsOf("alexnet", {}, {}, Phase::Test);
            selection.clauses.front().epochs = ValueSet<std::int32_t>::only(std::move(epochs));
            return selection;
        };
        stage.click(stage.pixel("alexnet", Phase::Test, 0));
        stage.click(stage.pixel("alexnet", Phase::Test, 1), Qt::ShiftModifier);
        stage.click(stage.pixel("alexnet", Phase::Test, 1), Qt::ShiftModifier); // is there already
        QCOMPARE(stage.selection.selection(), of({1, 2}));
        QCOMPARE(stage.canvas->selectedPoints().size(), std::size_t(2));
        stage.click(stage.canvas->pixelOf(0, 1.5, .98).toPoint(), Qt::ShiftModifier); // nothing is there
        stage.click(stage.pixel("alexnet", Phase::Test, 0), Qt::ControlModifier);
        QCOMPARE(stage.selection.selection(), of({2}));
        stage.click(stage.pixel("alexnet", Phase::Test, 2), Qt::ControlModifier);
        QCOMPARE(stage.selection.selection(), of({2, 3}));
        stage.click(stage.pixel("alexnet", Phase::Test, 2), Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(stage.selection.selection(), of({2}));
    }

    void keysAddAndTakeAway()
    {
        Stage stage(ViewKind::LearningCurves);
        PlotView* view = stage.view.get();
        QTest::keyClick(view, Qt::Key_Right);
        QTest::keyClick(view, Qt::Key_Return);
        QTest::keyClick(view, Qt::Key_Right);
        QTest::keyClick(view, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(stage.selection.selection().clauses.size(), std::size_t(1));
        QCOMPARE(stage.selection.selection().clauses.front().epochs, ValueSet<std::int32_t>::only({1, 2}));
        QTest::keyClick(view, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(stage.selection.selection().clauses.front().epochs, ValueSet<std::int32_t>::only({1}));
    }

    void brushesWhatLiesInABox_data()
    {
        QTest::addColumn<ViewKind>("kind");
        QTest::addColumn<TrialSelection>("expected");
        TrialSelection epochs = trialsOf("alexnet", {}, {}, Phase::Test);
        epochs.clauses.front().epochs = ValueSet<std::int32_t>::only({1, 2});
        QTest::newRow("points of curves") << ViewKind::LearningCurves << epochs;
        TrialSelection runs = epochs;
        runs.clauses.front().runs = ValueSet<std::int32_t>::only({1, 2, 3});
        TrialSelection twoRuns = trialsOf("alexnet", {}, 2, Phase::Test);
        twoRuns.clauses.front().runs = ValueSet<std::int32_t>::only({2, 3});
        TrialSelection expected = trialsOf("alexnet", {}, 1, Phase::Test);
        expected.clauses.front().runs = ValueSet<std::int32_t>::only({1, 2, 3});
        QTest::newRow("points of runs") << ViewKind::Runs << unionOf(expected, twoRuns);
    }
    void brushesWhatLiesInABox()
    {
        QFETCH(ViewKind, kind);
        QFETCH(TrialSelection, expected);
        Stage stage(kind);
        const QCPRange before = stage.canvas->xRange();
        const int panel = kind == ViewKind::Runs ? 2 : 0;
        // AlexNet's runs lie at .1 in epoch 1, and at .2, .1 and .1 in epoch 2.
        const QPoint from = stage.canvas->pixelOf(panel, 1, kind == ViewKind::Runs ? .15 : .2).toPoint();
        const QPoint to = stage.canvas->pixelOf(panel, 2.5, .02).toPoint();
        const auto drag = [&](Qt::KeyboardModifiers modifiers) {
            const QPoint start(from.x() - 4, from.y());
            QTest::mousePress(stage.canvas, Qt::LeftButton, modifiers, start);
            for (const QPoint& place : {(start + to) / 2, to}) {
                QMouseEvent move(QEvent::MouseMove, place, stage.canvas->mapToGlobal(place), Qt::NoButton,
                                 Qt::LeftButton, modifiers);
                QApplication::sendEvent(stage.canvas, &move);
            }
            QTest::mouseRelease(stage.canvas, Qt::LeftButton, modifiers, to);
        };
        drag(Qt::ShiftModifier);
        QCOMPARE(stage.selection.selection(), expected);
        QCOMPARE(stage.canvas->xRange(), before); // nothing is zoomed
        drag(Qt::ShiftModifier | Qt::ControlModifier);
        QVERIFY(stage.selection.selection().empty());
    }

    void ringsSayHowMuchIsSelected()
    {
        Stage stage(ViewKind::LearningCurves);
        SelectionEvaluator evaluator(stage.observers, stage.selection);
        TrialSelection right = trialsOf("human", {}, {}, Phase::Test);
        right.clauses.front().correct = ValueSet<bool>::only({true});
        stage.selection.select(right);
        QTRY_COMPARE(stage.canvas->selectedPoints().size(), std::size_t(3));
        QTest::qWait(0);
        std::vector<double> shares;
        for (const SelectedPoint& point : stage.canvas->selectedPoints())
            shares.push_back(point.share);
        // The share of right answers among all is what the curve itself shows.
        QCOMPARE(shares, stage.values("human/test"));
        stage.observers.setCheckedRuns(0, std::vector<std::int32_t> {1});
        QTRY_COMPARE(stage.canvas->selectedPoints().front().share, .3);
    }

    void aClickOnNothingClearsTheSelection()
    {
        Stage stage(ViewKind::LearningCurves);
        stage.selection.select(trialsOf("human", {}, 2, Phase::Test));
        stage.click(stage.canvas->pixelOf(0, 1.5, .98).toPoint());
        QVERIFY(stage.selection.selection().empty());
    }

    void aClickOnARunsPointSelectsItsTrials()
    {
        Stage stage(ViewKind::Runs);
        const int panel = 0;
        const QPoint first = stage.canvas->pixelOf(panel, 1, .3).toPoint(); // run 1, test
        stage.click(first);
        QCOMPARE(stage.selection.selection(), trialsOf("human", 1, 1, Phase::Test));
        const ReadoutRow row = stage.view->readout()->rows().back();
        QCOMPARE(row.observer, QStringLiteral("Humans, participant 1"));
        QCOMPARE(row.mean, .3);
        QCOMPARE(row.n, 10); // trials
        // Runs 2 and 3 of AlexNet coincide in epoch 3: one click after the other reaches both.
        const QPoint shared = stage.canvas->pixelOf(2, 3, .2).toPoint();
        stage.click(shared);
        QCOMPARE(stage.selection.selection(), trialsOf("alexnet", 2, 3, Phase::Test));
        stage.click(shared);
        QCOMPARE(stage.selection.selection(), trialsOf("alexnet", 3, 3, Phase::Test));
        stage.click(shared);
        QCOMPARE(stage.selection.selection(), trialsOf("alexnet", 2, 3, Phase::Test));
    }

    void aSelectionFromElsewhereDimsTheOthers()
    {
        Stage stage(ViewKind::LearningCurves);
        const float before = stage.graph("resnet50/test")->pen().color().alphaF();
        stage.selection.select(trialsOf("human", {}, 2, Phase::Test));
        QVERIFY(stage.graph("resnet50/test")->pen().color().alphaF() < before);
        QCOMPARE(stage.graph("human/test")->pen().color().alphaF(), before);
        stage.selection.select(trialsOf("not here", {}, 2, Phase::Test));
        QCOMPARE(stage.graph("resnet50/test")->pen().color().alphaF(), before);
    }
};

QTEST_MAIN(TestChartSelection)
#include "tst_chartselection.moc"
