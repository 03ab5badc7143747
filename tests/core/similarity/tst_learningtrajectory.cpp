#include "core/similarity/learningtrajectory.h"
#include "tests/core/similarity/madeconfusions.h"

#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
using Counts = std::vector<std::uint64_t>;

const Counts early {6, 3, 1, 1, 4, 0, 0, 2, 2};
const Counts late {8, 1, 1, 1, 8, 1, 1, 1, 8};
const Counts other {7, 2, 1, 2, 7, 1, 1, 4, 5};

Analysis made()
{
    Analysis analysis;
    analysis.observers = {madeObserver("a net", ObserverKind::Network, {early, late, other}),
                          madeObserver("b people", ObserverKind::Human, {other, late}),
                          madeObserver("c net", ObserverKind::Network, {late, early})};
    return analysis;
}
} // namespace

class TestLearningTrajectory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesEveryEpochWithPeople()
    {
        const Analysis analysis = made();
        LearningTrajectoryOptions options;
        options.measure = MatrixMeasure::Pearson;
        const LearningTrajectory result = learningTrajectory(analysis, options).value();
        QCOMPARE(result.reference, std::size_t(1)); // the human observer
        QCOMPARE(result.observers.size(), std::size_t(3));
        QCOMPARE(result.observers[0].size(), std::size_t(3));
        const LearningStep& first = result.observers[0][0];
        QCOMPARE(first.epoch, 1);
        QCOMPARE(first.trials, std::uint64_t(19));
        QCOMPARE(first.accuracy, 12. / 19);
        // (.75 .95 .75) and (.8 .9 .75).
        QVERIFY(std::abs(first.likeness->value - .944911182523068) < 1e-9);
        QVERIFY(std::abs(first.likeness->distance - std::sqrt(.005 / 3)) < 1e-12);
        QCOMPARE(first.likeness->pairs, std::uint64_t(3));
        const LearningStep& second = result.observers[0][1];
        QCOMPARE(second.likeness->distance, 0.); // the same counts
        QVERIFY(std::isnan(second.likeness->value)); // and all pairs alike
        QVERIFY(!result.observers[0][2].likeness); // people have no third epoch
        for (const LearningStep& step : result.observers[1])
            QVERIFY(!step.likeness); // the reference itself
        QVERIFY(result.observers[2][0].likeness);
    }

    void placesAllEpochsOnOneMap()
    {
        const Analysis analysis = made();
        const LearningTrajectory result = learningTrajectory(analysis).value();
        QVERIFY(result.mapProblem.empty());
        std::vector<std::vector<ConfusionRdm>> matrices;
        for (const ObserverAnalysis& observer : analysis.observers)
            matrices.push_back(confusionRdms(observer.confusion));
        const ConfusionTrajectory expected = confusionTrajectory(matrices, Phase::Test).value();
        QCOMPARE(result.stress, expected.stress);
        std::size_t points = 0;
        for (const TrajectoryPoint& point : expected.points) {
            const auto& steps = result.observers[point.observer];
            const auto step = std::find_if(steps.begin(), steps.end(),
                                           [&](const LearningStep& one) { return one.epoch == point.epoch; });
            QVERIFY(step->at);
            QCOMPARE((*step->at)[0], point.at[0]);
            QCOMPARE((*step->at)[1], point.at[1]);
            ++points;
        }
        QCOMPARE(points, std::size_t(7));
        // The same confusions lie in the same place, whoever's they are.
        const auto& net = *result.observers[0][1].at;
        const auto& people = *result.observers[1][1].at;
        QVERIFY(std::hypot(net[0] - people[0], net[1] - people[1]) < 1e-4);
    }

    void choosesTheReference()
    {
        const Analysis analysis = made();
        LearningTrajectoryOptions options;
        options.reference = "c net";
        const LearningTrajectory named = learningTrajectory(analysis, options).value();
        QCOMPARE(named.reference, std::size_t(2));
        QCOMPARE(named.observers[0][1].likeness->distance,
                 confusionDistance(confusionRdms(analysis.observers[0].confusion)[1],
                                   confusionRdms(analysis.observers[2].confusion)[1]));
        options.reference = "nobody";
        QCOMPARE(learningTrajectory(analysis, options)->reference, std::size_t(1));
        Analysis nets = analysis;
        nets.observers.erase(nets.observers.begin() + 1);
        QCOMPARE(learningTrajectory(nets, options)->reference, std::size_t(0));
    }

    void saysWhatCannotBeComputed()
    {
        Analysis analysis = made();
        LearningTrajectoryOptions options;
        options.phase = Phase::Train;
        QCOMPARE(learningTrajectory(analysis, options).error().kind, Error::Kind::Usage);
        QVERIFY(learningTrajectory(analysis, options).error().message.find("train") != std::string::npos);
        QCOMPARE(learningTrajectory(Analysis()).error().kind, Error::Kind::Usage);
        // Two epochs make no map, but can be compared.
        analysis.observers = {madeObserver("a net", ObserverKind::Network, {early}),
                              madeObserver("b people", ObserverKind::Human, {other})};
        const LearningTrajectory few = learningTrajectory(analysis).value();
        QVERIFY(few.mapProblem.find("3 or more epochs") != std::string::npos);
        QVERIFY(!few.observers[0][0].at);
        QVERIFY(few.observers[0][0].likeness->distance > 0);
        // A single class.
        Analysis single;
        ObserverAnalysis one = madeObserver("a net", ObserverKind::Network, {});
        one.confusion.labels = {"a"};
        single.observers = {one};
        QVERIFY(!learningTrajectory(single));
    }
};

QTEST_APPLESS_MAIN(TestLearningTrajectory)
#include "tst_learningtrajectory.moc"
