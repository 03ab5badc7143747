#include "core/io/trialreader.h"
#include "tests/support/shareddata.h"
#include "tests/widgets/plots/chartstage.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/plotview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QTest>

#include <array>
#include <cmath>

using namespace learnscope;

namespace {
/// Views that can draw any table with training and test trials.
constexpr std::array curveKinds = {ViewKind::LearningCurves, ViewKind::Gap, ViewKind::Runs,
                                   ViewKind::MovingAverage, ViewKind::DataEfficiency};

std::vector<double> means(const std::vector<CurvePoint>& points)
{
    std::vector<double> numbers;
    for (const CurvePoint& point : points)
        numbers.push_back(point.mean);
    return numbers;
}
} // namespace

class TestPlotView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesItsKinds()
    {
        std::set<QString> ids;
        QVERIFY(viewKinds().size() >= curveKinds.size());
        for (const ViewKind kind : viewKinds()) {
            QVERIFY(ids.insert(viewId(kind)).second);
            QCOMPARE(viewKindFromId(viewId(kind)), std::optional(kind));
            if (const auto view = makePlotView(kind))
                QCOMPARE(view->title(), viewTitle(kind));
        }
        QVERIFY(!viewKindFromId(u"pie"));
    }

    void drawsTheNumbersOfTheCurves()
    {
        const auto curves = threeObservers();
        for (const ViewKind kind : {ViewKind::LearningCurves, ViewKind::Runs}) {
            const Stage stage(kind, curves);
            for (const ObserverCurves& observer : curves->observers) {
                QCOMPARE(stage.values((observer.observer.name + "/train").c_str()), means(observer.train));
                QCOMPARE(stage.values((observer.observer.name + "/test").c_str()), means(observer.test));
            }
        }
        const Stage gap(ViewKind::Gap, curves);
        for (const ObserverCurves& observer : curves->observers) {
            std::vector<double> expected;
            for (const GapPoint& point : observer.gap)
                expected.push_back(point.gap);
            QCOMPARE(gap.values((observer.observer.name + "/gap").c_str()), expected);
        }
        QCOMPARE(gap.values("human/gap").size(), std::size_t(3));
    }

    void drawsThePublishedNumbers()
    {
        REQUIRE_SHARED_DATA();
        const auto path = sharedFile("data/huber2024/trials/resnet50_classification_data.csv");
        auto trials = readTrials(path);
        QVERIFY(trials.has_value());
        CurveOptions options;
        options.bootstrapDraws = 0;
        const auto table = std::make_shared<const TrialTable>(std::move(*trials));
        const Stage stage(ViewKind::LearningCurves,
                          setOf({*computeCurves(makeObserver(path.string(), table), {}, options)}));
        const std::vector<double> test = stage.values("resnet50/test");
        const std::vector<double> counts = {467, 545, 626,
                                            752, 754, 716}; // of 1020, from the published tables
        QCOMPARE(test.size(), counts.size());
        for (std::size_t epoch = 0; epoch < counts.size(); ++epoch)
            QVERIFY(std::abs(test[epoch] - counts[epoch] / 1020) < 1e-12);
    }

    void neverCutsALag()
    {
        const Stage stage(ViewKind::Gap);
        const double value = *stage.view->curves()->observers[1].lag.value;
        const QString number = QString::number(value, 'f', 3);
        QFont large = stage.view->font();
        large.setPointSizeF(large.pointSizeF() * 1.6);
        stage.view->setFont(large);
        bool hasShortened = false;
        for (int width = 600; width >= 240; width -= 20) {
            stage.view->resize(width, 300);
            QApplication::processEvents();
            for (const LegendEntry& entry : stage.canvas->legend().entries())
                if (entry.observer == "resnet50") {
                    QVERIFY2(entry.text.endsWith(number), qPrintable(entry.text));
                    hasShortened |= entry.text == number;
                }
        }
        QVERIFY(hasShortened);
    }

    void drawsTheLagWindowBold()
    {
        const Stage stage(ViewKind::Gap);
        const ObserverCurves& network = stage.view->curves()->observers[1];
        QVERIFY(network.lag.value.has_value());
        std::size_t inside = 0;
        for (const GapPoint& point : network.gap)
            inside += point.epoch >= *network.lag.first && point.epoch <= *network.lag.last;
        QVERIFY(inside > 0);
        QCOMPARE(stage.values("resnet50/gap/strong").size(), inside);
        QCOMPARE(stage.values("resnet50/gap/weak").size(), 3 - inside);
        // AlexNet never rises above chance: nothing is bold, and the label says why.
        QVERIFY(!stage.view->curves()->observers[2].lag.value.has_value());
        QCOMPARE(stage.values("alexnet/gap/strong").size(), std::size_t(0));
        QVERIFY(stage.canvas->spec().labels[2].text.contains(QStringLiteral("never above chance")));
        QVERIFY(stage.canvas->spec().labels[1].text.startsWith(QStringLiteral("ΔG ")));
    }

    void labelsHideAndShow()
    {
        Stage stage(ViewKind::LearningCurves);
        stage.click(stage.label("resnet50"));
        QVERIFY(!stage.graph("resnet50/test")->visible());
        QVERIFY(stage.graph("human/test")->visible());
        QCOMPARE(stage.observers.checkedRuns(1).size(), std::size_t(2)); // checks are another matter
        QTest::qWait(0);
        stage.show(threeObservers()); // stays hidden, and listed
        QVERIFY(!stage.graph("resnet50/test")->visible());
        stage.click(stage.label("resnet50"));
        QVERIFY(stage.graph("resnet50/test")->visible());
    }

    void aDoubleClickOnALabelShowsItAlone_data()
    {
        QTest::addColumn<ViewKind>("kind");
        for (const ViewKind kind : curveKinds)
            QTest::newRow(qPrintable(viewId(kind))) << kind;
    }

    void aDoubleClickOnALabelShowsItAlone()
    {
        QFETCH(ViewKind, kind);
        Stage stage(kind);
        const auto doubleClick = [&stage](const char* observer) {
            const QPoint position = stage.label(observer);
            stage.click(position);
            QTest::mouseDClick(stage.canvas, Qt::LeftButton, {}, position);
        };
        doubleClick("resnet50");
        QCOMPARE(stage.view->hiddenObservers(), (std::set<std::string> {"human", "alexnet"}));
        doubleClick("resnet50");
        QVERIFY(stage.view->hiddenObservers().empty());
        doubleClick("human");
        stage.click(stage.label("resnet50"), Qt::AltModifier);
        QVERIFY(stage.view->hiddenObservers().empty());
    }

    void readsOutWhatStandsUnderTheCrosshair()
    {
        Stage stage(ViewKind::LearningCurves);
        QAbstractItemModelTester tester(stage.view->readout());
        QTest::mouseMove(stage.canvas, stage.canvas->pixelOf(0, 2.2, .9).toPoint());
        const auto rows = stage.view->readout()->rows();
        QCOMPARE(rows.size(), std::size_t(6));
        const auto& network = stage.view->curves()->observers[1];
        bool isFound = false;
        for (const ReadoutRow& row : rows)
            if (row.observer == QStringLiteral("ResNet-50") && row.phase == QStringLiteral("test")) {
                isFound = true;
                QCOMPARE(row.x, std::optional(2.));
                QCOMPARE(row.mean, network.test[1].mean);
                QCOMPARE(row.low, std::optional(network.test[1].band->low));
                QCOMPARE(row.high, std::optional(network.test[1].band->high));
                QCOMPARE(row.n, 2);
            }
        QVERIFY(isFound);
        stage.view->setHiddenObservers({"resnet50"});
        QCOMPARE(stage.view->readout()->rows().size(), std::size_t(4));
    }

    void pinsAndCopiesTheReadout()
    {
        Stage stage(ViewKind::LearningCurves);
        QTest::mouseMove(stage.canvas, stage.canvas->pixelOf(0, 2, .9).toPoint());
        QTest::keyClick(stage.view.get(), Qt::Key_P);
        QVERIFY(stage.view->readout()->isPinned());
        QTest::mouseMove(stage.canvas, stage.canvas->pixelOf(0, 3, .9).toPoint());
        QCOMPARE(stage.view->readout()->rows().front().x, std::optional(2.));
        QCOMPARE(stage.canvas->overlay().x, std::optional(2.));
        QTest::keyClick(stage.view.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), stage.view->readout()->toTsv());
        QTRY_VERIFY(!stage.canvas->pinArea().isNull());
        stage.click(stage.canvas->pinArea().center().toPoint());
        QVERIFY(!stage.view->readout()->isPinned());
    }

    void keysMoveFromPointToPoint()
    {
        Stage stage(ViewKind::LearningCurves);
        PlotView* view = stage.view.get();
        QCOMPARE(view->accessibleName(), QStringLiteral("Learning curves"));
        QTest::keyClick(view, Qt::Key_Right); // the first curve's first point
        QTest::keyClick(view, Qt::Key_Right);
        QTest::keyClick(view, Qt::Key_Down);
        const ChartSeries& second = stage.canvas->spec().series[1];
        QVERIFY2(view->accessibleDescription().contains(second.label),
                 qPrintable(view->accessibleDescription()));
        QVERIFY(view->accessibleDescription().contains(QStringLiteral("epoch 2")));
        QCOMPARE(view->readout()->rows().front().x, std::optional(2.));
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(stage.selection.selection(), trialsOf(second.observer, {}, 2, second.phase));
        for (int press = 0; press < 5; ++press)
            QTest::keyClick(view, Qt::Key_Right); // stops at the end
        QVERIFY(view->accessibleDescription().contains(QStringLiteral("epoch 3")));
    }

    void zoomsIntoABoxAndBack()
    {
        Stage stage(ViewKind::LearningCurves);
        const QCPRange full = stage.canvas->xRange();
        const QPoint from = stage.canvas->pixelOf(0, 1.5, .8).toPoint();
        const QPoint to = stage.canvas->pixelOf(0, 2.75, .4).toPoint();
        QTest::mousePress(stage.canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(stage.canvas, (from + to) / 2);
        QTest::mouseMove(stage.canvas, to);
        QTest::mouseRelease(stage.canvas, Qt::LeftButton, {}, to);
        QVERIFY(std::abs(stage.canvas->xRange().lower - 1.5) < .01);
        QVERIFY(std::abs(stage.canvas->xRange().upper - 2.75) < .01);
        QVERIFY(std::abs(stage.canvas->valueRange().upper - .8) < .01);
        stage.show(threeObservers()); // as when a run has gone on
        QVERIFY(std::abs(stage.canvas->xRange().lower - 1.5) < .01);
        QVERIFY(stage.selection.selection().empty()); // a drag is no click
        QTest::keyClick(stage.view.get(), Qt::Key_R);
        QCOMPARE(stage.canvas->xRange(), full);
        stage.view->zoomIn();
        QVERIFY(stage.canvas->xRange().size() < full.size());
        for (int step = 0; step < 20; ++step)
            stage.view->zoomOut();
        QCOMPARE(stage.canvas->xRange(), full); // never further than the data
    }

    void pansWithTheRightButton()
    {
        Stage stage(ViewKind::LearningCurves);
        stage.view->zoomIn();
        const double before = stage.canvas->xRange().lower;
        const QPoint from = stage.canvas->rect().center();
        QTest::mousePress(stage.canvas, Qt::RightButton, {}, from);
        for (int step = 1; step <= 4; ++step)
            QTest::mouseMove(stage.canvas, from + QPoint(5 * step, 0));
        QTest::mouseRelease(stage.canvas, Qt::RightButton, {}, from + QPoint(20, 0));
        QVERIFY(stage.canvas->xRange().lower < before);
    }

    void saysWhatToDoWhereThereIsNothing_data()
    {
        QTest::addColumn<ViewKind>("kind");
        for (const ViewKind kind : curveKinds)
            QTest::newRow(qPrintable(viewId(kind))) << kind;
    }

    void saysWhatToDoWhereThereIsNothing()
    {
        QFETCH(ViewKind, kind);
        Stage stage(kind, nullptr);
        QVERIFY(stage.canvas->spec().empty());
        QVERIFY(stage.view->accessibleDescription().startsWith(QStringLiteral("Open trial tables")));
        stage.view->grab();
        stage.show(threeObservers());
        QVERIFY(!stage.canvas->spec().empty());
        stage.show(std::make_shared<const CurveSet>());
        QVERIFY(stage.canvas->spec().empty());
        QTest::keyClick(stage.view.get(), Qt::Key_Right); // harmless
        stage.click(stage.canvas->rect().center());
        stage.view->grab();
    }

    void drawsOneRunAndOneEpoch_data() { saysWhatToDoWhereThereIsNothing_data(); }

    void drawsOneRunAndOneEpoch()
    {
        QFETCH(ViewKind, kind);
        for (const auto& runs : {std::vector<std::vector<unsigned>> {{4}}, {{4, 5}}, {{4}, {7}, {9}}}) {
            Stage stage(kind, setOf({curvesOf("resnet50", runs)}));
            stage.view->setOptions({true, true, true, true});
            stage.view->resize(260, 200);
            stage.view->grab();
            QVERIFY(!stage.canvas->spec().empty());
            QVERIFY(stage.canvas->xRange().size() > 0);
            for (const QCPGraph* graph : stage.view->findChildren<QCPGraph*>())
                for (const QCPGraphData& point : *graph->data())
                    QVERIFY(std::isfinite(point.value));
            QVERIFY(!stage.view->toText().contains(QStringLiteral("nan")));
        }
    }

    void leavesOutWhatIsNotANumber()
    {
        ObserverCurves broken = curvesOf("resnet50", {{4, 5, 6}, {5, 6, 7}});
        broken.test[1].mean = qQNaN();
        broken.gap[0].gap = qQNaN();
        broken.train[0].band = Interval {qQNaN(), qQNaN()};
        for (const ViewKind kind : curveKinds) {
            Stage stage(kind, setOf({broken}));
            if (kind == ViewKind::LearningCurves || kind == ViewKind::Runs)
                QCOMPARE(stage.values("resnet50/test").size(), std::size_t(2));
            QVERIFY(stage.canvas->valueRange().size() > 0);
            QVERIFY(!stage.view->toText().contains(QStringLiteral("nan")));
            stage.view->grab();
        }
    }

    void showsOnlyThePhasesWanted()
    {
        Stage stage(ViewKind::LearningCurves);
        stage.view->setOptions({false, false, false, true});
        QVERIFY(!stage.graph("human/train"));
        QVERIFY(stage.graph("human/test"));
        QVERIFY(!stage.graph("human/band")); // nor bands
        stage.view->setOptions({true, false, false, false});
        QVERIFY(stage.canvas->spec().empty());
        QVERIFY(stage.view->accessibleDescription().contains(QStringLiteral("Switch on")));
    }

    void followsLabelsColoursAndTheme()
    {
        Stage stage(ViewKind::LearningCurves);
        stage.observers.setLabel(1, "My network");
        QCOMPARE(stage.canvas->spec().labels[1].text, QStringLiteral("My network"));
        stage.observers.setColor(1, QColor(1, 2, 3));
        QCOMPARE(stage.graph("resnet50/test")->pen().color(), QColor(1, 2, 3));
        const QColor onLight = stage.graph("human/test")->pen().color();
        stage.view->setPalette(Theme::darkTheme().palette());
        QVERIFY(stage.graph("human/test")->pen().color() != onLight);
        QCOMPARE(stage.view->grab().toImage().pixelColor(1, 1), Theme::darkTheme().surface);
    }

    void labelsNeverOverlapHoweverManyAndSmall()
    {
        std::vector<ObserverCurves> many;
        for (int place = 0; place < 20; ++place)
            many.push_back(
                curvesOf("a rather long name of network " + std::to_string(place), {{5, 6}, {5, 6}}));
        const auto set = setOf(many);
        for (const ViewKind kind : curveKinds)
            for (const QSize size : {QSize(260, 200), QSize(520, 360), QSize(1200, 900)}) {
                Stage stage(kind, set);
                stage.view->resize(size);
                QApplication::processEvents();
                const auto& entries = stage.canvas->legend().entries();
                QVERIFY(!entries.empty());
                for (std::size_t one = 0; one < entries.size(); ++one) {
                    QVERIFY(QRectF(stage.canvas->rect()).contains(entries[one].rect));
                    for (std::size_t other = 0; other < one; ++other)
                        QVERIFY(!entries[one]
                                     .rect.adjusted(.01, .01, -.01, -.01)
                                     .intersects(entries[other].rect));
                }
            }
    }

    void textIsReadableInAnyColour_data()
    {
        QTest::addColumn<QColor>("background");
        QTest::newRow("light") << Theme::light().surface;
        QTest::newRow("dark") << Theme::darkTheme().surface;
    }

    void textIsReadableInAnyColour()
    {
        QFETCH(QColor, background);
        const auto luminance = [](const QColor& color) {
            const auto linear = [](double part) {
                return part <= .04045 ? part / 12.92 : std::pow((part + .055) / 1.055, 2.4);
            };
            return .2126 * linear(color.redF()) + .7152 * linear(color.greenF())
                + .0722 * linear(color.blueF());
        };
        for (const QRgb rgb : {0xe69f00U, 0x56b4e9U, 0x0072b2U, 0x333333U, 0xdd3497U, 0xffffffU, 0x000000U}) {
            const double front = luminance(readableOn(background, QColor(rgb)));
            const double behind = luminance(background);
            QVERIFY((std::max(front, behind) + .05) / (std::min(front, behind) + .05) >= 4.5);
        }
    }
};

QTEST_MAIN(TestPlotView)
#include "tst_plotview.moc"
