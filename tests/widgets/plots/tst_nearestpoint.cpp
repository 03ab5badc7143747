#include "widgets/plots/nearestpoint.h"

#include <QTest>

#include <vector>

using namespace learnscope;

class TestNearestPoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheClosestWithinReach()
    {
        const std::vector<QPointF> points = {{0, 0}, {10, 0}, {10, 4}};
        QCOMPARE(nearestPoint(points, {9, 1}, 5), std::optional<std::size_t>(1));
        QCOMPARE(nearestPoint(points, {9, 3}, 5), std::optional<std::size_t>(2));
        QCOMPARE(nearestPoint(points, {-3, -4}, 5), std::optional<std::size_t>(0)); // just in reach
        QVERIFY(!nearestPoint(points, {-3, -4.1}, 5));
        QVERIFY(!nearestPoint({}, {0, 0}, 5));
    }

    void prefersTheFirstOfEquals()
    {
        const std::vector<QPointF> points = {{5, 5}, {5, 5}, {3, 5}};
        QCOMPARE(nearestPoint(points, {5, 5}, 1), std::optional<std::size_t>(0));
        QCOMPARE(nearestPoint(points, {4, 5}, 1), std::optional<std::size_t>(0));
    }

    void passesOverWhatIsNotANumber()
    {
        const std::vector<QPointF> points = {{qQNaN(), 0}, {0, qInf()}, {1, 1}};
        QCOMPARE(nearestPoint(points, {0, 0}, 5), std::optional<std::size_t>(2));
    }

    void findsTheClosestEpoch()
    {
        const std::vector<int> epochs = {1, 2, 4, 8};
        QCOMPARE(nearestValue(epochs, -7), std::optional<std::size_t>(0));
        QCOMPARE(nearestValue(epochs, 2.4), std::optional<std::size_t>(1));
        QCOMPARE(nearestValue(epochs, 3), std::optional<std::size_t>(1)); // the lower of two
        QCOMPARE(nearestValue(epochs, 3.1), std::optional<std::size_t>(2));
        QCOMPARE(nearestValue(epochs, 99), std::optional<std::size_t>(3));
        QVERIFY(!nearestValue({}, 1));
    }
};

QTEST_GUILESS_MAIN(TestNearestPoint)
#include "tst_nearestpoint.moc"
