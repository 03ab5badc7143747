#include "core/base/random.h"
#include "core/io/trialreader.h"
#include "core/stats/analysis.h"
#include "tests/core/stats/trialbuilder.h"
#include "tests/support/shareddata.h"

#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
ObserverCurves curvesOf(const Observer& observer, const RunSelection& selection = {})
{
    CurveOptions options;
    options.bootstrapDraws = 0;
    return computeCurves(observer, selection, options).value();
}

Observer published(const char* name)
{
    const auto file = sharedFile("data/huber2024/trials") / (std::string(name) + "_classification_data.csv");
    return makeObserver(file.string(), std::make_shared<const TrialTable>(readTrials(file).value()));
}

/// Draws runs one by one as the definition says: first the participants of a draw, then the runs.
std::vector<double> drawnDeltas(const std::vector<double>& human, const std::vector<double>& network,
                                const BootstrapOptions& options)
{
    std::vector<double> deltas;
    for (int draw = 0; draw < options.draws; ++draw) {
        Random random(options.seed, static_cast<std::uint64_t>(draw));
        const auto mean = [&](const std::vector<double>& values) {
            double sum = 0;
            for (std::size_t count = 0; count < values.size(); ++count)
                sum += values[random.below(static_cast<std::uint32_t>(values.size()))];
            return sum / static_cast<double>(values.size());
        };
        const double humans = mean(human);
        deltas.push_back(humans - mean(network));
    }
    return deltas;
}
} // namespace

