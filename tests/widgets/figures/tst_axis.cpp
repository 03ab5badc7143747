#include "widgets/figures/epochaxis.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/figurescene.h"

#include <QTest>

using namespace learnscope;

class TestAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsTicksAtRoundNumbers_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<int>("maximum");
        QTest::addColumn<QStringList>("labels");
        const auto row = [](const char* name, double low, double high, int maximum, const char* labels) {
            QTest::newRow(name) << low << high << maximum
                                << QString::fromUtf8(labels).split(QLatin1Char(' '));
        };
        row("fifths", 0, 1, 6, "0.0 0.2 0.4 0.6 0.8 1.0");
        row("halves", 0, 1, 4, "0.0 0.5 1.0");
        row("open above", 0, 1.05, 6, "0.0 0.2 0.4 0.6 0.8 1.0");
        row("lag as published", -.025, .3, 7, "0.00 0.05 0.10 0.15 0.20 0.25 0.30");
        row("true minus", -.1, .1, 3, "\u22120.1 0.0 0.1");
        row("large", 0, 2300, 5, "0 500 1000 1500 2000");
        row("far from zero", 17.2, 17.9, 4, "17.2 17.4 17.6 17.8");
    }

    void putsTicksAtRoundNumbers()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(int, maximum);
        QFETCH(QStringList, labels);
        Axis axis {low, high, {}, {}, {}};
        setNiceTicks(axis, maximum);
        QCOMPARE(QStringList(axis.labels.begin(), axis.labels.end()), labels);
        QVERIFY(axis.ticks.front() >= low - 1e-9 && axis.ticks.back() <= high + 1e-9);
    }

    void thinsOutEpochsInsteadOfOverlapping_data()
    {
        QTest::addColumn<int>("last");
        QTest::addColumn<double>("length");
        for (const int last : {1, 6, 30, 100, 2500})
            for (const double length : {20., 50., 150.})
                QTest::addRow("%d epochs on %g mm", last, length) << last << length;
    }

    void thinsOutEpochsInsteadOfOverlapping()
    {
        QFETCH(int, last);
        QFETCH(double, length);
        const Axis axis = epochAxis(1, last, .3, length, 7, {});
        QVERIFY(!axis.ticks.empty());
        const double scale = length / (axis.high - axis.low);
        for (std::size_t index = 1; index < axis.ticks.size(); ++index) {
            const double between = (axis.ticks[index] - axis.ticks[index - 1]) * scale;
            const double widths =
                (textWidth(axis.labels[index], 7) + textWidth(axis.labels[index - 1], 7)) / 2;
            QVERIFY2(between > widths + .5, qPrintable(axis.labels[index]));
        }
    }

    void knowsTheWidthsOfTheFont()
    {
        // Advance widths of Liberation Sans in units of 1/2048 em, from the font's hmtx table.
        QCOMPARE(substituteForFigureFont(), QString());
        const double em = 10 * millimetresPerPoint;
        QVERIFY(std::abs(textWidth(QStringLiteral("0"), 10) - 1139. / 2048 * em) < 2e-3);
        QVERIFY(std::abs(textWidth(QStringLiteral("W"), 10) - 1933. / 2048 * em) < 2e-3);
        for (const char digit : {'1', '4', '7'})
            QCOMPARE(textWidth(QString(QLatin1Char(digit)), 7), textWidth(QStringLiteral("0"), 7));
    }
};

QTEST_MAIN(TestAxis)
#include "tst_axis.moc"
