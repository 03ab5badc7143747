#include "widgets/plots/charttickers.h"

#include <QTest>

using namespace learnscope;

class TestChartTickers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksValues_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<int>("largest");
        QTest::addColumn<QStringList>("labels");
        const auto row = [](const char* name, double low, double high, int largest, const char* labels) {
            QTest::newRow(name) << low << high << largest
                                << QString::fromUtf8(labels).split(QLatin1Char(' '));
        };
        row("round steps", 0, 1.04, 6, "0.0 0.2 0.4 0.6 0.8 1.0");
        row("few", 0, 1.04, 2, "0.0 1.0");
        row("never one alone", -.27, .33, 1, "\u22120.2 0.0 0.2");
    }

    void marksValues()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(int, largest);
        QFETCH(QStringList, labels);
        ValueTicker ticker;
        ticker.setLargestCount(largest);
        QVector<double> ticks;
        QVector<QString> written;
        ticker.generate(QCPRange(low, high), QLocale::c(), QLatin1Char('f'), 6, ticks, nullptr, &written);
        QStringList inside; // QCustomPlot adds one tick beyond each end
        for (qsizetype place = 0; place < ticks.size(); ++place)
            if (ticks[place] >= low && ticks[place] <= high)
                inside << written[place];
        QCOMPARE(inside, labels);
    }
};

QTEST_GUILESS_MAIN(TestChartTickers)
#include "tst_charttickers.moc"
