#include "widgets/plots/columnimage.h"

#include <QColor>
#include <QTest>

using namespace learnscope;

class TestColumnImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsUpright()
    {
        ColumnImage columns(37, 21); // no multiples of a block
        columns.fill(30, 4, 7, Qt::red);
        const QImage image = columns.upright();
        QCOMPARE(image.size(), QSize(37, 21));
        for (int y = 0; y < 21; ++y)
            for (int x = 0; x < 37; ++x)
                QCOMPARE(image.pixelColor(x, y).alpha(), x == 30 && y >= 4 && y < 7 ? 255 : 0);
        QCOMPARE(image.pixelColor(30, 5), QColor(Qt::red));
    }

    void laysColoursOverEachOther()
    {
        ColumnImage columns(3, 3);
        columns.fill(1, 0, 3, QColor(200, 100, 0));
        columns.fill(1, 1, 2, QColor(0, 100, 200, 51)); // a fifth
        const QColor mixed = columns.upright().pixelColor(1, 1);
        QVERIFY(std::abs(mixed.red() - 160) <= 1);
        QVERIFY(std::abs(mixed.green() - 100) <= 1);
        QVERIFY(std::abs(mixed.blue() - 40) <= 1);
        QCOMPARE(mixed.alpha(), 255);
        QCOMPARE(columns.upright().pixelColor(1, 2), QColor(200, 100, 0));
    }

    void leavesOutWhatLiesOutside()
    {
        ColumnImage columns(3, 3);
        columns.fill(-1, 0, 3, Qt::red);
        columns.fill(3, 0, 3, Qt::red);
        columns.fill(0, 5, 9, Qt::red);
        columns.fill(1, 2, 2, Qt::red);
        columns.fill(2, -7, 1, Qt::red);
        const QImage image = columns.upright();
        int filled = 0;
        for (int y = 0; y < 3; ++y)
            for (int x = 0; x < 3; ++x)
                filled += image.pixelColor(x, y).alpha() > 0;
        QCOMPARE(filled, 1);
        QCOMPARE(image.pixelColor(2, 0), QColor(Qt::red));
    }
};

QTEST_GUILESS_MAIN(TestColumnImage)
#include "tst_columnimage.moc"
