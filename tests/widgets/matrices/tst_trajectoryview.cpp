#include "core/io/trialreader.h"
#include "tests/core/similarity/madeconfusions.h"
#include "tests/support/shareddata.h"
#include "widgets/itemmodels/jobmodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/jobs/jobrunner.h"
#include "widgets/matrices/representationview.h"
#include "widgets/matrices/trajectoryview.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <algorithm>
#include <cmath>

using namespace learnscope;

namespace {
using Counts = std::vector<std::uint64_t>;

const Counts early {6, 3, 1, 1, 4, 0, 0, 2, 2};
const Counts late {8, 1, 1, 1, 8, 1, 1, 1, 8};
const Counts other {7, 2, 1, 2, 7, 1, 1, 4, 5};

std::shared_ptr<const Analysis> made()
{
    auto analysis = std::make_shared<Analysis>();
    analysis->options.curves.threads = 1;
    analysis->observers = {madeObserver("human", ObserverKind::Human, {other, late}),
                           madeObserver("net", ObserverKind::Network, {early, late, other})};
    return analysis;
}

std::shared_ptr<const CurveSet> curvesOf(const Analysis& analysis)
{
    auto curves = std::make_shared<CurveSet>();
    for (const ObserverAnalysis& observer : analysis.observers)
        curves->observers.push_back(observer.curves);
    return curves;
}

/// What is published, with the runs that learnt.
const std::shared_ptr<const Analysis>& study()
{
    static const std::shared_ptr<const Analysis> analysis = [] {
        std::vector<Observer> observers;
        for (const char* name : {"human", "resnet50"}) {
            const auto file =
                sharedFile("data/huber2024/trials") / (std::string(name) + "_classification_data.csv");
            observers.push_back(
                makeObserver(file.string(), std::make_shared<const TrialTable>(readTrials(file).value())));
        }
        AnalysisOptions options;
        options.parts = {AnalysisPart::Confusion};
        options.curves.bootstrapDraws = 0;
        options.selections = {{RunSelection::Rule::Learners, {}}, {}};
        return std::make_shared<const Analysis>(analyse(observers, options).value());
    }();
    return analysis;
}

struct Stage
{
    explicit Stage(std::shared_ptr<const Analysis> analysis = made())
        : runner(jobs, pool)
    {
        view.setModels(nullptr, &selection);
        view.setRunner(&runner);
        view.resize(900, 520);
        view.show();
        if (analysis)
            show(std::move(analysis));
    }

    void show(std::shared_ptr<const Analysis> analysis)
    {
        view.setCurves(curvesOf(*analysis));
        view.setAnalysis(std::move(analysis));
    }

    bool isReady() const { return view.trajectory() && !view.canvas()->picture().curves.empty(); }
    TrajectoryCanvas& canvas() { return *view.canvas(); }

    QThreadPool pool;
    JobModel jobs;
    JobRunner runner;
    SelectionModel selection;
    TrajectoryView view;
};
} // namespace

