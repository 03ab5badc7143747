#include "core/base/random.h"
#include "widgets/figures/labelplacement.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace learnscope;

class TestLabelPlacement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stacksLabelsNearWhereTheyBelong_data()
    {
        QTest::addColumn<QList<double>>("wanted");
        QTest::addColumn<QList<double>>("centres"); // none: they do not fit
        QTest::newRow("far apart") << QList<double> {10, 20, 30} << QList<double> {10, 20, 30};
        QTest::newRow("two at one place") << QList<double> {20, 20} << QList<double> {19, 21};
        QTest::newRow("in the given order") << QList<double> {20.5, 20} << QList<double> {21.25, 19.25};
        QTest::newRow("three, pushed by one")
            << QList<double> {20, 20, 21.5} << QList<double> {18.5, 20.5, 22.5};
        QTest::newRow("a crowd that meets another")
            << QList<double> {10, 10, 12, 12} << QList<double> {8, 10, 12, 14};
        QTest::newRow("at the top") << QList<double> {0, 0} << QList<double> {1, 3};
        QTest::newRow("at the bottom") << QList<double> {40, 40} << QList<double> {37, 39};
        QTest::newRow("no label") << QList<double> {} << QList<double> {};
        QTest::newRow("no room") << QList<double>(21, 10.) << QList<double> {};
    }

    void stacksLabelsNearWhereTheyBelong()
    {
        QFETCH(QList<double>, wanted);
        QFETCH(QList<double>, centres);
        const auto placed = stackLabels({wanted.begin(), wanted.end()}, 2, 0, 40);
        QCOMPARE(placed.has_value(), centres.size() == wanted.size());
        if (!placed)
            return;
        for (std::size_t index = 0; index < placed->size(); ++index)
            QVERIFY2(std::abs((*placed)[index] - centres[qsizetype(index)]) < 1e-9,
                     qPrintable(QString::number((*placed)[index])));
    }

    void neverStacksLabelsOnEachOther()
    {
        Random random(7);
        for (int round = 0; round < 500; ++round) {
            std::vector<double> wanted(1 + random.below(20));
            for (double& place : wanted)
                place = -5 + 50 * random.uniform();
            const auto placed = stackLabels(wanted, 2, 0, 40);
            QVERIFY(placed);
            std::vector<double> sorted = *placed;
            std::sort(sorted.begin(), sorted.end());
            QVERIFY(sorted.front() >= 1 - 1e-9 && sorted.back() <= 39 + 1e-9);
            for (std::size_t index = 1; index < sorted.size(); ++index)
                QVERIFY(sorted[index] - sorted[index - 1] >= 2 - 1e-9);
            for (std::size_t a = 0; a < wanted.size(); ++a)
                for (std::size_t b = 0; b < wanted.size(); ++b)
                    QVERIFY(!(wanted[a] < wanted[b]) || (*placed)[a] < (*placed)[b]);
        }
    }

    void putsLabelsOnNothing()
    {
        Random random(11);
        const QRectF area(0, 0, 80, 60);
        const std::vector<QRectF> obstacles = {QRectF(20, 0, 3, 60), QRectF(0, 40, 80, 1)};
        int placedInAll = 0;
        for (int round = 0; round < 100; ++round) {
            std::vector<PointLabel> labels(8);
            for (PointLabel& label : labels)
                label = {{80 * random.uniform(), 60 * random.uniform()},
                         3 * random.uniform(),
                         QSizeF(8 + 8 * random.uniform(), 5)};
            const auto places = placeLabels(labels, area, obstacles);
            for (std::size_t index = 0; index < places.size(); ++index) {
                if (!places[index])
                    continue;
                const QRectF box = *places[index];
                ++placedInAll;
                QVERIFY(area.contains(box));
                for (const QRectF& obstacle : obstacles)
                    QVERIFY(!box.intersects(obstacle));
                for (const PointLabel& other : labels) {
                    const QPointF nearest(std::clamp(other.point.x(), box.left(), box.right()),
                                          std::clamp(other.point.y(), box.top(), box.bottom()));
                    const QPointF away = nearest - other.point;
                    QVERIFY(std::hypot(away.x(), away.y()) >= other.radius);
                }
                for (std::size_t earlier = 0; earlier < index; ++earlier)
                    QVERIFY(!places[earlier] || !places[earlier]->intersects(box));
            }
        }
        QVERIFY2(placedInAll > 760, qPrintable(QString::number(placedInAll))); // of 800
    }

    void putsALoneLabelBesideItsPoint()
    {
        const auto places = placeLabels({{{40, 30}, 2, {10, 4}}}, QRectF(0, 0, 80, 60), {});
        QVERIFY(places.front());
        QCOMPARE(places.front()->center().y(), 30.);
        QCOMPARE(places.front()->left(), 42.5);
    }
};

QTEST_APPLESS_MAIN(TestLabelPlacement)
#include "tst_labelplacement.moc"