/// Human minus network accuracy.
class TestDelta : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheDifferenceOfThePublishedMeans_data()
    {
        QTest::addColumn<QString>("network");
        QTest::addColumn<QList<double>>("means"); // FACTS 1.5
        QTest::newRow("resnet50") << "resnet50" << QList<double> {.4578, .5343, .6137, .7373, .7392, .7020};
        QTest::newRow("alexnet") << "alexnet" << QList<double> {.3971, .4814, .6157, .7216, .7559, .6510};
        QTest::newRow("vit") << "vit" << QList<double> {.5466, .7284, .7755, .8392, .8225, .7922};
    }

    void isTheDifferenceOfThePublishedMeans()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(QString, network);
        QFETCH(QList<double>, means);
        const QList<double> humans {.4370, .5182, .6415, .6471, .7479, .7535};
        const ObserverCurves human = curvesOf(published("human"), {RunSelection::Rule::Learners, {}});
        const auto points =
            accuracyDelta(human, curvesOf(published(qPrintable(network))), {1000, 1, 1}).value();
        QCOMPARE(points.size(), std::size_t(6));
        for (qsizetype index = 0; index < 6; ++index) {
            const DeltaPoint& point = points[static_cast<std::size_t>(index)];
            QCOMPARE(point.epoch, int(index) + 1);
            QVERIFY(std::abs(point.human - humans[index]) <= 5.0001e-5);
            QVERIFY(std::abs(point.network - means[index]) <= 5.0001e-5);
            QCOMPARE(point.delta, point.human - point.network);
            QCOMPARE(point.participants, 7u);
            QCOMPARE(point.runs, 20u);
            QVERIFY(point.band && point.band->low < point.delta && point.delta < point.band->high);
        }
    }

    void drawsBothGroupsIndependently()
    {
        // Runs that are all right or all wrong: were the same runs drawn on both sides, every difference
        // would be 0. Drawn independently it is 1 in a sixteenth of the draws, and -1 in another.
        TrialBuilder builder;
        builder.cell(1, 1, Phase::Test, 6, 0).cell(2, 1, Phase::Test, 6, 6);
        const ObserverCurves curves = curvesOf(builder.observer("human"));
        const auto points = accuracyDelta(curves, curves, {4000, 3, 1}).value();
        QCOMPARE(points.size(), std::size_t(1));
        QCOMPARE(points[0].delta, 0.);
        QCOMPARE(points[0].band, std::optional(Interval {-1, 1}));
    }

    void bandsAreThoseOfDrawsMadeOneByOne()
    {
        // 6 trials each, so that the mean of a draw is a ratio of whole numbers.
        const std::vector<int> human {1, 2, 4, 6, 3};
        const std::vector<int> network {0, 5, 5, 2, 1, 4, 6};
        const auto observer = [](const std::vector<int>& correct, const char* name) {
            TrialBuilder builder;
            for (std::size_t run = 0; run < correct.size(); ++run)
                builder.cell(int(run) + 1, 1, Phase::Test, 6, correct[run]);
            return builder.observer(name);
        };
        const auto accuracies = [](const std::vector<int>& correct) {
            return std::vector<double>(correct.begin(), correct.end());
        };
        const BootstrapOptions options {999, 17, 1};
        const auto points =
            accuracyDelta(curvesOf(observer(human, "human")), curvesOf(observer(network, "net")), options)
                .value();
        std::vector<double> deltas = drawnDeltas(accuracies(human), accuracies(network), options);
        for (double& delta : deltas)
            delta /= 6;
        const auto expected = percentileInterval(deltas);
        QVERIFY(points[0].band && expected);
        QVERIFY(std::abs(points[0].band->low - expected->low) < 1e-12);
        QVERIFY(std::abs(points[0].band->high - expected->high) < 1e-12);
        // Threads change nothing.
        const auto again = accuracyDelta(curvesOf(observer(human, "human")),
                                         curvesOf(observer(network, "net")), {999, 17, 3})
                               .value();
        QCOMPARE(again[0].band, points[0].band);
    }

    void takesEpochsThatBothHave()
    {
        TrialBuilder human;
        for (const int run : {1, 2})
            for (const int epoch : {1, 3, 4})
                human.cell(run, epoch, Phase::Test, 6, 3);
        TrialBuilder network;
        network.cell(1, 2, Phase::Test, 6, 3).cell(1, 3, Phase::Test, 6, 6).cell(1, 4, Phase::Test, 6, 0);
        network.cell(2, 4, Phase::Test, 6, 6).cell(2, 1, Phase::Train, 6, 6);
        const auto points =
            accuracyDelta(curvesOf(human.observer("human")), curvesOf(network.observer("net")), {50, 1, 1})
                .value();
        QCOMPARE(points.size(), std::size_t(2));
        QCOMPARE(points[0].epoch, 3);
        QCOMPARE(points[0].delta, -.5);
        QCOMPARE(points[0].runs, 1u);
        QVERIFY(!points[0].band); // one run cannot be resampled
        QCOMPARE(points[1].epoch, 4);
        QCOMPARE(points[1].runs, 2u);
        QVERIFY(points[1].band);
    }

    void comparesEveryHumanObserverWithEveryNetwork()
    {
        const auto observer = [](const char* name, ObserverKind kind) {
            TrialBuilder builder;
            builder.cell(1, 1, Phase::Test, 6, 3).cell(2, 1, Phase::Test, 6, 4);
            Observer made = builder.observer(name);
            made.kind = kind;
            return made;
        };
        const std::vector<Observer> observers {
            observer("netb", ObserverKind::Network), observer("adults", ObserverKind::Human),
            observer("neta", ObserverKind::Network), observer("children", ObserverKind::Human)};
        AnalysisOptions options;
        options.curves.bootstrapDraws = 20;
        const Analysis analysis = analyse(observers, options).value();
        QStringList pairs;
        for (const ObserverDelta& delta : analysis.deltas) {
            pairs << QString::fromStdString(analysis.observers[delta.human].curves.observer.name + '-'
                                            + analysis.observers[delta.network].curves.observer.name);
            QCOMPARE(delta.points.size(), std::size_t(1));
        }
        QCOMPARE(pairs.join(u' '), QStringLiteral("adults-neta adults-netb children-neta children-netb"));
    }
};

QTEST_GUILESS_MAIN(TestDelta)
#include "tst_delta.moc"