class TestTrajectoryView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isMadeLikeOtherViewsOfTrials()
    {
        const auto view = makeView(ViewKind::RdmTrajectory);
        QVERIFY(view != nullptr);
        QVERIFY(view->kind() == ViewKind::RdmTrajectory);
        QVERIFY(!isRepresentationView(ViewKind::RdmTrajectory)); // it draws trials
        QVERIFY(partsForView(ViewKind::RdmTrajectory) == AnalysisParts {AnalysisPart::Confusion});
    }

    void drawsTheNumbersOfThePublishedStudy()
    {
        REQUIRE_SHARED_DATA();
        Stage stage(study());
        QTRY_VERIFY(stage.isReady());
        const TrajectoryPicture& picture = stage.canvas().picture();
        QCOMPARE(picture.curves.size(), std::size_t(2));
        // From expected/confusion.csv: shares of right answers and the root mean squared difference of how
        // seldom two classes are taken for each other.
        constexpr double human[] = {.4369747899159664, .5182072829131653, .6414565826330533,
                                    .6470588235294118, .7478991596638656, .7535014005602241};
        constexpr double network[] = {.45784313725490194, .5343137254901961, .6137254901960785,
                                      .7372549019607844,  .7392156862745098, .7019607843137254};
        constexpr double distance[] = {.04363160974913322, .0690978490712626,  .05365937198541354,
                                       .09381218563077016, .04889680496192754, .037641603121094276};
        const TrajectoryCurve& people = picture.curves[0];
        const TrajectoryCurve& net = picture.curves[1];
        QVERIFY(people.isReference && !net.isReference);
        QCOMPARE(people.marks.size(), std::size_t(6));
        QCOMPARE(net.marks.size(), std::size_t(6));
        for (std::size_t epoch = 0; epoch < 6; ++epoch) {
            QCOMPARE(net.marks[epoch].epoch, int(epoch) + 1);
            QVERIFY(std::abs(people.marks[epoch].accuracy - human[epoch]) < 1e-12);
            QVERIFY(std::abs(net.marks[epoch].accuracy - network[epoch]) < 1e-12);
            QVERIFY(std::abs(net.marks[epoch].distance - distance[epoch]) < 1e-12);
            QVERIFY(std::isnan(people.marks[epoch].distance));
        }
        QVERIFY2(stage.view.subtitle().contains(
                     QStringLiteral("stress %1").arg(stage.view.trajectory()->stress, 0, 'f', 3)),
                 qPrintable(stage.view.subtitle()));
        stage.view.grab();
        QVERIFY(stage.canvas().numberedPlaces().size() > 6); // there is room for most epochs' numbers
        // The other phase and another measure.
        stage.view.setChoice({Phase::Train, {}, MatrixMeasure::Spearman});
        QTRY_VERIFY(stage.view.trajectory()->options.phase == Phase::Train);
        constexpr double coefficients[] = {.5, .5, 0, -.5, -.5, -.5}; // of the ranks of three pairs, by hand
        for (std::size_t epoch = 0; epoch < 6; ++epoch)
            QVERIFY(std::abs(stage.canvas().picture().curves[1].marks[epoch].likeness - coefficients[epoch])
                    < 1e-9);
    }

    void drawsThePartsOnTheirScales()
    {
        Stage stage;
        QTRY_VERIFY(stage.isReady());
        TrajectoryCanvas& canvas = stage.canvas();
        const QRectF accuracy = canvas.area(TrajectoryPart::Accuracy);
        const TrajectoryMark& mark = canvas.markAt({1, 0});
        QVERIFY(std::abs(canvas.pixelOf(TrajectoryPart::Accuracy, {1, 0}).y()
                         - (accuracy.bottom() - mark.accuracy * accuracy.height()))
                < 1e-6);
        // Distances on the map are as on the picture, by one scale on both axes.
        const auto lengths = [&](const TrajectoryPlace& one, const TrajectoryPlace& two) {
            const QPointF pixels =
                canvas.pixelOf(TrajectoryPart::Map, one) - canvas.pixelOf(TrajectoryPart::Map, two);
            const QPointF units = canvas.markAt(one).at - canvas.markAt(two).at;
            return std::hypot(pixels.x(), pixels.y()) / std::hypot(units.x(), units.y());
        };
        QVERIFY(std::abs(lengths({0, 0}, {1, 0}) / lengths({0, 1}, {1, 2}) - 1) < 1e-6);
        for (std::size_t curve = 0; curve < 2; ++curve)
            for (std::size_t number = 0; number < canvas.picture().curves[curve].marks.size(); ++number)
                QVERIFY(canvas.area(TrajectoryPart::Map)
                            .contains(canvas.pixelOf(TrajectoryPart::Map, {curve, number})));
        // Nothing is drawn where there is no value: people have no third epoch.
        QVERIFY(std::isnan(canvas.pixelOf(TrajectoryPart::Comparison, {1, 2}).y()));
    }

    void selectsTrialsOfAnEpoch()
    {
        Stage stage;
        QTRY_VERIFY(stage.isReady());
        TrajectoryCanvas& canvas = stage.canvas();
        const auto click = [&](TrajectoryPart part, const TrajectoryPlace& place,
                               Qt::KeyboardModifiers modifiers) {
            QTest::mouseClick(&canvas, Qt::LeftButton, modifiers, canvas.pixelOf(part, place).toPoint());
        };
        click(TrajectoryPart::Comparison, {1, 0}, {});
        QCOMPARE(stage.selection.selection(), trialsOf("net", {}, 1, Phase::Test));
        QVERIFY(canvas.markAt({1, 0}).isSelected);
        QVERIFY(!canvas.markAt({1, 1}).isSelected);
        QVERIFY(!canvas.markAt({0, 0}).isSelected);
        click(TrajectoryPart::Accuracy, {1, 2}, Qt::ShiftModifier);
        QCOMPARE(stage.selection.selection(),
                 unionOf(trialsOf("net", {}, 1, Phase::Test), trialsOf("net", {}, 3, Phase::Test)));
        click(TrajectoryPart::Map, {1, 0}, Qt::ControlModifier);
        QCOMPARE(stage.selection.selection(), trialsOf("net", {}, 3, Phase::Test));
        // What is selected elsewhere is marked here.
        stage.selection.select(trialsOf("human", {}, 2, Phase::Test));
        QVERIFY(canvas.markAt({0, 1}).isSelected && !canvas.markAt({1, 1}).isSelected);
        QTest::mouseClick(&canvas, Qt::LeftButton, {},
                          canvas.area(TrajectoryPart::Accuracy).topLeft().toPoint());
        QVERIFY(stage.selection.selection().empty());
    }

    void isReadByKeys()
    {
        Stage stage;
        QTRY_VERIFY(stage.isReady());
        QTest::keyClick(&stage.view, Qt::Key_Right);
        QVERIFY(stage.canvas().cursorPlace() == (TrajectoryPlace {0, 0}));
        QTest::keyClick(&stage.view, Qt::Key_Down);
        QTest::keyClick(&stage.view, Qt::Key_Right);
        QTest::keyClick(&stage.view, Qt::Key_Right);
        QTest::keyClick(&stage.view, Qt::Key_Right); // there is none beyond
        QVERIFY(stage.canvas().cursorPlace() == (TrajectoryPlace {1, 2}));
        QTest::keyClick(&stage.view, Qt::Key_Up); // people have but two epochs
        QVERIFY(stage.canvas().cursorPlace() == (TrajectoryPlace {0, 1}));
        QTest::keyClick(&stage.view, Qt::Key_Down);
        const auto rows = stage.view.readout()->rows();
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].observer, QStringLiteral("net"));
        QCOMPARE(rows[0].x, std::optional<double>(2));
        QCOMPARE(rows[0].mean, 24. / 30);
        QCOMPARE(rows[1].mean, 0.); // as people are then
        QTest::keyClick(&stage.view, Qt::Key_Return);
        QCOMPARE(stage.selection.selection(), trialsOf("net", {}, 2, Phase::Test));
        QVERIFY2(stage.view.accessibleDescription().startsWith(
                     QStringLiteral("net, epoch 2, selected: accuracy 0.800.")),
                 qPrintable(stage.view.accessibleDescription()));
        QTest::keyClick(&stage.view, Qt::Key_Plus);
        QCOMPARE(stage.canvas().sight().zoom, 1.25);
        QCOMPARE(stage.view.zoom().isEmpty(), false);
        QTest::keyClick(&stage.view, Qt::Key_R);
        QVERIFY(stage.view.zoom().isEmpty());
        QTest::keyClick(&stage.view, Qt::Key_Escape);
        QVERIFY(stage.selection.selection().empty());
        QVERIFY(!stage.canvas().cursorPlace());
    }

    void isReadAsATable()
    {
        Stage stage;
        QTRY_VERIFY(stage.isReady());
        stage.view.setChoice({Phase::Test, {}, MatrixMeasure::Pearson});
        QTRY_VERIFY(stage.view.trajectory()->options.measure == MatrixMeasure::Pearson);
        const QStringList lines = stage.view.toText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 2 + 3);
        QVERIFY(lines[0].contains(QStringLiteral("distance to human")));
        QVERIFY(lines[0].contains(QStringLiteral("Pearson's r with human")));
        const QStringList net = lines[3].split(QLatin1Char('\t'));
        QCOMPARE(net.size(), lines[0].count(QLatin1Char('\t')) + 1);
        QCOMPARE(net[2], QStringLiteral("1"));
        QCOMPARE(net[3], QStringLiteral("19"));
        QVERIFY(std::abs(net[7].toDouble() - std::sqrt(.005 / 3)) < 1e-6);
        QVERIFY(std::abs(net[8].toDouble() - .944911) < 1e-6);
        QCOMPARE(lines[4].split(QLatin1Char('\t'))[8], QString()); // not defined
    }

    void keepsWhatIsChosen()
    {
        Stage stage;
        QSignalSpy changed(&stage.view, &PlotView::stateChanged);
        QVERIFY(stage.view.state().isEmpty());
        const TrajectoryChoice choice {Phase::Train, "net", MatrixMeasure::TauA};
        stage.view.setChoice(choice);
        QCOMPARE(changed.size(), 1);
        Stage again;
        again.view.setState(stage.view.state());
        QVERIFY(again.view.choice() == choice);
        again.view.setState({});
        QVERIFY(again.view.choice() == TrajectoryChoice());
        QTRY_VERIFY(again.isReady());
        QCOMPARE(again.view.trajectory()->reference, std::size_t(0));
        again.view.setChoice({Phase::Test, "net", {}});
        QTRY_COMPARE(again.view.trajectory()->reference, std::size_t(1));
        QVERIFY(!std::isnan(again.canvas().picture().curves[0].marks[0].distance));
    }

    void saysWhyNothingIsDrawn()
    {
        Stage stage(nullptr);
        QVERIFY(stage.view.accessibleDescription().contains(QStringLiteral("Open trial tables")));
        // No trials of the phase.
        stage.show(made());
        stage.view.setChoice({Phase::Train, {}, {}});
        QTRY_VERIFY(stage.canvas().hint().contains(QStringLiteral("train trials of two or more classes")));
        QVERIFY(stage.view.accessibleDescription().contains(stage.canvas().hint()));
        stage.view.setChoice({});
        QTRY_VERIFY(stage.isReady());
        // Too few epochs for a map, and only one observer.
        auto single = std::make_shared<Analysis>();
        single->observers = {madeObserver("net", ObserverKind::Network, {early, late})};
        stage.show(single);
        QTRY_VERIFY(!stage.canvas().picture().mapProblem.isEmpty());
        QVERIFY(stage.canvas().picture().mapProblem.contains(QStringLiteral("3 or more epochs")));
        QVERIFY(stage.canvas().picture().comparisonProblem.contains(QStringLiteral("another observer")));
        QVERIFY(stage.view.accessibleDescription().contains(stage.canvas().picture().comparisonProblem));
        QVERIFY(stage.view.toText().contains(stage.canvas().picture().mapProblem));
        stage.view.grab();
        // A measure that is not defined, of matrices that are the same for all pairs.
        auto alike = std::make_shared<Analysis>();
        alike->observers = {madeObserver("human", ObserverKind::Human, {late, late}),
                            madeObserver("net", ObserverKind::Network, {late, late})};
        stage.view.setChoice({Phase::Test, {}, MatrixMeasure::Spearman});
        stage.show(alike);
        QTRY_VERIFY(stage.canvas().picture().comparisonProblem.contains(QStringLiteral("not defined")));
        stage.view.setChoice({});
        QVERIFY(stage.canvas().picture().comparisonProblem.isEmpty());
        stage.view.grab(); // all epochs in one place
    }

    void hidesObservers()
    {
        Stage stage;
        QTRY_VERIFY(stage.isReady());
        stage.view.setHiddenObservers({"human"});
        QCOMPARE(stage.canvas().picture().curves.size(), std::size_t(1));
        QVERIFY(!std::isnan(stage.canvas().picture().curves[0].marks[0].distance)); // numbers stay
        stage.view.setHiddenObservers({"human", "net"});
        QVERIFY(stage.canvas().picture().curves.empty());
        QVERIFY(stage.view.accessibleDescription().contains(QStringLiteral("hidden")));
    }
};

QTEST_MAIN(TestTrajectoryView)
#include "tst_trajectoryview.moc"
