#include "widgets/plots/labellayout.h"

#include <QTest>

#include <algorithm>

using namespace learnscope;

using Numbers = QList<double>;

class TestLabelLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesLabels_data()
    {
        QTest::addColumn<Numbers>("wanted");
        QTest::addColumn<Numbers>("expected");
        // Labels 10 high between 0 and 100.
        QTest::newRow("none") << Numbers {} << Numbers {};
        QTest::newRow("free labels stay") << Numbers {20, 50, 80} << Numbers {20, 50, 80};
        QTest::newRow("any order") << Numbers {80, 20, 50} << Numbers {80, 20, 50};
        QTest::newRow("two at one place part evenly") << Numbers {50, 50} << Numbers {45, 55};
        QTest::newRow("just touching") << Numbers {40, 50} << Numbers {40, 50};
        QTest::newRow("a group moves a neighbour")
            << Numbers {50, 50, 58} << Numbers {128. / 3, 158. / 3, 188. / 3};
        QTest::newRow("above the top") << Numbers {-30, 2} << Numbers {5, 15};
        QTest::newRow("below the bottom") << Numbers {99, 400} << Numbers {85, 95};
        QTest::newRow("full") << Numbers(10, 50.) << Numbers {5, 15, 25, 35, 45, 55, 65, 75, 85, 95};
    }

    void placesLabels()
    {
        QFETCH(Numbers, wanted);
        QFETCH(Numbers, expected);
        const std::vector<double> centres =
            layOutLabels(std::vector<double>(wanted.begin(), wanted.end()), 10, 0, 100);
        QCOMPARE(centres.size(), std::size_t(expected.size()));
        for (std::size_t place = 0; place < centres.size(); ++place)
            QVERIFY2(std::abs(centres[place] - expected[int(place)]) < 1e-9,
                     qPrintable(QString::number(centres[place])));
    }

    void neverOverlapsAndStaysInside()
    {
        // A linear congruential sequence: many crowded cases, the same each time.
        unsigned state = 7;
        const auto next = [&state] { return state = state * 1103515245U + 12345U; };
        for (int round = 0; round < 500; ++round) {
            std::vector<double> wanted(1 + next() / 65536 % 12);
            for (double& place : wanted)
                place = double(next() / 65536 % 300) - 50;
            std::vector<double> centres = layOutLabels(wanted, 16, 0, 200);
            std::sort(centres.begin(), centres.end());
            QVERIFY(centres.front() >= 8 - 1e-9);
            QVERIFY(centres.back() <= 192 + 1e-9);
            for (std::size_t place = 1; place < centres.size(); ++place)
                QVERIFY(centres[place] - centres[place - 1] >= 16 - 1e-9);
        }
    }

    void countsWhatFits()
    {
        QCOMPARE(labelCapacity(10, 0, 100), 10);
        QCOMPARE(labelCapacity(10, 0, 99), 9);
        QCOMPARE(labelCapacity(10, 50, 20), 0);
    }
};

QTEST_GUILESS_MAIN(TestLabelLayout)
#include "tst_labellayout.moc"
