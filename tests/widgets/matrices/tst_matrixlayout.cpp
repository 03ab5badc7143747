#include "widgets/matrices/matrixlayout.h"

#include <QtTest>

using namespace learnscope;

class TestMatrixLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsPanelsWhereTheyAreLargest_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("columns");
        QTest::newRow("one") << QSize(500, 400) << 1 << 1;
        QTest::newRow("wide") << QSize(1200, 420) << 4 << 4;
        QTest::newRow("tall") << QSize(300, 1200) << 3 << 1;
        QTest::newRow("square") << QSize(800, 900) << 4 << 2;
        QTest::newRow("small") << QSize(300, 200) << 2 << 2;
    }

    void putsPanelsWhereTheyAreLargest()
    {
        QFETCH(QSize, size);
        QFETCH(int, count);
        QFETCH(int, columns);
        const std::vector<std::size_t> groups(std::size_t(count), 0);
        const auto places = placePanels(size, groups, 16);
        QCOMPARE(int(places.size()), count);
        for (std::size_t panel = 0; panel < places.size(); ++panel) {
            const PanelPlace& place = places[panel];
            QCOMPARE(place.matrix.width(), place.matrix.height());
            QVERIFY(QRect(QPoint(), size).contains(place.matrix));
            QVERIFY(QRect(QPoint(), size).contains(place.scale));
            QCOMPARE(place.head.bottom() + 1, place.columnLabels.top());
            QCOMPARE(place.matrix.bottom() + 1, place.scale.top());
            QCOMPARE(place.rowLabels.right() + 1, place.matrix.left());
            QCOMPARE(place.matrix.width(), places[0].matrix.width());
            for (std::size_t other = 0; other < panel; ++other)
                QVERIFY(!place.matrix.intersects(places[other].matrix));
        }
        int inFirstRow = 0;
        for (const PanelPlace& place : places)
            inFirstRow += place.matrix.top() == places[0].matrix.top();
        QCOMPARE(inFirstRow, columns);
    }

    void labelsRowsOnceForMatricesOfTheSameItems()
    {
        const std::vector<std::size_t> groups {0, 0, 1};
        const auto places = placePanels(QSize(1500, 520), groups, 16);
        QVERIFY(places[0].hasRowLabels && !places[1].hasRowLabels && places[2].hasRowLabels);
        for (const PanelPlace& place : places)
            QVERIFY(place.hasColumnLabels);
        for (const PanelPlace& place : placePanels(QSize(400, 230), groups, 16))
            QVERIFY(!place.hasRowLabels && !place.hasColumnLabels); // no room
    }

    void keepsWhatIsUnderThePointerWhenZooming()
    {
        constexpr std::size_t items = 1000;
        MatrixSight sight;
        for (const double factor : {2., 3., .5, 1.7}) {
            const double before = sight.column + (.3 - .5) / sight.zoom;
            sight = zoomedSight(sight, items, factor, .3, .6);
            QCOMPARE(sight.column + (.3 - .5) / sight.zoom, before);
        }
        // Back to everything, however far away.
        QCOMPARE(zoomedSight(sight, items, 1e-9, .3, .6), MatrixSight());
    }

    void holdsTheSightToTheMatrix()
    {
        const MatrixSight held = heldSight({4, -3, 9}, 100);
        QCOMPARE(held.row, .125);
        QCOMPARE(held.column, .875);
        QCOMPARE(heldSight({1e9, .5, .5}, 100).zoom, 25.); // four items
        QCOMPARE(heldSight({.1, .5, .5}, 100).zoom, 1.);
        QCOMPARE(heldSight({std::nan(""), .5, .5}, 100), MatrixSight());
    }

    void showsAStretchInTheMiddle()
    {
        const MatrixSight sight = sightOf(100, 20, 40, 50, 60);
        QCOMPARE(sight.zoom, 5.); // twenty of a hundred
        QCOMPARE(sight.row, .3);
        QCOMPARE(sight.column, .55);
    }

    void findsItemsAtPixels()
    {
        // 10 items on 100 pixels at zoom 2 in the middle: 20 px an item, from item 2.5 on.
        const SightPixels pixels({2, .5, .5}, 10, 100);
        QCOMPARE(pixels.pixelsPerItem, 20.);
        QCOMPARE(pixels.left, 50);
        QCOMPARE(pixels.itemAt(0, pixels.left, 10), std::optional(std::size_t(2)));
        QCOMPARE(pixels.itemAt(9, pixels.left, 10), std::optional(std::size_t(2)));
        QCOMPARE(pixels.itemAt(10, pixels.left, 10), std::optional(std::size_t(3)));
        QCOMPARE(pixels.itemAt(99, pixels.left, 10), std::optional(std::size_t(7)));
        QCOMPARE(pixels.pixelOf(3, pixels.left), 10.);
        QVERIFY(!pixels.itemAt(100, pixels.left, 10) && !pixels.itemAt(-1, pixels.left, 10));
    }
};

QTEST_APPLESS_MAIN(TestMatrixLayout)
#include "tst_matrixlayout.moc"
