#include "core/similarity/confusiontrajectory.h"
#include "tests/core/similarity/madeconfusions.h"

#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
Confusion made(const std::vector<std::uint64_t>& early, const std::vector<std::uint64_t>& late)
{
    Confusion confusion;
    confusion.labels = {"a", "b", "c"};
    addCounts(confusion, Phase::Test, 1, early);
    addCounts(confusion, Phase::Test, 2, late);
    return confusion;
}
} // namespace

class TestConfusionRdm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhichAnswersAreMeant_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("observer"); // empty: it is refused
        QTest::addColumn<Phase>("phase");
        QTest::addColumn<int>("epoch"); // 0: the last
        const auto row = [](const char* text, const char* observer, Phase phase, int epoch) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(observer) << phase << epoch;
        };
        row("human", "human", Phase::Test, 0);
        row("human:test", "human", Phase::Test, 0);
        row("human:train:12", "human", Phase::Train, 12);
        row("a:b:train", "a:b", Phase::Train, 0);
        row("test:3:test:4", "test:3", Phase::Test, 4);
        for (const char* text :
             {"human:tset", "human:3", "human:test:x", "human:test:", ":test", "test:2", ":"})
            row(text, "", Phase::Test, 0);
    }

    void readsWhichAnswersAreMeant()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, observer);
        QFETCH(Phase, phase);
        QFETCH(int, epoch);
        const auto answers = representationOfTrialsFromText(text.toStdString());
        QCOMPARE(bool(answers), !observer.isEmpty());
        if (!answers) {
            QCOMPARE(answers.error().kind, Error::Kind::Usage);
            QVERIFY(QByteArray::fromStdString(answers.error().message).contains(text));
            return;
        }
        QCOMPARE(answers->observer, observer.toStdString());
        QVERIFY(answers->phase == phase);
        QCOMPARE(answers->epoch.value_or(0), epoch);
        QVERIFY(representationOfTrialsFromText(toText(*answers)).value() == *answers);
    }

    void isOneLessTheShareTakenForEachOther()
    {
        const auto matrices = confusionRdms(made({6, 3, 1, 1, 4, 0, 0, 2, 2}, {10, 0, 0, 0, 5, 0, 0, 0, 0}));
        QCOMPARE(matrices.size(), std::size_t {2});
        QCOMPARE(matrices[0].epoch, 1);
        QCOMPARE(matrices[0].trials, std::uint64_t {19});
        QCOMPARE(matrices[0].accuracy, 12. / 19);
        QCOMPARE(matrices[0].matrix.names()[2], std::string("c"));
        QCOMPARE(matrices[0].matrix.at(0, 1), 1 - (.3 + .2) / 2);
        QCOMPARE(matrices[0].matrix.at(0, 2), 1 - (.1 + 0) / 2);
        QCOMPARE(matrices[0].matrix.at(1, 2), 1 - (0 + .5) / 2);
        QCOMPARE(matrices[1].matrix.at(0, 1), 1.);
        QVERIFY(std::isnan(matrices[1].matrix.at(0, 2))); // c was not shown
    }

    void observersAreComparedEpochByEpoch()
    {
        const auto one = confusionRdms(made({6, 3, 1, 1, 4, 0, 0, 2, 2}, {8, 1, 1, 1, 8, 1, 1, 1, 8}));
        const auto other = confusionRdms(made({7, 2, 1, 2, 7, 1, 1, 4, 5}, {8, 2, 0, 2, 8, 0, 0, 0, 10}));
        const auto likeness = compareConfusionRdms(one, other, MatrixMeasure::Pearson).value();
        QCOMPARE(likeness.size(), std::size_t {2});
        QCOMPARE(likeness[0].pairs, std::uint64_t {3});
        // Pearson of (.75 .95 .75) and (.8 .9 .75).
        QVERIFY(std::abs(likeness[0].value - .944911182523068) < 1e-9);
        QVERIFY(std::isnan(likeness[1].value)); // all pairs of the first alike
        for (std::size_t epoch = 0; epoch < 2; ++epoch)
            QCOMPARE(likeness[epoch].distance, confusionDistance(one[epoch], other[epoch]));
        QCOMPARE(compareConfusionRdms(one, {}, MatrixMeasure::Pearson).value().size(), std::size_t {0});
    }

    void classesThatWereNotShownAreLeftOut()
    {
        const auto one = confusionRdms(made({6, 3, 1, 1, 4, 0, 0, 0, 0}, {8, 1, 1, 1, 8, 1, 1, 1, 8}));
        const auto likeness = compareConfusionRdms(one, one, MatrixMeasure::Spearman).value();
        QVERIFY(std::isnan(likeness[0].value)); // one pair is left
        Confusion single;
        single.labels = {"a"};
        QVERIFY(confusionRdms(single).empty());
    }

    void distanceIsTheRootMeanSquaredDifference()
    {
        const auto one = confusionRdms(made({6, 3, 1, 1, 4, 0, 0, 2, 2}, {8, 1, 1, 1, 8, 1, 0, 0, 0}));
        const auto other = confusionRdms(made({7, 2, 1, 2, 7, 1, 1, 4, 5}, {10, 0, 0, 0, 5, 0, 0, 0, 0}));
        // (.75 .95 .75) and (.8 .9 .75).
        QVERIFY(std::abs(confusionDistance(one[0], other[0]) - std::sqrt((.05 * .05 + .05 * .05) / 3))
                < 1e-12);
        // Only a and b were shown.
        QVERIFY(std::abs(confusionDistance(one[1], other[1]) - .1) < 1e-12);
        const double toItself = confusionDistance(one[0], one[0]);
        QCOMPARE(toItself, 0.);
    }

    void trajectoryKeepsDistances()
    {
        const std::vector<std::vector<ConfusionRdm>> observers {
            confusionRdms(made({6, 3, 1, 1, 4, 0, 0, 2, 2}, {8, 1, 1, 1, 8, 1, 1, 1, 8})),
            confusionRdms(made({7, 2, 1, 2, 7, 1, 1, 4, 5}, {8, 2, 0, 2, 8, 0, 0, 0, 10}))};
        ScalingOptions options;
        options.dimensions = 3; // three pairs lie in three dimensions
        const auto trajectory = confusionTrajectory(observers, Phase::Test, options).value();
        QCOMPARE(trajectory.points.size(), std::size_t {4});
        QVERIFY(trajectory.stress < 1e-6);
        for (std::size_t a = 0; a < 4; ++a)
            for (std::size_t b = 0; b < 4; ++b) {
                double squares = 0;
                for (std::size_t axis = 0; axis < 3; ++axis)
                    squares += std::pow(trajectory.points[a].at[axis] - trajectory.points[b].at[axis], 2);
                QVERIFY(std::abs(std::sqrt(squares)
                                 - confusionDistance(observers[a / 2][a % 2], observers[b / 2][b % 2]))
                        < 1e-5);
            }
        QCOMPARE(trajectory.points[2].observer, std::size_t {1});
        QCOMPARE(trajectory.points[3].epoch, 2);
        QCOMPARE(trajectory.points[3].accuracy, 26. / 30);
        QCOMPARE(confusionTrajectory(observers, Phase::Train).error().kind, Error::Kind::Usage);
    }
};

QTEST_APPLESS_MAIN(TestConfusionRdm)
#include "tst_confusionrdm.moc"
