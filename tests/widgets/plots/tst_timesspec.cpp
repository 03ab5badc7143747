#include "tests/widgets/plots/agreementstage.h"
#include "widgets/plots/chartcanvas.h"

#include <QTest>

#include <algorithm>

using namespace learnscope;

namespace {
/// Five times a right answer in as many seconds as the trial's number, and one wrong answer of 20 s; in epoch
/// 2 all take a second more, and in training twice as long.
Observer timed()
{
    std::string text = "run,epoch,phase,image_name,ground_truth,prediction,rt\n";
    for (const char* phase : {"train", "test"})
        for (int epoch = 1; epoch <= 2; ++epoch)
            for (int trial = 1; trial <= 6; ++trial) {
                const int seconds = (trial == 6 ? 20 : trial * trial) + epoch - 1;
                text += "1," + std::to_string(epoch) + ',' + phase + ",i" + std::to_string(trial) + ".png,p,"
                    + (trial == 6 ? "q," : "p,")
                    + std::to_string(seconds * (phase == std::string("train") ? 2 : 1)) + '\n';
            }
    return makeObserver("human.csv", std::make_shared<const TrialTable>(*parseTrials(text, "human")));
}

const ChartSeries* seriesOf(const ChartSpec& spec, const std::string& part)
{
    const auto found = std::find_if(spec.series.begin(), spec.series.end(),
                                    [&](const ChartSeries& series) { return series.part == part; });
    return found == spec.series.end() ? nullptr : &*found;
}
} // namespace

/// What the view of reaction times draws, counted by hand.
class TestTimesSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsQuantilesByEpoch_data()
    {
        QTest::addColumn<bool>("train");
        QTest::newRow("test") << false;
        QTest::newRow("train") << true;
    }

    void drawsQuantilesByEpoch()
    {
        QFETCH(bool, train);
        const AgreementStage stage(ViewKind::ReactionTimes, {timed()}, {}, 0);
        stage.view->setOptions({.train = train, .test = !train});
        const ChartSpec& spec = stage.view->findChild<ChartCanvas*>()->spec();
        QCOMPARE(spec.series.size(), std::size_t(6)); // five of right answers, one of wrong ones
        // numpy.quantile([1, 4, 9, 16, 25], [.1, .3, .5, .7, .9])
        const std::vector<double> expected {2.2, 5., 9., 14.6, 21.4};
        const double factor = train ? 2 : 1;
        for (std::size_t quantile = 0; quantile < expected.size(); ++quantile) {
            const ChartSeries* right = seriesOf(spec, "right " + std::to_string(quantile));
            QVERIFY(right);
            QCOMPARE(right->points.size(), std::size_t(2));
            for (int epoch = 0; epoch < 2; ++epoch) {
                const ChartPoint& point = right->points[std::size_t(epoch)];
                QCOMPARE(point.x, epoch + 1.);
                QCOMPARE(point.value, (expected[quantile] + epoch) * factor);
                QCOMPARE(point.n, 5u);
                const TrialSelection behind = right->trialsOf(point);
                QCOMPARE(behind.clauses.at(0).epochs.values, (std::vector<std::int32_t> {epoch + 1}));
                QCOMPARE(behind.clauses.at(0).correct.values, (std::vector<bool> {true}));
                QVERIFY(behind.clauses.at(0).phases.values.at(0) == (train ? Phase::Train : Phase::Test));
            }
        }
        const ChartSeries* wrong = seriesOf(spec, "wrong 2");
        QVERIFY(wrong);
        QCOMPARE(wrong->points[1].value, 21 * factor);
        QCOMPARE(wrong->points[1].n, 1u);
        QVERIFY(wrong->stroke.isHollow);
    }

    void drawsAccuracyBySpeed()
    {
        AnalysisOptions rules;
        rules.timesShown = TimesShown::SpeedAccuracy;
        const AgreementStage stage(ViewKind::ReactionTimes, {timed()}, rules, 0);
        const ChartSpec& spec = stage.view->findChild<ChartCanvas*>()->spec();
        QCOMPARE(spec.series.size(), std::size_t(1));
        const std::vector<ChartPoint>& points = spec.series[0].points;
        QCOMPARE(points.size(), std::size_t(5));
        QVERIFY(std::is_sorted(points.begin(), points.end(),
                               [](const ChartPoint& a, const ChartPoint& b) { return a.x < b.x; }));
        QCOMPARE(points.front().value, 1.);
        QVERIFY(points[3].value < 1 || points[4].value < 1); // where the slow wrong answers are
        double seconds = 0;
        double right = 0;
        std::uint64_t trials = 0;
        for (const ChartPoint& point : points) {
            seconds += point.x * double(point.n);
            right += point.value * double(point.n);
            trials += point.n;
        }
        QCOMPARE(trials, std::uint64_t(12)); // each test trial once
        QCOMPARE(right, 10.);
        QVERIFY(std::abs(seconds - (2 * (1 + 4 + 9 + 16 + 25 + 20) + 6)) < 1e-9);
    }
};

QTEST_MAIN(TestTimesSpec)
#include "tst_timesspec.moc"
